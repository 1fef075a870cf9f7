"""Forms that go along with the filings, written on request: one file each, found by name."""
