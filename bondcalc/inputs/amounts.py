"""A quantity counted in the money unit itself is an amount: its price is a plain number, 1 where blank, without a price unit."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bondcalc.inputs.cell import SHEETS
from bondcalc.inputs.raw import RawCell, RawFile, RawRow, RawSheet
from bondcalc.inputs.values import is_blank, plain


def priced(raw: RawFile) -> None:
    """Fill in the price (1) and its unit (与金额单位相同) of rows whose quantity is counted in the file's own money unit."""
    money = _money_unit(raw)
    for id_, given in raw.sheets.items():
        if not given.unread and {"price_unit", "quantity_unit"} <= {cell.id for cell in given.sheet.cells}:
            raw.sheets[id_] = replace(given, rows=tuple(_priced(given, row, money) for row in given.rows))


def _priced(given: RawSheet, row: RawRow, money: str) -> RawRow:
    quantity = row.cells.get("quantity_unit")
    if quantity is None or plain(str(quantity.value)) != money:
        return row
    return replace(row, cells={**row.cells, **dict(_plain_price(given, row))})


def is_amount(quantity_unit: str, price: Decimal, money_unit: str) -> bool:
    """Tell whether a line states its income as an amount (年收入): counted in the money unit, at a price of 1."""
    return plain(quantity_unit) == plain(money_unit) and price == 1


def _plain_price(given: RawSheet, row: RawRow) -> Iterator[tuple[str, RawCell]]:
    """Give what an amount leaves blank; a price unit that is typed says that the figure is no amount in the money unit."""
    same, unit, price = (
        given.sheet.cell("price_unit").choices["money_unit"],
        row.cells.get("price_unit"),
        row.cells.get("price"),
    )
    typed = None if unit is None or is_blank(unit.value) else plain(str(unit.value))
    if unit is not None and typed is None:
        yield "price_unit", unit._replace(value=same)
    if typed in {None, same, "money_unit"} and (price is None or is_blank(price.value)):
        yield "price", RawCell(1, row.where, "price")


def _money_unit(raw: RawFile) -> str:
    """Name the money unit as it is typed, before anything is judged; the default where nothing is."""
    given = raw.sheets.get("settings")
    rows = given.rows if given is not None and not given.unread else ()
    stands = [row.cells["money_unit"].value for row in rows if "money_unit" in row.cells]
    typed = next((value for value in stands if not is_blank(value)), SHEETS["settings"].cell("money_unit").default)
    return plain(str(typed))
