"""Which lines a finding rests on: its check is run once more and what it reads is noted."""

import re
from typing import cast

from bondcalc.algebra.exact import Figures, Value
from bondcalc.algebra.line import Line
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.judge import Case, Finding, judge_only
from bondcalc.inputs.project import Project
from bondcalc.result.result import Result

_BRACKETED = re.compile(r"（([^（）]+)）$")
"""What stands in brackets at the end of the name of a line: the row it is of."""


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
    tested = [finding.outcome.live] if finding.outcome.live else []
    return list(dict.fromkeys([*tested, *noted])), watched.used


def at_fault(project: Project, finding: Finding, lines: list[Line]) -> list[Line]:
    """Leave out the lines of rows that a finding does not name where it names some: they were read, and are in order."""
    known = _row_names(project)
    rows = {line: row for line in lines if line is not finding.outcome.live and (row := _rows_of(line, known))}
    named = names_in(finding.outcome.zh, set().union(*rows.values()))
    return [line for line in lines if not named or line not in rows or rows[line] & named]


def _row_names(project: Project) -> dict[str, set[str]]:
    """Give every id and name of the rows of a project, each with the names of its rows."""
    called: dict[str, set[str]] = {}
    for row in (row for rows in project.tables.values() for row in rows):
        id_, name = (getattr(row, field, None) for field in ("id", "name"))
        for text in filter(None, (id_, name)):
            called.setdefault(text, set()).update({name} if name else ())
    return called


def _rows_of(line: Line, called: dict[str, set[str]]) -> set[str]:
    """Name the rows a line may be of, by its name, what stands in brackets behind it or the end of its id: 设备更新, 土地成本（P1）, typed.rent."""
    inside = _BRACKETED.search(line.zh)
    if inside is not None and inside[1].startswith(tuple(called)):
        return {inside[1]}
    if line.zh in called:
        return {line.zh}
    _, of_row, id_ = line.id.rpartition(".")
    return called.get(id_, set()) if of_row else set()


def names_in(sentence: str, names: set[str]) -> set[str]:
    """Find which names stand in a sentence, each alone: P1 does not stand in P10, nor a name within a longer one."""
    if not names:
        return set()
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return set(re.findall(rf"(?<![0-9A-Za-z])(?:{longest_first})(?![0-9A-Za-z])", sentence))
