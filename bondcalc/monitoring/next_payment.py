"""下次付款: whether what is there, and what the plan brings until then, covers what is due next; told first of all."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bondcalc.algebra.exact import Program
from bondcalc.algebra.line import Line, expression, largest, money, ratio
from bondcalc.algebra.table import Table
from bondcalc.dates import working_day_from
from bondcalc.money import half_up
from bondcalc.monitoring.advances import advance_alarms
from bondcalc.monitoring.alarm import COLOURS, AlarmColour, Domain, Matter
from bondcalc.monitoring.bound_money import bound_money
from bondcalc.monitoring.due_payments import arrears_of, asked_by_day, issued_bonds, left_of, owed_of, untold_payments
from bondcalc.monitoring.layer import HeldInAccounts
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.monitoring_result import NextPayment
from bondcalc.monitoring.off_calendar import off_calendar_alarms
from bondcalc.monitoring.overpaid import overpaid_alarms
from bondcalc.monitoring.paid_by_others import refinancing_alarms
from bondcalc.monitoring.planned_until import planned_until
from bondcalc.monitoring.public_holidays import holiday_between
from bondcalc.monitoring.state_sheets import ServicePayment
from bondcalc.schedules import bonds
from bondcalc.schedules.book import settings
from bondcalc.wording import day as days_in_text
from bondcalc.wording import number
from bondcalc.wording.terms import Department


def next_payment(case: MonitoringCase, filtered: Decimal) -> NextPayment | None:
    """Give the next day on which a bond has to pay after the day of the actuals; None when nothing is owed any more.

    Cover = (balance of the repayment accounts - what came out of it or was due since it was seen - what is told as not paid
    - bond money in it + planned 收益 until then x (1 + f))
    ÷ what is due and not paid yet, never below 0. Every figure is that of a line, so that the workbook has the same.
    By hand in tests/monitoring/test_next_payment.py: test_cover_by_hand.
    """
    day, due = _due(case)
    if day is None:
        return None
    held = case.actuals.held_on(case.as_of, "repayment")
    lines = _lines(case, day, due, filtered, held)
    figures = Program([*lines.values()], settings(case.filed.book).quantum).run()
    amounts = {id_: figures.amount(line) for id_, line in lines.items()}
    there = amounts.get("there")
    cover = None if there is None else Fraction(there) / Fraction(amounts["due"])
    from_capital = bonds.in_construction(case.current, day)
    days = max((day - case.as_of).days, 0)
    return NextPayment(
        day=day,
        days=days,
        bonds=tuple(due),
        due=amounts["due"],
        balance=amounts.get("balance"),
        seen=None if held is None else held.first_day,
        since=amounts.get("since", Decimal(0)),
        arrears=amounts.get("arrears", Decimal(0)),
        bound=amounts.get("bound", Decimal(0)),
        expected=amounts["expected"],
        cover=cover,
        short=amounts.get("short"),
        from_capital=from_capital,
        level=_level(case, cover, days) if not from_capital else AlarmColour.GREEN,
    )


def payment_alarms(case: MonitoringCase, payment: NextPayment | None) -> Iterator[Matter]:
    """Tell of a payment that is not covered, of what was due and is not paid, paid late, or paid by others."""
    yield from _unpaid(case)
    yield from off_calendar_alarms(case)
    yield from overpaid_alarms(case)
    yield from advance_alarms(case)
    yield from refinancing_alarms(case)
    yield from _untold(case)
    if payment is None or payment.level is AlarmColour.GREEN or payment.cover is None:
        return
    held, short = case.money(payment.balance or 0), case.money(payment.short or 0)
    text = (
        f"{days_in_text.due_day(payment.day)}应付本息{case.money(payment.due)}，距应付日{payment.days}天，"
        f"偿债资金账户余额{held}{_seen_on(payment)}{taken_off(payment, case.money)}，付款日前预计收益{case.money(payment.expected)}，"
        f"缺口{short}，资金保障倍数{number.ratio(payment.cover)}"
    )
    yield Matter(
        id="payment.next",
        domain=Domain.PAYMENT,
        kind="下次付款资金缺口",
        level=payment.level,
        text=text,
        action="落实偿债资金来源，付款日前归集到偿债资金账户",
        owner=Department.FINANCE,
        weight=payment.short or Decimal(0),
    )


def _seen_on(payment: NextPayment) -> str:
    """Say which day a balance is of where something is taken off it since; blank where nothing is."""
    return f"（{days_in_text.spelt(payment.seen)}）" if payment.seen and payment.since else ""


def taken_off(payment: NextPayment, money: Callable[[Decimal], str]) -> str:
    """Say what is taken off a balance: what was paid or due since, what is not paid, and bond money in it; blank where nothing is."""
    since = f"，扣除其后已付和到期未填报的本息{money(payment.since)}" if payment.since else ""
    arrears = f"，扣除到期未付的本息{money(payment.arrears)}" if payment.arrears else ""
    bound = f"，扣除其中的债券资金{money(payment.bound)}（不能用于还本付息）" if payment.bound else ""
    return since + arrears + bound


def _unpaid(case: MonitoringCase) -> Iterator[Matter]:
    """Hold every payment that the actuals list, once its day is over, against what the calendar of its bond asks for."""
    asked, listed = asked_by_day(case), sorted(case.actuals.service(), key=lambda row: row.owing)
    for (bond, day), rows in groupby(listed, key=lambda row: row.owing):
        if working_day_from(day) >= case.as_of:
            continue
        seen = _missed(case, list(rows), asked.get((bond, day)))
        if seen is not None:
            yield _late(bond, day, seen)


def _late(bond: str, day: date, seen: "Missed") -> Matter:
    """Make the finding of a payment; one that a public holiday may have put off is asked about."""
    put_off = seen.level is AlarmColour.YELLOW
    return Matter(
        id=f"payment.{'put_off' if put_off else 'late'}.{bond}.{day}",
        domain=Domain.PAYMENT,
        kind="付款日请核对" if put_off else "本息未按期支付",
        level=seen.level,
        text=f"债券{bond}，{days_in_text.due_day(day)}应付本息{seen.said}",
        action="对照当年放假安排核对付款日" if put_off else "核对付款凭证，说明原因并防止再次逾期",
        owner=Department.FINANCE,
        weight=seen.missing,
        happened=day,
    )


def _untold(case: MonitoringCase) -> Iterator[Matter]:
    """Ask for the payments that are laid out in 还本付息 and not filled in, by one finding for all of them."""
    laid_out = {row.owing for row in case.actuals.service()}
    asked = {owing: amount for owing, amount in untold_payments(case, planned=True).items() if owing in laid_out}
    if asked:
        issued = issued_bonds(case)
        planned = sum(bond not in issued for bond, _ in asked)
        without = f"，其中{planned}笔的债券没有填发行结果" if planned else ""
        whole, last = case.money(sum(asked.values(), Decimal(0))), days_in_text.spelt(max(day for _, day in asked))
        yield Matter(
            id="payment.untold",
            domain=Domain.PAYMENT,
            kind="本息支付情况未填报",
            level=AlarmColour.YELLOW,
            text=f"{len(asked)}笔已到期本息合计{whole}（最近一笔{last}）的支付情况未填报{without}",
            action="在执行数据“还本付息”表补填；未付的填金额，实付日期留空",
            owner=Department.FINANCE,
        )


class Missed(NamedTuple):
    """What is wrong with a payment: its level, the words behind 应付本息, the money that is missing."""

    level: AlarmColour
    said: str
    missing: Decimal = Decimal(0)


def _missed(case: MonitoringCase, rows: Sequence[ServicePayment], asked: Decimal | None) -> Missed | None:
    """Grade a payment by what is listed of it: 红 where something of it is not paid, 橙 where it was late; None where all is well.

    A row of which nobody told anything is no payment that failed: `_untold` asks for it.
    `asked` is what the calendar asks for (None: it knows no such day): principal and interest, as in every sum of what is due; fees are beside it.
    """
    due = asked or sum((row.service for row in rows), Decimal(0))
    paid, due_on = [row.paid_on for row in rows if row.paid_on is not None], rows[0].due_on
    if not due or not any(row.told for row in rows):
        return None
    if not paid:
        holiday = _holiday(due_on, case.as_of)
        return Missed(
            AlarmColour.YELLOW if holiday else AlarmColour.RED, f"{case.money(due)}，截至监测日未付{holiday}", due
        )
    missing = left_of(case.actuals, rows[0].bond, due_on, due)
    if missing:
        done = case.money(due - missing)
        late = f"（{days_in_text.spelt(max(paid))}支付）" if max(paid) > working_day_from(due_on) else ""
        return Missed(AlarmColour.RED, f"{case.money(due)}，已付{done}{late}，少付{case.money(missing)}", missing)
    if max(paid) > working_day_from(due_on):
        holiday = _holiday(due_on, max(paid))
        said = f"{case.money(due)}，{days_in_text.spelt(max(paid))}支付{holiday}"
        return Missed(AlarmColour.YELLOW if holiday else AlarmColour.ORANGE, said)
    return None


def _holiday(due: date, paid: date) -> str:
    """Ask whether a public holiday put a payment off; blank where none can have."""
    holiday = holiday_between(due, paid)
    return f"，可能因{holiday}假期顺延：节假日顺延的请核对" if holiday else ""


def _level(case: MonitoringCase, cover: Fraction | None, days: int) -> AlarmColour:
    """Grade a gap by the days that are left."""
    if cover is None or cover >= 1:
        return AlarmColour.GREEN
    return COLOURS[sum(days <= limit for limit in case.levels("monitoring_payment_days"))]


def _due(case: MonitoringCase) -> tuple[date | None, dict[str, Decimal]]:
    """Give the next day on which something is due and not paid yet, and how much of each bond; one put off to a working day is still to come until then, and on it."""
    owed: dict[date, dict[str, Decimal]] = {}
    for (id_, day), amount in asked_by_day(case).items():
        left = left_of(case.actuals, id_, day, amount)
        if working_day_from(day) >= case.as_of and left > 0:
            owed.setdefault(day, {})[id_] = left
    return (min(owed), owed[min(owed)]) if owed else (None, {})


def _lines(
    case: MonitoringCase, day: date, due: dict[str, Decimal], filtered: Decimal, held: HeldInAccounts | None
) -> dict[str, Line]:
    table = case.table_book.scalars("next_payment", "下次付款资金保障表", "Cover of the next payment", 1)

    def given(id_: str, value: Decimal, zh: str, en: str, source: str, unit: str = "money") -> Line:
        """Lay out a figure that the actuals or the filing fix."""
        return table.structure(id_, [value], zh, en, source, unit=unit)

    planned = given(
        "planned",
        half_up(planned_until(case, day), case.actuals.quantum),
        "付款日前计划收益",
        "Planned until then",
        "申报文件，付款日前的整月",
    )
    share = given("filtered", filtered, "项目收益滤波偏离率f", "Filtered deviation f", "偏离分析表", "fraction")
    expected = table.line(
        "expected", money(planned * (1 + share)), "付款日前预计收益", "Expected until then", "计划收益×（1＋f）"
    )
    owed = given("due", sum(due.values(), Decimal(0)), "下次应付本息", "Due next", "还本付息表，扣除已付")
    lines = {"planned": planned, "filtered": share, "expected": expected, "due": owed}
    # A balance that nobody told is no line: neither it nor the cover has a figure.
    return lines if held is None else {**lines, **_cover_lines(case, table, lines, held)}


def _cover_lines(case: MonitoringCase, table: Table, lines: dict[str, Line], held: HeldInAccounts) -> dict[str, Line]:
    """Hold a balance seen on a day, less what came out of it, was due since or is not paid, and what is expected, against what is due."""
    balance = table.structure(
        "balance",
        [held.amount],
        "偿债资金账户余额",
        "Balance of the repayment account",
        "账户余额，监测日",
        unit="money",
    )
    added, left = {"balance": balance}, expression(balance)
    for id_, amount, zh, en, source in _taken_off(case, held):
        if amount:
            added[id_] = table.structure(id_, [amount], zh, en, source, unit="money")
            left -= added[id_]
    said = (
        "余额－余额日以后应付－到期未付－其中的债券资金＋预计收益，不小于0"
        if len(added) > 1
        else "余额＋预计收益，不小于0"
    )
    there = table.line("there", largest(0, left + lines["expected"]), "付款日前可用资金", "There until then", said)
    owed = lines["due"]
    short = table.line("short", largest(0, owed - there), "下次付款资金缺口", "Missing", "应付本息－可用资金，不小于0")
    zh, en, said = "下次付款资金保障倍数", "Cover", "可用资金÷应付本息"
    cover = table.line("cover", ratio(there, owed), zh, en, said, unit="ratio")
    return {**added, "there": there, "short": short, "cover": cover}


def _taken_off(case: MonitoringCase, held: HeldInAccounts) -> Iterator[tuple[str, Decimal, str, str, str]]:
    """Give what of a balance is not there for the payment: id, amount, names and source of its line."""
    since = owed_of(case, held)
    yield "since", since, "余额日以后已付和到期未填报的本息", "Paid or due since", "还本付息表"
    yield "arrears", arrears_of(case), "到期未付的本息", "Due and not paid", "还本付息表"
    bound = min(bound_money(case.actuals, held.day), held.amount)
    yield "bound", bound, "余额中的债券资金", "Bond money in it", "交易流水，不能用于还本付息"
