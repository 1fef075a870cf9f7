"""The schedules: one file each, found by the book; a new schedule is one new file."""
