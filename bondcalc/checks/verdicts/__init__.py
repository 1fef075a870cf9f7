"""When each verdict holds, as conditions over the lines of the schedules; the checks take theirs from it, and so does a page."""
