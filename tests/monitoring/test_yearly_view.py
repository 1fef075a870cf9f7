"""执行情况 derived from the layer: what nobody told of a year stays planned, so that P05 says what the reforecast says."""

from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.monitoring.reforecast import rebuilt_with
from bondcalc.monitoring.yearly_view import layered
from bondcalc.schedules import coverage, repayable
from bondcalc.wording import number
from tests.checks.judged import finding_of
from tests.monitoring.as_planned import as_planned, case_of, filed
from tests.monitoring.rows import head, period

TOLD = {
    "revenue short, no cost told": [period("revenue", "rent", 2023, "year", Decimal(310))],
    "half of a running year": [
        period("revenue", "rent", 2024, "q1", Decimal("101.5")),
        period("revenue", "sewage", 2024, "q2", Decimal("37.3")),
    ],
    "costs alone": [
        period("cost", "staff", 2023, "year", Decimal(290)),
        period("tax", "stamp_duty", 2024, "q1", Decimal(9)),
    ],
    "every line of a year": [as_planned("2024-06-30", 2023, 2023).split("\n\n", 1)[1]],
}


@pytest.mark.parametrize("rows", TOLD.values(), ids=list(TOLD))
def test_p05_is_the_reforecast_as_planned(rows: list[str]) -> None:
    case = case_of(head("2024-06-30") + "".join(rows))
    book, figures = rebuilt_with(case.filed, case.filed.project, case.sides, {}, case.actuals)
    again = dict(zip(book.years.years, figures.amounts(book.use(repayable.schedule).counted), strict=True))
    after = layered(case.filed, case.actuals)
    assert {row.year: row.repayable for row in after.rows(Actual)} == {
        row.year: again[row.year] for row in after.rows(Actual)
    }
    basis = book.use(coverage.schedule).basis
    ratio = Fraction(figures.amount(basis.revenue)) / Fraction(figures.amount(basis.service))
    assert finding_of(after, "P05").outcome.figure == number.against(ratio, Fraction(6, 5))


def test_an_untold_cost_is_its_plan_and_not_zero() -> None:
    """Rent of 310 instead of 725.76 and nothing else is told of 2023: 816.93 planned - 415.76 + 62.79.

    What follows revenue follows it: management 43.34 to 4 % of 667.63 = 26.71, property tax 79.90 to 12 % of 310 / 1.09 = 34.13,
    stamp duty 0.67 to 0.1 % of it = 0.28; 16.63 + 45.77 + 0.39.
    """
    told = case_of(head("2024-06-30") + TOLD["revenue short, no cost told"][0]).actuals
    row = next(row for row in layered(filed(), told).rows(Actual))
    assert (row.year, row.revenue) == (2023, 310)
    assert row.repayable == Decimal("463.96")
