"""批次: which bonds are issued, which are the ones of this application (本次), and which come later (后续)."""

from collections.abc import Sequence

from bondcalc.inputs.sheets.bond import Bond

ISSUED, THIS, LATER = "issued", "this", "later"
NAMES = {ISSUED: "已发行", THIS: "本次发行", LATER: "后续发行"}
"""Batches in their order, as the disclosure calls them."""


def batch_of(bond: Bond, bonds: Sequence[Bond]) -> str:
    """Tell the batch of a bond: ISSUED, THIS or LATER.

    A planned one left blank belongs to this application as long as no bond is marked so; where one is, it comes later.
    """
    if bond.status == "issued":
        return ISSUED
    if bond.batch is not None:
        return bond.batch
    return LATER if any(other.batch == THIS for other in bonds) else THIS


def of_batch(bonds: Sequence[Bond], batch: str) -> list[Bond]:
    """Give the bonds of a batch, in the order filled in."""
    return [bond for bond in bonds if batch_of(bond, bonds) == batch]


def next_in_line(bonds: Sequence[Bond]) -> list[Bond]:
    """Give the bonds whose issue is next: those of this application, between two of them all that come later."""
    return of_batch(bonds, THIS) or of_batch(bonds, LATER)


def new_money(bonds: Sequence[Bond], batch: str = THIS) -> list[Bond]:
    """Give the bonds of a batch that raise new money (新增专项债券): one that refinances has a form of its own."""
    return [bond for bond in of_batch(bonds, batch) if bond.refinances is None]


def told_of(bonds: Sequence[Bond]) -> list[Bond]:
    """Give the bonds of new money that the disclosure is about: of this application, else those issued, else all."""
    return new_money(bonds) or new_money(bonds, ISSUED) or [bond for bond in bonds if bond.refinances is None]


def several(bonds: Sequence[Bond]) -> bool:
    """Tell whether new money is raised in more than one batch; what refinances is no new money."""
    return len({batch_of(bond, bonds) for bond in bonds if bond.refinances is None}) > 1


def issued_before(bonds: Sequence[Bond], year: int) -> list[Bond]:
    """Give the bonds of new money that were issued before a year."""
    return [bond for bond in new_money(bonds, ISSUED) if bond.value_date.year < year]


def size_is_open(bond: Bond, bonds: Sequence[Bond]) -> bool:
    """Tell whether the size may still change: planned, and so is every bond down the chain (再融资) to the first issue.

    A chain that has no first issue is never open.
    """
    known, passed = {other.id: other for other in bonds}, set()
    while bond.status != "issued" and bond.refinances is not None:
        passed.add(bond.id)
        if bond.refinances in passed or bond.refinances not in known:
            return False
        bond = known[bond.refinances]
    return bond.status != "issued"
