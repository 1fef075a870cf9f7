"""多付: service or fees told above what the calendar of its bond asks for, as a wrong unit or a row filled in twice leaves them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.due_payments import asked_by_day
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.repaid_early import ROUNDING
from bondcalc.monitoring.state_sheets import Owing, ServicePayment
from bondcalc.schedules import bonds
from bondcalc.wording.day import due_day
from bondcalc.wording.terms import Department


class Above(NamedTuple):
    """A payment told above what is due: of which bond and day, of what (本息、手续费), how much is due and told."""

    owing: Owing
    what: str
    due: Decimal
    told: Decimal


def overpaid_alarms(case: MonitoringCase) -> Iterator[Matter]:
    """Ask about each; principal that was still owed is 提前偿还 and due as told, other days are asked about by `off_calendar`."""
    for above in (*_service(case), *_fees(case)):
        bond, day = above.owing
        due, paid, more = (case.money(amount) for amount in (above.due, above.told, above.told - above.due))
        yield Matter(
            id=f"payment.above.{bond}.{day}" + (".fee" if above.what == "手续费" else ""),
            domain=Domain.PAYMENT,
            kind="多付请核对",
            level=AlarmColour.YELLOW,
            text=f"债券{bond}，{due_day(day)}应付{above.what}{due}，填报已付{paid}，多{more}",
            action="核对付款凭证和填报的单位；同一笔填了两行的，删去一行",
            owner=Department.FINANCE,
            weight=above.told - above.due,
            happened=day,
        )


def _service(case: MonitoringCase) -> Iterator[Above]:
    asked = asked_by_day(case)
    for owing, amount in _paid(case, lambda row: row.service).items():
        if owing in asked and amount - asked[owing] > max(2 * case.actuals.quantum, asked[owing] * ROUNDING):
            yield Above(owing, "本息", asked[owing], amount)


def _fees(case: MonitoringCase) -> Iterator[Above]:
    """A fee is a share of what is paid: no payment has more of them than its year as the schedules have it."""
    table, years = case.current.use(bonds.schedule).table, case.current.years.years
    for (bond, day), fee in _paid(case, lambda row: row.fee or Decimal(0)).items():
        by_year = dict(zip(years, case.current_figures.amounts(table[f"payment_fee.{bond}"]), strict=True))
        due = by_year.get(day.year, Decimal(0))
        if fee - due > 2 * case.actuals.quantum:
            yield Above((bond, day), "手续费", due, fee)


def _paid(case: MonitoringCase, part: Callable[[ServicePayment], Decimal]) -> dict[Owing, Decimal]:
    """Add up a part of what is told as paid, by bond and the day it was due."""
    paid = defaultdict[Owing, Decimal](Decimal)
    for row in case.actuals.service():
        if row.paid_on is not None:
            paid[row.owing] += part(row)
    return paid
