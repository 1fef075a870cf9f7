"""A working paper (审核工作底稿) that was filled in: whether what was submitted still stands there, and what was adjusted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredCell, Workbook
from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.audit.xlsx.formula import normal
from bondcalc.audit.xlsx.kinds import number_in
from bondcalc.filings.parts.submitted import SubmittedGroup, SubmittedLine, submitted
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.files.headings import letters
from bondcalc.inputs.read import ProjectFile
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.money import half_up
from bondcalc.result.result import Result
from bondcalc.wording.messages import file_error
from bondcalc.wording.number import exact
from bondcalc.workbook.working_paper import ADJUSTED, SUMMARY, TOP, laid_out, working_paper

NAME, REASON, ID = 1, 7, 9
"""Columns of what a line is called, of the reason for an adjustment and of the line's id, from 0."""
NAMED = (2, 1)
"""The cell that names the project, on every tab."""
BLANK = StoredCell(None)


@dataclass(frozen=True)
class Adjustment:
    """What a reviewer adjusted: the group and line, by how much, and why.

    `amount` is None where no number was typed; `unanswered` where it is a formula that no program has worked out. It is to
    the smallest unit, as the paper counts it; `typed` is the number as it was typed where that is finer.
    """

    group: SubmittedGroup
    line: SubmittedLine
    amount: Decimal | None
    reason: str
    unanswered: bool = False
    typed: Decimal | None = None

    @classmethod
    def of(cls, place: tuple[SubmittedGroup, SubmittedLine], cell: StoredCell, reason: str, quantum: Decimal) -> Self:
        """Read the cell of a line's adjustment.

        By hand in tests/test_working_paper.py: test_an_adjustment_finer_than_the_unit_is_rounded_as_the_paper_does.
        """
        typed = number_in(cell.value)
        amount = None if typed is None else half_up(typed, quantum)
        unanswered = cell.formula is not None and cell.value is None
        return cls(*place, amount, reason, unanswered, None if amount == typed else typed)


@dataclass(frozen=True)
class StrayAmount:
    """What stands in the column of adjustments beside no line of the project: tab, cell, what it is called there, what was typed."""

    tab: str
    cell: str
    name: str
    typed: str


@dataclass(frozen=True)
class ReviewedPaper:
    """Cells that are not as written (tab, cell, as written, as handed in), the adjustments, and what they make of the key figures."""

    differences: Sequence[tuple[str, str, str, str]]
    adjustments: Sequence[Adjustment]
    strays: Sequence[StrayAmount]
    investment: Decimal
    revenue: Decimal
    service: Decimal

    @property
    def uncounted(self) -> int:
        """How many entries of the reviewer are in none of the audited figures."""
        return len(self.strays) + sum(change.amount is None for change in self.adjustments)

    @property
    def coverage(self) -> Fraction | None:
        """E/F as audited; None where no debt is owed."""
        return Fraction(self.revenue) / Fraction(self.service) if self.service else None


def read_paper(result: Result, source: ProjectFile, filled: ProjectFile) -> ReviewedPaper:
    """Hold a filled paper against the one written today. Raises FileError for a file that is no workbook, or the paper of another project."""
    fresh, handed_in = read_cells("", working_paper(result, source)), read_cells(filled.name, filled.data)
    project = result.project.form(Particulars).name
    if (there := _project_of(handed_in)) != _project_of(fresh):
        raise file_error("paper_of_another", name=filled.name, project=project, found=there)
    groups = submitted(Writer(result, "review"))
    adjustments, strays = _typed(handed_in, groups, result.project.form(Settings).quantum)

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
        strays=strays,
        investment=audited("investment"),
        revenue=audited(*earned),
        service=audited("service"),
    )


def _project_of(paper: Workbook) -> str | None:
    """Give the line that names the project of a paper, without the unit behind it; None where it is no paper."""
    named = paper.pages[SUMMARY].cells.get(NAMED, BLANK).value if SUMMARY in paper.pages else None
    return str(named).rpartition("单位")[0].strip() if named else None


def _typed(
    handed_in: Workbook, groups: Sequence[SubmittedGroup], quantum: Decimal
) -> tuple[list[Adjustment], list[StrayAmount]]:
    """Read what was typed in the column of adjustments, each to the line whose id stands in its row, wherever that row is now."""
    adjustments, strays = list[Adjustment](), list[StrayAmount]()
    placed = {(tab, line.id): (group, line) for group, tab, _ in laid_out(groups) for line in group.lines}
    for tab in dict.fromkeys(tab for tab, _ in placed):
        page = handed_in.pages.get(tab, AuditedSheet(tab, hidden=False))
        for row, column in sorted(spot for spot in page.cells if spot[0] > TOP + 1 and spot[1] == ADJUSTED + 1):
            cell = page.cells[row, column]
            name, reason, id_ = (str(page.cells.get((row, at + 1), BLANK).value or "") for at in (NAME, REASON, ID))
            if cell.value in ("", 0.0) or (cell.value is None and cell.formula is None):
                continue
            if (tab, id_) in placed:
                adjustments.append(Adjustment.of(placed[tab, id_], cell, reason, quantum))
            elif id_ or cell.formula is None:
                strays.append(StrayAmount(tab, f"{letters(column)}{row}", name, _said(cell)))
    return adjustments, strays


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
