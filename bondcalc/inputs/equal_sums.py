"""等于其他行之和: rows of a list whose amount is that of all others together, whatever they are called.

By chance an item may be such a sum; so it is asked about only.
"""

from collections.abc import Iterator
from functools import partial

from bondcalc.inputs.fault import Cells, Fault
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.row_sizes import adds_up, sizes_of
from bondcalc.inputs.row_sums import FEWEST, equal_the_others
from bondcalc.inputs.same_rows import told_at
from bondcalc.inputs.sheets.settings import Settings


def equal_sums(project: Project) -> Iterator[tuple[str, int, Fault]]:
    """Ask about every row that is the sum of all others: sheet, number of the row and what is asked."""
    worth = project.form(Settings).yuan_per_unit
    for sheet in sheets():
        rows = project.tables[sheet.id]
        if sheet.form or len(rows) < FEWEST or not any(cell.id == "id" for cell in sheet.cells) or not adds_up(sheet):
            continue
        sizes = [sizes_of(sheet, partial(getattr, row), worth) for row in rows]
        for number in equal_the_others(sizes):
            field = told_at(sheet, rows[number])
            others = tuple(other for other in range(len(rows)) if other != number)
            yield sheet.id, number, Fault(field, "equals_others", {"other": Cells(field, others)})
