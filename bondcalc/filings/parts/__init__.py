"""What filings are put together from: sections, tables and texts that several of them print."""
