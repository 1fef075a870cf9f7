"""Serial bonds of a Texan city, as its budget books print them: every payment, computed from the project file."""

import csv
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from bondcalc.inputs.read import read_project
from bondcalc.run import compute
from bondcalc.schedules import bonds

HERE = Path(__file__).parent
CENT, DOLLAR = Decimal("0.01"), Decimal(1)


def paid(folder: str) -> tuple[dict[date, Decimal], dict[date, Decimal]]:
    """Interest and principal by day, all tranches together."""
    result = compute(read_project(HERE / folder / "project.toml"))
    interest: dict[date, Decimal] = defaultdict(Decimal)
    principal: dict[date, Decimal] = defaultdict(Decimal)
    for tranche in result.book.use(bonds.schedule).tranches:
        for day, due, repaid in zip(tranche.dates, result.figures.amounts(tranche.interest),
                                    result.figures.amounts(tranche.principal), strict=True):  # fmt: skip
            interest[day] += due
            principal[day] += repaid
    return interest, principal


def printed(folder: str) -> tuple[dict[int, dict[str, Decimal]], dict[str, Decimal]]:
    """What the budget book prints, by fiscal year, and its totals."""
    with (HERE / folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = {
            row.pop("fiscal_year"): {name: Decimal(value) for name, value in row.items()}
            for row in csv.DictReader(file)
        }
    totals = rows.pop("total")
    return {int(year): row for year, row in rows.items()}, totals


def to(amount: Decimal, unit: Decimal) -> Decimal:
    return amount.quantize(unit, ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("folder", "unit", "years"),
    [("us-desoto-2011a", CENT, 11), ("us-desoto-2019", CENT, 16), ("us-desoto-2008", DOLLAR, 12)],
)
def test_every_payment_is_as_printed(folder: str, unit: Decimal, years: int) -> None:
    (interest, principal), (rows, totals) = paid(folder), printed(folder)
    assert len(rows) == years
    for year, row in rows.items():
        spring, autumn = date(year, 2, 15), date(year, 8, 15)
        assert to(interest.pop(spring), unit) == row["february_interest"], year
        assert to(principal.pop(spring), unit) == row["principal"], year
        august = row["debt_service"] - row["principal"] - row["february_interest"]
        later = interest.pop(autumn, Decimal(0))
        # In whole dollars the August interest is what is left of a rounded sum: half a dollar either way.
        assert abs(later - august) <= (0 if unit == CENT else unit), year
        assert principal.pop(autumn, Decimal(0)) == 0
    assert not interest
    assert not principal
    everything = paid(folder)
    assert to(sum(everything[1].values(), Decimal(0)), unit) == totals["principal"]
    assert to(sum(everything[0].values(), Decimal(0)), unit) == totals["february_interest"]
    assert totals["principal"] + totals["february_interest"] == totals["debt_service"]
