"""期初资金 in words: where it holds money that is still to be spent on the project, a ratio that counts it is told to be too high."""

from bondcalc.filings.parts.text import Writer
from bondcalc.schedules import coverage, funding
from bondcalc.typeset.document import PageBlock
from bondcalc.wording.in_turn import in_turn, spans


def construction_money(writer: Writer) -> list[PageBlock]:
    """Name the years with a DSCR with opening cash whose opening cash holds construction money; empty where there is none."""
    figures, made = writer.result.figures, writer.result.book.use(funding.schedule)
    held = [sum(pair) for pair in zip(*map(figures.amounts, (made.capital_cash, made.bond_cash)), strict=True)]
    covered = figures.columns(writer.result.book.use(coverage.schedule).cash_cover)
    # What is left of the project's money at the end is left for good; all above that is spent in this year or a later one.
    years = [
        year
        for year, cover, opening in zip(writer.result.book.years.years, covered, [0, *held], strict=False)
        if cover is not None and opening > held[-1]
    ]
    if not years:
        return []
    writer.words["construction_money_years"] = in_turn(spans(years))
    return [*writer.paragraphs("construction_money")]
