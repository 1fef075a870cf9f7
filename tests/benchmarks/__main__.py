"""Print the table: `python -m tests.benchmarks`."""

from functools import partial

from tests.benchmarks import scenarios, workbooks
from tests.benchmarks.measure import rows, table

ROUNDS = 9

million = partial(scenarios.memory, count=1_000_000)
print(
    table(
        [
            row(ROUNDS)
            for row in (*rows(), workbooks.writing, workbooks.reading, workbooks.setting, *scenarios.rows(), million)
        ]
    )
)
