"""A quantity counted in the money unit itself is an amount: its price is a plain number, and no price unit is missing."""

from dataclasses import replace

from bondcalc.inputs.cell import SHEETS
from bondcalc.inputs.raw import RawCell, RawFile, RawRow, RawSheet
from bondcalc.inputs.values import is_blank, plain


def priced(raw: RawFile) -> None:
    """Fill in the price unit (与金额单位相同) of rows whose quantity is counted in the file's own money unit."""
    money = _money_unit(raw)
    for id_, given in raw.sheets.items():
        if not given.unread and {"price_unit", "quantity_unit"} <= {cell.id for cell in given.sheet.cells}:
            raw.sheets[id_] = replace(given, rows=tuple(_priced(given, row, money) for row in given.rows))


def _priced(given: RawSheet, row: RawRow, money: str) -> RawRow:
    price, quantity = row.cells.get("price_unit"), row.cells.get("quantity_unit")
    if price is None or quantity is None or not is_blank(price.value) or plain(str(quantity.value)) != money:
        return row
    same = given.sheet.cell("price_unit").choices["money_unit"]
    return replace(row, cells={**row.cells, "price_unit": RawCell(same, price.place)})


def _money_unit(raw: RawFile) -> str:
    """Name the money unit as it is typed, before anything is judged; the default where nothing is."""
    given = raw.sheets.get("settings")
    rows = given.rows if given is not None and not given.unread else ()
    stands = [row.cells["money_unit"].value for row in rows if "money_unit" in row.cells]
    typed = next((value for value in stands if not is_blank(value)), SHEETS["settings"].cell("money_unit").default)
    return plain(str(typed))
