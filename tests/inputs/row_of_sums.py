"""A row of totals in a list as a clerk types it, put into the raw rows of a sample."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from bondcalc.inputs.counted_twice import held
from bondcalc.inputs.raw import RawCell, RawFile, RawRow, RawSheet
from bondcalc.inputs.read import load, raw_of
from bondcalc.inputs.row_sizes import ADDED, YEARLY, Size, sizes_of
from bondcalc.inputs.row_sums import NOTHING
from bondcalc.problem import Place
from tests.samples import SAMPLES

ROW = 99
"""Where the new row stands."""
AS_AMOUNT: dict[str, dict[str, object]] = {
    "price": {"price": 1, "price_unit": "money_unit", "periods_a_year": 1, "utilisation": 1, "ramp": None},
    "basis": {"rate": 1, "price_unit": "money_unit", "of": None, "growth_rate": 0},
}
"""What else a row says that states an amount of money, by a field that its sheet has."""


def raw_sample(sample: str) -> RawFile:
    """Read the rows of a sample as its TOML has them."""
    file = load(SAMPLES / sample / "project.toml")
    return raw_of(file.name, file.data)


def summed(given: RawSheet, words: str, rows: Sequence[RawRow], part: Decimal = Decimal(1)) -> RawRow:
    """Make a row of the amounts of some rows together, or of a part of them; the rest is as in the last of them."""
    sheet, fields = given.sheet, {cell.id for cell in given.sheet.cells}
    added = [cell.id for cell in sheet.cells if cell.unit in ADDED and cell.index is None]
    typed: dict[str, object] = {id_: part * sum((_amount(given, row, id_) for row in rows), NOTHING) for id_ in added}
    of_years = {year: round(part * amount, 4) for year, amount in _of_a_year(given, rows).items()}
    years = {year: amount for year, amount in of_years.items() if year is not None} if None not in of_years else {}
    if "by_year" in fields and of_years:
        named = next((field for field in AS_AMOUNT if field in fields), "")
        typed |= AS_AMOUNT.get(named, {}) | ({"basis": "by_year" if years else "fixed"} if named == "basis" else {})
        typed |= {"quantity": of_years.get(None, 1 if named == "basis" else None)} if named else {}
    else:
        years = {raw.at: raw.value for raw in rows[-1].stated("by_year") if raw.at is not None}
    typed |= {"id": "sum_of_all"} | {"name" if "name" in fields else "id": words}
    cells = rows[-1].cells | {name: RawCell(value, _where, name) for name, value in typed.items()}
    return RawRow(cells, {"by_year": {year: RawCell(years[year], _where, "by_year", year) for year in years}}, _where)


def _where(field: str, _: int | None) -> Place:
    return Place("", ROW, 0, field)


def _amount(given: RawSheet, row: RawRow, field: str) -> Decimal:
    value = held(given.sheet, row, field)
    return value if isinstance(value, Decimal) else NOTHING


def _of_a_year(given: RawSheet, rows: Sequence[RawRow]) -> Size:
    total: dict[int | None, Decimal] = {}
    for row in rows:
        for year, amount in (
            sizes_of(given.sheet, partial(held, given.sheet, row), Decimal(10000)).get(YEARLY, {}).items()
        ):
            total[year] = total.get(year, NOTHING) + amount
    return total
