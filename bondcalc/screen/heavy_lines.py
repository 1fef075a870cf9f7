"""支出与收入的比: lines of cost and tax that outweigh all revenue, as an amount in another unit of money does."""

from collections.abc import Iterator
from fractions import Fraction

from bondcalc.algebra.line import Line
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.schedules import costs, repayable
from bondcalc.wording.messages import Long, notice


def heavy_lines(result: Result) -> Iterator[str]:
    """Ask about every line of cost or tax that is more, over all years, than the revenue it is to be paid from."""
    earned, notation = (
        _sum(result, result.book.use(repayable.schedule).revenue),
        result.project.form(Settings).notation("zh"),
    )
    for name, line in _lines(result) if earned > 0 else ():
        spent = _sum(result, line)
        if spent > earned:
            facts = {"found": Long(notation.whole(spent, "money")), "total": Long(notation.whole(earned, "money"))}
            yield notice("heavy_line", name=name, **facts)


def _lines(result: Result) -> Iterator[tuple[str, Line]]:
    made = result.book.use(costs.schedule)
    for row in result.project.rows(CostLine):
        yield row.name, made.amounts[row.id]
    for tax in result.project.rows(TaxLine):
        yield tax.name, made.tax_amounts[tax.id]


def _sum(result: Result, line: Line) -> Fraction:
    return sum(map(Fraction, result.figures.amounts(line)), Fraction(0))
