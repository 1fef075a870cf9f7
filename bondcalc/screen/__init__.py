"""What a person reads on the terminal, one file a command, and the same as plain data."""
