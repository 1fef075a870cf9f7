"""The money of each bond as the layer tells it: what arrived, was handed on and spent; money told without a bond is kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from bondcalc.in_life.life_record import UNASSIGNED, LifeBond
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.money_sheets import FundingStep

OfBonds = Sequence[tuple[str | None, Decimal]]
"""Amounts with the bond they are told of, None where the cell is blank."""


def recorded_bonds(project: Project, actuals: Actuals, day: date) -> Iterator[LifeBond]:
    """Give the bonds of whose money something is told up to a day, in the order in which it arrived.

    Arrivals without a bond are those of the only bond, of several a row of their own (UNASSIGNED). What was handed on and spent
    without one is parted among the bonds, the first to arrive first; where nothing arrived it stands with what has no bond.
    """
    bonds = [bond.id for bond in project.rows(Bond)]
    alone = bonds[0] if len(bonds) == 1 else UNASSIGNED
    arrived = _arrivals(actuals, day, alone)
    handed_on = [
        (step.bond, step.amount) for step in actuals.steps("allocated") if step.source == "bond" and step.day <= day
    ]
    spent = [(paid.bond, paid.amount) for paid in actuals.spent("bond") if paid.day <= day]
    before = {bond for bond, _ in handed_on + spent if bond is not None and bond not in arrived}
    nowhere = [alone] if not arrived and any(bond is None for bond, _ in handed_on + spent) else []
    order = [*sorted(before - {*nowhere}), *sorted(arrived, key=lambda id_: arrived[id_][0].day), *nowhere]
    rooms = {id_: sum((step.amount for step in arrived.get(id_, ())), Decimal(0)) for id_ in order}
    passed, used = parted(handed_on, rooms), parted(spent, rooms)
    for id_ in order:
        steps = arrived.get(id_, ())
        yield LifeBond(
            id=id_,
            arrived_on=steps[0].day if steps else None,
            arrived=rooms[id_] if steps else None,
            appropriated=passed[id_],
            spent=used[id_],
        )


def _arrivals(actuals: Actuals, day: date, alone: str) -> dict[str, list[FundingStep]]:
    arrived: dict[str, list[FundingStep]] = {}
    for step in actuals.steps("on_lent"):
        if step.day <= day:
            arrived.setdefault(alone if step.bond is None else step.bond, []).append(step)
    return arrived


def parted(amounts: OfBonds, rooms: Mapping[str, Decimal]) -> dict[str, Decimal | None]:
    """Part amounts among bonds: one that names its bond to that, the others in the order of arrival into the room that is left."""
    named = {id_: sum((amount for bond, amount in amounts if bond == id_), Decimal(0)) for id_ in rooms}
    unnamed = [amount for bond, amount in amounts if bond is None]
    left = {id_: max(room - named[id_], Decimal(0)) for id_, room in rooms.items()}
    rest = dict(zip(rooms, first_in(unnamed, left.values()), strict=True))
    return {id_: named[id_] + (rest[id_] or Decimal(0)) if amounts else None for id_ in rooms}


def first_in(amounts: Sequence[Decimal], rooms: Iterable[Decimal]) -> list[Decimal | None]:
    """Part a sum among bonds in the order of their arrival; None of each where nothing is recorded, what is too much on the last."""
    limits, left = list(rooms), sum(amounts, Decimal(0))
    parts: list[Decimal | None] = []
    for number_of, room in enumerate(limits, 1):
        part = left if number_of == len(limits) else min(left, room)
        parts.append(part if amounts else None)
        left -= part
    return parts
