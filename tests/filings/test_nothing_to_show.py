"""What a project does not have takes no table, no sentence and no letter; a chart leads to the table that turns its page."""

import pytest

from bondcalc.filings.draw import write
from bondcalc.typeset.document import Chart, PageBlock, PageTable, Paragraph
from tests.samples import SAMPLE_NAMES, computed_sample

FILINGS = ("plan", "evaluation")


def blocks(sample: str, filing: str) -> list[PageBlock]:
    return list(write(computed_sample(sample), filing).blocks)


def titles(sample: str, filing: str) -> list[str]:
    return [block.title for block in blocks(sample, filing) if isinstance(block, PageTable | Chart)]


@pytest.mark.parametrize("filing", FILINGS)
def test_depreciation_is_told_where_something_is_depreciated(filing: str) -> None:
    """Land that is sold again is not: its table was one line of what is left, and no charge."""
    assert not any(title.startswith("折旧及摊销估算表") for title in titles("land-reserve", filing))
    assert any(title.startswith("折旧及摊销估算表") for title in titles("anping-water", filing))


@pytest.mark.parametrize("filing", FILINGS)
@pytest.mark.parametrize(
    ("sample", "reason"),
    [
        ("land-reserve", "年为负：本项目没有营业收入，土地净收益不是利润"),
        ("hengyang-park", "年为负：相应年度的营业收入不足以弥补成本和折旧摊销，而土地净收益不是利润"),
        ("anping-water", "年为负：相应年度的营业收入不足以弥补成本和折旧摊销。"),
    ],
)
def test_a_negative_interest_cover_has_the_reason_of_its_project(sample: str, filing: str, reason: str) -> None:
    said = ["".join(map(str, block.text)) for block in blocks(sample, filing) if isinstance(block, Paragraph)]
    assert sum("利息备付率按息税前利润计算" in text and reason in text for text in said) == 1


@pytest.mark.parametrize("filing", FILINGS)
@pytest.mark.parametrize("sample", ["land-reserve", "anping-water"])
def test_the_estimate_ends_in_the_total_without_the_letter_of_a_ratio(sample: str, filing: str) -> None:
    [estimate] = [block for block in blocks(sample, filing) if getattr(block, "title", "") == "投资估算表"]
    assert isinstance(estimate, PageTable)
    assert [str(row[0]) for row in estimate.rows[-3:]] == ["测算总投资", "批复高于测算", "项目总投资"]


@pytest.mark.parametrize("filing", FILINGS)
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_the_chart_of_cash_stands_before_its_table(sample: str, filing: str) -> None:
    named = titles(sample, filing)
    table = next(number for number, title in enumerate(named) if title.startswith("资金测算平衡表"))
    assert named[table - 1] == "期末资金余额（分年）"
