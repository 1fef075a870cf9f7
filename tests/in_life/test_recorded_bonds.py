"""The money of each bond: what is told without a bond is kept, sums are those told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bondcalc.in_life.life_record import UNASSIGNED
from bondcalc.in_life.recorded_bonds import first_in, recorded_bonds
from bondcalc.inputs.sheets.bond import Bond
from tests.monitoring.happened import filed, told
from tests.monitoring.rows import LENT_A, head
from tests.toml_rows import row

DAY = date(2024, 12, 31)
LENT = row("funding_steps", day="2021-07-01", step="on_lent", amount=20000)
SPENT = row("funding_steps", day="2022-01-01", step="spent", amount=17000)
SPENT_B = row("funding_steps", day="2022-02-01", step="spent", amount=300, bond="B")
HANDED_ON = row("funding_steps", day="2021-08-01", step="allocated", amount=900)


def by_bond(rows: str, *, only: str = "") -> dict[str, tuple[Decimal | None, Decimal | None, Decimal | None]]:
    """Arrived, handed on and spent by bond; `only`: of a project with one bond."""
    _, project = filed()
    kept = tuple(bond for bond in project.rows(Bond) if not only or bond.id == only)
    project = replace(project, tables={**project.tables, "bonds": kept})
    bonds = recorded_bonds(project, told(head("2024-12-31") + rows), DAY)
    return {bond.id: (bond.arrived, bond.appropriated, bond.spent) for bond in bonds}


@pytest.mark.parametrize(
    ("rows", "bonds"),
    [
        (LENT, {UNASSIGNED: (20000, None, None)}),
        (SPENT, {UNASSIGNED: (None, None, 17000)}),
        (HANDED_ON, {UNASSIGNED: (None, 900, None)}),
        (LENT_A + LENT + SPENT, {"A": (16000, None, 16000), UNASSIGNED: (20000, None, 1000)}),
        (LENT_A + SPENT_B, {"B": (None, None, 300), "A": (16000, None, 0)}),
        (LENT_A + SPENT + SPENT_B, {"B": (None, None, 300), "A": (16000, None, 17000)}),
        (SPENT + SPENT_B, {"B": (None, None, 300), UNASSIGNED: (None, None, 17000)}),
        ("", {}),
    ],
    ids=["arrived", "spent", "handed on", "after A", "of B", "of B and unnamed", "nothing arrived", "nothing told"],
)
def test_money_of_several_bonds_without_a_bond_stands_by_itself(
    rows: str, bonds: dict[str, tuple[Decimal | None, ...]]
) -> None:
    assert by_bond(rows) == bonds


@pytest.mark.parametrize("rows", [LENT, SPENT, HANDED_ON, LENT + HANDED_ON + SPENT])
def test_money_of_one_bond_is_that_bonds(rows: str) -> None:
    assert list(by_bond(rows, only="B")) == ["B"]
    sums = zip(*by_bond(rows, only="B").values(), strict=True)
    assert [*sums] == [*zip(*by_bond(rows).values(), strict=True)]


def test_spending_goes_to_the_bond_that_came_first() -> None:
    assert first_in([Decimal(5), Decimal(7)], [Decimal(10), Decimal(4)]) == [10, 2]
    assert first_in([Decimal(20)], [Decimal(10), Decimal(4)]) == [10, 10]
    assert first_in([], [Decimal(10)]) == [None]
