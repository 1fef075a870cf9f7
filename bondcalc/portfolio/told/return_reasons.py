"""Why a project goes back (退回原因): no result, or the first rule that fails."""

from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.wording.terms import Severity, Verdict


def first_reasons(view: StoreView) -> dict[str, str]:
    """Give the reason of every project that is returned, the most binding rule first, by key."""
    reasons = {member.key: member.stored.reason for member in view.members if not member.done}
    ranks: dict[str, tuple[int, str]] = {}
    for key, finding in view.store.findings(Verdict.FAIL):
        rank = (Severity(finding.severity).order, finding.rule)
        if key not in ranks or rank < ranks[key]:
            ranks[key] = rank
            reasons[key] = f"{finding.rule} {finding.reason or ''}".rstrip()
    return reasons
