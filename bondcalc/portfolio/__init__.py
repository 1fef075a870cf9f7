"""Many projects: a list of them, what each gives, and the store that keeps it."""
