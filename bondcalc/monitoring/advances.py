"""财政垫付和上级扣款: debt service that others paid, told on 垫付扣款 or as the money a payment of 还本付息 was made with."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.money_sheets import Advance
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.state_sheets import ServicePayment
from bondcalc.schedules import cash
from bondcalc.wording.day import spelt
from bondcalc.wording.terms import Department

NEAR = timedelta(days=31)
"""How far the day of an advance and that of the payment it made may lie apart."""


class PaidByOthers(NamedTuple):
    """What the treasury advanced (`listed` on 垫付扣款, `paid` only told as the money of a payment) and had back, what the level above deducted."""

    listed: Decimal
    paid: Decimal
    returned: Decimal
    deducted: tuple[Advance, ...]

    @property
    def given(self) -> Decimal:
        """All that was advanced."""
        return self.listed + self.paid

    @property
    def left(self) -> Decimal:
        """垫付余额: what the treasury has not had back."""
        return max(self.given - self.returned, Decimal(0))

    @property
    def withheld(self) -> Decimal:
        """All that the level above deducted."""
        return _sum(row.amount for row in self.deducted)


class Answered(NamedTuple):
    """A payment made with an advance, the advance of the sheet that answers for it, and how much of it."""

    payment: ServicePayment
    advance: Advance
    amount: Decimal


class AdvanceDue(NamedTuple):
    """A part of an advance: the bond it was for (None: none named), the day that was due, how much."""

    bond: str | None
    due: date
    amount: Decimal


class AdvanceRows(NamedTuple):
    """What is told of advances and deductions up to a day: rows of 垫付扣款 by kind, and payments made with an advance.

    `paid` are the payments that no advance of the sheet answers for, `answered` the others.
    """

    listed: tuple[Advance, ...]
    returned: tuple[Advance, ...]
    deducted: tuple[Advance, ...]
    paid: tuple[ServicePayment, ...]
    answered: tuple[Answered, ...]

    def listed_by_due(self) -> Iterator["AdvanceDue"]:
        """Give what is listed by bond and day of the payment that it answers for; the rest of an advance by its own."""
        for advance in self.listed:
            parts = [answer for answer in self.answered if answer.advance is advance]
            for answer in parts:
                yield AdvanceDue(answer.payment.bond, answer.payment.due_on, answer.amount)
            rest = advance.amount - _sum(answer.amount for answer in parts)
            if rest:
                yield AdvanceDue(advance.bond, advance.day, rest)


def advance_rows(actuals: Actuals, day: date) -> AdvanceRows:
    """Sort what is told of advances and deductions up to a day."""
    rows = [row for row in actuals.rows(Advance) if row.day <= day]
    listed, returned, deducted = (
        tuple(row for row in rows if row.kind == kind) for kind in ("advanced", "returned", "deducted")
    )
    payments = actuals.paid_with("advance", day)
    answered = tuple(_answered(payments, listed))
    paid = tuple(row for row in payments if not any(answer.payment is row for answer in answered))
    return AdvanceRows(listed, returned, deducted, paid, answered)


def _answered(payments: Sequence[ServicePayment], listed: Sequence[Advance]) -> Iterator[Answered]:
    """Put advances of the sheet to the payments they made, the nearest first; each answers for no more than its amount."""
    owed, given = {id(row): row.amount for row in payments}, {id(row): row.amount for row in listed}
    pairs = [(row, advance) for row in payments for advance in listed if _same(row, advance)]
    for row, advance in sorted(pairs, key=lambda pair: (pair[1].bond is None, _apart(*pair))):
        amount = min(owed[id(row)], given[id(advance)])
        if amount > 0:
            owed[id(row)] -= amount
            given[id(advance)] -= amount
            yield Answered(row, advance, amount)


def advances(actuals: Actuals, day: date) -> PaidByOthers | None:
    """Give what is told of advances and deductions up to a day; None where nobody told of any.

    By hand in tests/monitoring/test_advances.py: test_an_advance_told_twice_counts_once.
    """
    rows = advance_rows(actuals, day)
    if not any(rows):
        return None
    return PaidByOthers(
        listed=_sum(row.amount for row in rows.listed),
        paid=_sum(row.amount for row in rows.paid),
        returned=_sum(row.amount for row in rows.returned),
        deducted=rows.deducted,
    )


def _sum(amounts: Iterator[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def _same(row: ServicePayment, advance: Advance) -> bool:
    """Tell whether an advance of the sheet is the money of a payment: of its bond, or of none named, about its day."""
    return _apart(row, advance) <= NEAR and advance.bond in {None, row.bond}


def _apart(row: ServicePayment, advance: Advance) -> timedelta:
    """Tell how far an advance lies from the day of a payment, due or paid, whichever is nearer."""
    return min(abs(day - advance.day) for day in (row.due_on, row.paid_on) if day is not None)


def advanced(actuals: Actuals, day: date) -> Decimal | None:
    """Give what the treasury has advanced for service and has not had back (垫付余额) on a day; None where nobody told."""
    others = advances(actuals, day)
    return None if others is None else others.left


def advance_alarms(case: MonitoringCase) -> Iterator[Matter]:
    """Tell of what others paid: 红 while it is not given back, and where the level above had to deduct it."""
    others = advances(case.actuals, case.as_of)
    if others is not None and others.given:
        yield Matter(
            id="payment.advanced",
            domain=Domain.PAYMENT,
            kind="财政垫付还本付息",
            level=AlarmColour.RED if others.left else AlarmColour.YELLOW,
            text=_said(case, others),
            action="核对垫付凭证，落实归还来源和期限，在“垫付扣款”表填列"
            if others.left
            else "说明垫付原因，防止再次发生",
            owner=Department.FINANCE,
            weight=others.left,
        )
    if others is not None and others.deducted:
        last = max(row.day for row in others.deducted)
        yield Matter(
            id="payment.deducted",
            domain=Domain.PAYMENT,
            kind="上级财政扣款",
            level=AlarmColour.RED,
            text=f"上级财政扣款{len(others.deducted)}笔合计{case.money(others.withheld)}（最近一笔{spelt(last)}）{_reasons(others.deducted)}",
            action="核对扣款通知，查明未按期缴付的原因，安排偿债资金",
            owner=Department.FINANCE,
            weight=others.withheld,
        )


def _said(case: MonitoringCase, others: PaidByOthers) -> str:
    only = f"（其中{case.money(others.paid)}填在“还本付息”表，“垫付扣款”表没有相应的一笔）" if others.paid else ""
    left = f"未归还{case.money(others.left)}{_given_back(case, others.left)}" if others.left else "已全部归还"
    listed = advance_rows(case.actuals, case.as_of).listed
    reasons, last = _reasons(listed), _last(listed)
    return f"财政垫付本息合计{case.money(others.given)}{last}{only}，归还{case.money(others.returned)}，{left}{reasons}"


def _last(listed: Sequence[Advance]) -> str:
    """Name the latest advance of 垫付扣款, with its bond where it has one; blank where the sheet has none."""
    if not listed:
        return ""
    last = max(listed, key=lambda row: row.day)
    return f"（最近一笔{spelt(last.day)}{'' if last.bond is None else f'，债券{last.bond}'}）"


def _reasons(rows: Sequence[Advance]) -> str:
    """Give the reasons that rows state, each once; blank where none does."""
    reasons = dict.fromkeys(row.reason.rstrip("。") for row in rows if row.reason)
    return f"（填报的原因：{'；'.join(reasons)}）" if reasons else ""


def _given_back(case: MonitoringCase, owed: Decimal) -> str:
    """Say from which year on, this one or later, there is less cash than is owed to the treasury; blank where there is enough."""
    book = case.current
    closing = case.current_figures.amounts(book.use(cash.schedule).closing)
    years = zip(book.years.years, closing, strict=True)
    short = next((year for year, left in years if year >= case.as_of.year and left < owed), None)
    return "" if short is None else f"，归还后{short}年起资金不足"
