"""A finding is explained by the lines its rule reads; what reads none says where to look."""

import pytest

from bondcalc.explain.find import find
from bondcalc.explain.finding import lines_read
from bondcalc.result.result import Result
from bondcalc.screen.explained import ExplainedFinding
from bondcalc.wording.terms import Verdict
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
