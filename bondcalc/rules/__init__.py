"""The dated rules: one .toml an instrument, each value and check with its article; load.py says what is in force."""
