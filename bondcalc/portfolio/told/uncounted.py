"""未能测算的项目: what sums of a report leave out is said where the sums stand, not in a note alone."""

from collections.abc import Iterator

from bondcalc.portfolio.told.store_view import StoreMember, StoreView
from bondcalc.wording.report import TOTAL, Note, ReportColumn, Words
from bondcalc.wording.terms import Unit

UNCOUNTED = ReportColumn(
    "uncounted", Words("未能测算个数", "not computed"), Unit.COUNT, width=0.8, total=True, on=frozenset()
)
"""For programs, which know a row by its name alone: how many projects it leaves out."""


def uncounted(view: StoreView) -> list[StoreMember]:
    """Give the projects that are in no sum, because they have no result."""
    return [member for member in view.members if not member.done]


def left_out_note(view: StoreView) -> Iterator[Note]:
    """Say how many projects a page leaves out whose listings have no total that could say so."""
    if left_out := len(uncounted(view)):
        yield Note("left_out", Words(f"不含{left_out}个未能测算的项目。", f"{left_out} project(s) are not counted."))


def marked(name: str, left_out: int) -> Words:
    """Name a row, and say how many projects its figures leave out; programs read the name alone."""
    full = f"{name}{_mark(left_out)}"
    return Words(name, book=full, paper=full)


def total_head(view: StoreView) -> Words:
    """Name a total of all projects, and say how many it leaves out."""
    return Words(f"{TOTAL.zh}{_mark(len(uncounted(view)))}", TOTAL.en)


def _mark(left_out: int) -> str:
    return f"（不含{left_out}个未能测算的项目）" if left_out else ""
