"""Work of several people: a workbook handed out a department, and taken back."""
