"""Years below zero in words: a negative 利息备付率 with its reason, as its size says nothing, and 项目收益 by its years."""

from decimal import Decimal

from bondcalc.filings.parts.text import Writer
from bondcalc.schedules import land as ground
from bondcalc.schedules import profit, repayable
from bondcalc.typeset.document import PageBlock, Paragraph
from bondcalc.wording.in_turn import in_turn, spans


def negative_cover(writer: Writer) -> list[PageBlock]:
    """Name the years of a negative interest cover and say why; empty where there is none."""
    figures, years = writer.result.figures, writer.result.book.years.years
    values = figures.columns(writer.result.book.use(profit.schedule).icr)
    negative = [year for year, value in zip(years, values, strict=True) if value is not None and Decimal(value) < 0]
    if not negative:
        return []
    writer.words["negative_cover_years"] = in_turn(spans(negative))
    land = any(figures.amounts(writer.result.book.use(ground.schedule).claimed_net))
    sold = any(writer.columns("profit.sales"))
    reason = "negative_cover_with_land" if sold else "negative_cover_of_land"
    return [*writer.paragraphs(reason if land else "negative_cover")]


def below_zero(writer: Writer) -> list[Paragraph]:
    """Name the years whose 项目收益 is below zero; nothing is said of such years where there are none."""
    amounts = writer.result.figures.amounts(writer.result.book.use(repayable.schedule).amount)
    negative = [year for year, amount in zip(writer.years, amounts, strict=True) if amount < 0]
    writer.words["negative_years"] = in_turn(spans(negative))
    return writer.paragraphs("revenue_below_zero") if negative else []
