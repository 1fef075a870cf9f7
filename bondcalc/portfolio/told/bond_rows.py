"""Bonds by project (债券—项目): what of a bond a project has on a day, and what it pays next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.inputs.codes import short_half
from bondcalc.portfolio.kept_record import BondKept, PaymentKept
from bondcalc.portfolio.store_reader import StoredAllocation
from bondcalc.portfolio.told.store_view import StoreMember, StoreView, units
from bondcalc.wording import number
from bondcalc.wording.report import Note, Words


@dataclass(frozen=True)
class BondRow:
    """A bond of a project: its name, the amount in 万元, the bond as the project file has it (None where it has none of the name).

    `due` is the first payment from the day of the report on, None after the last.
    """

    member: StoreMember
    name: str
    amount: Decimal
    kept: BondKept | None
    due: PaymentKept | None

    @property
    def short_name(self) -> str:
        """What tables call it: of a full name the part that names the bond, not the kind of its projects."""
        return short_half(self.name)

    @property
    def over(self) -> bool:
        """Whether all of it was paid before the day of the report (已到期): nothing more falls due."""
        return self.kept is not None and not self.kept.planned and self.due is None

    @property
    def owed(self) -> Decimal | None:
        """Interest, principal and fee of the next payment, in 万元."""
        return None if self.due is None else units(self.due.interest + self.due.principal + self.due.fee)


def repaid_note(rows: Iterable[BondRow]) -> Iterator[Note]:
    """Say what of the bonds is repaid already."""
    if amount := sum((row.amount for row in rows if row.over), Decimal(0)):
        said = number.fixed(amount, 2, grouped=True)
        yield Note(
            "repaid", Words(f"已发行债券中已到期还清的为{said}万元。", f"{said} (万元) of the bonds are repaid.")
        )


def bond_rows(view: StoreView) -> list[BondRow]:
    """Give every bond of every project: as the list shares it out on the day, else as the project file has it."""
    kept: dict[str, list[BondKept]] = {}
    names: dict[tuple[str, str], set[str | None]] = {}
    for key, bond in view.bonds():
        kept.setdefault(key, []).append(bond)
        names[key, bond.id] = {bond.id, bond.name}
    # The list may name a bond as the project file does, or as it was issued.
    for key, bond in view.store.bonds():
        names[key, bond.id].add(bond.name)
    due = _due(view)
    shares: dict[str, list[StoredAllocation]] = {}
    for share in view.store.allocations():
        shares.setdefault(share.key, []).append(share)
    return [
        row
        for member in sorted(view.members, key=lambda member: (member.region, member.key))
        for row in _rows(member, kept.get(member.key, []), shares.get(member.key, []), due, view.day.isoformat())
    ]


def _due(view: StoreView) -> dict[tuple[str, str], PaymentKept]:
    """Find the first payment of each bond from the day on; payments come in the order of their days."""
    day, first = view.day.isoformat(), dict[tuple[str, str], PaymentKept]()
    for key, payment in view.payments():
        if payment.paid_on >= day:
            first.setdefault((key, payment.bond), payment)
    return first


def _rows(
    member: StoreMember,
    kept: list[BondKept],
    shares: list[StoredAllocation],
    due: dict[tuple[str, str], PaymentKept],
    day: str,
) -> Iterator[BondRow]:
    shared = set()
    for share in shares:
        bond = next((kept_bond for kept_bond in kept if share.bond in {kept_bond.id, kept_bond.name}), None)
        shared.add(bond.id if bond else None)
        # A bond that is still to be issued is shared out as on its value date: it counts before its first day as well.
        on = max(day, bond.value_date) if bond and bond.planned else day
        if share.start <= on and (share.end is None or on < share.end):
            yield BondRow(
                member=member,
                name=(bond.name if bond else None) or share.bond,
                amount=units(share.fen),
                kept=bond,
                due=due.get((member.key, bond.id)) if bond else None,
            )
    for bond in kept:
        if bond.id not in shared:
            yield BondRow(
                member=member,
                name=bond.name or bond.id,
                amount=units(bond.face),
                kept=bond,
                due=due.get((member.key, bond.id)),
            )
