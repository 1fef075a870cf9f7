"""执行情况 of many projects as the weekly tables show it: by project and bond, in 万元; None is "not recorded", never zero."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from bondcalc.in_life.life_record import UNASSIGNED
from bondcalc.portfolio.told.bond_rows import BondRow
from bondcalc.portfolio.told.executions import BondExecution, ProjectExecution
from bondcalc.portfolio.told.store_view import count, money, share
from bondcalc.wording.report import UNTOLD, Datum, ReportRow
from bondcalc.wording.terms import Unit


def bond_cells(row: BondRow, done: ProjectExecution | None) -> ReportRow:
    """Give the columns of a bond: up to which day its project is told; arrival, what was handed on and spent, what is left, blank before it is issued."""
    if done is None:
        return {}
    bond = done.bonds.get(row.kept.id) if row.kept else None
    if bond is None and (row.kept is None or row.kept.planned):
        return _up_to(done)
    return _moved(bond or BondExecution(), done)


def _up_to(done: ProjectExecution) -> ReportRow:
    return {"told": (done.told or done.as_of).isoformat()}


def has_arrived(row: BondRow, done: ProjectExecution | None) -> bool:
    """Tell whether money of a bond is told to have arrived."""
    bond = done.bonds.get(row.kept.id) if done and row.kept else None
    return bond is not None and bond.arrived is not None


def unassigned_cells(done: ProjectExecution | None) -> ReportRow:
    """Give the same columns of money that nobody told the bond of; empty where there is none."""
    bond = done.bonds.get(UNASSIGNED) if done else None
    return {} if done is None or bond is None else _moved(bond, done)


def _moved(bond: BondExecution, done: ProjectExecution) -> ReportRow:
    days = None if bond.arrived_on is None else count((done.as_of - bond.arrived_on).days)
    spent = None if bond.spent is None or not bond.arrived else share(bond.spent, bond.arrived)
    return {
        **_up_to(done),
        "arrived": bond.arrived_on.isoformat() if bond.arrived_on else UNTOLD,
        "appropriated": told_amount(bond.appropriated),
        "spent": told_amount(bond.spent),
        "spent_share": spent,
        "days": days,
        "left": told_amount(bond.left),
        "hand_over": bond.hand_over.isoformat() if bond.hand_over else None,
    }


def project_cells(done: ProjectExecution | None, *, earns: bool) -> ReportRow:
    """Give the columns of a project, which stand in the row of its first bond; revenue is asked for where some is planned."""
    if done is None:
        return {}
    built = None if done.built is None else Fraction(done.built)
    money_of = told_amount if earns else money
    return {
        "built": Datum(built, Unit.FRACTION, places=2, none=UNTOLD),
        "earned": money_of(done.earned),
        "paid_in": money_of(done.paid_in),
        "who": done.owner or None,
        "measure": done.measure or None,
    }


def laid_by(rows: Iterable[BondRow], done: ProjectExecution | None) -> dict[str, ReportRow]:
    """Part what is laid by among the next payments of a project, the earliest first; by bond: 已备 and 未备金额."""
    if done is None:
        return {}
    left, cells = done.ready, dict[str, ReportRow]()
    due = [row for row in rows if row.due is not None and row.kept is not None]
    for row in sorted(due, key=lambda row: (row.due.paid_on if row.due else "", row.name)):
        owed = row.owed or Decimal(0)
        ready = None if left is None else min(left, owed)
        gap = None if ready is None else owed - ready
        left = None if left is None or ready is None else left - ready
        cells[row.kept.id if row.kept else ""] = {"ready": told_amount(ready), "gap": told_amount(gap)}
    return cells


def told_amount(amount: Decimal | None) -> Datum:
    """Give an amount of 万元; one that nobody told is no 0."""
    return Datum(amount, Unit.MONEY, none=UNTOLD)


def sum_told(parts: Iterable[Decimal | None]) -> Decimal | None:
    """Add up what is recorded; None where nothing is."""
    added = [part for part in parts if part is not None]
    return sum(added, Decimal(0)) if added else None


def all_of(parts: Iterable[Decimal | None]) -> Decimal | None:
    """Add up; None where a part is not recorded, or there is none."""
    known = list(parts)
    added = [part for part in known if part is not None]
    return sum(added, Decimal(0)) if known and len(added) == len(known) else None
