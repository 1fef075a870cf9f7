"""What `bondcalc explain` answers with: a figure or a finding, as text, as a report, as a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bondcalc.algebra.trace import At
from bondcalc.audit.project_behind import project_of
from bondcalc.checks.judge import Finding
from bondcalc.disk.standing import DRAFT_STEM
from bondcalc.explain.asked_line import UnknownLineError
from bondcalc.explain.explain_report import explain_report
from bondcalc.explain.find import find
from bondcalc.explain.finding import finding_of
from bondcalc.explain.finding_report import finding_report
from bondcalc.explain.handed import at_cell, at_page, by_id, cell_asked
from bondcalc.explain.page import page
from bondcalc.explain.tree import Explanation
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.screen.explain import MOST, explained
from bondcalc.screen.report_text import report_text
from bondcalc.wording.report import Report
from bondcalc.wording.terms import Language


@dataclass(frozen=True)
class ExplainedFigure:
    """One figure of a result."""

    result: Result
    root: At
    language: Language

    def text(self, depth: int | None = None) -> str:
        """Give the tree for the terminal, to a depth or as deep as a screen holds."""
        return explained(Explanation(self.result, self.language, MOST if depth is None else None), self.root, depth)

    def report(self, depth: int | None = None) -> Report:
        """Give every figure and cell below it as a report, to a depth or down to the cells."""
        return explain_report(Explanation(self.result, self.language), self.root, self.result.project, depth)

    def page(self) -> bytes:
        """Give the page for a browser that unfolds it, in Chinese."""
        text = ExplainedFigure(self.result, self.root, "zh").text()
        return page(Explanation(self.result), self.root, self.result.project.form(Particulars), text)


@dataclass(frozen=True)
class ExplainedFinding:
    """One finding of a result."""

    result: Result
    finding: Finding
    language: Language

    def text(self, depth: int | None = None) -> str:
        """Give the finding, then each line it rests on with its figure or its total, then where to go on."""
        return report_text(self.report(depth), self.language)

    def report(self, _depth: int | None = None) -> Report:
        """Give the same as a report."""
        return finding_report(self.result, self.finding)


def answer(
    source: Path,
    name: str,
    year: int | None,
    day: date | None,
    language: Language = "zh",
    page_number: int | None = None,
) -> ExplainedFigure | ExplainedFinding:
    """Compute what is handed in and find the figure: by line, by cell, by page and text; or the finding by the id of its rule.

    Raises ProjectError and FileError as read_project does, UnknownLineError for a figure that is not there.
    """
    result = compute(project_of(source))
    finding = finding_of(result, name)
    if finding is not None:
        _one_answer(
            {"--year": year, "--date": day, "--page": page_number},
            f"{finding.rule.id}按整个项目判断，不分年度；看某一年，请写它所取用的行的编号",
            f"{finding.rule.id} is judged once for the project; ask for a line it reads",
        )
        return ExplainedFinding(result, finding, language)
    return ExplainedFigure(result, _asked(result, source, name, year, day, page_number), language)


def _asked(result: Result, source: Path, name: str, year: int | None, day: date | None, page_number: int | None) -> At:
    if page_number is not None:
        return at_page(result, source.stem.removesuffix(DRAFT_STEM), page_number, name, year)
    spot = cell_asked(name)
    if spot is not None:
        _one_answer(
            {"--year": year, "--date": day},
            f"{name}已是一个数；看别的年度，请写行的编号",
            f"{name} is one figure; ask for its line by id",
        )
        return at_cell(result, *spot)
    return (by_id(result, name) if {"@", "#"} & set(name) else None) or find(result, name, year, day)


def _one_answer(given: Mapping[str, object], zh: str, en: str) -> None:
    """Refuse an option that what is asked for cannot follow, rather than pass it over. Raises UnknownLineError."""
    for option, typed in given.items():
        if typed is not None:
            raise UnknownLineError(option, f"{zh}；请去掉{option}", f"{en}: leave {option} out")
