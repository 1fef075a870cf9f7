"""债券资金: what arrived, what is spent of it, how far spending is behind the plan, and what lies idle and for how long."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bondcalc.dates import months_between
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.money_sheets import FundingStep
from bondcalc.monitoring.monitoring_case import MonitoringCase, below
from bondcalc.monitoring.monitoring_result import BondMoney, IdleMoney
from bondcalc.monitoring.planned_by_day import planned_by_day
from bondcalc.schedules import funding
from bondcalc.wording import number


def bond_money(case: MonitoringCase) -> BondMoney | None:
    """Give the bond money of the day; None where no arrival is told.

    Money is spent in the order in which it came. What the plan would have spent is 债券资金支出 of the filed funding table
    up to the day, which says what bond money pays first, and no more than arrived.
    By hand in tests/monitoring/test_bond_money.py: test_money_is_spent_in_the_order_it_came, test_progress_of_spending_by_hand.
    """
    steps = arrivals(case.actuals)
    if not steps:
        return None
    arrived = sum((step.amount for step in steps), Decimal(0))
    payments = [payment.amount for payment in case.actuals.spent("bond")]
    planned = min(arrived, _planned(case))
    if not payments:
        return BondMoney(arrived=arrived, spent=None, planned=planned, progress=None, idle=())
    spent = sum(payments, Decimal(0))
    return BondMoney(
        arrived=arrived,
        spent=spent,
        planned=planned,
        progress=Fraction(spent) / Fraction(planned) if planned else None,
        idle=tuple(_idle([(step.day, step.amount) for step in steps], spent, case.as_of)),
    )


def arrivals(actuals: Actuals) -> tuple[FundingStep, ...]:
    """Give the arrivals of bond money (转贷到账), in the order of time; where none is told, what was issued stands for them."""
    return actuals.steps("on_lent") or actuals.steps("issued")


def _planned(case: MonitoringCase) -> Decimal:
    """Give what the filed funding table (债券资金支出) has spent of bond money by the day of the data; none before the first bond comes."""
    line = case.filed.book.use(funding.schedule).bond_spent
    days = [bond.value_date for bond in case.filed.project.rows(Bond) if bond.refinances is None]
    return planned_by_day(case, line, min(days, default=None))


def _idle(arrivals: Sequence[tuple[date, Decimal]], spent: Decimal, as_of: date) -> Iterator[IdleMoney]:
    for day, amount in arrivals:
        # More taken back than spent leaves no more of it than arrived.
        used = max(min(amount, spent), Decimal(0))
        spent -= used
        if amount > used:
            yield IdleMoney(day, amount - used, months_between(day, as_of))


def money_alarms(case: MonitoringCase, money: BondMoney | None) -> Iterator[Matter]:
    """Tell of spending behind the plan."""
    if money is None or money.progress is None or money.spent is None:
        return
    level = below(money.progress, case.levels("monitoring_spent_levels"))
    if level is not AlarmColour.GREEN:
        yield Matter(
            id="money.progress",
            domain=Domain.MONEY,
            kind="债券资金支出进度滞后",
            level=level,
            text=f"债券资金累计支出{case.money(money.spent)}，按资金筹措表应支出{case.money(money.planned)}，支出进度{number.percent(money.progress)}",
            action="查明滞后环节，调整用款计划，形成实物工作量",
        )
