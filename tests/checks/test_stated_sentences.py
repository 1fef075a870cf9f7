"""Sentences of findings as they are printed: one colon in a clause, and what a table calls by one name is called so."""

import re

import pytest

from bondcalc.schedules import sources_and_uses
from tests.checks.cases import FAILS
from tests.checks.judged import finding_of
from tests.samples import SAMPLE_NAMES, computed_sample

TWO_COLONS = re.compile("：[^。；，（]*：")


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_a_clause_has_one_colon(sample: str) -> None:
    said = [text for one in computed_sample(sample).findings for text in (one.outcome.zh, one.outcome.filing)]
    assert [text for text in said if TWO_COLONS.search(text)] == []


@pytest.mark.slow
@pytest.mark.parametrize("rule", list(FAILS))
def test_a_clause_of_a_rule_that_fails_has_one_colon(rule: str) -> None:
    assert not TWO_COLONS.search(finding_of(FAILS[rule].bad, rule).outcome.zh)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_sources_and_what_they_pay_for_are_called_as_in_the_table(sample: str) -> None:
    """F01 names every sum as 资金来源与运用平衡表 does, with the figure that stands there."""
    result = computed_sample(sample)
    lines = result.book.use(sources_and_uses.schedule)
    said = next(one.outcome.zh for one in result.findings if one.rule.id == "F01")
    for line in (lines.sources, lines.computed, *([lines.left] if result.figures.amount(lines.left) else [])):
        assert f"{line.zh}{result.figures.amount(line):,.2f}万元" in said
    assert lines.uses.zh not in said
