"""预警按轻重排列: a worse one never stands behind a milder one, whatever it is about; among equals the most money, then the latest."""

from datetime import date
from decimal import Decimal
from itertools import pairwise, permutations

from bondcalc.monitoring.alarm import Alarm, AlarmColour, Domain, Matter, in_order

DAY = date(2026, 6, 30)


def made(id_: str, domain: Domain, level: AlarmColour, weight: int = 0, happened: date | None = None) -> Alarm:
    matter = Matter(id_, domain, "", level, "", "", weight=Decimal(weight), happened=happened)
    return matter.alarm(DAY)


LATE = [made(f"late.{year}", Domain.PAYMENT, AlarmColour.ORANGE, happened=date(year, 1, 2)) for year in (2022, 2026)]
UNPAID = made("treasury", Domain.TREASURY, AlarmColour.RED, 787)
SHORT = [made(f"short.{money}", Domain.REVENUE, AlarmColour.RED, money) for money in (30, 900)]


def test_the_worst_then_the_most_money_then_the_latest_stands_first() -> None:
    for given in permutations([*LATE, UNPAID, *SHORT]):
        ordered = in_order(given)
        assert [alarm.id for alarm in ordered] == ["treasury", "short.900", "short.30", "late.2026", "late.2022"]
        assert all(before.level.order >= after.level.order for before, after in pairwise(ordered))
