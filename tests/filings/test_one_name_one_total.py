"""What the total investment is called: in the tables of a filing one name has one figure (A is the approved total, above the computed one)."""

from collections import defaultdict

import pytest

from bondcalc.schedules import approval
from bondcalc.typeset.document import PageTable, PrintedFigure
from tests.samples import computed_sample, filed_sample

PROJECT = "anping-water"
"""Its approved total is above the computed one."""
TOTAL = "总投资"


def totals(filing: str) -> dict[str, set[str]]:
    """The first figure beside each name that is one of a total investment, in the project's unit."""
    told: dict[str, set[str]] = defaultdict(set)
    for table in filed_sample(PROJECT, filing).blocks:
        for row in table.rows if isinstance(table, PageTable) and "亿元" not in table.unit else ():
            name, figures = str(row[0]).removeprefix("A "), [cell for cell in row if isinstance(cell, PrintedFigure)]
            if name.endswith(TOTAL) and figures:
                told[name].add(figures[0].text)
    return told


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_a_name_has_one_figure(filing: str) -> None:
    result = computed_sample(PROJECT)
    lines = result.book.use(approval.schedule)
    computed, whole = (f"{result.figures.amount(line):,.2f}" for line in (lines.computed, lines.investment))
    assert computed != whole
    assert totals(filing) == {"测算总投资": {computed}, "项目总投资": {whole}}
