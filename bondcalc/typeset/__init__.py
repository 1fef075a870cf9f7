"""Pages, tables, charts, Chinese lines, fonts, PDF/A; knows nothing of bonds."""
