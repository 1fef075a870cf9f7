"""Print the table: `python -m tests.benchmarks`."""

from tests.benchmarks.measure import all_measured, table

print(table(all_measured(5)))
