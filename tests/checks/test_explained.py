"""说明: the bureau's words stand beside the finding wherever it is printed, and change no verdict."""

from dataclasses import replace

import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.sheets.explanations import FindingNote
from bondcalc.result.headline import headline
from bondcalc.result.result import Result
from bondcalc.wording.terms import Verdict
from tests.parted import compute

WORDS = "土地出让已由市政府常务会议批准，价格取自近两年成交公告"


def explained(result: Result, *rules: str) -> Result:
    rows = tuple(FindingNote(id=rule, words=f"{WORDS}（{rule}）") for rule in rules)
    return compute(replace(result.project, tables={**result.project.tables, "explanations": rows}))


def warned(result: Result) -> list[str]:
    return [found.rule.id for found in result.findings if found.verdict is Verdict.WARN]


@pytest.fixture(scope="module")
def one(sample: Result) -> Result:
    return explained(sample, warned(sample)[0])


def test_no_verdict_and_no_figure_moves(sample: Result, one: Result) -> None:
    assert [found.outcome for found in one.findings] == [found.outcome for found in sample.findings]


def test_what_is_explained_is_closed_and_the_rest_stays_open(sample: Result, one: Result) -> None:
    first, *rest = warned(sample)
    assert [found.rule.id for found in sample.findings if found.unexplained] == [first, *rest]
    assert [found.rule.id for found in one.findings if found.unexplained] == rest


@pytest.mark.slow
@pytest.mark.parametrize("filing", ["review", "plan"])
def test_the_words_are_printed_beside_the_finding(sample: Result, one: Result, filing: str) -> None:
    rule = warned(sample)[0]
    assert f"{WORDS}（{rule}）" in str(write(one, filing).blocks)
    assert WORDS not in str(write(sample, filing).blocks)


def test_the_cover_says_how_many_remarks_are_explained(sample: Result) -> None:
    passing = [found for found in sample.findings if found.verdict in {Verdict.PASS, Verdict.WARN}]
    rules = warned(sample)
    assert len(rules) > 1
    for said, result in (
        ("）", sample),
        (f"），其中{len(rules) - 1}项已说明", explained(sample, *rules[1:])),
        ("），均已说明", explained(sample, *rules)),
    ):
        findings = [one for one in result.findings if one.rule.id in {found.rule.id for found in passing}]
        assert headline(replace(result, findings=findings)).zh.endswith(said)
