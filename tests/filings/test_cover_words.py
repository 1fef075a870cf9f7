"""A negative interest cover is said in words with its reason; months of the edge years and growth are stated."""

import pytest

from bondcalc.filings.parts.interest_cover import spans
from bondcalc.result.result import Result
from tests.schedules.stated import computed
from tests.trials.trial import own_text

TEXT = """
[project]
name = "x"
rule_date = 2021-01-01
operation_start = 2021-09-01
operation_end = 2026-02-28
forecast_end = 2026
[settings]
edge_years = "{edge}"
growth_steps = "operating_year"
[[investment]]
id = "plant"
category = "equipment"
name = "设备"
amount = 9000
by_year = {{ 2021 = 1 }}
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-03-10
face = 2000
coupon = 0.03
term_years = 5
payments_a_year = 1
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 600
quantity = 1
"""


def made(edge: str = "prorated") -> Result:
    return computed(TEXT.format(edge=edge), "")


def test_years_that_follow_one_another_are_one_span() -> None:
    assert spans([2023, 2024, 2025, 2028, 2030, 2031]) == ["2023至2025", "2028", "2030至2031"]


def test_a_negative_cover_is_printed_in_words_with_its_years() -> None:
    """600 a year against 855 of wear of machines of 9,000 over ten years: the profit before interest is below nothing."""
    text = own_text(made(), "evaluation")
    assert "利息备付率最低值 为负" in text
    assert "利息备付率按息税前利润计算" in text
    assert "土地净收益不是利润" not in text


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_the_months_of_the_edge_years_are_stated(filing: str) -> None:
    assert "按月折算：2021年运营4个月，计入4个月，2026年运营2个月，计入2个月" in own_text(made(), filing)
    whole = own_text(made("whole"), filing)
    assert ("整年计入" in whole, "计入4个月" in whole) == (True, False)


def test_how_prices_grow_is_stated_where_some_grow() -> None:
    grows = computed(TEXT.format(edge="prorated") + "growth_rate = 0.03\n", "")
    assert "单价和成本的上涨按运营年分月起算；" in own_text(grows, "evaluation")
    assert "上涨" not in own_text(made(), "evaluation").partition("收益口径")[2].partition("基本假设")[0]
