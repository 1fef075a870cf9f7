"""Which lines a finding rests on: its check is run once more and what it reads is noted."""

from typing import cast

from bondcalc.algebra.exact import Figures, Value
from bondcalc.algebra.line import Line
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.judge import Case, Finding, judge_only
from bondcalc.result.result import Result


class Noted(dict[Line, tuple[Value, ...]]):
    """Values that are taken from figures as they are read: its keys are the lines that were asked for."""

    def __init__(self, figures: Figures) -> None:
        super().__init__()
        self._figures = figures

    def __missing__(self, line: Line) -> tuple[Value, ...]:
        """Take the values of a line when it is first asked for."""
        self[line] = self._figures[line]
        return self[line]


class NotedStress:
    """Stressed runs that keep in mind whether one was asked for."""

    def __init__(self, stress: Stress) -> None:
        self._stress, self.used = stress, False

    def __getattr__(self, name: str) -> object:
        """Give what the stressed runs have, and note it."""
        self.used = True
        return getattr(self._stress, name)


def finding_of(result: Result, name: str) -> Finding | None:
    """Find what was found of a rule by its id, in either case; None where the name is none."""
    return next((finding for finding in result.findings if finding.rule.id == name.upper()), None)


def lines_read(result: Result, finding: Finding) -> tuple[list[Line], bool]:
    """Give the figure a finding tests and the lines it rests on, as they are read, and whether it rests on stressed runs.

    Neither: it goes by inputs and days alone.
    """
    noted, watched = Noted(result.figures), NotedStress(result.stress)
    judge_only(
        Case(result.project, result.rules, result.book, Figures(noted), cast("Stress", watched)), [finding.rule.id]
    )
    tested = finding.outcome.live
    return list(dict.fromkeys([*([tested] if tested else []), *noted])), watched.used
