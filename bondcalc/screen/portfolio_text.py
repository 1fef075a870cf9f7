"""What a run over many projects says at its end: how many have a result, and every one that has none."""

from collections.abc import Iterator

from bondcalc.portfolio.portfolio_run import PortfolioEnd
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


def _names(names: list[str]) -> Long:
    more = word("names_more", count=len(names) - NAMED) if len(names) > NAMED else ""
    return Long(listed(names[:NAMED]) + more)
