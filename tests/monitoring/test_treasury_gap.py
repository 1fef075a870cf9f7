"""Revenue that is booked and not paid in: how much, and since when."""

from decimal import Decimal

from bondcalc.in_life.recorded import recorded
from bondcalc.monitoring.monitoring_result import TreasuryGap
from bondcalc.monitoring.treasury_gap import treasury_gap
from tests.monitoring.as_planned import case_of
from tests.monitoring.every_field import monitored_with, stated
from tests.monitoring.rows import head, period


def gap(*paid: str) -> TreasuryGap:
    rows = [period("revenue", "rent", 2024, f"m{month:02d}", Decimal(100)) for month in (1, 2, 3)]
    payments = [
        f'[[treasury_payments]]\nday = 2024-03-20\nyear = 2024\nperiod = "m01"\namount = {amount}\n' for amount in paid
    ]
    result = treasury_gap(case_of(head("2024-03-31") + "".join([*rows, *payments])))
    assert result is not None
    return result


def test_days_run_from_the_oldest_month_left() -> None:
    """Three months of 100: 100 paid leave February (29 days of 2024), 250 leave half of March, 300 leave none."""
    assert (gap("0").left, str(gap("0").oldest), gap("0").days) == (300, "2024-01-31", 60)
    assert (gap("100").left, str(gap("100").oldest), gap("100").days) == (200, "2024-02-29", 31)
    assert (gap("100", "150").left, gap("250").days) == (50, 0)
    assert (gap("300").oldest, gap("300").left, gap("320").left) == (None, 0, 0)


def test_what_nobody_told_was_paid_in_is_no_zero() -> None:
    assert (gap().earned, gap().paid_in, gap().left, gap().oldest, gap().days) == (300, None, None, None, 0)


def test_without_revenue_there_is_nothing_to_pay_in() -> None:
    assert treasury_gap(case_of(head("2024-03-31"))) is None


def test_a_payment_is_for_the_period_it_names() -> None:
    """120 a quarter of 2023 and 90 of 2024's first: 2024 is paid in whole and 35 of 480 are missing of 2023, since 31 December."""
    rows = [period("revenue", "rent", 2023, f"q{number}", Decimal(120)) for number in (1, 2, 3, 4)]
    rows.append(period("revenue", "rent", 2024, "q1", Decimal(90)))
    paid = [
        f"[[treasury_payments]]\nday = 2024-03-25\nyear = {year}\namount = {amount}\n"
        for year, amount in ((2023, 445), (2024, 90))
    ]
    late = treasury_gap(case_of(head("2024-03-31") + "".join([*rows, *paid])))
    assert late is not None
    assert (late.left, str(late.oldest), late.days) == (35, "2023-12-31", 91)


def test_what_is_paid_in_of_a_line_that_repays_nothing_is_no_money_of_the_others() -> None:
    """40 of rent are earned, and 40 of gifts, which are no source of repayment, are paid in."""
    made = monitored_with(stated("treasury_payments", "line"))
    left, year = made.treasury, recorded(made.filed, made.actuals).year(2022)
    assert left is not None
    assert (left.earned, left.paid_in, left.left) == (40, None, None)
    assert year is not None
    assert (year.revenue, year.paid_in) == (40, None)
