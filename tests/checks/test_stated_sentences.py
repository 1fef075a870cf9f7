"""Sentences of findings as they are printed: one colon in a clause, and what a table calls by one name is called so."""

import re
from decimal import Decimal

import pytest

from bondcalc.schedules import sources_and_uses
from tests.checks.cases import FAILS, GOOD
from tests.checks.judged import finding_of
from tests.checks.test_statements import with_
from tests.samples import SAMPLE_NAMES, computed_sample

TWO_COLONS = re.compile("：[^。；，（]*：")
SIGNED = re.compile("[差多少高低过出足口]-")
"""A word that says the direction already, before a sign."""


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_a_clause_has_one_colon(sample: str) -> None:
    said = [text for one in computed_sample(sample).findings for text in (one.outcome.zh, one.outcome.filing)]
    assert [text for text in said if TWO_COLONS.search(text)] == []


@pytest.mark.slow
@pytest.mark.parametrize("rule", list(FAILS))
def test_a_rule_that_fails_has_one_colon_in_a_clause_and_no_signed_difference(rule: str) -> None:
    said = finding_of(FAILS[rule].bad, rule).outcome.zh
    assert not TWO_COLONS.search(said)
    assert not SIGNED.search(said)


@pytest.mark.parametrize("face", ["1", "60000"])
def test_sources_are_beside_the_investment_by_an_amount_without_a_sign(face: str) -> None:
    said = finding_of(with_(GOOD, "bonds", face=Decimal(face)), "F02").outcome.zh
    assert re.search(r"相差\d", said)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_sources_and_what_they_pay_for_are_called_as_in_the_table(sample: str) -> None:
    """F01 names every sum as 资金来源与运用平衡表 does, with the figure that stands there."""
    result = computed_sample(sample)
    lines = result.book.use(sources_and_uses.schedule)
    said = next(one.outcome.zh for one in result.findings if one.rule.id == "F01")
    for line in (lines.sources, lines.computed, *([lines.left] if result.figures.amount(lines.left) else [])):
        assert f"{line.zh}{result.figures.amount(line):,.2f}万元" in said
    assert lines.uses.zh not in said
