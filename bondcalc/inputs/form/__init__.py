"""The workbook that is filled in: drawn from the statement of the sheets, and marked where something is wrong."""
