"""计算参数表: how the calculation goes where the bureau has a choice, as stated or by default."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bondcalc.filings.parts.figured import cell as cell_of
from bondcalc.filings.parts.income_words import never_operates
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.bearing import bears
from bondcalc.inputs.cell import Cell
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.flowing_funds import FlowingFunds
from bondcalc.inputs.sheets.operating_costs import TaxLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.reports.ledger_report import field_name, value_of
from bondcalc.typeset.document import PageTable, TableCell, TableRows
from bondcalc.wording import number
from bondcalc.wording.report import Medium, read
from bondcalc.wording.terms import Unit

DEFAULT, STATED, LEFT_OUT = "采用通常口径", "项目单位填报", "未计列"
"""Where a parameter comes from: nobody stated another, the bureau did, or it is nothing and nobody said so."""


def parameters(writer: Writer) -> list[PageTable]:
    """Every parameter that has a say in this project, with its value; none where no sheet has one."""
    taxed = not never_operates(writer.result) or bool(writer.result.project.rows(TaxLine))
    stated = (Settings, *([Taxation] if taxed else []), FlowingFunds)
    rows: TableRows = [row for statement in stated for row in _rows(writer, statement)]
    return [PageTable("计算参数表", "", [["参数", "取值", "来源"]], rows, "lll", [2.2, 2.2, 1.6])] if rows else []


def _rows(writer: Writer, statement: type) -> Iterator[list[TableCell]]:
    project, sheet = writer.result.project, sheet_of(statement)
    for row in project.tables[sheet.id]:
        for cell in sheet.cells:
            value = getattr(row, cell.id)
            if value not in (None, "") and cell.bears != () and bears(project, sheet, row, cell):
                name = field_name(cell, writer.notation).zh
                written = _written(writer, cell, value)
                # What a blank is read as may follow from other cells: 金额保留到 from the unit of money.
                usual = getattr(replace(row, **{cell.id: cell.default}), cell.id)
                yield [name, cell_of(f"input.{sheet.id}.{cell.id}", written), _basis(value, usual)]


def _basis(value: object, usual: object) -> str:
    """Say where a parameter comes from; a share or an amount of nothing is no custom (基本预备费率0%)."""
    if value != usual:
        return STATED
    return LEFT_OUT if isinstance(value, Decimal) and not value else DEFAULT


def _written(writer: Writer, cell: Cell, value: object) -> str:
    if cell.unit == Unit.RATIO and isinstance(value, Decimal):
        return number.limit(value)
    return read(value_of(cell, value), writer.notation, Medium.PAPER)
