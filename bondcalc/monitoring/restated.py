"""前后金额: what two files of actuals of one project tell of one time with different figures."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from bondcalc.money import places_of
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.money_sheets import MONEY_SOURCES, STEPS, FundingStep
from bondcalc.monitoring.months import Month
from bondcalc.monitoring.period_sheets import LINE_KINDS, PERIODS, PeriodAmount, TreasuryPayment, months_of
from bondcalc.monitoring.state_sheets import AccountBalance, ProgressReading, ServicePayment
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn

Figure = TypeVar("Figure")
AmountByName = dict[str, Decimal]
"""Figures by what they are of; rows that say the same are added."""


class Restated(NamedTuple):
    """A figure that stands otherwise: what it is of, as it was told before and as it is now (None: no longer)."""

    what: str
    before: str
    after: str | None


def restated(before: Actuals, after: Actuals) -> Iterator[Restated]:
    """Give the figures and days of payment of the earlier file that the later one tells otherwise; what is only added is none.

    A period is compared as the longer of its rows has it: twelve months with the year that they make.
    By hand in tests/monitoring/test_restated.py: test_a_figure_that_stands_otherwise_is_named.
    """
    until, amount, share = before.told_to, _money(after), number.share
    yield from _other(_periods(before, after), amount)
    yield from _other((_dated(before, until), _dated(after, until)), amount)
    yield from _other((_shares(before), _shares(after)), share)
    yield from _other((_days_paid(before, until), _days_paid(after, until)), str)


def _other(
    sides: tuple[Mapping[str, Figure], Mapping[str, Figure]], said: Callable[[Figure], str]
) -> Iterator[Restated]:
    was, now = sides
    for what, figure in was.items():
        if now.get(what) != figure:
            yield Restated(what, said(figure), said(now[what]) if what in now else None)


def _money(actuals: Actuals) -> Callable[[Decimal], str]:
    places, unit = places_of(actuals.quantum), actuals.particulars.money_unit
    return lambda amount: number.fixed(amount, places, grouped=True) + unit


def _periods(before: Actuals, after: Actuals) -> tuple[AmountByName, AmountByName]:
    """Add up 分期执行 of both files by the longest periods of either; one of which the later file tells more months is left out."""
    rows: dict[tuple[str, str | None, int], tuple[list[PeriodAmount], list[PeriodAmount]]]
    rows = defaultdict(lambda: ([], []))
    for side, actuals in enumerate((before, after)):
        for row in actuals.rows(PeriodAmount):
            if row.amount is not None:
                rows[row.kind, row.line, row.year][side].append(row)
    was, now = AmountByName(), AmountByName()
    for (kind, line, year), sides in rows.items():
        for period in _longest({row.period for side in sides for row in side}):
            first, second = ([row for row in side if _months(row.period) <= _months(period)] for side in sides)
            told, told_now = (frozenset().union(*(_months(row.period) for row in side)) for side in (first, second))
            if told and not told < told_now and Month(year, max(told)).last_day <= before.told_to:
                what = f"{year}年{PERIODS[period]}{LINE_KINDS[kind]}{_of(line)}"
                was[what] = _sum(first)
                if second:
                    now[what] = _sum(second)
    return was, now


def _longest(periods: set[str]) -> list[str]:
    """Give the periods that lie in no other one."""
    return sorted(one for one in periods if not any(_months(one) < _months(other) for other in periods))


def _months(period: str) -> frozenset[int]:
    return frozenset(months_of(period))


def _sum(rows: list[PeriodAmount]) -> Decimal:
    return sum((row.amount or Decimal(0) for row in rows), Decimal(0))


def _dated(actuals: Actuals, until: date) -> AmountByName:
    """Add up what is told by its day: payments into the treasury, steps of the money, balances, debt service paid by a day."""
    amounts: AmountByName = defaultdict(Decimal)
    for paid in actuals.rows(TreasuryPayment):
        amounts[f"{paid.day}缴库的{paid.year}年{PERIODS[paid.period]}收入{_of(paid.line)}"] += paid.amount
    for step in actuals.rows(FundingStep):
        amounts[f"{step.day}{STEPS[step.step]}{_of(MONEY_SOURCES[step.source], step.bond, step.item)}"] += step.amount
    for seen in actuals.rows(AccountBalance):
        amounts[f"{seen.day}账户{seen.account}余额"] += seen.balance
    for service in _paid(actuals, until):
        amounts[f"债券{service.bond}应于{service.due_on}支付的本息和手续费"] += service.amount
    return dict(amounts)


def _shares(actuals: Actuals) -> AmountByName:
    """Give progress by its day and item, and the coupons of issues."""
    progress = {f"{row.day}累计形象进度{_of(row.item)}": row.progress for row in actuals.rows(ProgressReading)}
    issues = {f"债券{row.bond}票面利率": row.coupon for row in actuals.steps("issued") if row.coupon is not None}
    return progress | issues


def _days_paid(actuals: Actuals, until: date) -> dict[str, date]:
    """Give the last day on which each payment was made, by a day."""
    return {
        f"债券{row.bond}应于{row.due_on}支付的本息实付日期": row.paid_on
        for row in sorted(_paid(actuals, until), key=lambda row: row.paid_on or until)
        if row.paid_on
    }


def _paid(actuals: Actuals, until: date) -> list[ServicePayment]:
    """Give debt service that was paid by a day: what was paid later was not to be told by then."""
    return [row for row in actuals.service() if row.paid_on and row.paid_on <= until]


def _of(*names: str | None) -> str:
    """Put what a figure is of in brackets; blank where nothing is named."""
    known = [name for name in names if name]
    return f"（{in_turn(known)}）" if known else ""
