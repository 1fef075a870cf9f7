"""What `next-year` says: the batch of each bond, what has to be filled in anew, and what is owed of the bonds."""

from collections.abc import Iterator

from bondcalc.inputs.batches import NAMES
from bondcalc.inputs.following_year import moved_batches
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.arrears import Arrears
from bondcalc.next_year import NextYear
from bondcalc.wording.messages import notice, word


def following_text(begun: NextYear) -> str:
    """List the bonds that are of another batch now, then what was left out and what was taken over, then arrears."""
    bonds = [
        notice("batch_moved", bond=bond, before=NAMES[was], after=NAMES[now])
        for bond, was, now in moved_batches(begun.before, begun.after)
        if was != now
    ]
    bonds += _not_reissued(begun)
    explained = len(begun.before.tables["explanations"])
    count = word("explanations", count=explained) if explained else word("none_there")
    return "\n".join([*bonds, notice("year_left_out", explanations=count), *_owed(begun.owed)])


def _not_reissued(begun: NextYear) -> Iterator[str]:
    """Name the bonds of which less was issued than this year's file planned: nothing plans the rest."""
    amount, planned = (
        begun.before.form(Settings).notation().amount,
        {bond.id: bond for bond in begun.before.rows(Bond) if bond.status == "planned"},
    )
    for bond in begun.after.rows(Bond):
        if bond.id in planned and bond.face < planned[bond.id].face:
            yield notice("not_reissued", bond=bond.id, planned=amount(planned[bond.id].face), face=amount(bond.face))


def _owed(owed: Arrears | None) -> Iterator[str]:
    """Say what is owed, that nothing is, or why neither can be said."""
    if owed is None:
        yield notice("arrears_not_looked_at")
        return
    if owed.owed:
        yield notice("arrears", day=owed.day, owed=owed.listed())
    elif not owed.untold:
        yield notice("arrears_none", day=owed.day)
    if owed.untold:
        yield notice("arrears_untold", day=owed.day, count=owed.untold, amount=owed.untold_sum)
