"""What hangs on the delay of operation alone is given to the lanes, exactly, and is not computed in them."""

from decimal import Decimal

import pytest

from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.risk.families import families
from bondcalc.analysis.risk.lane_figures import FamilyProgram, lines_of
from bondcalc.analysis.risk.sampling import Event, Marginal, Outlook
from bondcalc.result.result import Result
from bondcalc.schedules.book import build

LATE = Outlook(
    (Marginal("costs", "uniform", (-0.1, 0.2)),), ((1.0,),), (Event("late", "推迟", 0.5, (("operation_delay", 6.0),)),)
)


def test_lines_of_a_delay_are_those_of_a_plain_build(sample: Result) -> None:
    [family] = families(sample.book, LATE.delays, lines_of)
    program = FamilyProgram(family, LATE)
    late = build(rebuilt(sample.project, {"operation_delay": Decimal(6)}), sample.rules)
    plain, tables = late.program().run(), {line: table.id for table in sample.book.tables for line in table.lines}
    assert {"timing", "all_taxes"} <= {tables[line] for line in program._rows}
    for line, (base, moved) in program._rows.items():
        same = next(other for other in late.find(tables[line]).lines if other.id == line.id)
        for values, figures in ((base, sample.figures[line]), (moved, plain[same])):
            exact = [float("nan") if figure is None else float(figure) for figure in figures]
            assert values.tolist() == pytest.approx(exact, rel=0, abs=0, nan_ok=True), line.id
