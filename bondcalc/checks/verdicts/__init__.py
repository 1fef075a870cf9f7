"""When each verdict holds, as conditions over the lines of the schedules; read by checks and by a page."""
