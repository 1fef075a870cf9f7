"""资金流转核查: no step of the money is more than the step before it, what stands was seen to grow, revenue is paid in in time."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from bondcalc.inputs.sheets.bond import Bond
from bondcalc.monitoring.alarm import AlarmColour, Domain, masked
from bondcalc.monitoring.bond_money import arrivals
from bondcalc.monitoring.execution_test import Findings, Seen, execution_test
from bondcalc.monitoring.layer import Spent
from bondcalc.monitoring.money_sheets import MONEY_SOURCES, STEPS, FundingStep, Transaction
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.months import Month
from bondcalc.monitoring.period_sheets import PERIODS, TreasuryPayment, months_of
from bondcalc.monitoring.state_sheets import ProgressReading
from bondcalc.monitoring.yearly_view import earning_lines
from bondcalc.wording import number
from bondcalc.wording.day import spelt

BOND_WAY = ("limit", "issued", "on_lent", "allocated")
"""Steps of bond money before it is spent, in their order."""
BONDS_ALONE = BOND_WAY[:-1]
"""Those that only bond money goes."""

BUILT = ("works", "land", "other")
"""Purposes that bond money may be for: what it may not be for is a finding of its own, whatever source is told."""


class MoneyStep(NamedTuple):
    """A step of the money as told: its name, and amounts with the bond of each (None: not named)."""

    name: str
    amounts: Sequence[tuple[str | None, Decimal]]

    def of(self, bond: str | None) -> Decimal:
        """All of it, or what names a bond."""
        return sum((amount for named, amount in self.amounts if bond in (None, named)), Decimal(0))

    @property
    def bonds(self) -> frozenset[str | None]:
        """The bonds it names, None among them where an amount names none."""
        return frozenset(bond for bond, _ in self.amounts)

    def before(self, way: Sequence["MoneyStep"]) -> Iterator[tuple[str | None, "MoneyStep"]]:
        """Give what it is held against: for each bond the last step before that names every bond and tells of it, else all of the last step."""
        if None not in self.bonds:
            for bond in sorted(filter(None, self.bonds)):
                steps = [step for step in way if bond in step.bonds and None not in step.bonds]
                yield from ((bond, step) for step in steps[-1:])
        elif way:
            yield None, way[-1]


@execution_test("step_above", "资金流转前后环节金额不符", AlarmColour.YELLOW, "核对限额、发行、到账、拨付和支出台账")
def step_above(case: MonitoringCase) -> Findings:
    """A step of the money is more than the one told before it: by bond where both name theirs, else in all."""
    for way in ([*_bond_way(case)], [*_capital_way(case)]):
        for position, after in enumerate(way):
            for bond, before in after.before(way[:position]):
                more = after.of(bond) - before.of(bond)
                if more >= case.actuals.quantum:
                    whose = f"债券{bond}" if bond else ""
                    sums = f"{case.money(after.of(bond))}，多于{before.name}{case.money(before.of(bond))}"
                    yield Seen(f"{after.name}.{bond or 'all'}", f"{whose}{after.name}{sums}", weight=more)


def _bond_way(case: MonitoringCase) -> Iterator[MoneyStep]:
    """Give the steps of bond money that are told; what was issued is known of the bonds that the filing has as issued too.

    Other money is allocated too, and is no step of this way; on the steps before there is none (`step_source`).
    """
    for step in BOND_WAY:
        steps = [row for row in case.actuals.steps(step) if step in BONDS_ALONE or row.source == "bond"]
        rows = [(row.bond, row.amount) for row in steps]
        if step == "issued":
            rows = [(row.id, row.face) for row in case.current.project.rows(Bond) if row.status == "issued"]
        if rows:
            yield MoneyStep(STEPS[step], rows)
    if spent := case.actuals.spent("bond"):
        yield MoneyStep("债券资金支出", [(row.bond, row.amount) for row in spent])


def _capital_way(case: MonitoringCase) -> Iterator[MoneyStep]:
    """Give the capital that arrived and what is told as spent of it."""
    if arrived := case.actuals.steps("capital"):
        yield MoneyStep(STEPS["capital"], [(None, row.amount) for row in arrived])
        yield MoneyStep("资本金支出", [(None, row.amount) for row in case.actuals.spent("capital")])


@execution_test(
    "before_arrival", "债券资金到账前支出", AlarmColour.YELLOW, "核对到账和支出日期；先行垫付的，说明资金来源和归垫情况"
)
def before_arrival(case: MonitoringCase) -> Findings:
    """More bond money was spent by a day than had arrived, though it did later: of each bond whose arrival is told, of all where each is."""
    steps = arrivals(case.actuals)
    lent = dict.fromkeys(step.bond for step in steps)
    out = {bond.id for bond in case.current.project.rows(Bond) if bond.value_date <= case.as_of and not bond.refinances}
    for bond in lent if None not in lent else (None,):
        of = [step for step in steps if bond is None or step.bond == bond]
        paid = [spent for spent in case.actuals.spent("bond") if bond is None or spent.bond == bond]
        yield from _ahead(case, f"债券{bond}" if bond else "", of, paid)
    if None not in lent and out <= {*lent}:
        unnamed = any(spent.bond is None for spent in case.actuals.spent("bond"))
        yield from _ahead(case, "", steps, case.actuals.spent("bond")) if unnamed else ()


def _ahead(case: MonitoringCase, whose: str, steps: Sequence[FundingStep], paid: Sequence[Spent]) -> Findings:
    """Tell where spending is the furthest ahead of arrivals, unless it is so to the end (`step_above`)."""

    def arrived(day: date) -> Decimal:
        """Add up what had come by a day."""
        return sum((step.amount for step in steps if step.day <= day), Decimal(0))

    spent, ahead = Decimal(0), dict[date, Decimal]()
    for payment in paid:
        spent += payment.amount
        ahead[payment.day] = spent - arrived(payment.day)
    day = max(ahead, key=lambda of: ahead[of], default=None)
    if day is not None and ahead[day] >= case.actuals.quantum and spent <= arrived(date.max):
        there = arrived(day)
        text = f"截至{spelt(day)}累计支出债券资金{case.money(there + ahead[day])}，当日累计到账{case.money(there)}"
        yield Seen(f"{whose}{day}", whose + text, weight=ahead[day], happened=day)


@execution_test("step_source", "资金来源与环节不符", AlarmColour.YELLOW, "更正资金流转表的环节或资金来源")
def step_source(case: MonitoringCase) -> Findings:
    """A limit, an issue or an arrival of bond money is told as other money, of which there is none on this way."""
    for row in case.actuals.rows(FundingStep):
        if row.step in BONDS_ALONE and row.source != "bond":
            source = MONEY_SOURCES[row.source]
            text = f"{spelt(row.day)}{STEPS[row.step]}{case.money(row.amount)}的资金来源填为{source}，按债券资金计"
            yield Seen(f"{row.step}.{row.bond or 'all'}.{row.day}", text, weight=row.amount, happened=row.day)


@execution_test(
    "account_source", "付款账户与资金来源不符", AlarmColour.YELLOW, "核对付款账户，更正流水的资金来源或账户"
)
def account_source(case: MonitoringCase) -> Findings:
    """What was built is told as paid with other money, out of an account that holds bond money."""
    accounts, paid = case.actuals.accounts("bond"), dict[tuple[str, str], list[Transaction]]()
    for row in case.actuals.transactions:
        if row.paid_out > 0 and row.account in accounts and row.source != "bond" and row.moved_for in BUILT:
            paid.setdefault((row.account, row.source), []).append(row)
    for (account, source), rows in paid.items():
        whole, last = case.actuals.money(sum((row.paid_out for row in rows), Decimal(0))), rows[-1].day
        text = f"债券资金账户{account}支出{len(rows)}笔合计{case.money(whole)}（最近一笔{spelt(last)}），资金来源填为{MONEY_SOURCES[source]}"
        yield Seen(f"{masked(account)}.{source}", text, weight=whole, happened=last)


@execution_test("progress_back", "形象进度倒退", AlarmColour.YELLOW, "核对监理月报，更正形象进度", Domain.PROGRESS)
def progress_back(case: MonitoringCase) -> Findings:
    """Cumulative progress is read lower than before."""
    for item in dict.fromkeys(row.item for row in case.actuals.rows(ProgressReading)):
        for before, after in pairwise(case.actuals.progress(item)):
            if after.progress < before.progress:
                what = f"投资项目{item}" if item else "整个项目"
                was, now = number.percent(before.progress), number.percent(after.progress)
                text = f"{what}累计形象进度{spelt(before.day)}为{was}，{spelt(after.day)}为{now}"
                yield Seen(f"{item or 'whole'}.{after.day}", text, happened=after.day)


@execution_test("paid_in_late", "收入逾期缴库", AlarmColour.YELLOW, "说明逾期原因，以后按期缴库", Domain.TREASURY)
def paid_in_late(case: MonitoringCase) -> Findings:
    """Revenue was paid in later than so many days after the end of the period that earned it, or before the period began; 0 is no payment."""
    limit = int(case.levels("monitoring_paid_in_days")[0])
    for row in case.actuals.rows(TreasuryPayment):
        if not row.amount:
            continue
        months = [Month(row.year, month) for month in months_of(row.period)]
        days = (row.day - months[-1].last_day).days
        of = f"{row.year}年{'' if row.period == 'year' else PERIODS[row.period]}收入{case.money(row.amount)}"
        seen = f"{row.year}.{row.period}.{row.line or 'all'}.{row.day}.{row.amount}"
        if days > limit:
            text = f"{of}于{spelt(row.day)}缴库，期末后第{days}天，超过{limit}天"
            yield Seen(seen, text, weight=row.amount, happened=row.day)
        elif Month.of(row.day) < months[0]:
            text = f"{of}于{spelt(row.day)}缴库，早于收入实现的期间"
            yield Seen(seen, text, weight=row.amount, happened=row.day)


@execution_test("paid_in_above", "缴库多于实现的收入", AlarmColour.YELLOW, "核对收入台账和缴款书", Domain.TREASURY)
def paid_in_above(case: MonitoringCase) -> Findings:
    """More is paid in for a line than it earned, or for one that repays nothing (不列为偿债资金来源)."""
    project, actuals = case.filed.project, case.actuals
    claimed, names = earning_lines(project), {side.line.id: side.line.name for side in case.sides}
    for line in dict.fromkeys(row.line for row in actuals.rows(TreasuryPayment) if row.line is not None):
        paid = sum(actuals.paid_in_by_month([line]).values(), Decimal(0))
        booked = [actuals.by_month(kind, [line]) for kind in ("revenue", "land")]
        earned = sum((amount for months in booked for amount in months.values()), Decimal(0))
        if paid and line not in claimed:
            text = f"{names.get(line, line)}没有列为偿债资金来源，其缴库{case.money(paid)}不计入应缴未缴的核对"
            yield Seen(line, text, weight=paid)
        elif any(booked) and paid - earned >= actuals.quantum:
            yield Seen(
                line,
                f"{names.get(line, line)}实现收入{case.money(earned)}，缴库{case.money(paid)}",
                weight=paid - earned,
            )
