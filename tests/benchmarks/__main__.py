"""Print the table: `python -m tests.benchmarks`."""

from tests.benchmarks import workbooks
from tests.benchmarks.measure import rows, table

ROUNDS = 9

print(table([row(ROUNDS) for row in (*rows(), workbooks.writing, workbooks.reading, workbooks.setting)]))
