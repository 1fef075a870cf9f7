"""A figure of a rule and its threshold are bare numbers, per cent, days or words: a bare one has a unit, an amount is no count."""

import pytest

from bondcalc.checks.judge import Finding
from bondcalc.filings.parts.finding_text import BARE, ITEMS, unit_name
from bondcalc.inputs.project import Project
from bondcalc.wording.notation import Notation
from tests.checks.cases import FAILS, GOOD, with_
from tests.checks.judged import finding_of
from tests.samples import SAMPLE_NAMES, computed_sample


def misnamed(finding: Finding) -> bool:
    """Tell whether a number with decimals is counted in 项, one without in money, or a bare one in nothing."""
    unit = unit_name(finding, Notation())
    bare = [text for text in (finding.outcome.figure, finding.outcome.threshold) if text and BARE.fullmatch(text)]
    return any(not unit or ("." in text) == (unit in {ITEMS, "年"}) for text in bare)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_findings_of_the_samples_have_units(sample: str) -> None:
    findings = computed_sample(sample).findings
    assert [finding.rule.id for finding in findings if misnamed(finding)] == []
    assert {unit_name(finding, Notation()) for finding in findings} >= {"倍", "万元", "亿元", ITEMS, ""}


@pytest.mark.slow
@pytest.mark.parametrize("rule", list(FAILS))
def test_a_finding_has_a_unit_where_its_rule_fails(rule: str) -> None:
    assert not misnamed(finding_of(FAILS[rule].bad, rule))


@pytest.mark.parametrize(
    ("rule", "other"),
    [
        ("C14", with_(GOOD, "project", forecast_end=2029)),
        ("T05", with_(GOOD, "bonds", term_years=1, payments_a_year=1)),
    ],
    ids=["a forecast that ends early", "a bond that is due early"],
)
def test_a_year_that_is_held_against_another_is_no_ratio_and_no_count(rule: str, other: Project) -> None:
    finding = finding_of(other, rule)
    assert finding.verdict == "fail"
    assert unit_name(finding, Notation()) == ""


@pytest.mark.slow
@pytest.mark.parametrize("side", ["good", "bad"])
@pytest.mark.parametrize("rule", ["C01", "C02", "C03", "C06", "C09", "C14"])
def test_a_standard_is_what_is_asked_for_and_never_another_ratio_of_the_project(rule: str, side: str) -> None:
    finding = finding_of(getattr(FAILS[rule], side), rule)
    assert finding.outcome.threshold in {None, "1.00", "1.20", "5.00"}


def test_what_may_not_be_negative_is_held_against_no_less_than_zero() -> None:
    findings = {finding.rule.id: finding.outcome for finding in computed_sample("hengyang-park").findings}
    assert [findings[rule].threshold for rule in ("C07", "D05")] == ["≥ 0.00"] * 2
    assert findings["D13"].figure.removesuffix("笔").isdigit()
