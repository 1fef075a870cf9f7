"""The filings: one file each, a list of sections; found by name."""
