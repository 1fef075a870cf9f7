"""Which lines a finding rests on: its check is run once more and what it reads is noted."""

from decimal import Decimal
from typing import cast

from bondcalc.algebra.exact import Figures, Value, decimal
from bondcalc.algebra.line import Line
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.judge import Case, Finding, judge_only
from bondcalc.result.result import Result


class Noted(Figures):
    """Figures that keep in mind which lines were asked for."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self.read: dict[Line, None] = {}

    def __getitem__(self, line: Line) -> tuple[Value, ...]:
        """Give the values of a line, and note it."""
        self.read[line] = None
        return self._figures[line]

    def columns(self, line: Line) -> tuple[Value, ...]:
        """Give the values of the columns, and note the line."""
        return self[line][1:]

    def scalar(self, line: Line) -> Value:
        """Give the single value, and note the line."""
        return self[line][1]

    def amount(self, line: Line) -> Decimal:
        """Give the single figure, and note the line."""
        return decimal(self[line][1])


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
    judge_only(Case(result.project, result.rules, result.book, noted, cast("Stress", watched)), [finding.rule.id])
    tested = finding.outcome.live
    return list(dict.fromkeys([*([tested] if tested else []), *noted.read])), watched.used
