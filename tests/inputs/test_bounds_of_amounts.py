"""An amount has one bound in every unit of money: what 元 can say, 亿元 can, and the other way round."""

from decimal import Decimal

import pytest

from bondcalc.inputs.cell import Cell
from bondcalc.inputs.project import sheets
from bondcalc.wording.terms import Unit

LEAST = Decimal("0.000001")
"""Hundred yuan in 亿元, the finest amount that a project in it prints."""
AMOUNTS = [
    pytest.param(cell, id=f"{sheet.id}.{cell.id}")
    for sheet in sheets()
    for cell in sheet.cells
    if cell.unit in {Unit.MONEY, Unit.MONEY_PER_AREA} and cell.id != "quantum"
]
"""All but the decimal place to which amounts are kept: it follows the unit by a rule of its own."""


@pytest.mark.parametrize("cell", AMOUNTS)
def test_no_amount_is_bounded_by_a_number_of_one_unit(cell: Cell) -> None:
    """0.01 万元 is 100 yuan, 0.01 亿元 a million: land at 18.8 万元 a mu is 0.00188 亿元."""
    assert cell.low is None or cell.low <= LEAST
    assert cell.high is None
