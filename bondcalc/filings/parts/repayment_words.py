"""偿债能力 in words: what repays, the year that weighs most, the years that fall short and how low the cash falls."""

from collections.abc import Sequence

from bondcalc.algebra.exact import Value
from bondcalc.algebra.line import Line
from bondcalc.filings.parts.interest_cover import spans
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.schedules import cash, coverage, debt
from bondcalc.typeset.document import PageBlock

LAND = "土地出让收入（扣除承担的成本和计提）"


def repayment_plan(writer: Writer) -> list[PageBlock]:
    """偿债计划: the sources by name, what is owed in all and in the heaviest year, then the ability to pay."""
    owed = writer.result.book.use(debt.schedule).borne
    writer.words |= {
        "repayment_sources": "、".join(sources(writer)) or "无",
        "heaviest_year": str(_highest(writer, owed)),
    }
    return [
        *writer.paragraphs("repayment_plan"),
        *_at(writer, "repayment_heaviest", _highest(writer, owed)),
        *able(writer),
    ]


def sources(writer: Writer) -> list[str]:
    """Name every line that is claimed as a source of repayment, land as one."""
    project = writer.result.project
    lines = [row.name for row in (*project.rows(RevenueLine), *project.rows(NodeLine)) if row.claimed]
    return [*([LAND] if any(parcel.claimed for parcel in project.rows(Parcel)) else []), *lines]


def able(writer: Writer) -> list[PageBlock]:
    """Say in which years the year's own 收益 pays what is due, what makes up for the others, and what is left at the worst."""
    made = writer.result.book.use(coverage.schedule)
    years, ratios = writer.result.book.years.years, writer.result.figures.columns(made.dscr)
    due = [year for year, value in zip(years, ratios, strict=True) if value is not None]
    if not due:
        return []
    short = [year for year, value in zip(years, ratios, strict=True) if value is not None and value < 1]
    lowest = _lowest(writer, writer.result.book.use(cash.schedule).closing)
    writer.words |= {"short_years": "、".join(spans(short)), "last_due": str(due[-1]), "lowest_year": str(lowest)}
    said = "able_short" if short else "able_every_year"
    held = (writer.value("coverage.cash_min") or 0) >= 0
    return [
        *writer.paragraphs(said),
        *_at(writer, "able_to_date", due[-1]),
        *writer.paragraphs("able_cash" if held else "able_cash_missing"),
    ]


def _at(writer: Writer, section: str, year: int) -> list[PageBlock]:
    return [*writer.paragraphs_at(section, year)]


def _highest(writer: Writer, line: Line) -> int:
    """Give the first year of the largest amount of a line."""
    amounts = writer.result.figures.amounts(line)
    return writer.result.book.years.years[amounts.index(max(amounts))]


def _lowest(writer: Writer, line: Line) -> int:
    """Give the first year of the smallest amount of a line."""
    amounts: Sequence[Value] = writer.result.figures.amounts(line)
    return writer.result.book.years.years[list(amounts).index(min(amount for amount in amounts if amount is not None))]
