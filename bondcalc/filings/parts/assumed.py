"""评价依据与基本假设: every assumption as it was entered, each figure with its unit."""

from decimal import Decimal

from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.form.permitted import NO, YES
from bondcalc.inputs.project import sheets
from bondcalc.inputs.sheets.operating_costs import SHARES
from bondcalc.typeset.document import PageBlock, PageTable, TableRows
from bondcalc.wording import number
from bondcalc.wording.notation import Notation
from bondcalc.wording.terms import Unit

NOT_STATED = "（未填写依据）"
NO_FIELD = "—"
"""Where a sheet asks for no evidence: it stands with the loan or parcel itself."""
KINDS = frozenset({"number", "whole", "choice", "flag"})
LABELS = {"growth_every": "涨价间隔"}
"""Names that do not stand before a figure with a unit."""
PRICES = frozenset({"price", "price_limit", "rate"})
"""Figures that are in the row's own price unit (单价单位), which is then not named a second time."""
VOLUMES = frozenset({"quantity", "capacity"})
"""Figures counted in the row's own unit (数量单位); so is a table by year that has no unit of its own."""
SPANS = {"growth_every": "年", "month": "月", "first_repayment": "年", "last_repayment": "年"}
"""Whole numbers that count time."""


def assumptions(writer: Writer) -> list[PageBlock]:
    """Every assumption with its figures and its evidence."""
    tables = writer.result.project.tables
    return [
        *writer.paragraphs("assumptions"),
        *(assumed(writer, sheet) for sheet in sheets() if _is_assumed(sheet) and tables.get(sheet.id)),
    ]


def _is_assumed(sheet: Sheet) -> bool:
    """Tell whether a sheet has items with evidence or figures by year; tax repays nothing and is told in the review only."""
    has = any(cell.id == "evidence" or cell.index == "calendar" for cell in sheet.cells)
    return not sheet.form and has and sheet.id != "tax_revenue"


def assumed(writer: Writer, sheet: Sheet) -> PageTable:
    """One row an item: its name, what was stated of it, what it rests on."""
    rows: TableRows = []
    for row in writer.result.project.tables[sheet.id]:
        stated = [_stated(row, cell, writer.notation) for cell in sheet.cells if _is_stated(row, cell)]
        rows.append([_name(sheet, row), "；".join(stated), _evidence(row)])
    return PageTable(f"{sheet.zh}假设表", "", [["项目", "主要参数", "依据"]], rows, "lll", [1.2, 2.6, 2.4])


def _evidence(row: object) -> str:
    return row.evidence or NOT_STATED if hasattr(row, "evidence") else NO_FIELD


def _is_stated(row: object, cell: Cell) -> bool:
    value = getattr(row, cell.id)
    if cell.index is not None:
        return bool(value)
    return cell.kind in KINDS and cell.id != "price_unit" and value not in {None, cell.default}


def _name(sheet: Sheet, row: object) -> str:
    """Give what people call a row: its name, or its group and kind."""
    named = getattr(row, "name", None)
    if named:
        return str(named)
    kinds = [cell.choices[getattr(row, cell.id)] for cell in sheet.cells if cell.choices and cell.id == "kind"]
    return "".join([getattr(row, "group", None) or "", *kinds]) or str(getattr(row, sheet.cells[0].id))


def _stated(row: object, cell: Cell, notation: Notation) -> str:
    if cell.index == "calendar":
        return f"{cell.zh}：{_by_year(row, cell, notation)}"
    if cell.index is not None:
        years = getattr(row, cell.id)
        return "、".join(f"第{year}年{_figure(row, cell, years[year], notation)}" for year in sorted(years))
    return f"{_label(row, cell)}{_text(row, cell, notation)}"


def _label(row: object, cell: Cell) -> str:
    if cell.id == "rate" and hasattr(row, "basis"):
        return "比例" if row.basis in SHARES else "单价"
    return LABELS.get(cell.id, cell.zh)


def _by_year(row: object, cell: Cell, notation: Notation) -> str:
    """Write a table by calendar year; years in a row with one figure are written once."""
    given: dict[int, Decimal] = getattr(row, cell.id)
    spans: list[tuple[int, int]] = []
    for year in sorted(given):
        first, last = spans[-1] if spans else (year, year)
        if spans and year == last + 1 and given[year] == given[last]:
            spans[-1] = (first, year)
        else:
            spans.append((year, year))
    return "、".join(f"{_years(first, last)}{_figure(row, cell, given[first], notation)}" for first, last in spans)


def _years(first: int, last: int) -> str:
    return f"{first}年" if first == last else f"{first}至{last}年每年"


def _text(row: object, cell: Cell, notation: Notation) -> str:
    value = getattr(row, cell.id)
    if isinstance(value, bool):
        return f"：{YES if value else NO}"
    if cell.choices:
        return f"：{cell.choices[str(value)]}"
    if isinstance(value, Decimal):
        return _figure(row, cell, value, notation)
    return f"{value}{SPANS.get(cell.id, '')}"


def _figure(row: object, cell: Cell, value: Decimal, notation: Notation) -> str:
    """Write a figure with its digits as entered and its unit."""
    if cell.unit == Unit.FRACTION or (cell.id == "rate" and getattr(row, "basis", None) in SHARES):
        return number.share(value)
    return number.trimmed(value, grouped=True) + _unit(row, cell, notation)


def _unit(row: object, cell: Cell, notation: Notation) -> str:
    if cell.id in VOLUMES or (cell.index is not None and not cell.unit):
        return getattr(row, "quantity_unit", "")
    if cell.id in PRICES and hasattr(row, "price_unit"):
        return Unit.YUAN.said("zh") if row.price_unit == "yuan" else notation.money_unit
    return notation.unit(cell.unit)
