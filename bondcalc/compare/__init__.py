"""Two versions of a project: what was changed in the inputs, what moved, and how much each change moved."""
