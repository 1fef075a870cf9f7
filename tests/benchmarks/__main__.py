"""Print the table: `python -m tests.benchmarks`."""

from functools import partial

from tests.benchmarks import pages, portfolios, scenarios, word_files, workbooks
from tests.benchmarks.measure import rows, table

ROUNDS = 9

million = partial(scenarios.memory, count=1_000_000)
files = (workbooks.writing, workbooks.reading, workbooks.setting, word_files.written, word_files.audited)
many = (portfolios.stored, portfolios.two_processes)
print(
    table([row(ROUNDS) for row in (*rows(), *files, *scenarios.rows(), *many, pages.recomputed, pages.bonds, million)])
)
