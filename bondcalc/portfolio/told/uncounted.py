"""未能测算的项目: what sums of a report leave out is said where the sums stand, not in a note alone."""

from bondcalc.portfolio.told.store_view import StoreMember, StoreView
from bondcalc.wording.report import TOTAL, ReportColumn, Words
from bondcalc.wording.terms import Unit

UNCOUNTED = ReportColumn(
    "uncounted", Words("未能测算个数", "not computed"), Unit.COUNT, width=0.8, total=True, on=frozenset()
)
"""For programs, which know a row by its name alone: how many projects it leaves out."""


def uncounted(view: StoreView) -> list[StoreMember]:
    """Give the projects that are in no sum, because they have no result."""
    return [member for member in view.members if not member.done]


def marked(name: str, left_out: int) -> Words:
    """Name a row, and say how many projects its figures leave out; programs read the name alone."""
    full = f"{name}{_mark(left_out)}"
    return Words(name, book=full, paper=full)


def total_head(left_out: int) -> Words:
    """Name a total, and say how many projects it leaves out."""
    return Words(f"{TOTAL.zh}{_mark(left_out)}", TOTAL.en)


def _mark(left_out: int) -> str:
    return f"（不含{left_out}个未能测算的项目）" if left_out else ""
