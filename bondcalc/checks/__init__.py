"""The checks: one small function a rule id, found by the judge; a new rule is one function and its rows in the data."""
