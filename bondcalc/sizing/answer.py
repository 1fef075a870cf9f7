"""`size`: search along a range, then run the answer and what lies one quantum beyond."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bondcalc.checks.judge import Finding
from bondcalc.compare.input_changes import Change, changes
from bondcalc.compare.moved import MovedFigure
from bondcalc.inputs.project import Project
from bondcalc.inputs.validate import unfit
from bondcalc.result.headline import key_figures
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.schedules import coverage
from bondcalc.schedules.book import BuildError
from bondcalc.sizing.finds import FINDS, Find
from bondcalc.sizing.ranges import NothingToFindError, Range
from bondcalc.sizing.search import Search, Which
from bondcalc.sizing.trial import Bench, broken
from bondcalc.wording.terms import Verdict

Misfit = tuple[str, str]
"""Sheet and field of an input that does not fit a value."""


def misfits(project: Project) -> list[Misfit]:
    """Name the fields that do not fit together, each once, in the order of sheets."""
    return sorted({(sheet, field_) for sheet, field_, _ in unfit(project)})


NONE: tuple[None, None] = (None, None)
"""Stands for a key figure that a result does not have."""


def moved_figures(before: Result, after: Result) -> list[MovedFigure]:
    """Give the key figures of which two results have another value; one that only one of them has is None in the other."""
    stated, answered = (
        {name: (line, result.figures.scalar(line)) for name, line in key_figures(result)} for result in (before, after)
    )
    each = (
        MovedFigure(line, stated.get(name, NONE)[1], answered.get(name, NONE)[1])
        for name, (line, _) in (answered | stated).items()
    )
    return [figure for figure in each if figure.before != figure.after]


def failing(findings: Sequence[Finding]) -> list[Finding]:
    """Pick the findings that fail; what needs input is not answered and does not."""
    return [finding for finding in findings if finding.verdict == Verdict.FAIL]


@dataclass
class Answer:
    """What was found. `value` is None when no value holds; `binding` fail one quantum beyond, or at `looked_at` when none holds.

    `beyond` is the value one quantum further, None where the range ends. `left_out` are tests that need input and so
    were not put. `details` are the inputs at the answer by label, `changes` every cell that differs from what was entered
    and `project` the whole of them (where no value holds, `changes` are those that the search made before it began);
    `capital` is the capital it takes and its share. `misfits` are inputs that hold the
    range where they stand: dates entered for the stated value, which one quantum further no longer fit it.
    `entered` is how every rule is answered as entered, `answered` at the answer; `at_base` are the tests that fail at the
    stated value once capital fills the gap where it is to; `always` fail at every value looked at; `moved` are the key
    figures that the answer changes.
    """

    find: Find
    tests: list[str]
    left_out: list[str]
    range: Range | None = None
    which: Which = "none"
    value: Decimal | None = None
    beyond: Decimal | None = None
    binding: list[Finding] = field(default_factory=list)
    entered: list[Finding] = field(default_factory=list)
    at_base: list[Finding] = field(default_factory=list)
    answered: list[Finding] = field(default_factory=list)
    always: list[str] = field(default_factory=list)
    looked_at: Decimal | None = None
    moved: list[MovedFigure] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    project: Project | None = None
    misfits: list[Misfit] = field(default_factory=list)
    capital: Decimal | None = None
    investment: Decimal | None = None
    nothing: NothingToFindError | None = None

    @property
    def ends_the_range(self) -> bool:
        """Tell whether every test holds to the end of the range."""
        return self.value is not None and not self.binding and not self.misfits


class Sizing:
    """One search on one project."""

    def __init__(self, result: Result, find: str | Find, tests: Sequence[str] = ()) -> None:
        self.find, self._result = FINDS[find] if isinstance(find, str) else find, result
        asked = tuple(dict.fromkeys([*(tests or self.find.tests), *self.find.always]))
        self._project = self.find.basis(result.project)
        blank = [finding.rule.id for finding in result.findings if finding.verdict == Verdict.NEEDS_INPUT]
        chosen = [test for test in asked if tests or test not in blank]
        left_out = [test for test in asked if test not in chosen]
        self.answer = Answer(self.find, chosen, left_out, entered=list(result.findings))
        self._bench = Bench(self._project, result.rules, chosen)
        # By place; a value at which inputs do not fit together has none.
        self._findings: dict[int, list[Finding]] = {}
        self._misfits: dict[int, list[Misfit]] = {}
        self._search: Search | None = None
        try:
            self.answer.range = self.find.range(result)
        except NothingToFindError as nothing:
            self.answer.nothing = nothing
        else:
            self._search = self._searched(self.answer.range)

    @property
    def size(self) -> int:
        """Number of pieces that `work` goes through."""
        return self._search.size if self._search else 0

    def work(self) -> Iterator[None]:
        """Search, a piece at a time, then run the answer."""
        if self._search is None or self.answer.range is None:
            return
        yield from self._search.work()
        self._conclude(self.answer.range, self._search)

    def _searched(self, over: Range) -> Search:
        def holds(index: int) -> bool:
            """Run one value of the range, keep its findings, and tell whether no rule is broken."""
            project = self.find.at(self._project, over.value(index))
            if unfit := misfits(project):
                self._misfits[index] = unfit
                return False
            findings = self._bench.built(project) if self.find.structural else self._bench.by_leaves(project)
            self._findings[index] = findings
            return not broken(findings)

        start = None if over.listed else over.start
        return Search(holds, over.last, start, self.find.wanted, neighbours=self.find.neighbours)

    def _conclude(self, over: Range, search: Search) -> None:
        answer, index = self.answer, search.edge.place
        answer.which = search.edge.which
        if over.start is not None:
            search.at(over.start)
            answer.at_base = broken(self._findings.get(over.start, []))
        if index is None:
            self._tell_why_none(over)
            return
        answer.value = over.value(index)
        project = self.find.at(self._project, answer.value)
        self._hold(project, answer.value)
        after = index + self.find.wanted
        if 0 <= after <= over.last:
            answer.beyond = over.value(after)
        elif over.bound:
            answer.beyond = over.high + over.quantum
        if answer.beyond is not None:
            beyond = self.find.at(self._project, answer.beyond)
            answer.misfits = misfits(beyond)
            tests = [over.bound] if over.bound and after > over.last else answer.tests
            answer.binding = [] if answer.misfits else self._break(beyond, tests)
        self._describe(project)

    def _hold(self, project: Project, value: Decimal) -> None:
        """Run the answer as `run` does: every chosen test holds (BuildError otherwise, a fault of the program)."""
        wrong = broken(self._bench.run(project))
        if wrong:
            raise BuildError(
                f"{self.find.id} {value}: {', '.join(finding.rule.id for finding in wrong)} fail(s) when run"
            )

    def _break(self, project: Project, tests: Sequence[str]) -> list[Finding]:
        """Run what lies one quantum beyond: some chosen test fails (BuildError otherwise)."""
        findings = [finding for finding in compute(project, self._result.rules).findings if finding.rule.id in tests]
        wrong = broken(findings)
        if not wrong:
            raise BuildError(f"{self.find.id}: every test holds one quantum beyond")
        return wrong

    def _tell_why_none(self, over: Range) -> None:
        """Say what stands against every value: at the stated one, else at the one where the fewest tests fail."""
        answer = self.answer
        answer.changes = changes(self._result.project, self._project)
        failing_at = {index: broken(findings) for index, findings in self._findings.items()}
        if not failing_at:
            answer.misfits = next(iter(self._misfits.values()), [])
            return
        ids = [{finding.rule.id for finding in findings} for findings in failing_at.values()]
        always = set.intersection(*ids)
        fewest = min(failing_at, key=lambda at: len(failing_at[at]))
        start = -1 if over.start is None else over.start
        index = start if always and start in failing_at else fewest
        answer.looked_at = over.value(index)
        answer.always = [test for test in answer.tests if test in always]
        answer.binding = [finding for finding in failing_at[index] if not always or finding.rule.id in always]

    def _describe(self, project: Project) -> None:
        """Say what the inputs are at the answer."""
        result, answer = compute(project, self._result.rules), self.answer
        lines = result.book.use(coverage.schedule).basis
        answer.capital, answer.investment = (
            result.figures.amount(lines.capital),
            result.figures.amount(lines.investment),
        )
        answer.details, answer.project = self.find.details(project), project
        answer.changes = changes(self._result.project, project)
        answer.answered, answer.moved = list(result.findings), moved_figures(self._result, result)
