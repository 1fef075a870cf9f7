"""Workbooks compared with the one drawn again: every value, every formula, what is hidden."""
