"""提前偿还 as it happened: principal that 还本付息 tells above what was due lowers the balance on which all that follows is paid."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.exact import Program
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.state_sheets import Owing
from bondcalc.rules.load import Rules
from bondcalc.schedules import bonds
from bondcalc.schedules.book import Book, settings

ROUNDING = Decimal("0.001")
"""Share of the principal due by which what was paid may lie above it and be rounded otherwise, as level payments are."""


class DuePrincipal(NamedTuple):
    """What a bond repays on a day, and what it owes after."""

    amount: Decimal
    left: Decimal


def with_early_redemption(project: Project, rules: Rules, actuals: Actuals) -> Project:
    """Put what was repaid ahead of the plan on the sheet 逐笔还本; the same project where nothing was.

    The first day comes first: what is repaid on it changes what is due on the days after. By hand in
    tests/monitoring/test_repaid_early.py.
    """
    repaid, after = _repaid(actuals), project
    for _ in repaid:
        above = next(_above(repaid, _due(after, rules)), None)
        if above is None:
            break
        after = _with_payment(after, *above)
    return after


def _repaid(actuals: Actuals) -> dict[Owing, Decimal]:
    """Add up the principal that is told as paid, by bond and the day it was due, in the order of days."""
    amounts: dict[Owing, Decimal] = defaultdict(Decimal)
    for row in actuals.service():
        if row.paid_on is not None and row.principal:
            amounts[row.owing] += row.principal
    return amounts


def _due(project: Project, rules: Rules) -> dict[Owing, DuePrincipal]:
    """Work out what each bond repays on each day of its payments as the project has it."""
    book = Book(project, rules)
    tranches = book.use(bonds.schedule).tranches
    figures = Program([line for table in book.tables for line in table.lines], settings(book).quantum).run()
    return {
        (tranche.row.data.id, day): DuePrincipal(amount, left)
        for tranche in tranches
        for day, amount, left in zip(
            tranche.dates, figures.amounts(tranche.principal), figures.amounts(tranche.closing), strict=True
        )
    }


def _above(repaid: Mapping[Owing, Decimal], due: Mapping[Owing, DuePrincipal]) -> Iterator[tuple[Owing, Decimal]]:
    """Give each payment of more principal than was due, with how much more, up to what was owed."""
    for owing, amount in repaid.items():
        planned = due.get(owing)
        if planned is None:
            continue
        more = min(amount - planned.amount, planned.left)
        if more > planned.amount * ROUNDING:
            yield owing, more


def _with_payment(project: Project, owing: Owing, more: Decimal) -> Project:
    """Add to what is repaid early of a bond on a day."""
    bond, day = owing
    rows = project.rows(PrincipalPayment)
    same = [row for row in rows if (row.bond, row.day, row.kind) == (bond, day, "early")]
    kept = tuple(row for row in rows if row not in same)
    amount = more + sum((row.amount or Decimal(0) for row in same), Decimal(0))
    added = (
        replace(same[0], amount=amount) if same else PrincipalPayment(bond=bond, day=day, kind="early", amount=amount)
    )
    return replace(project, tables={**project.tables, sheet_of(PrincipalPayment).id: (*kept, added)})
