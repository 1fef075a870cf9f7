"""A project at one value, put to the chosen tests: by the compiled lines where only figures move, else built again."""

from collections.abc import Sequence
from decimal import Decimal

from bondcalc.algebra.axis import Key
from bondcalc.algebra.part_program import PartProgram
from bondcalc.analysis.ends import Ends
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.judge import Case, Finding, judge_only
from bondcalc.inputs.project import Project
from bondcalc.rules.load import Rules
from bondcalc.run import compute
from bondcalc.schedules.book import build
from bondcalc.wording.terms import Verdict

BROKEN = (Verdict.FAIL, Verdict.NEEDS_INPUT)
"""Verdicts that do not hold; a remark (提示) is none."""


class Bench:
    """Runs the chosen tests on variants of one project."""

    def __init__(self, project: Project, rules: Rules, tests: Sequence[str]) -> None:
        self._rules, self._tests = rules, tuple(tests)
        self._book = build(project, rules)
        program = self._book.program()
        self._leaves, self._part = program.leaves, PartProgram(program, program.lines)
        self._stress, self._ends = Stress(self._book), Ends(self._book)

    def by_leaves(self, project: Project) -> list[Finding]:
        """Test a variant that has other figures in the same cells; built again where a bond then ends on another day."""
        values = {key: _value(project, key) for key in self._leaves if key[0] in project.tables}
        changed = {key: value for key, value in values.items() if value != self._leaves[key]}
        # Another coupon or size may repay a bond on another day, and days are structure: no leaf can say so.
        if self._ends.at(changed):
            return self.built(project)
        figures, stress = self._part.run(changed), self._stress.under(changed)
        return judge_only(Case(project, self._rules, self._book, figures, stress), self._tests)

    def built(self, project: Project) -> list[Finding]:
        """Test a variant with other dates: its schedules are built again."""
        book = build(project, self._rules)
        return judge_only(Case(project, self._rules, book, book.program().run(), Stress(book)), self._tests)

    def run(self, project: Project) -> list[Finding]:
        """Run a variant as `run` does, tie-outs and all rules included, and pick the chosen tests."""
        return [finding for finding in compute(project, self._rules).findings if finding.rule.id in self._tests]


def broken(findings: Sequence[Finding]) -> list[Finding]:
    """Pick the tests that do not hold."""
    return [finding for finding in findings if finding.verdict in BROKEN]


def _value(project: Project, key: Key) -> Decimal:
    """Read the figure of a leaf from a project; blank is zero, as in the schedules."""
    sheet, number, field, *index = key
    stated = getattr(project.tables[sheet][int(number)], field)
    if index:
        stated = stated.get(int(index[0]))
    return Decimal(0) if stated is None else Decimal(stated)
