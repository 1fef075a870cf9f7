"""What `next-year` says: the batch of each bond, and what has to be filled in anew."""

from bondcalc.inputs.batches import NAMES
from bondcalc.inputs.following_year import moved_batches
from bondcalc.inputs.project import Project
from bondcalc.wording.messages import notice


def following_text(before: Project, after: Project) -> str:
    """List the bonds that are of another batch now, then what was left out and what was taken over."""
    bonds = [
        notice("batch_moved", bond=bond, before=NAMES[was], after=NAMES[now])
        for bond, was, now in moved_batches(before, after)
        if was != now
    ]
    return "\n".join([*bonds, notice("year_left_out", count=len(before.tables["explanations"]))])
