"""欠付: what is due and not paid by bond and day, and what others paid and did not have back, for whoever begins the next file."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.monitoring.advances import AdvanceRows, advance_rows, advances
from bondcalc.monitoring.due_payments import unpaid_payments, untold_payments
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.wording.day import spelt
from bondcalc.wording.messages import Long

HEAD = "债券还本付息情况（执行数据截至"
"""Begins the paragraph of 方案文字 that tells of arrears: by it the one of the year before is known."""


class Arrears(NamedTuple):
    """What is owed on the day of the actuals, a sentence each; how many payments of that day nobody told of, and their sum."""

    day: date
    owed: tuple[str, ...]
    untold: int
    untold_sum: str

    def paragraph(self) -> str | None:
        """Tell it as the next plan does; None where nothing is owed."""
        return f"{HEAD}{spelt(self.day)}）：{self.listed()}。" if self.owed else None

    def listed(self) -> Long:
        """Join what is owed, for a message that repeats it in full."""
        return Long("；".join(self.owed))


def arrears(case: MonitoringCase) -> Arrears:
    """Read what is owed by bond and day; interest of the time of construction too, whoever was to pay it.

    By hand in tests/monitoring/test_arrears.py: test_what_is_owed_is_told_by_bond_and_payee.
    """
    untold = untold_payments(case, planned=True)
    owed = (*_unpaid(case), *_of_others(case))
    return Arrears(case.actuals.told_to, owed, len(untold), case.money(sum(untold.values(), Decimal(0))))


def _unpaid(case: MonitoringCase) -> Iterator[str]:
    for (bond, day), amount in sorted(
        unpaid_payments(case).items(), key=lambda payment: (payment[0][1], payment[0][0])
    ):
        yield f"债券{bond}，{spelt(day)}应付本息欠付{case.money(amount)}"


def _of_others(case: MonitoringCase) -> Iterator[str]:
    others = advances(case.actuals, case.as_of)
    if others is not None and others.left:
        yield f"财政垫付本息，未归还{case.money(others.left)}{_by_bond(case, advance_rows(case.actuals, case.as_of))}"
    if others is not None and others.deducted:
        yield f"上级财政扣款{case.money(others.withheld)}"


def _by_bond(case: MonitoringCase, rows: AdvanceRows) -> str:
    """Part what is not given back by bond; blank where a return names another bond than the advance, or none."""
    left: dict[str, Decimal] = defaultdict(Decimal)
    for paid in rows.paid:
        left[paid.bond] += paid.amount
    for listed in rows.listed_by_due():
        left[listed.bond or ""] += listed.amount
    for back in rows.returned:
        left[back.bond or ""] -= back.amount
    if min(left.values()) < 0:
        return ""
    named = (
        f"{f'债券{bond}' if bond else '未写明债券'}：{case.money(left[bond])}" for bond in sorted(left) if left[bond]
    )
    return f"（{'；'.join(named)}）"
