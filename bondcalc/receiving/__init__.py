"""The table that a debt-management system receives: its layout as data, the export, and what it holds read back."""
