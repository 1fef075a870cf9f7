"""Verdicts stated over lines are those of the checks, in projects that pass and in those that do not."""

import pytest

from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.judge import Case, judge_only, registered
from bondcalc.checks.verdicts.every_verdict import STATED
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.rules.load import rules_on
from bondcalc.run import evaluate
from tests.checks.cases import FAILS
from tests.samples import SAMPLE_NAMES, computed_sample


def judged(given: Project) -> Case:
    rules = rules_on(given.form(Particulars).rule_date)
    book, figures = evaluate(given, rules)
    return Case(given, rules, book, figures, Stress(book))


def asked(case: Case, id_: str) -> bool:
    """Tell whether the rule is in force, concerns the project and has what it needs: only then are figures looked at."""
    known = registered(id_)
    filled = all(field.of(case.project.form(form)) is not None for form, field in known.needs)
    return case.rules.rule(id_).in_force and filled and known.unless(case) is None


def held(case: Case, ids: list[str]) -> int:
    wanted = [id_ for id_ in ids if asked(case, id_)]
    findings = {finding.rule.id: finding.verdict for finding in judge_only(case, wanted)}
    assert {id_: case.verdict(id_) for id_ in wanted} == findings
    return len(wanted)


@pytest.mark.parametrize("id_", sorted(FAILS.keys() & STATED.keys()))
def test_what_passes_and_what_does_not(id_: str) -> None:
    move = FAILS[id_]
    for project in (move.good, move.bad):
        assert held(judged(project), [id_]) == 1


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_samples(name: str) -> None:
    result = computed_sample(name)
    case = Case(result.project, result.rules, result.book, result.figures, result.stress)
    assert held(case, sorted(STATED)) > 40
