"""预警: what monitoring found, in the columns supervisors use. An alarm asks for a look (待核实) and judges nobody."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bondcalc.wording.terms import Department, Term


class AlarmColour(Term):
    """预警级别: from nothing to say to the most urgent; the order is that of the levels of the lines."""

    GREEN = "green", "绿", "green"
    YELLOW = "yellow", "黄", "yellow"
    ORANGE = "orange", "橙", "orange"
    RED = "red", "红", "red"


COLOURS = tuple(AlarmColour)
"""By level: 0 绿, 1 黄, 2 橙, 3 红."""


class Domain(Term):
    """预警领域: what an alarm is about, the most pressing first; the order of a report."""

    PAYMENT = "payment", "还本付息", "debt service"
    MONEY = "money", "债券资金", "bond money"
    TREASURY = "treasury", "收入缴库", "revenue paid in"
    REVENUE = "revenue", "项目收益", "revenue"
    FORECAST = "forecast", "偿债能力", "ability to pay"
    PROGRESS = "progress", "项目建设", "construction"
    TARGET = "target", "绩效目标", "targets"
    EXECUTION = "execution", "资金使用", "use of money"
    DISCLOSURE = "disclosure", "信息公开", "disclosure"


class AlarmStatus(Term):
    """处置状态: where the handling of an alarm stands."""

    OPEN = "open", "待核实", "to be looked at"
    HANDLING = "handling", "处置中", "being handled"
    CLOSED = "closed", "已办结", "closed"
    EXPLAINED = "explained", "已说明", "explained"


@dataclass(frozen=True)
class Alarm:
    """One alarm: `id` is the same in every report on the same matter, so that an answer finds it.

    `text` says what was found, what it was held against, and nothing of a person; accounts are masked. `day` is the day
    up to which the actuals are told, `due_on` by when it is to be handled (None: not answered yet). `action` is a proposal until answered.
    `weight` is the money that is missing, `happened` the day of what happened: among equals the most, then the latest, stands first.
    """

    id: str
    domain: Domain
    kind: str
    level: AlarmColour
    text: str
    owner: str
    action: str
    day: date
    status: AlarmStatus = AlarmStatus.OPEN
    due_on: date | None = None
    opinion: str = ""
    weight: Decimal = Decimal(0)
    happened: date | None = None


@dataclass(frozen=True)
class Matter:
    """What a reading or a test found, before anybody answered: the matter behind an Alarm."""

    id: str
    domain: Domain
    kind: str
    level: AlarmColour
    text: str
    action: str
    owner: Department = Department.UNIT
    weight: Decimal = Decimal(0)
    happened: date | None = None

    def alarm(self, day: date) -> Alarm:
        """Make the alarm of it, to be looked at."""
        return Alarm(
            id=self.id,
            domain=self.domain,
            kind=self.kind,
            level=self.level,
            text=self.text,
            owner=self.owner.zh,
            action=self.action,
            day=day,
            weight=self.weight,
            happened=self.happened,
        )


LEFT_OPEN = 4
"""Last signs of an account number that stay readable."""
DIGITS = re.compile(r"\d{5,}")


def digits_of(code: str) -> list[str]:
    """Give the digits of a code that would be hidden as those of an account."""
    return DIGITS.findall(code)


def masked(text: str, codes: Collection[str] = ()) -> str:
    """Hide account numbers but for their last four digits; digits of bonds and contracts (`digits_of`) are no accounts."""

    def hidden(digits: re.Match[str]) -> str:
        """Hide a number that is no such code."""
        return digits[0] if digits[0] in codes else "*" * (len(digits[0]) - LEFT_OPEN) + digits[0][-LEFT_OPEN:]

    return DIGITS.sub(hidden, text)


def in_order(alarms: Iterable[Alarm]) -> tuple[Alarm, ...]:
    """Put alarms in the order of a report: the worst first, then by domain, the most money, the latest."""
    return tuple(sorted(alarms, key=_pressing))


def _pressing(alarm: Alarm) -> tuple[int, int, Decimal, int, str]:
    """Give what an alarm is ordered by."""
    latest = -alarm.happened.toordinal() if alarm.happened else 0
    return -alarm.level.order, alarm.domain.order, -alarm.weight, latest, alarm.id


def answered(
    alarm: Alarm, owner: str | None, action: str | None, due_on: date | None, status: str, opinion: str | None
) -> Alarm:
    """Put into an alarm what was answered to it; its level stays that of the figures."""
    return replace(
        alarm,
        owner=owner or alarm.owner,
        action=action or alarm.action,
        due_on=due_on,
        status=AlarmStatus(status),
        opinion=opinion or "",
    )
