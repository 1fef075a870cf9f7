"""Stressed cash without the construction money that is left over (建设资金结余), worked out by hand."""

from decimal import Decimal

from bondcalc.analysis.stress.stress_point import without_left_over
from bondcalc.reports.leading_firm_report import told as leading_firm
from bondcalc.reports.risk_report import risk_report
from bondcalc.reports.stress_report import told
from bondcalc.reports.surplus_note import COUNTED
from bondcalc.result.result import Result
from bondcalc.wording.report import Listing, Medium, Report
from tests.schedules.test_approval import made
from tests.schedules.test_surplus import LEFT, YEARLY, earning

LOWEST = 900 - 7 * YEARLY
"""900 come in 2023 and nothing more until 2030: the end of 2029 without the money left over."""
APART = {"steps": "cash_min_without_surplus", "crossings": "cash_without_surplus"}


def paid_from_it() -> Result:
    """A project whose service of 2027 to 2029 is paid from what construction left."""
    return earning("2023 = 900, 2030 = 9000")


def shown(report: Report) -> set[str]:
    """Name what a report says of cash without the money left over: columns and the note."""
    columns = {
        column.id
        for part in report.drawn(Medium.PAPER)
        if isinstance(part, Listing)
        for column in part.shown(Medium.PAPER)
    }
    return (columns & {*APART.values()}) | {part.id for part in report.parts if part.id == COUNTED}


def test_less_revenue_lowers_both_and_cheaper_works_leave_what_is_not_counted() -> None:
    stress = paid_from_it().stress
    poorer, cheaper = stress.at({"revenue": Decimal("-0.1")}), stress.at({"investment": Decimal("-0.1")})
    assert (poorer.left_over, poorer.lowest_without) == (LEFT, LOWEST - 90)
    assert poorer.lowest_cash == LOWEST - 90 + LEFT
    assert (cheaper.left_over, cheaper.lowest_without) == (LEFT + 900, LOWEST)


def test_a_break_even_looks_at_both() -> None:
    """With 695.65 left over 704.49 of the 900 are enough until 2030 (78.28 %); without it 2027 is short as it is."""
    stress = paid_from_it().stress
    assert stress.break_even_of_cash("revenue") == Decimal("-0.2173")
    assert stress.break_even_of_cash("revenue", without_left_over) == 0


def test_a_larger_bond_does_not_pay_its_interest_with_its_own_principal() -> None:
    """1,600 of 2023 pay seven years of coupons of 5,000, not of 6,000; what is raised beyond the works would hide it."""
    stress = earning("2023 = 1600, 2030 = 9000").stress
    larger = stress.at({"bond_size": Decimal("0.2")})
    assert larger.lowest_cash > 0 > larger.lowest_without
    # 1,000 more of bonds take seven more coupons of 40 a year, and their fee.
    assert larger.lowest_without == 1600 - 7 * (Decimal(240) + 2 * Decimal("0.01"))


def test_reports_say_so_where_money_is_left_over_and_only_there() -> None:
    holding, plugged = paid_from_it(), made("", "0", plug=True)
    assert shown(told(holding)) == {*APART.values(), COUNTED}
    assert shown(told(plugged)) == set()
    # Nothing is left over as planned, but dearer works take what cheaper ones would leave.
    tied = made("", "4304.35")
    assert shown(told(tied)) >= {APART["steps"], COUNTED}
    for report in (risk_report(holding.book, holding.risk), leading_firm(holding)):
        assert shown(report) == {COUNTED}
    assert shown(risk_report(tied.book, tied.risk)) == set()
