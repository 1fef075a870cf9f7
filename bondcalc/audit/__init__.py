"""核验: a filing is rerun from what it carries, and what differs is named with its place and cause."""
