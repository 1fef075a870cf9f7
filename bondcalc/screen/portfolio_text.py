"""What a run over many projects says at its end: how many have a result, and every one that has none."""

from collections.abc import Iterator
from pathlib import Path

from bondcalc.portfolio.portfolio_run import PortfolioEnd
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.told.bond_rows import bond_rows
from bondcalc.portfolio.told.county_table import differing_shares
from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.wording import number
from bondcalc.wording.messages import Long, listed, notice, word

SHOWN = 50
"""Projects without a result that are named; the rest stand in the store."""
NAMED = 5
"""Files passed over that are named; the rest are counted."""


def end_text(end: PortfolioEnd) -> Iterator[str]:
    """Say what was passed over, which projects have no result and why, then the counts."""
    passed = end.source.passed
    if end.source.stated is not None:
        yield from end.source.stated.notices
    if passed is not None and passed.ours:
        yield notice("passed_ours", count=len(passed.ours), names=_names([path.name for path in passed.ours]))
    if passed is not None and passed.others:
        yield notice("passed_others", count=len(passed.others), names=_names([path.name for path in passed.others]))
    for copy, original in end.copies:
        yield notice("passed_copy", copy=Long(copy), original=Long(original))
    for row in end.failed[:SHOWN]:
        yield word("failed_project", path=Long(row.path), reason=Long(row.reason))
        yield from (f"  {detail}" for detail in row.details)
    if len(end.failed) > SHOWN:
        yield word("failed_more", count=len(end.failed) - SHOWN)
    done = len(end.rows) - len(end.failed)
    yield word(
        "run_over", total=len(end.rows), done=done, failed=len(end.failed), computed=end.computed, known=end.known
    )


def shares_text(end: PortfolioEnd, store: Path) -> Iterator[str]:
    """Name each bond of which the list gives a project another amount than its file has: nobody knows which is right."""
    if end.source.stated is None or not end.source.stated.allocations:
        return
    with open_store(store) as opened:
        differing = differing_shares(bond_rows(StoreView(opened)))
    for row, shared, filed in differing[:SHOWN]:
        listed_as, filed_as = (number.fixed(amount, 2, grouped=True) for amount in (shared, filed))
        project, bond = Long(row.member.name), Long(row.short_name)
        yield notice("share_differs", project=project, bond=bond, listed=listed_as, filed=filed_as)
    if len(differing) > SHOWN:
        yield notice("share_differs_more", count=len(differing) - SHOWN)


def _names(names: list[str]) -> Long:
    more = word("names_more", count=len(names) - NAMED) if len(names) > NAMED else ""
    return Long(listed(names[:NAMED]) + more)
