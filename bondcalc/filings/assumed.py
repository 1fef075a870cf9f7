"""评价依据与基本假设: every assumption as it was entered, each figure with its unit."""

from decimal import Decimal
from typing import Any

from bondcalc.filings.text import Writer
from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.costs import SHARES
from bondcalc.inputs.permitted import NO, YES
from bondcalc.inputs.project import sheets
from bondcalc.output.document import Block, Rows, Table
from bondcalc.wording import number
from bondcalc.wording.notation import Notation
from bondcalc.wording.terms import Unit

NOT_STATED = "（未填写依据）"
KINDS = frozenset({"number", "whole", "choice", "flag"})
LABELS = {"growth_every": "涨价间隔"}
"""Names that do not stand before a figure with a unit."""
PRICES = frozenset({"price", "price_limit", "rate"})
"""Figures that are in the row's own price unit (单价单位), which is then not named a second time."""
VOLUMES = frozenset({"quantity", "capacity"})
SPANS = {"growth_every": "年", "month": "月", "first_repayment": "年", "last_repayment": "年"}
"""Whole numbers that count time."""


def assumptions(writer: Writer) -> list[Block]:
    """Every assumption with its figures and its evidence."""
    tables = writer.result.project.tables
    return [
        *writer.paragraphs("assumptions"),
        *(_assumed(writer, sheet) for sheet in sheets() if _has_evidence(sheet) and tables.get(sheet.id)),
    ]


def _has_evidence(sheet: Sheet) -> bool:
    return not sheet.form and any(cell.id == "evidence" for cell in sheet.cells)


def _assumed(writer: Writer, sheet: Sheet) -> Table:
    """One row an item: its name, what was stated of it, what it rests on."""
    rows: Rows = []
    for row in writer.result.project.tables[sheet.id]:
        stated = [_stated(row, cell, writer.notation) for cell in sheet.cells if _is_stated(row, cell)]
        rows.append([_name(sheet, row), "；".join(stated), row.evidence or NOT_STATED])
    return Table(f"{sheet.zh}假设表", "", [["项目", "主要参数", "依据"]], rows, "lll", [1.2, 2.6, 2.4])


def _is_stated(row: Any, cell: Cell) -> bool:
    value = getattr(row, cell.id)
    if cell.index == "operating_year":
        return bool(value)
    return cell.kind in KINDS and cell.id != "price_unit" and value not in {None, cell.default}


def _name(sheet: Sheet, row: Any) -> str:
    """Give what people call a row: its name, or its group and kind."""
    if getattr(row, "name", None):
        return str(row.name)
    kinds = [cell.choices[getattr(row, cell.id)] for cell in sheet.cells if cell.choices and cell.id == "kind"]
    return "".join([getattr(row, "group", None) or "", *kinds]) or str(row.id)


def _stated(row: Any, cell: Cell, notation: Notation) -> str:
    if cell.index is not None:
        years = getattr(row, cell.id)
        return "、".join(f"第{year}年{_figure(row, cell, years[year], notation)}" for year in sorted(years))
    return f"{LABELS.get(cell.id, cell.zh)}{_text(row, cell, notation)}"


def _text(row: Any, cell: Cell, notation: Notation) -> str:
    value = getattr(row, cell.id)
    if isinstance(value, bool):
        return f"：{YES if value else NO}"
    if cell.choices:
        return f"：{cell.choices[str(value)]}"
    if isinstance(value, Decimal):
        return _figure(row, cell, value, notation)
    return f"{value}{SPANS.get(cell.id, '')}"


def _figure(row: Any, cell: Cell, value: Decimal, notation: Notation) -> str:
    """Write a figure with its digits as entered and its unit."""
    if cell.unit == Unit.FRACTION or (cell.id == "rate" and getattr(row, "basis", None) in SHARES):
        return number.share(value)
    return number.trimmed(value, grouped=True) + _unit(row, cell, notation)


def _unit(row: Any, cell: Cell, notation: Notation) -> str:
    if cell.id in VOLUMES:
        return getattr(row, "quantity_unit", "")
    if cell.id in PRICES and hasattr(row, "price_unit"):
        return Unit.YUAN.said("zh") if row.price_unit == "yuan" else notation.money_unit
    return notation.unit(cell.unit)
