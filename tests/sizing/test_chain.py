"""Chains of refinancing: the size of every link follows the first issue, or stands when any link is issued."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.schedules import bonds
from bondcalc.sizing import one_input
from tests.conftest import SAMPLE
from tests.parted import compute

HALF = Decimal("0.5")


def chained(first: str, second: str) -> Project:
    """A refinanced by B, B by C, all of one face; C is planned, A and B as told."""
    project = read_project(SAMPLE.parent.parent / "anping-water" / "project.toml")
    stated = project.rows(Bond)[0]
    one = replace(stated, term_years=10, repayment="bullet", grace_years=0, used_as_capital=Decimal(0), status=first)
    two = replace(one, id="B", value_date=date(2032, 4, 15), refinances="A", status=second)
    three = replace(two, id="C", value_date=date(2042, 4, 15), refinances="B", status="planned")
    return replace(project, tables={**project.tables, "bonds": (one, two, three)})


def drawn(project: Project, change: Decimal) -> list[Fraction]:
    """What each bond of a stressed project starts with, as a share of its face."""
    factors = replace(project.tables["stress"][0], bond_size=1 + change)
    result = compute(replace(project, tables={**project.tables, "stress": (factors,)}))
    return [
        Fraction(result.figures[one.closing][0] or 0) / Fraction(one.row.data.face)  # type: ignore[arg-type]
        for one in result.book.use(bonds.schedule).tranches
    ]


@pytest.mark.parametrize(
    ("first", "second", "shares"),
    [("planned", "planned", [HALF, HALF, HALF]), ("issued", "planned", [1, 1, 1]), ("planned", "issued", [HALF, 1, 1])],
)
def test_stress_and_size_move_the_same_links_of_a_chain(first: str, second: str, shares: list[Decimal]) -> None:
    project = chained(first, second)
    assert drawn(project, -HALF) == shares
    if first == "issued":
        return
    smaller = one_input.with_bonds(project, project.rows(Bond)[0].face * HALF)
    assert [
        bond.face / stated.face for bond, stated in zip(smaller.rows(Bond), project.rows(Bond), strict=True)
    ] == shares
    stressed = compute(project).stress.at({"bond_size": -HALF})
    assert stressed.ratio == compute(smaller).stress.at({}).ratio
