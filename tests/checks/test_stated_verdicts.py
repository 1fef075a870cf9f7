"""Verdicts stated over lines are those of the checks: every check but one takes its verdict from there, and that one agrees."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from bondcalc.algebra.exact import Figures
from bondcalc.algebra.line import Constant, Structure, if_
from bondcalc.checks.judge import Case, judge_only, registered
from bondcalc.checks.verdicts.every_verdict import STATED
from bondcalc.checks.verdicts.verdict_case import aside, not_concerned
from bondcalc.inputs.project import Project
from bondcalc.result.result import Result
from bondcalc.schedules import bonds
from tests.checks.cases import BUNDLED, CUSTOMERS, GOOD, ROLLED, RUNNING, SECOND, added, later
from tests.checks.judged import case_of, finding_of
from tests.checks.test_repayment_rules import LAID_BY
from tests.checks.test_statements import LOAN, with_
from tests.samples import SAMPLE_NAMES, computed_sample
from tests.schedules.test_tax_refund import refunded

BESIDE = {"D03"}
"""Rules judged beside their statement on purpose: a second computation of the same figures."""
SHARED = '[[pool]]\nid = "m"\nname = "乙"\nrevenue = 120\nservice = 100\n'


def of_result(result: Result) -> Case:
    return Case(result.project, result.rules, result.book, result.figures, result.stress)


def many() -> Project:
    """A project that most of the rarer rules concern: a pool, loans beside bonds as capital, a subsidy, a reserve, taxes."""
    subsidised = added(later(), SECOND.format(id="two", name="补助", cls="subsidy"), "revenue", "comparables")
    shared = added(added(subsidised, SHARED, "pool"), LAID_BY.format(amount=200, used=300), "reserve")
    lent = added(shared, LOAN.replace("40000", "10"), "loans")
    taxed = with_(with_(lent, "taxation", taxpayer="company"), "bonds", used_as_capital=Decimal(100))
    return with_(with_(taxed, "project", region="辽宁省某县"), "disclosed", investment=Decimal(10000))


def asked(case: Case, id_: str) -> bool:
    """Tell whether the rule is in force, concerns the project and has what it needs: only then are figures looked at."""
    known = registered(id_)
    filled = all(field.of(case.project.form(form)) is not None for form, field in known.needs)
    return case.rules.rule(id_).in_force and filled and known.unless(case) is None


def concerned(case: Case) -> list[str]:
    """Name the rules that a verdict is stated of and that say more than that they do not apply."""
    findings = judge_only(case, [id_ for id_ in sorted(STATED) if asked(case, id_)])
    return [finding.rule.id for finding in findings if finding.verdict != "not_applicable"]


def cases() -> Iterator[Case]:
    yield from (of_result(computed_sample(name)) for name in SAMPLE_NAMES)
    yield from map(case_of, (many(), RUNNING, BUNDLED, ROLLED))
    yield of_result(refunded("[[credit_refunds]]\nby_year = { 2022 = 170 }\n"))


def test_a_check_says_what_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is stated that no rule applies, none does: whatever else a check looks at decides its words alone."""
    looked = [(case, concerned(case)) for case in cases()]
    assert {id_ for _, ids in looked for id_ in ids} == set(STATED)
    nothing = dict.fromkeys(STATED, lambda _: not_concerned())
    monkeypatch.setattr("bondcalc.checks.judge.STATED", nothing)
    for case, ids in looked:
        otherwise = {finding.rule.id for finding in judge_only(case, ids) if finding.verdict != "not_applicable"}
        assert otherwise <= BESIDE


def tampered(result: Result, more: Decimal) -> Case:
    """Add to one payment of interest."""
    line = result.book.use(bonds.schedule).tranches[0].interest
    values = {known: result.figures[known] for table in result.book.tables for known in table.lines}
    row = values[line]
    values[line] = (*row[:-1], Decimal(row[-1] or 0) + more)
    return Case(result.project, result.rules, result.book, Figures(values), result.stress)


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_what_is_judged_beside_its_statement_agrees_with_it(name: str) -> None:
    for more, verdict in ((Decimal(0), "pass"), (Decimal("0.01"), "fail"), (Decimal("-0.01"), "fail")):
        case = tampered(computed_sample(name), more)
        for id_ in BESIDE:
            [finding] = judge_only(case, [id_])
            assert (finding.verdict, case.verdict(id_)) == (verdict, verdict)


def test_a_node_is_held_against_no_firms_where_none_are_listed() -> None:
    """W61: what the customers of the node say counts for nothing then."""
    given = added(GOOD, CUSTOMERS.format(2), "node")
    assert case_of(given).verdict("W61") == finding_of(given, "W61").verdict == "not_applicable"


def test_a_value_that_is_not_taken_may_divide_by_nothing() -> None:
    """Half of 4, and 0 where there is no whole, whether that is in all years, in some or in none."""
    case = case_of(GOOD)
    for wholes in ((0, 0), (0, 2), (2, 2)):
        whole = [Decimal(wholes[number % 2]) for number, _ in enumerate(case.book.years.years)]
        line = aside(case.book.years, Structure(tuple(whole)))
        shared = aside(case.book.years, if_(line > 0, Constant(4) / line, 0))
        assert case.amounts(shared) == [Decimal(2) if amount else Decimal(0) for amount in whole]
