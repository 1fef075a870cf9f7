"""分次发行: a planned bond of which a part is issued becomes two, the part that is issued and the one that is still planned."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

from bondcalc.dates import add_months
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.money import half_up


def divided(project: Project, bond: Bond, face: Decimal, day: date) -> tuple[Project, Bond]:
    """Give the project with a planned bond in two, `face` of it and the rest planned for `day`, and the first of them.

    Both keep its terms; what it is to bring as capital (用作资本金) is of the first as far as that goes, and principal agreed
    by day (逐笔还本) is in proportion. By hand in tests/inputs/test_issued_in_part.py: test_the_rest_stays_planned.
    """
    capital = min(bond.used_as_capital, face)
    first = replace(bond, face=face, used_as_capital=capital)
    left = replace(first, face=bond.face - face, used_as_capital=bond.used_as_capital - capital)
    rest = in_its_term(replace(left, id=_free_id(project, bond.id), name=None, value_date=day), bond)
    bonds = [part for row in project.rows(Bond) for part in ((first, rest) if row is bond else (row,))]
    part = in_proportion(project, bond, face)
    principal = (*part.rows(PrincipalPayment), *_rest_of(project, part, bond, rest))
    return replace(project, tables={**project.tables, "bonds": tuple(bonds), "principal": principal}), first


def in_its_term(moved: Bond, bond: Bond) -> Bond:
    """Give a bond that begins on another day than it did the maturity and option dates of its term, which stays in months."""
    begins, months, option = moved.begins(), bond.months(), bond.option_date
    if bond.maturity_date is not None and months is not None:
        moved = replace(moved, maturity_date=add_months(begins, months))
    if option is not None:
        moved = replace(moved, option_date=add_months(begins, 12 * (option.year - bond.begins().year)))
    return moved


def with_days_of(payment: PrincipalPayment, before: Bond, after: Bond) -> PrincipalPayment:
    """Move a payment of principal from its day in one calendar of a bond to that in another."""
    moved = dict(zip(before.agreed_days(), after.agreed_days(), strict=False))
    return replace(payment, day=moved.get(payment.day, payment.day))


def in_proportion(project: Project, bond: Bond, face: Decimal) -> Project:
    """Bring what was agreed to be repaid by day to another face, in proportion and to the smallest unit: its sum is the face."""
    quantum, rows = project.form(Settings).quantum, list[PrincipalPayment]()
    agreed = paid = Decimal(0)
    for row in project.rows(PrincipalPayment):
        if row.bond == bond.id and row.kind == "agreed" and row.amount is not None:
            agreed += row.amount
            due = half_up(agreed * face / bond.face, quantum)
            rows.append(replace(row, amount=due - paid))
            paid = due
        else:
            rows.append(row)
    return replace(project, tables={**project.tables, "principal": tuple(rows)})


def _rest_of(whole: Project, part: Project, bond: Bond, rest: Bond) -> Iterator[PrincipalPayment]:
    """Give the payments of principal of the rest: what the first does not pay on its day, and all that is left where that was planned."""
    for row, first in zip(whole.rows(PrincipalPayment), part.rows(PrincipalPayment), strict=True):
        if row.bond == bond.id and (row.kind == "agreed" or row.whole):
            amount = None if row.amount is None or first.amount is None else row.amount - first.amount
            yield with_days_of(replace(row, bond=rest.id, amount=amount), bond, rest)


def _free_id(project: Project, id_: str) -> str:
    """Name the rest by the bond it was part of, with a number that no bond has."""
    taken = {bond.id for bond in project.rows(Bond)}
    return next(free for number in count(2) if (free := f"{id_}-{number}") not in taken)
