"""How likely it falls short: coverage below a threshold; years without cash, of the works (建设资金缺口) and of the debt (偿债资金缺口) apart."""

from collections.abc import Iterator
from typing import NamedTuple

from bondcalc.analysis.risk.risk_words import error_words
from bondcalc.analysis.risk.simulation import Chance, RiskFigures
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules.book import Book
from bondcalc.wording import number
from bondcalc.wording.report import Datum, Listing, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit


class CashGap(NamedTuple):
    """How often cash first runs out in one phase, and in which of its years."""

    id: str
    words: Words
    chance: Chance
    years: dict[int, Chance]


def cash_gaps(book: Book, risk: RiskFigures) -> Iterator[CashGap]:
    """Part the first years without cash at the end of construction; all are of the debt where no end is stated.

    A scenario has one first year, so the chances of both phases add up to that of any year.
    """
    end = book.project.form(Particulars).construction_end
    last = end.year if end else 0
    phases = (
        ("construction", Words("建设资金缺口（首次在建设期）", "first in construction"), True),
        ("repayment", Words("偿债资金缺口（首次在建设期以后）", "first after construction"), False),
    )
    for id_, words, building in phases:
        years = {year: chance for year, chance in risk.gap_years.items() if (year <= last) is building}
        times = sum(chance.times for chance in years.values())
        yield CashGap(id_, words, Chance(times, risk.scenarios), years)


def chances(book: Book, risk: RiskFigures) -> Listing:
    """List every case with its probability and how far that may be off."""
    rows = [*_below(risk)]
    rows.append(_chance(Words("有年度期末资金余额为负", "a year without cash"), "gap", risk.gap))
    for gap in cash_gaps(book, risk):
        rows.append(_chance(gap.words, f"gap.{gap.id}", gap.chance))
        rows += [
            _chance(Words(f"其中：首次在{year}年", f"of which first in {year}"), f"gap@{year}", one)
            for year, one in gap.years.items()
        ]
    columns = (
        ReportColumn("case", Words("情形", "case"), align="l", width=2.6),
        ReportColumn("probability", Words("概率", "probability"), Unit.FRACTION, width=1.2),
        ReportColumn("error", Words("抽样误差（95%）", "margin (95 %)"), Unit.FRACTION, width=1.2),
    )
    return Listing("chances", Words("风险概率", "Chances", paper="风险概率表"), columns, rows)


def _below(risk: RiskFigures) -> Iterator[ReportRow]:
    """Tell how often E/F is below each threshold, then with costs paid after the last maturity where there are any."""
    for limit, chance in risk.below.items():
        shown = number.limit(limit)
        yield _chance(Words(f"覆盖倍数低于{shown}倍", f"coverage below {shown}"), f"below@{limit}", chance)
    for limit, chance in risk.below_late.items():
        shown = number.limit(limit)
        words = Words(f"计入到期后支付的成本，覆盖倍数低于{shown}倍", f"with late costs, coverage below {shown}")
        yield _chance(words, f"below_with_late_costs@{limit}", chance)


def _chance(case: Words, id_: str, chance: Chance) -> ReportRow:
    """How likely a case is, and how far that may be off with 95 %: margin, or bound where it never or always happened."""
    off = Datum(
        chance.margin,
        Unit.FRACTION,
        f"risk.{id_}.error",
        error_words(chance),
        places=2,
        digits=6,
        sign="±",
        points=True,
    )
    return {"case": case, "probability": share_of(chance, f"risk.{id_}"), "error": off}


def share_of(chance: Chance, id_: str) -> Datum:
    """A probability as it is printed."""
    return Datum(chance.probability, Unit.FRACTION, id_, places=2, digits=6)
