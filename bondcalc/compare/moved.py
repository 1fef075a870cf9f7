"""What moved between two results: single figures, lines of schedules, verdicts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.algebra.exact import Value
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.checks.judge import Finding
from bondcalc.compare.steps import lines_watched
from bondcalc.result.result import Result
from bondcalc.rules.instrument import Rule
from bondcalc.wording.terms import NOT_PASSED, Language, Verdict

TableLines = dict[tuple[str, str], tuple[Table, Line]]
"""Lines by the ids of table and line."""
Column = int | str
"""A year, a payment date, or "value" of a single figure."""


@dataclass(frozen=True)
class MovedFigure:
    """A ratio or key figure in both versions; None where it has no value or there is no such line."""

    line: Line
    before: Value
    after: Value


@dataclass(frozen=True)
class MovedLine:
    """A line of a schedule that moved: by column before and after, and its total where a total means something."""

    table: Table
    line: Line
    cells: dict[Column, tuple[Value, Value]]
    total: tuple[Decimal, Decimal] | None

    @property
    def furthest(self) -> tuple[Column, tuple[Value, Value]]:
        """The column that moved most, with what stood and what stands there."""
        return max(self.cells.items(), key=lambda one: _apart(*one[1]))

    @property
    def largest(self) -> Decimal:
        """How far that column moved."""
        return _apart(*self.furthest[1])


def _apart(before: Value, after: Value) -> Decimal:
    """Give the distance of two figures; one that is not there counts as zero."""
    return abs(Decimal(after or 0) - Decimal(before or 0))


@dataclass(frozen=True)
class Turned:
    """A rule whose verdict changed, in the words of its finding; None where the rule is not among the findings of one version."""

    rule: Rule
    before: Verdict | None
    after: Verdict | None
    finding: Finding | None

    def why(self, language: Language) -> str:
        """Say why the rule is what it is now; blank where it is passed or gone."""
        return self.finding.reason(language) if self.finding and self.after in NOT_PASSED else ""


def figures(before: Result, after: Result) -> list[MovedFigure]:
    """Give every watched figure that is not the same."""
    old, new = lines_watched(before.book), lines_watched(after.book)
    found = [
        MovedFigure(new.get(id_) or old[id_], _scalar(before, old.get(id_)), _scalar(after, new.get(id_)))
        for id_ in {**old, **new}
    ]
    return [figure for figure in found if figure.before != figure.after]


def _scalar(result: Result, line: Line | None) -> Value:
    return None if line is None else result.figures.scalar(line)


def rows(before: Result, after: Result) -> list[MovedLine]:
    """Give every line of which a column moved, in printing order; what only one version has moved from or to zero."""
    new = _lines(after)
    old = _renamed(_lines(before), new)
    moved_lines = [_row(ids, old, new, before, after) for ids in {**new, **old}]
    return [row for row in moved_lines if row.cells]


def _lines(result: Result) -> TableLines:
    return {(table.id, line.id): (table, line) for table in result.book.tables for line in table.lines}


def _renamed(old: TableLines, new: TableLines) -> TableLines:
    """Know the lines of a row with another code by their new ids: those that are called the same and stand alone in that."""
    gone, come = (
        _called({ids: line for ids, line in one.items() if ids not in other}) for one, other in ((old, new), (new, old))
    )
    ids_now = {gone[words]: come[words] for words in gone.keys() & come.keys()}
    return {ids_now.get(ids, ids): line for ids, line in old.items()}


def _called(lines: TableLines) -> dict[tuple[str, str], tuple[str, str]]:
    """Give ids by the words on paper, where no two lines share them."""
    words = {ids: (table.zh, line.zh) for ids, (table, line) in lines.items()}
    counted = Counter(words.values())
    return {said: ids for ids, said in words.items() if counted[said] == 1}


def _row(ids: tuple[str, str], old: TableLines, new: TableLines, before: Result, after: Result) -> MovedLine:
    table, line = new.get(ids) or old[ids]
    first, second = (
        dict(_cells(result, known[ids][1])) if ids in known else {} for result, known in ((before, old), (after, new))
    )
    cells = {
        column: (first.get(column), second.get(column))
        for column in {**first, **second}
        if _apart(first.get(column), second.get(column))
    }
    sums = [sum((Decimal(value or 0) for value in one.values()), Decimal(0)) for one in (first, second)]
    return MovedLine(table, line, cells, (sums[0], sums[1]) if line.total else None)


def _cells(result: Result, line: Line) -> Iterator[tuple[Column, Value]]:
    columns = [column if isinstance(column, int) else column.isoformat() for column in line.axis.columns] or ["value"]
    return zip(columns, result.figures.columns(line), strict=True)


def verdicts(before: Result, after: Result) -> list[Turned]:
    """Give every rule of which the verdict is not the same."""
    old, new = ({finding.rule.id: finding for finding in result.findings} for result in (before, after))
    turned = []
    for id_ in sorted({*old, *new}):
        first, second = old.get(id_), new.get(id_)
        rule = (second or old[id_]).rule
        turned.append(Turned(rule, first.verdict if first else None, second.verdict if second else None, second))
    return [one for one in turned if one.before != one.after]
