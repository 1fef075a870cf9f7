"""The sheets of schedules.xlsx that are no schedules: one file each, with a TITLE and a `draw`."""
