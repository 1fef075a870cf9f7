"""基本假设: every assumption of the project in a sentence, with what it rests on, and the parameters the calculation goes by."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.algebra.line import Leaf
from bondcalc.filings.parts.assumption import Assumption
from bondcalc.filings.parts.calculation_parameters import parameters
from bondcalc.filings.parts.figured import cell as cell_of
from bondcalc.filings.parts.land_price_words import land_prices, valuations_adjusted
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.called import called, called_apart
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.project import Project, sheet_of, sheets
from bondcalc.inputs.sheets.comparables import Comparable
from bondcalc.inputs.sheets.division import named_sheet
from bondcalc.inputs.sheets.firms import Supply, firm_name
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.inputs.sheets.source_notes import SourceNote
from bondcalc.schedules import adjusted_deals
from bondcalc.schedules.land_accruals import Accrual, accruals
from bondcalc.typeset.document import PageBlock, PageTable, TableCell, TableRows
from bondcalc.wording import number
from bondcalc.wording.day import TO_COME
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Unit

NO_FIELD = "—"
"""Where a sheet asks for no evidence: it stands with the loan or parcel itself."""
INSTALMENTS = ("bonds", "principal")
"""Sheets without evidence that say when a bond is repaid."""
INSIDE = ("tax_revenue", "land_bids")
"""Sheets with evidence that no filing that is handed on tells of."""
PRICED: tuple[tuple[str, type[RevenueLine | NodeLine | Parcel]], ...] = (
    ("revenue", RevenueLine),
    ("node", NodeLine),
    ("land", Parcel),
)
"""Sheets whose rows have comparable prices."""
BASES = {"gross": "出让收入", "net": "扣除成本和前列各项后的余额", "area": "出让面积"}
"""What an accrual is taken on."""


def assumptions(writer: Writer) -> list[PageBlock]:
    """Every assumption with its figures and its evidence, then comparable prices, accruals and parameters."""
    return [
        *writer.paragraphs("assumptions"),
        *assumed_of(writer, *(sheet.id for sheet in sheets() if is_assumed(sheet))),
        *compared(writer),
        *accrued(writer),
        *parameters(writer),
    ]


def assumed_of(writer: Writer, *ids: str) -> list[PageTable]:
    """Give the tables of some sheets, those that have rows."""
    tables = writer.result.project.tables
    return [assumed(writer, sheet) for sheet in sheets() if sheet.id in ids and tables.get(sheet.id)]


def is_assumed(sheet: Sheet) -> bool:
    """Tell whether a sheet has items with evidence or figures by year; tax and the sale of land are told in the review only."""
    has = any(cell.id == "evidence" or cell.index == "calendar" for cell in sheet.cells) or sheet.id in INSTALMENTS
    return not sheet.form and has and sheet.id not in INSIDE


def assumed(writer: Writer, sheet: Sheet) -> PageTable:
    """One row an item: its name, the sentence of what was stated of it, what it rests on where any of them says so."""
    project = writer.result.project
    called_rows = zip(project.tables[sheet.id], called_apart(project, sheet), strict=True)
    rows: TableRows = [
        [_item(project, sheet, row, name), Assumption(project, sheet, row).sentence(), _evidence(writer, sheet, row)]
        for row, name in called_rows
    ]
    title = f"{sheet.zh}假设表"
    if all(row[-1] == NO_FIELD for row in rows):
        return PageTable(title, "", [["项目", "假设"]], [row[:-1] for row in rows], "ll", [1.1, 5.1])
    return PageTable(title, "", [["项目", "假设", "依据"]], rows, "lll", [1.1, 3.6, 1.5])


def _item(project: Project, sheet: Sheet, row: object, name: str) -> str:
    """Name a row as the other tables of the filing do: a parcel by its id and use, a bond by its id, a supply by who supplies."""
    if isinstance(row, Parcel):
        return f"{row.id} {row.use}"
    if isinstance(row, Supply):
        return firm_name(project, row.supplier)
    owner = _owner(project, sheet, row)
    if owner is not None:
        return _item(project, *owner)
    return f"债券{name}" if sheet.id == "bonds" else name


def _owner(project: Project, sheet: Sheet, row: object) -> tuple[Sheet, object, str] | None:
    """Find the row that another row is about, its bond, loan or parcel, and what it is called."""
    first = sheet.cells[0]
    for kind in (kind for kind in sheets() if kind.id in first.refers):
        for other, name in zip(project.tables[kind.id], called_apart(project, kind), strict=True):
            if getattr(other, kind.cells[0].id) == getattr(row, first.id):
                return kind, other, name
    return None


def _evidence(writer: Writer, sheet: Sheet, row: object) -> str:
    """Say what a row rests on: its evidence, then the papers its figures were taken from and how far they can be relied on."""
    stated = getattr(row, "evidence", None)
    notes = list(sourced(writer, sheet, row))
    if notes or stated:
        return "；".join([*([str(stated)] if stated else []), *notes])
    return TO_COME if hasattr(row, "evidence") else NO_FIELD


def sourced(writer: Writer, sheet: Sheet, row: object, field: str | None = None) -> Iterator[str]:
    """Give the notes on a row (参数来源), or on one field of it."""
    names = {str(getattr(row, sheet.cells[0].id, "")), called(sheet, row)}
    for note in writer.result.project.rows(SourceNote):
        if named_sheet(note.table) is sheet and (note.row in names or note.row is None) and field in {None, note.field}:
            where = f"{note.field}取自" if note.field else "取自"
            yield f"{where}{note.document}{f'（{note.page}）' if note.page else ''}，{note.reliance}"


def compared(writer: Writer) -> list[PageBlock]:
    """可比价格表: the deals that prices are held against, with day and source."""
    project = writer.result.project
    known = {
        row.id: (sheet_of(kind), row, name)
        for _, kind in PRICED
        for row, name in zip(project.rows(kind), called_apart(project, sheet_of(kind)), strict=True)
    }
    rows: TableRows = [
        [
            _item(project, *known[deal.line]) if deal.line in known else deal.line,
            str(deal.day),
            cell_of(f"input.comparables.{index}.price", _deal(writer, known.get(deal.line), deal.price)),
            deal.source,
        ]
        for index, deal in enumerate(project.rows(Comparable), 1)
    ]
    adjusted = _adjusted(writer)
    heads = ["收入或地块", "日期", "可比单价", "来源"]
    if not adjusted:
        return [PageTable("可比价格表", "", [heads], rows, "lcrl", [1.8, 1.0, 1.0, 2.6])] if rows else []
    rows = [[*row[:3], adjusted.get(index, NO_FIELD), row[3]] for index, row in enumerate(rows)]
    heads = [*heads[:3], "比准价格", heads[3]]
    return [*land_prices(writer), PageTable("可比价格表", "", [heads], rows, "lcrrl", [1.5, 1.1, 1.1, 1.4, 2.3])]


def _adjusted(writer: Writer) -> dict[int, TableCell]:
    """Adjusted prices (比准价格) of deals of parcels by number from 0; none where nothing is adjusted."""
    if not valuations_adjusted(writer):
        return {}
    valuations = writer.result.book.use(adjusted_deals.schedule).parcels.values()
    deals = [deal for valuation in valuations for deal in valuation.deals]
    unit = writer.notation.unit(Unit.MONEY_PER_AREA)
    return {deal.row.number: (writer.figure(writer.id_of(deal.adjusted)), unit) for deal in deals}


def _deal(writer: Writer, row: tuple[Sheet, RevenueLine | NodeLine | Parcel, str] | None, price: Decimal) -> str:
    """Write the price of a deal with the unit of the price it is held against."""
    if row is None:
        return number.trimmed(price, grouped=True)
    return Assumption(writer.result.project, *row[:2]).priced("price", price)


def accrued(writer: Writer) -> list[PageTable]:
    """土地出让计提标准表: what is taken of the price of land, on what and by which paper."""
    rules: dict[tuple[str, str], tuple[Accrual, list[str]]] = {}
    book = writer.result.book
    for parcel in book.rows(Parcel):
        for accrual in accruals(book, parcel):
            if isinstance(accrual.rate, Leaf):
                known = rules.setdefault((accrual.id, ".".join(map(str, accrual.rate.key))), (accrual, []))
                known[1].append(parcel.data.id)
    every = len(writer.result.project.rows(Parcel))
    rows: TableRows = [
        [
            accrual.zh,
            BASES[accrual.base],
            cell_of(f"accrual.{id_}.{index}", _rate(accrual)),
            "全部地块" if len(parcels) == every else in_turn(parcels),
            accrual.source,
        ]
        for index, ((id_, _), (accrual, parcels)) in enumerate(rules.items(), 1)
    ]
    heads = ["计提项目", "计提基数", "标准", "适用地块", "依据"]
    return [PageTable("土地出让计提标准表", "", [heads], rows, "llrll", [1.6, 1.6, 1.2, 1.2, 2.6])] if rows else []


def _rate(accrual: Accrual) -> str:
    assert isinstance(accrual.rate, Leaf)  # noqa: S101 - only such accruals are listed
    value = accrual.rate.value
    return f"{number.trimmed(value)}元/平方米" if accrual.base == "area" else number.share(value)
