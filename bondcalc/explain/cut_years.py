"""Years that a sum over the life of the bonds counts in part: the months of each, to stand beside the sum."""

from collections.abc import Mapping

from bondcalc.algebra.line import Line
from bondcalc.result.result import Result
from bondcalc.schedules import coverage, repayable, timing
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Language


def cut_years(result: Result, language: Language) -> Mapping[Line, str]:
    """Say behind E, and its yearly amounts, which years count by months alone; empty where every year counts whole."""
    window = result.book.use(timing.schedule).window
    stated = (window.months, window.of, result.book.use(repayable.schedule).whole)
    columns = zip(*(result.figures.amounts(line) for line in stated), strict=True)
    parts = [
        f"{year}年计{number.exact(months)}个月（当年{number.exact(of)}个月）"
        if language == "zh"
        else f"{year}: {number.exact(months)} of {number.exact(of)} months"
        for year, (months, of, earned) in zip(result.book.years.years, columns, strict=True)
        if 0 < months < of and earned
    ]
    if not parts:
        return {}
    said = f"按月折算：{in_turn(parts)}" if language == "zh" else f"by months: {', '.join(parts)}"
    return dict.fromkeys(_by_months(result), said)


def _by_months(result: Result) -> list[Line]:
    """Give the lines that count the first and the last year by months: what counts of them is one where it has their figures."""
    yearly, basis, figures = (
        result.book.use(repayable.schedule),
        result.book.use(coverage.schedule).basis,
        result.figures,
    )
    chosen = figures.amounts(yearly.counted) == figures.amounts(yearly.prorated)
    return [yearly.prorated, basis.revenue_prorated, *([yearly.counted, basis.revenue] if chosen else [])]
