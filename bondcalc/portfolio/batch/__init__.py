"""发行批次: which projects of a portfolio go into a batch under its quota, and why the others do not. Internal."""
