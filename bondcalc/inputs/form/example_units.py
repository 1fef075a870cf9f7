"""Example rows of a blank workbook in another unit of money than the sample they are taken from."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bondcalc.inputs.cell import InputRow, Sheet
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.sheets.comparables import Comparable
from bondcalc.inputs.sheets.operating_costs import SHARES
from bondcalc.inputs.sheets.settings import YUAN, Settings
from bondcalc.wording.terms import Unit

AMOUNTS = (Unit.MONEY, Unit.MONEY_PER_AREA)
PRICES = ("price", "price_limit", "rate")
"""Fields that count in the unit of money where their row says so (单价的金额单位)."""


def in_unit(project: Project, money_unit: str) -> Project:
    """Give the rows of a project with its amounts and prices in a unit whose worth is fixed; yearly figures stay, which no example shows."""
    times = project.form(Settings).yuan_per_unit / YUAN[money_unit]
    if times == 1:
        return project
    tables = {
        sheet.id: tuple(_in_unit(project, sheet, row, times) for row in project.tables.get(sheet.id, ()))
        for sheet in sheets()
    }
    return replace(project, tables={**project.tables, **tables})


def _in_unit(project: Project, sheet: Sheet, row: InputRow, times: Decimal) -> InputRow:
    stated = {field: getattr(row, field) for field in _amounts(project, sheet, row)}
    return replace(row, **{field: value * times for field, value in stated.items() if value is not None})


def _amounts(project: Project, sheet: Sheet, row: InputRow) -> Iterator[str]:
    """Name the fields of a row that are counted in the unit of money."""
    yield from (cell.id for cell in sheet.cells if cell.unit in AMOUNTS and cell.kind == "number")
    if isinstance(row, Comparable):
        yield from ["price"] * (row.line not in _priced_in_yuan(project))
    elif getattr(row, "price_unit", "") == "money_unit" and getattr(row, "basis", "") not in SHARES:
        yield from (field for field in PRICES if hasattr(row, field))


def _priced_in_yuan(project: Project) -> set[str]:
    """Name the lines of revenue whose price is in yuan, and so are those it is compared with."""
    lines = (row for sheet in ("revenue", "node") for row in project.tables.get(sheet, ()))
    return {row.id for row in lines if row.price_unit == "yuan"}
