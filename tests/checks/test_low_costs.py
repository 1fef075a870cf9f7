"""W09 shows the figure and the standard of the sign it tells: the share of cost, or how many kinds are missing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.checks.cases import GOOD
from tests.checks.judged import finding_of
from tests.checks.test_statements import with_


@pytest.mark.parametrize(
    ("kind", "rate", "verdict", "figure", "standard"),
    [
        ("repair", None, "pass", "%", "15%"),
        ("repair", 50, "warn", "%", "15%"),
        ("other", None, "warn", "1", "0"),
        ("other", 50, "warn", "%", "15%"),
    ],
)
def test_the_figure_is_that_of_the_sign(kind: str, rate: int | None, verdict: str, figure: str, standard: str) -> None:
    costs = tuple(replace(row, kind=kind if row.kind == "repair" else row.kind) for row in GOOD.tables["costs"])
    given = replace(GOOD, tables={**GOOD.tables, "costs": costs})
    told = finding_of(given if rate is None else with_(given, "costs", rate=Decimal(rate)), "W09")
    assert (told.verdict, told.outcome.threshold) == (verdict, standard)
    assert str(told.outcome.figure).endswith(figure)
    assert ("未列修理费" in told.outcome.zh) == (kind == "other")
    assert ("成本占收入" in told.outcome.zh) == (rate is not None)
