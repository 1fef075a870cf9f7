"""区域经济财政情况: the figures the region published, three years side by side."""

from decimal import Decimal

from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.written_chapters import written
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.region_years import YEARS, RegionYear
from bondcalc.typeset.document import PageBlock, PageTable, PrintedFigure, TableRows
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn

SHARES: FieldId[Decimal | None] = RegionYear.growth
"""The one figure of the sheet that is no amount."""
UNSTATED = "—"


def region(writer: Writer) -> list[PageBlock]:
    """Write what the bureau says of the region, the published figures and where they were published."""
    rows = sorted(writer.result.project.rows(RegionYear), key=lambda row: row.year)[-YEARS:]
    blocks = written(writer, "region")
    if not rows:
        return blocks
    writer.words["region_place"] = writer.result.project.form(Particulars).region or ""
    return [*writer.paragraphs("region"), *blocks, _table(writer, rows), *_sources(writer, rows)]


def _table(writer: Writer, rows: list[RegionYear]) -> PageTable:
    """One line an indicator that has a figure in some year, one column a year."""
    amounts = [
        cell
        for cell in sheet_of(RegionYear).cells
        if cell.kind == "number" and any(getattr(row, cell.id) is not None for row in rows)
    ]
    body: TableRows = [
        [f"{cell.zh}（%）" if cell.id == SHARES.name else cell.zh, *(_shown(writer, row, cell.id) for row in rows)]
        for cell in amounts
    ]
    heads = ["指标", *(f"{row.year}年" for row in rows)]
    return PageTable(
        "区域经济财政情况表", writer.unit, [heads], body, "l" + "r" * len(rows), [2.4, *([1.3] * len(rows))]
    )


def _shown(writer: Writer, row: RegionYear, field: str) -> str | PrintedFigure:
    value: Decimal | None = getattr(row, field)
    if value is None:
        return UNSTATED
    text = number.rate(value).removesuffix("%") if field == SHARES.name else writer.notation.money(value)
    return PrintedFigure(f"input.region_years.{row.year}.{field}", text)


def _sources(writer: Writer, rows: list[RegionYear]) -> list[PageBlock]:
    """Name the papers the figures were taken from, each with its years unless it has all; one that is not named is still to come."""
    papers: dict[str, list[str]] = {}
    for row in rows:
        if row.source:
            papers.setdefault(row.source.rstrip("。；"), []).append(f"{row.year}年")
    named = [year for years in papers.values() for year in years]
    writer.words["region_sources"] = "；".join(
        paper if len(years) == len(rows) else f"{paper}（{in_turn(years)}）" for paper, years in papers.items()
    )
    writer.words["region_unsourced"] = in_turn(f"{row.year}年" for row in rows if not row.source)
    return [
        *(writer.paragraphs("region_sources") if named else ()),
        *(writer.paragraphs("region_unsourced") if len(named) < len(rows) else ()),
    ]
