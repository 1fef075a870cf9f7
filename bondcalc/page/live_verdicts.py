"""Verdicts that a page finds again: which rules follow what is moved, and their conditions as lines beside the schedules.

A condition holds where it does in any column, the first that holds gives the verdict. Of rules that follow and have no
conditions a page says why it does not judge them. Seeded settings hold every verdict found so against the check itself.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bondcalc.algebra.axis import SCALAR, Axis
from bondcalc.algebra.inspection import axis_of, references
from bondcalc.algebra.line import Expression, Line
from bondcalc.algebra.script import Script
from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.ends import Ends
from bondcalc.checks.negative_list import answering
from bondcalc.checks.verdicts.every_verdict import STATED
from bondcalc.checks.verdicts.verdict_case import Elsewhere, aside
from bondcalc.explain.finding import lines_read
from bondcalc.result.result import Result
from bondcalc.schedules.book import Book

TOGETHER = {"L06": answering}
"""Rules whose verdict is the worst of others."""
EARLY = (
    "债券提前偿还的末次还本日随该因素变动，须按另一套还本付息表测算",
    "The last day of a bond that is repaid early moves with it: other schedules are needed",
)
UNJUDGED: Mapping[str, tuple[str, str]] = {
    "C11": EARLY,
    "W64": EARLY,
    "D14": (
        "须与按原约定偿还的另一套还本付息表比较",
        "It is held against schedules of the same bonds repaid as agreed",
    ),
}
"""Why a rule that follows may not be judged in the page."""
OTHERWISE = ("其判定条件没有写成测算表各行的条件", "Its conditions are not stated over the lines of the schedules")
FILED: Mapping[str, tuple[str, str]] = {
    "W18": ("试算不改动压力系数的录入值", "A what-if leaves the factors of the input as they are"),
    "W41": (
        "文字与申报数核对，试算不改动文字",
        "Texts are held against the figures as filed; a what-if leaves them as they are",
    ),
}
"""Rules that look at the filing itself, whose verdict stays though an input of the same factors would be judged otherwise."""


@dataclass(frozen=True)
class LiveVerdicts:
    """The rules that follow: `cases` as verdict and number of the line that says where it holds, by id; `others` are made of them."""

    cases: Mapping[str, list[tuple[str, int]]]
    others: Mapping[str, list[str]]

    @property
    def unjudged(self) -> dict[str, tuple[str, str]]:
        """Say why each rule without conditions is not judged."""
        bare = [id_ for id_, cases in self.cases.items() if not cases and id_ not in self.others]
        return {id_: UNJUDGED.get(id_, OTHERWISE) for id_ in bare}


def live_verdicts(result: Result, script: Script, moved: Collection[Line]) -> LiveVerdicts:
    """State the rules that follow lines that move; their conditions are numbered by the script."""
    following = followers(result, moved)
    others = {id_: answer(result.book) for id_, answer in TOGETHER.items() if id_ in following}
    cases = {id_: list(_cases(result.book, script, id_)) if id_ in STATED else [] for id_ in following}
    return LiveVerdicts(cases, others)


def _cases(book: Book, script: Script, id_: str) -> Iterator[tuple[str, int]]:
    stated = list(STATED[id_](book))
    if not moves_a_day(book, [line for case in stated for line, _ in references(case.holds)]):
        for case in stated:
            yield str(case.verdict), script.number(aside(_axis(case.holds), case.holds))


def moves_a_day(book: Book, lines: Collection[Line]) -> bool:
    """Tell whether the last day of a bond hangs on what a stressed run moves: its figures are those of other schedules."""
    drivers = {id_ for line in lines if isinstance(line, Elsewhere) for id_, _ in line.changes}
    return Ends(book).reads({key for id_ in drivers for key in DRIVERS[id_].keys})


def _axis(part: Expression) -> Axis:
    """Find the columns of a condition: those of the lines it reads by column."""
    axis = axis_of(part)
    if axis is not None and axis is not SCALAR:
        return axis
    inner = part.parts if axis is None else ()
    return next((columns for columns in map(_axis, inner) if columns is not SCALAR), SCALAR)


def followers(result: Result, moved: Collection[Line]) -> list[str]:
    """Name the rules whose check reads a line that moves, or runs the model again; not those that look at the filing itself."""
    named, lines = [], set(moved)
    for finding in (finding for finding in result.findings if finding.rule.id not in FILED):
        read, stressed = lines_read(result, finding)
        if stressed or not lines.isdisjoint(read):
            named.append(finding.rule.id)
    return named


def stressed_runs(script: Script) -> list[Elsewhere]:
    """Give the lines whose values come from a run of their own."""
    return [line for line in script.asides if isinstance(line, Elsewhere)]
