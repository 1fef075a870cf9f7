"""What one rule says of a project: the others are not judged, since every run would wait for stressed ones nobody asks about."""

from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.judge import Case, Finding, judge_only
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.rules.load import Rules, rules_on
from bondcalc.run import evaluate


def case_of(given: Project, rules: Rules | None = None) -> Case:
    """Compute a project under the rules of its day, or under others, so that some of them can be tested."""
    rules = rules or rules_on(given.form(Particulars).rule_date)
    book, figures = evaluate(given, rules)
    return Case(given, rules, book, figures, Stress(book))


def finding_of(given: Project, rule: str, rules: Rules | None = None) -> Finding:
    """Compute a project under the rules of its day, or under others, and test one of them."""
    case = case_of(given, rules)
    [finding] = judge_only(case, [rule])
    case.book.take_apart()
    return finding
