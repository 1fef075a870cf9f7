"""No sentence says that nothing was found without naming what fails, is to be explained, was not checked or is left open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bondcalc.checks.judge import Finding
from bondcalc.checks.land_sale import INSIDE
from bondcalc.filings.parts.filing import words
from bondcalc.filings.parts.findings_told import concluded, findings
from bondcalc.filings.parts.text import Writer
from bondcalc.result.headline import headline
from bondcalc.result.result import Result
from bondcalc.rules.load import rules_on
from bondcalc.typeset.document import PageBlock, Paragraph
from bondcalc.wording.terms import Severity, Verdict
from tests.checks.cases import FAILS, GOOD
from tests.parted import compute
from tests.samples import computed_sample

NOTHING = "已核对的事项未发现不符合规定的情形。"
CHAPTERS = pytest.mark.parametrize("chapter", [findings, concluded])
Chapter = Callable[[Writer], list[PageBlock]]
STATUTORY_REMARKS = [
    rule
    for rule, case in FAILS.items()
    if case.verdict == "warn" and rules_on(date(2026, 1, 1)).rule(rule).severity is Severity.STATUTORY
]


def chapter_text(result: Result, chapter: Chapter) -> str:
    writer = Writer(result, "plan" if chapter is findings else "evaluation")
    writer.words |= words(result)
    paragraphs = [block.text for block in chapter(writer) if isinstance(block, Paragraph)]
    return "".join(part if isinstance(part, str) else part.text for text in paragraphs for part in text)


def with_one(finding: Finding, verdict: Verdict, *, explanation: str = "", left_open: bool = False) -> Result:
    """A result of which every rule passes in full but one."""
    result = computed_sample("land-reserve")
    passed = [
        replace(other, outcome=replace(other.outcome, verdict=Verdict.PASS, left_open=False))
        for other in result.findings
        if other.rule.id != finding.rule.id
    ]
    outcome = replace(finding.outcome, verdict=verdict, left_open=left_open)
    return replace(result, findings=[*passed, replace(finding, outcome=outcome, explanation=explanation)])


def every_rule() -> list[Finding]:
    return computed_sample("land-reserve").findings


@CHAPTERS
def test_where_all_passes_nothing_is_excepted(chapter: Chapter) -> None:
    said = chapter_text(with_one(every_rule()[0], Verdict.PASS), chapter)
    assert said.endswith(NOTHING)
    assert "除" not in said


@CHAPTERS
@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.WARN, Verdict.NEEDS_INPUT])
@pytest.mark.parametrize("explanation", ["", "见可研报告"])
def test_whatever_rule_does_not_pass_is_named(chapter: Chapter, verdict: Verdict, explanation: str) -> None:
    """Rules that speak of bidders are counted, and named in the review alone."""
    for finding in every_rule():
        said = chapter_text(with_one(finding, verdict, explanation=explanation), chapter)
        inside = verdict is Verdict.WARN and finding.rule.id in INSIDE
        assert ("另列的1项须说明的事项" if inside else f"“{finding.rule.zh}”") in said, finding.rule.id
        if verdict is not Verdict.NEEDS_INPUT:
            assert said.count(f"外，{NOTHING}") == said.count(NOTHING) == 1, finding.rule.id


@CHAPTERS
def test_what_was_compared_in_part_is_named(chapter: Chapter) -> None:
    for finding in every_rule():
        said = chapter_text(with_one(finding, Verdict.PASS, left_open=True), chapter)
        assert f"尚有部分内容未核对的事项“{finding.rule.zh}”外，{NOTHING}" in said


@CHAPTERS
def test_a_statutory_remark_is_told_with_what_was_found(chapter: Chapter) -> None:
    statutory = [finding for finding in every_rule() if finding.rule.severity is Severity.STATUTORY]
    for finding in statutory:
        said = chapter_text(with_one(finding, Verdict.WARN), chapter)
        assert f"关于“{finding.rule.zh}”：{finding.outcome.filing}。该事项须说明，项目单位尚未说明。" in said


@pytest.mark.slow
@pytest.mark.parametrize("rule", STATUTORY_REMARKS)
def test_projects_with_a_statutory_remark_say_so(rule: str) -> None:
    result = compute(FAILS[rule].bad)
    finding = next(finding for finding in result.findings if finding.rule.id == rule)
    for chapter in (findings, concluded):
        said = chapter_text(result, chapter)
        assert f"关于“{finding.rule.zh}”：{finding.outcome.filing}" in said


def test_a_rule_that_says_it_did_not_compare_leaves_something_open() -> None:
    results = [computed_sample(name) for name in ("land-reserve", "anping-water", "hengyang-park")]
    passed = [
        finding
        for result in (*results, compute(GOOD))
        for finding in result.findings
        if finding.verdict is Verdict.PASS
    ]
    said = [
        finding
        for finding in passed
        if any(word in finding.outcome.zh for word in ("未核对", "未比较", "未与其比较", "未填写，只与"))
    ]
    assert said
    assert [finding.rule.id for finding in said if not finding.outcome.left_open] == []


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.WARN, Verdict.NEEDS_INPUT])
def test_no_cover_says_that_all_passes_where_one_does_not(verdict: Verdict) -> None:
    for finding in every_rule():
        said = headline(with_one(finding, verdict))
        assert f"“{finding.rule.zh}”" in said.zh
        assert finding.rule.id in said.en
