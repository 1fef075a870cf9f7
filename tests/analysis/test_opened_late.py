"""A later opening makes construction longer: whose money pays the interest until then, worked out by hand, and what is said of it."""

from decimal import Decimal

from bondcalc.analysis.stress.stress_run import StressRun
from bondcalc.reports.stress_report import stress_report
from bondcalc.result.result import Result
from bondcalc.wording.report import Note
from tests.schedules.stated import computed
from tests.schedules.test_surplus import LEFT, YEARLY, earning

PLUGGED = """construction_end = 2022-12-31
operation_start = 2023-07-01
operation_end = 2060-12-31
forecast_end = 2030
[settings]
capital = "plug"
[[bonds]]
id = "B0"
status = "planned"
value_date = 2020-01-01
face = 300.00
coupon = 0.0100
term_years = 3
payments_a_year = 1
repayment = "bullet"
[[investment]]
id = "I0"
category = "construction"
name = "工程"
amount = 0.01
by_year = { 2020 = 0.25, 2021 = 0.5, 2022 = 0.25 }
[[revenue]]
id = "R0"
name = "收费"
budget_class = "project_special"
claimed = true
price = 0.01
quantity = 0.01
"""
"""300 of bonds for works of 0.01; capital fills what is missing in years of construction, the last coupon is due on the first day of 2023."""


def note(result: Result, driver: str) -> str:
    """What is said of a later opening where a driver is run."""
    run = StressRun(result.stress, [driver], {}, ())
    for _ in run.work():
        pass
    said = [part for part in stress_report(run, result.findings).parts if isinstance(part, Note)]
    return "".join(part.words.zh for part in said if part.id == "opened_late")


def test_capital_that_fills_the_gap_pays_the_interest_and_bond_money_stays() -> None:
    """The coupon of 3.00 and its fees of 0.02 come out of what is left over, unless 2023 is a year of construction."""
    result = computed(PLUGGED)
    stated, late = (result.stress.at({"operation_delay": Decimal(months)}).left_over for months in (0, 6))
    assert late == Decimal(300) - Decimal("0.01")
    assert late - stated == Decimal("3.02")
    assert "由资本金补足" in note(result, "operation_delay")
    assert not note(result, "revenue")


def test_stated_sources_stay_and_less_is_left_over() -> None:
    """Two coupons of 2023 and their fee become construction interest that 695.65 left over pay."""
    result = earning("2023 = 900, 2030 = 9000")
    stated, late = (result.stress.at({"operation_delay": Decimal(months)}).left_over for months in (0, 12))
    assert stated == LEFT
    assert stated - late == YEARLY
    assert "资金来源不变" in note(result, "operation_delay")
