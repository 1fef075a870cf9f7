"""How much each change moves: changes are made one at a time, and everything is computed after each."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bondcalc.algebra.exact import Figures
from bondcalc.algebra.line import Line
from bondcalc.compare.input_changes import Change, Way, changes, together, way
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.validate import unfit
from bondcalc.result.contract import RATIOS
from bondcalc.result.result import Result
from bondcalc.rules.load import RuleError, rules_on
from bondcalc.run import evaluate
from bondcalc.schedules.book import Book, BuildError

MOST = 40
"""Steps that are computed; more changes than these are made row by row."""

ChangeGroup = tuple[Change, ...]
Watched = dict[str, Fraction]
Faults = frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class Step:
    """Changes made together and how far each watched figure moved; `joined` when one alone gives no valid project.

    A figure that has no value after the step (a ratio without debt) moves in the next step that gives it one.
    """

    changes: ChangeGroup
    moves: Watched
    joined: bool


@dataclass(frozen=True)
class Steps:
    """All steps from one project to the other; `grouped` when there were too many changes for a step each."""

    steps: tuple[Step, ...]
    grouped: bool


def steps(before: Result, after: Result) -> Steps:
    """Make the changes in their order, sheet by sheet, row by row, field by field."""
    found = changes(before.project, after.project)
    by_row = len(found) > MOST
    waiting: list[ChangeGroup] = together(found, by_row=by_row)
    allowed = unfit(before.project) | unfit(after.project)
    here, values, made = way(before.project, after.project), watched(before.book, before.figures), list[Step]()
    while waiting:
        taken, here, reached = _next(here, waiting, allowed, after)
        waiting = [one for one in waiting if one not in taken]
        made.append(Step(tuple(change for one in taken for change in one), _moves(values, reached), len(taken) > 1))
        values |= reached
    return Steps(tuple(made), by_row)


def _next(
    here: Way, waiting: Sequence[ChangeGroup], allowed: Faults, after: Result
) -> tuple[Sequence[ChangeGroup], Way, Watched]:
    """Make the first change; where that gives no valid project with one other, else with all up to some place."""
    first = waiting[0]
    tries = [[first], *([first, other] for other in waiting[1:]), *(waiting[:size] for size in range(3, len(waiting)))]
    for taken in tries:
        made = _made(here, taken)
        if unfit(made.project) <= allowed and (reached := _computed(made.project, after)) is not None:
            return taken, made, reached
    made = _made(here, waiting)
    rules = rules_on(made.project.form(Particulars).rule_date)
    return waiting, made, watched(*evaluate(made.project, rules))


def _made(here: Way, taken: Sequence[ChangeGroup]) -> Way:
    for change in (change for one in taken for change in one):
        here = here.changed(change)
    return here


def _computed(project: Project, after: Result) -> Watched | None:
    """Compute a state between the two; None for one under no rules or that schedules cannot be built of.

    The last step arrives at what was computed before the first.
    """
    if project == after.project:
        return watched(after.book, after.figures)
    try:
        return watched(*evaluate(project, rules_on(project.form(Particulars).rule_date)))
    except (BuildError, RuleError):
        return None


def lines_watched(book: Book) -> dict[str, Line]:
    """Give the single figures whose moves are told, by id: those of the coverage table, and every ratio elsewhere."""
    scalars = [(table, line) for table in book.tables if table.axis.kind == "scalar" for line in table.lines]
    return {line.id: line for table, line in scalars if table.id == "coverage" or line.id in RATIOS}


def watched(book: Book, figures: Figures) -> Watched:
    """Give the watched figures that have a value, exactly."""
    found = {id_: figures.scalar(line) for id_, line in lines_watched(book).items()}
    return {id_: Fraction(value) for id_, value in found.items() if value is not None}


def _moves(before: Watched, after: Watched) -> Watched:
    return {id_: value - before[id_] for id_, value in after.items() if id_ in before and value != before[id_]}
