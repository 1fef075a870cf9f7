"""What the analysis commands show: text for a terminal and plain data for JSON, from the same figures."""
