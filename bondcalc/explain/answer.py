"""The answer to one question: which figure, of which project, explained."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bondcalc.algebra.trace import At
from bondcalc.algebra.words import Language
from bondcalc.explain.find import find
from bondcalc.explain.page import page
from bondcalc.explain.screen import explained
from bondcalc.explain.tree import Explanation
from bondcalc.filed import project_of
from bondcalc.inputs.particulars import Particulars
from bondcalc.output.whole_file import write_whole
from bondcalc.result import Result
from bondcalc.run import compute

MOST = 8
"""Terms of a formula that are written out on the terminal; a page shows all."""


@dataclass(frozen=True)
class Answer:
    """One figure of a result."""

    result: Result
    root: At
    language: Language

    def text(self, depth: int | None = None) -> str:
        """Give the tree for the terminal, to a depth or as deep as a screen holds."""
        return explained(Explanation(self.result, self.language, MOST), self.root, depth)

    def page(self) -> bytes:
        """Give the page for a browser, in Chinese."""
        text = Answer(self.result, self.root, "zh").text()
        return page(Explanation(self.result), self.root, self.result.project.form(Particulars), text)

    def write_page(self, target: Path) -> None:
        """Write the page into a new file; FileError when that cannot be done."""
        write_whole(target, self.page())


def answer(source: Path, name: str, year: int | None, day: date | None, language: Language = "zh") -> Answer:
    """Compute what is handed in and find the figure.

    Raises ProjectError and FileError as read_project does, UnknownLineError for a figure that is not there.
    """
    result = compute(project_of(source))
    return Answer(result, find(result, name, year, day), language)
