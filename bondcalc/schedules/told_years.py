"""按实际收益重新测算: E with what years that 执行情况 tells have earned, in the place of their plan, and coverage by it (decision 0101)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Expression, Line, add, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.schedules import coverage_basis, repayable
from bondcalc.schedules.book import Book
from bondcalc.schedules.other_multiples import CountedOtherwise

SHEET = "按实际收益重新测算表"
NUMBER = 71
COUNTED = CountedOtherwise("with_actuals", "已有执行情况的年度按实际收益", "with actuals")


class ToldYears(NamedTuple):
    """E with what told years earned, in units of money, and the ratios by id; None where no year is told."""

    revenue: Line | None = None
    ratios: Mapping[str, Line] = {}


def schedule(book: Book) -> ToldYears:
    """Build the tables where a year of the forecast is told.

    By hand in tests/schedules/test_years_as_earned.py: test_what_is_told_takes_the_place_of_the_plan_by_hand.
    """
    rows = [row for row in book.rows(Actual) if row.data.year in book.years.years]
    if not rows:
        return ToldYears()
    yearly = book.table(
        "told_years_by_year", "按实际收益重新测算表（分年）", "With actuals by year", NUMBER, sheet=SHEET
    )
    table = book.table("told_years", SHEET, "Coverage with actuals", NUMBER, SCALAR, sheet=SHEET)
    earned = add([row.cell(Actual.repayable) for row in rows])
    ahead = _amount(table, "ahead", total(_ahead(book, yearly)), "其他年度计入的预测收益", "Forecast of other years")
    actual = _amount(table, "earned", earned, "已有执行情况的年度实际收益", "What told years earned")
    revenue = _amount(table, "revenue", ahead + actual, "E（按实际收益重新测算）", "E with actuals")
    basis = book.use(coverage_basis.schedule).basis
    return ToldYears(revenue, COUNTED.multiples(table, revenue, basis.service, basis.bond_service))


def _ahead(book: Book, yearly: Table) -> Line:
    """What E counts of each year that is not told."""
    known = {row.data.year for row in book.rows(Actual)}
    marks = [Decimal(year not in known) for year in book.years.years]
    zh, en, source = "没有执行情况的年度标志", "Years that are not told", "执行情况"
    untold = yearly.structure("untold", marks, zh, en, source, unit="count", rests_on=book.keys(Actual, Actual.year))
    zh, en, source = "没有执行情况的年度计入的预测收益", "Forecast of years that are not told", "存续期内收益×标志"
    return yearly.line("ahead", book.use(repayable.schedule).counted * untold, zh, en, source, total=True)


def _amount(table: Table, id_: str, formula: Expression, zh: str, en: str) -> Line:
    return table.line(id_, formula, zh, en, "已有执行情况的年度按实际收益，其他年度按预测")
