"""偿债资金缺口 in words: years after construction that end without cash, apart from what construction itself lacks (建设资金缺口)."""

from decimal import Decimal
from itertools import accumulate

from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import cash, funding
from bondcalc.typeset.document import PageBlock
from bondcalc.wording.in_turn import in_turn, spans


def debt_gap(writer: Writer) -> list[PageBlock]:
    """Name the years whose closing cash falls below what construction lacked so far; empty where there is none."""
    result = writer.result
    end = result.project.form(Particulars).construction_end
    closing = result.figures.amounts(result.book.use(cash.schedule).closing)
    lacking = accumulate(result.figures.amounts(result.book.use(funding.schedule).shortfall))
    short = [
        year
        for year, left, gap in zip(result.book.years.years, closing, lacking, strict=True)
        if (end is None or year > end.year) and left + gap < Decimal(0)
    ]
    if not short:
        return []
    writer.words["gap_years"] = in_turn(spans(short))
    return [*writer.paragraphs("cash_gap")]
