"""资本金: what of it has arrived, beside what the filed funding table has by the day."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.monitoring_case import MonitoringCase, below
from bondcalc.monitoring.monitoring_result import CapitalMoney
from bondcalc.monitoring.planned_by_day import planned_by_day, planned_of_closed_years
from bondcalc.schedules import funding
from bondcalc.wording import number
from bondcalc.wording.day import spelt


def capital_money(case: MonitoringCase) -> CapitalMoney | None:
    """Give the capital of the day; None where the filing has none and none is told.

    By hand in tests/monitoring/test_capital_money.py: test_capital_beside_the_funding_table.
    """
    line, steps = case.filed.book.use(funding.schedule).capital, case.actuals.steps("capital")
    if not steps and not any(case.filed.figures.amounts(line)):
        return None
    return CapitalMoney(
        arrived=sum((step.amount for step in steps), Decimal(0)) if steps else None,
        planned=planned_by_day(case, line),
        due=planned_of_closed_years(case, line),
    )


def capital_alarms(case: MonitoringCase, capital: CapitalMoney | None) -> Iterator[Matter]:
    """Tell of capital that is behind: of years that are over whatever is missing, of the running one by the months at 黄 alone."""
    if capital is None or capital.arrived is None:
        return
    levels, level, due = case.levels("monitoring_spent_levels"), AlarmColour.GREEN, capital.planned
    if capital.arrived < capital.due:
        due = capital.due
        level = max(AlarmColour.YELLOW, below(Fraction(capital.arrived) / Fraction(due), levels), key=_order)
    elif capital.arrived < due * levels[0]:
        level = AlarmColour.YELLOW
    if level is not AlarmColour.GREEN:
        spread = "" if due == capital.due else "（本年按月均摊）"
        share = number.percent(Fraction(capital.arrived) / Fraction(due))
        yield Matter(
            id="progress.capital",
            domain=Domain.PROGRESS,
            kind="资本金未按计划到位",
            level=level,
            text=f"资本金累计到位{case.money(capital.arrived)}，资金筹措表截至{spelt(case.actuals.told_to)}应到位{case.money(due)}{spread}，到位率{share}",
            action="落实资本金来源和到位时间；未到位的部分不得以债券资金代替",
            weight=due - capital.arrived,
        )


def _order(level: AlarmColour) -> int:
    return level.order
