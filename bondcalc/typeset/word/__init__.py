"""Word filings: the same blocks as .docx, written as text and read back (decision 0057). Knows nothing of bonds."""
