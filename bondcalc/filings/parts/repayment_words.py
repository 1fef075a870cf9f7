"""偿债能力 in words: what repays, the year that weighs most, the years that fall short and how low the cash falls."""

from decimal import Decimal

from bondcalc.algebra.line import Line
from bondcalc.filings.parts.financing import without_surplus
from bondcalc.filings.parts.income_words import land_deducted, listed
from bondcalc.filings.parts.short_payments import short_payments
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.schedules import cash, coverage, debt
from bondcalc.typeset.document import PageBlock
from bondcalc.wording.in_turn import in_turn, spans


def repayment_plan(writer: Writer) -> list[PageBlock]:
    """偿债计划: the sources by name, what is owed in all and in the heaviest year, then the ability to pay."""
    owed = writer.result.book.use(debt.schedule).borne
    heaviest = _highest(writer, owed)
    writer.words |= {"repayment_sources": in_turn(sources(writer)) or "无", "heaviest_years": in_turn(spans(heaviest))}
    return [
        *writer.paragraphs("repayment_plan"),
        *writer.paragraphs_at("repayment_heaviest" if len(heaviest) == 1 else "repayment_heaviest_years", heaviest[0]),
        *able(writer),
    ]


def sources(writer: Writer) -> list[str]:
    """Name every line that is claimed as a source of repayment, land as one."""
    project = writer.result.project
    lines = [row.name for row in (*project.rows(RevenueLine), *project.rows(NodeLine)) if row.claimed]
    return [*([_land(writer)] if any(parcel.claimed for parcel in project.rows(Parcel)) else []), *lines]


def _land(writer: Writer) -> str:
    """Name land and what its net bears: a cost that stands in the investment is not deducted from it."""
    taken = land_deducted(writer.result)
    return f"土地出让收入（扣除{listed(taken)}）" if taken else "土地出让收入"


def able(writer: Writer) -> list[PageBlock]:
    """Say in which years the year's own 收益 pays what is due, what makes up for the others, and what is left at the worst."""
    due, short = _due(writer), _short(writer)
    if not due:
        return []
    lowest = _lowest(writer, writer.result.book.use(cash.schedule).closing)
    writer.words |= {"short_years": in_turn(spans(short)), "last_due": str(max(due)), "lowest_year": str(lowest)}
    held = (writer.value("coverage.cash_min") or 0) >= 0
    hangs = held and (writer.value("surplus_lowest.cash_min_without_surplus") or 0) < 0
    writer.words["and_surplus"] = "和建设资金结余" if hangs else ""
    made_up = "able_short" if held else "able_short_missing"
    said = made_up if short else "able_every_year"
    return [
        *writer.paragraphs(said),
        *writer.paragraphs_at(_to_date(writer, max(due)), max(due)),
        *writer.paragraphs("able_cash" if held else "able_cash_missing"),
        *short_payments(writer),
        *without_surplus(writer),
    ]


def _to_date(writer: Writer, last: int) -> str:
    """Name the section on the ratio to date, which is told apart from E/F where it is another."""
    same = writer.value(f"coverage_by_year.dscr_to_date@{last}") == writer.value("coverage.coverage_total_debt")
    return "able_to_date" if same else "able_to_date_apart"


def risks(writer: Writer) -> list[PageBlock]:
    """Say what may go wrong; years that do not pay for themselves are named, and not spoken of where there are none."""
    short = _short(writer)
    writer.words["short_years"] = in_turn(spans(short))
    held = (writer.value("coverage.cash_min") or 0) >= 0
    writer.words["or_other"] = "" if held else "和其他合规资金"
    liquidity = "risk_liquidity_short" if short else "risk_liquidity"
    return [*writer.paragraphs("risk"), *writer.paragraphs(liquidity), *writer.paragraphs("risk_refinancing")]


def _due(writer: Writer) -> dict[int, Decimal]:
    """Give the cover (偿债备付率) of each year in which 收益 has something to pay."""
    ratios = writer.result.figures.columns(writer.result.book.use(coverage.schedule).dscr)
    pairs = zip(writer.result.book.years.years, ratios, strict=True)
    return {year: Decimal(value) for year, value in pairs if value is not None}


def _short(writer: Writer) -> list[int]:
    """Give the years whose own 收益 is below what it has to pay."""
    return [year for year, value in _due(writer).items() if value < 1]


def _highest(writer: Writer, line: Line) -> list[int]:
    """Give every year of the largest amount of a line: level payments have many."""
    amounts = writer.result.figures.amounts(line)
    highest = max(amounts)
    return [year for year, amount in zip(writer.years, amounts, strict=True) if amount == highest]


def _lowest(writer: Writer, line: Line) -> int:
    """Give the first year of the smallest amount of a line."""
    amounts = writer.result.figures.amounts(line)
    return writer.years[amounts.index(min(amounts))]
