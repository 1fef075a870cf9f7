"""An amount as people and banks write it; what could be another amount or unit is refused."""

from decimal import Decimal

import pytest

from bondcalc.inputs.project import sheet_of, sheets
from bondcalc.inputs.values import WrongError, convert
from bondcalc.monitoring.money_sheets import Transaction

YUAN = sheet_of(Transaction).cell(Transaction.amount)
MONEY = next(cell for sheet in sheets() for cell in sheet.cells if cell.unit == "money" and cell.low is None)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("￥2,000,000.00", 2_000_000),
        ("¥2000000", 2_000_000),
        ("￥ 2,000,000.00 ", 2_000_000),
        ("(2,000,000.00)", -2_000_000),
        ("（￥2,000,000.00）", -2_000_000),
        ("￥(2,000,000.00)", -2_000_000),
        ("-￥5.5", Decimal("-5.5")),
        ("￥-5.5", Decimal("-5.5")),
    ],
)
def test_an_amount_of_yuan_is_read_as_banks_print_it(written: str, amount: Decimal) -> None:
    assert convert(YUAN, written) == amount


@pytest.mark.parametrize("written", ["￥", "￥￥5", "5￥", "$5", "￥(5", "-￥-5", "(-5)", "￥1,00"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(WrongError):
        convert(YUAN, written)


def test_in_a_cell_of_another_unit_the_sign_of_yuan_leaves_open_which_unit_is_meant() -> None:
    """￥2,000,000 in a column of 万元 is two million yuan or twenty thousand million."""
    with pytest.raises(WrongError) as caught:
        convert(MONEY, "￥2,000,000.00")
    assert caught.value.code == "yuan_sign"
    assert convert(MONEY, "(2,000.00)") == -2000
