"""Filings say on which days the money is not there, beside year-ends that hold."""

import pytest

from bondcalc.filings.parts.edge_years import edge_words
from bondcalc.filings.parts.repayment_words import able
from bondcalc.filings.parts.text import Writer
from bondcalc.typeset.document import Paragraph, printed
from tests.checks.test_short_days import made


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_plan_and_evaluation_name_the_day_beside_the_year_ends(filing: str) -> None:
    writer = Writer(made(3000, 2360), filing)
    writer.words |= {"money": "万元"}
    said = "".join(printed(block.text) for block in able(writer) if isinstance(block, Paragraph))
    assert "各年末资金余额均不为负" in said
    assert "按还本付息日逐日核对，2026年6月20日（债券A、B）付款后，余额为-360.00万元，当日资金不足" in said


def test_receipts_by_the_period_are_told_with_the_edge_years() -> None:
    assert "按季、按半年、年末收取的，只计债券存续期内已满的收款期" in printed(edge_words(made(3000, 2360)))
