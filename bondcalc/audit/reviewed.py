"""A working paper (审核工作底稿) that was filled in: whether what was submitted still stands there, and what was adjusted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredCell, Workbook
from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.audit.xlsx.formula import normal
from bondcalc.audit.xlsx.kinds import number_in
from bondcalc.filings.parts.submitted import SubmittedGroup, SubmittedLine, submitted
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.files.headings import letters
from bondcalc.inputs.read import ProjectFile
from bondcalc.result.result import Result
from bondcalc.wording.number import exact
from bondcalc.workbook.working_paper import ADJUSTED, laid_out, working_paper

REASON = 7
"""Column of the reason for an adjustment, from 0."""
BLANK = StoredCell(None)


@dataclass(frozen=True)
class Adjustment:
    """What a reviewer adjusted: the group and line, by how much (None: no number was typed), and why."""

    group: SubmittedGroup
    line: SubmittedLine
    amount: Decimal | None
    reason: str


@dataclass(frozen=True)
class ReviewedPaper:
    """Cells that are not as written (tab, cell, as written, as handed in), the adjustments, and what they make of the key figures."""

    differences: Sequence[tuple[str, str, str, str]]
    adjustments: Sequence[Adjustment]
    investment: Decimal
    revenue: Decimal
    service: Decimal

    @property
    def coverage(self) -> Fraction | None:
        """E/F as audited; None where no debt is owed."""
        return Fraction(self.revenue) / Fraction(self.service) if self.service else None


def read_paper(result: Result, source: ProjectFile, filled: ProjectFile) -> ReviewedPaper:
    """Hold a filled paper against the one written today. Raises FileError for a file that is no workbook."""
    fresh, handed_in = read_cells("", working_paper(result, source)), read_cells(filled.name, filled.data)
    groups = submitted(Writer(result, "review"))
    adjustments = list(_adjustments(handed_in, groups))

    def audited(*ids: str) -> Decimal:
        """Add up groups as submitted and as adjusted."""
        signed = [(group.sign or 1) * group.total for group in groups if group.id in ids]
        moved = [change for change in adjustments if change.group.id in ids]
        signed += [(change.group.sign or 1) * (change.amount or Decimal(0)) for change in moved]
        return sum(signed, Decimal(0))

    earned = [group.id for group in groups if group.sign]
    return ReviewedPaper(
        differences=list(_differences(fresh, handed_in)),
        adjustments=adjustments,
        investment=audited("investment"),
        revenue=audited(*earned),
        service=audited("service"),
    )


def _adjustments(handed_in: Workbook, groups: Sequence[SubmittedGroup]) -> Iterator[Adjustment]:
    for group, tab, first in laid_out(groups):
        page = handed_in.pages.get(tab, AuditedSheet(tab, hidden=False))
        for row, line in enumerate(group.lines, first + 2):
            typed, reason = (page.cells.get((row, column + 1), BLANK).value for column in (ADJUSTED, REASON))
            if typed not in (None, "", 0.0):
                yield Adjustment(group, line, number_in(typed), str(reason or ""))


def _differences(fresh: Workbook, handed_in: Workbook) -> Iterator[tuple[str, str, str, str]]:
    """Compare every cell that the program wrote; what reviewers fill in was left blank by it."""
    for tab, page in fresh.pages.items():
        there = handed_in.pages.get(tab, AuditedSheet(tab, hidden=False))
        for (row, column), cell in page.cells.items():
            other = there.cells.get((row, column), BLANK)
            if _said(cell) != _said(other):
                yield tab, f"{letters(column)}{row}", _said(cell), _said(other)


def _said(cell: StoredCell) -> str:
    """Write what a cell holds so that two programs write it alike: its formula, else its number, else its text."""
    if cell.formula is not None:
        return f"={normal(cell.formula)}"
    number = number_in(cell.value)
    return str(cell.value or "").strip() if number is None else exact(number)
