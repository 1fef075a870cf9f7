"""A finding is explained by the lines its rule reads; what reads none says where to look."""

from dataclasses import replace

import pytest

from bondcalc.checks.judge import Finding, judge_only
from bondcalc.explain.find import find
from bondcalc.explain.finding import at_fault, lines_read, names_in
from bondcalc.result.result import Result
from bondcalc.screen.explained import ExplainedFinding
from bondcalc.wording.terms import Verdict
from tests.checks.cases import FAILS
from tests.checks.judged import case_of
from tests.commands import bondcalc
from tests.conftest import SAMPLE


def test_every_finding_has_an_answer_that_leads_on(sample: Result) -> None:
    led = 0
    for finding in sample.findings:
        text = ExplainedFinding(sample, finding, "zh").text()
        lines, _ = lines_read(sample, finding)
        assert text.startswith(finding.rule.id)
        assert finding.verdict.zh in text.splitlines()[0]
        assert "bondcalc " in text.splitlines()[-1]
        for line in lines:
            led += 1
            id_ = next(f"{table.id}.{line.id}" for table in sample.book.tables if line in table.lines)
            assert f"\n{id_} " in text
            year = None if line.axis.kind == "scalar" or line.total else sample.book.years.years[-1]
            if line.axis.kind != "payments":
                assert find(sample, id_, year, None).line.zh.startswith(line.zh)
        if finding.outcome.live is not None:
            assert lines[0] is finding.outcome.live, finding.rule.id
    assert led > 40


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("K05", ["coverage.revenue_counted", "61,285.52  万元", "coverage.bond_service"]),
        ("c03", ["coverage.service", "51,288.00  万元"]),
        ("W07", ["funding.bond_cash", "分年"]),
        ("C10", ["bondcalc stress"]),
        ("L01", ["本级专项债务限额", "bondcalc ask"]),
        ("N02", ["bondcalc ask"]),
    ],
)
def test_the_command_answers_the_id_of_a_rule(rule: str, said: list[str]) -> None:
    done = bondcalc("explain", SAMPLE, rule)
    assert done.returncode == 0, done.stderr
    assert [words for words in said if words not in done.stdout] == []


def test_what_a_rule_reads_is_what_it_judges(sample: Result) -> None:
    """No verdict without figures leans on a line: rules that are not in force read nothing."""
    for finding in sample.findings:
        if not finding.rule.in_force:
            assert finding.verdict is Verdict.NOT_APPLICABLE
            assert lines_read(sample, finding) == ([], False)


AT_FAULT = {
    "C17": ["F 全部债务融资本息（乙）", "E 存续期内项目收益（乙）"],
    "W40": ["交易情况修正（P案例2）", "区域因素修正（P案例2）"],
}
"""Rules that judge row by row, with lines of the row their case breaks; the other rows of the case are in order."""


def broken(rule: str) -> tuple[Result, Finding]:
    case = case_of(FAILS[rule].bad)
    [finding] = judge_only(case, [rule])
    return Result(case.project, case.rules, case.book, case.figures, [finding], case.stress), finding


@pytest.mark.parametrize("rule", AT_FAULT)
def test_a_rule_that_judges_rows_lists_those_it_names(rule: str) -> None:
    result, finding = broken(rule)
    read, _ = lines_read(result, finding)
    told = [line.zh for line in at_fault(result.project, finding, read)]
    assert set(AT_FAULT[rule]) <= set(told)
    assert {name for name in told if "甲" in name or "案例1" in name} == set()
    assert 0 < len(told) < len(read)
    assert f"其余取用的{len(read) - len(told)}行未指出问题" in ExplainedFinding(result, finding, "zh").text()


def test_a_row_is_known_by_the_id_of_its_lines_too(sample: Result) -> None:
    """节点接入服务费数量（录入） ends in no name of a row: its id, typed.node_access, does."""
    finding = next(finding for finding in sample.findings if finding.rule.id == "W61")
    read, _ = lines_read(sample, finding)
    one = replace(finding, outcome=replace(finding.outcome, zh="节点接入服务费：2041年计划50户，名单企业为8户"))
    told = [line.id for line in at_fault(sample.project, one, read)]
    assert told == ["typed.node_access", "implied.node_access"]
    assert {"typed.node_identifiers", "implied.node_identifiers"} <= {line.id for line in read}


def test_a_rule_that_reads_only_rows_at_fault_lists_all_it_reads() -> None:
    """A table of what is paid after the maturity has no other rows."""
    result, finding = broken("W23")
    read, _ = lines_read(result, finding)
    assert at_fault(result.project, finding, read) == read
    assert "到期后列支（设备更新）" in [line.zh for line in read]


def test_a_rule_that_names_no_row_lists_all_it_reads() -> None:
    result, finding = broken("F01")
    read, _ = lines_read(result, finding)
    assert at_fault(result.project, finding, read) == read
    assert len(read) > 3


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("土地成本P1（2041年）", {"P1"}),
        ("土地成本P10（2041年）", {"P10"}),
        ("厂房租金在开工前", {"厂房租金"}),
        ("厂房、P1单价偏高", {"厂房", "P1"}),
        ("没有", set()),
    ],
)
def test_a_name_within_another_is_not_the_row(sentence: str, named: set[str]) -> None:
    assert names_in(sentence, {"P1", "P10", "厂房", "厂房租金"}) == named
