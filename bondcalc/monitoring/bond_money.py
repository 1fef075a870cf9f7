"""债券资金: what arrived, what is spent of it, how far spending is behind the plan, and what lies idle and for how long."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bondcalc.dates import months_between
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.money_sheets import FundingStep
from bondcalc.monitoring.monitoring_case import MonitoringCase, below
from bondcalc.monitoring.monitoring_result import BondMoney, IdleMoney
from bondcalc.monitoring.months import MONTHS_A_YEAR
from bondcalc.schedules import investment
from bondcalc.wording import number


def bond_money(case: MonitoringCase) -> BondMoney | None:
    """Give the bond money of the day; None where no arrival is told.

    Money is spent in the order in which it came. The plan would have spent the share of all bond money that the plan of
    investment has reached by the day, and no more than arrived.
    By hand in tests/monitoring/test_bond_money.py: test_money_is_spent_in_the_order_it_came, test_progress_of_spending_by_hand.
    """
    steps = arrivals(case.actuals)
    if not steps:
        return None
    arrived = sum((step.amount for step in steps), Decimal(0))
    payments = [payment.amount for payment in case.actuals.spent("bond")]
    planned = min(arrived, planned_share(case) * arrived)
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


def planned_share(case: MonitoringCase) -> Decimal:
    """Give the share of the planned works that should have been paid by the day of the data: whole years, and the months of this one out of its own."""
    book, day = case.filed.book, case.actuals.told_to
    works = case.filed.figures.amounts(book.use(investment.schedule).works)
    whole = sum(works, Decimal(0))
    reached = (
        amount * min(elapsed_months(year, day), months_of_works(case, year)) / months_of_works(case, year)
        for year, amount in zip(book.years.years, works, strict=True)
    )
    return sum(reached, Decimal(0)) / whole if whole else Decimal(0)


def months_of_works(case: MonitoringCase, year: int) -> int:
    """Give the months over which the works planned for a year are spread: the year in which they are completed (竣工) ends with that month."""
    end = case.filed.project.form(Particulars).construction_end
    return end.month if end is not None and end.year == year else MONTHS_A_YEAR


def elapsed_months(year: int, day: date) -> int:
    """Count the whole months of a year that are over at the end of a day."""
    if year != day.year:
        return 12 if year < day.year else 0
    return day.month if date.fromordinal(day.toordinal() + 1).month != day.month else day.month - 1


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
            text=f"债券资金累计支出{case.money(money.spent)}，按投资计划应支出{case.money(money.planned)}，支出进度{number.percent(money.progress)}",
            action="查明滞后环节，调整用款计划，形成实物工作量",
        )
