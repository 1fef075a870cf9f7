"""评价依据与基本假设: every assumption of the project in a sentence, with what it rests on."""

from bondcalc.filings.parts.assumption import Assumption
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.called import called
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.project import sheets
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.typeset.document import PageBlock, PageTable, TableRows
from bondcalc.wording.day import TO_COME

NO_FIELD = "—"
"""Where a sheet asks for no evidence: it stands with the loan or parcel itself."""


def assumptions(writer: Writer) -> list[PageBlock]:
    """Every assumption with its figures and its evidence."""
    tables = writer.result.project.tables
    return [
        *writer.paragraphs("assumptions"),
        *(assumed(writer, sheet) for sheet in sheets() if is_assumed(sheet) and tables.get(sheet.id)),
    ]


def is_assumed(sheet: Sheet) -> bool:
    """Tell whether a sheet has items with evidence or figures by year; tax repays nothing and is told in the review only."""
    has = any(cell.id == "evidence" or cell.index == "calendar" for cell in sheet.cells)
    return not sheet.form and has and sheet.id != "tax_revenue"


def assumed(writer: Writer, sheet: Sheet) -> PageTable:
    """One row an item: its name, the sentence of what was stated of it, what it rests on."""
    project = writer.result.project
    rows: TableRows = [
        [_item(sheet, row), Assumption(project, sheet, row).sentence(), _evidence(row)]
        for row in project.tables[sheet.id]
    ]
    return PageTable(f"{sheet.zh}假设表", "", [["项目", "假设", "依据"]], rows, "lll", [1.1, 3.6, 1.5])


def _item(sheet: Sheet, row: object) -> str:
    """Name a row as the other tables of the filing do: a parcel by its id and use."""
    return f"{row.id} {row.use}" if isinstance(row, Parcel) else called(sheet, row)


def _evidence(row: object) -> str:
    return str(getattr(row, "evidence", NO_FIELD) or TO_COME)
