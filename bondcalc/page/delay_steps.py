"""Delays as steps computed beforehand: what each puts in the place of leaves and of rows that dates fix, line by line the same."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Line
from bondcalc.algebra.variant import variant
from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.drivers import DRIVERS, leaves
from bondcalc.analysis.stress.sensitivity import present
from bondcalc.analysis.stress.stressed import Stress, steps
from bondcalc.checks.judge import Case, judge_only
from bondcalc.inputs.project import Project
from bondcalc.result.result import Result
from bondcalc.schedules.book import Book, build

DELAYS = ("sale_delay", "operation_delay")


@dataclass(frozen=True)
class DelayStep:
    """A step of a delay: the leaves and rows it moves; `book` and `project` are those of other dates, None where none moves."""

    driver: str
    change: Decimal
    leaves: Mapping[Key, Decimal]
    rows: Mapping[Line, Sequence[Decimal]] = field(default_factory=dict)
    book: Book | None = None
    project: Project | None = None

    def doubtful(self, result: Result, still: Collection[str]) -> list[str]:
        """Name the rules that read nothing that moves and yet answer otherwise, because they read the dates themselves."""
        if self.book is None or self.project is None:
            return []
        case = Case(self.project, result.rules, self.book, self.book.program().run(), Stress(self.book))
        filed = {finding.rule.id: finding.verdict for finding in result.findings}
        return [
            finding.rule.id for finding in judge_only(case, sorted(still)) if finding.verdict != filed[finding.rule.id]
        ]


def delay_steps(result: Result) -> Iterator[DelayStep]:
    """Give the steps of the rule data; one that would need other lines is left to the stress test."""
    there = present(result.project)
    for id_ in DELAYS:
        for change in steps(result.rules, id_) if id_ in there else ():
            if not DRIVERS[id_].structural:
                yield DelayStep(id_, change, leaves(result.book, {id_: change}))
                continue
            project = rebuilt(result.project, {id_: change})
            book = build(project, result.rules)
            moved = variant(result.book.tables, book.tables)
            if moved is not None:
                yield DelayStep(id_, change, moved.leaves, rows=moved.structures, book=book, project=project)
