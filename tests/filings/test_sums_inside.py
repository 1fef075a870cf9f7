"""What the plan prints as 存续期合计 of revenue, costs and taxes makes the E of the verdict, whatever flows at the edges of the bonds' life."""

from decimal import Decimal

import pytest

from bondcalc.filings.parts.edge_years import edge_words
from tests.schedules.stated import computed, scalar
from tests.trials.trial import own_sections, table_of

TEXT = """
[project]
name = "x"
rule_date = 2022-05-01
construction_end = 2021-12-31
operation_start = 2023-04-01
forecast_end = 2027
[[bonds]]
id = "A"
status = "planned"
value_date = 2022-07-01
face = 100
coupon = 0.03
term_years = 5
[[investment]]
id = "w"
category = "construction"
name = "厂房"
amount = 6000
by_year = { 2021 = 1 }
[[revenue]]
id = "rent"
name = "租金"
price = 1
quantity = 600
quantity_unit = "㎡"
output_vat_rate = 0.09
[[revenue]]
id = "sale"
name = "出售"
price = 1
quantity_unit = "㎡"
output_vat_rate = 0.09
by_year = { 2025 = 218, 2027 = 327 }
month = 3
[[costs]]
kind = "repair"
name = "大修"
basis = "by_year"
by_year = { 2027 = 50 }
[[costs]]
kind = "insurance"
name = "保险"
basis = "by_year"
by_year = { 2023 = 8, 2024 = 9, 2025 = 9, 2026 = 9, 2027 = 9 }
[[costs]]
kind = "replacement"
name = "更新"
basis = "by_year"
by_year = { 2027 = 40 }
[[buildings]]
name = "厂房"
deduction = 0.2
original_value = 10000
[taxation]
method = "computed"
"""


@pytest.mark.parametrize("month", [3, 11])
def test_the_printed_sums_make_the_e_of_the_verdict(month: int) -> None:
    """Property tax before operation, one repair of the last year, a sale in or after the last month of the bonds."""
    result = computed(TEXT.replace("month = 3", f"month = {month}"), "")
    plan = own_sections(result, "plan")
    sums = {}
    for title in ("经营收入表", "运营成本与维持运营投资表", "相关税费表"):
        for row in table_of(plan, title).rows:
            sums[str(row[0])] = Decimal(str(getattr(row[1], "text", "0") or "0").replace(",", ""))
    out = sums["运营成本合计"] + sums["维持运营投资"] + sums["相关税费合计"]
    assert sums["经营收入合计"] - out == scalar(result, "coverage", "revenue_counted")


def test_the_sentence_of_the_edge_years_says_what_becomes_of_the_tax() -> None:
    """Only where the program computes it: a tax entered by hand goes by the months."""
    computed_here, entered = (computed(text, "") for text in (TEXT, TEXT.replace('method = "computed"', "")))
    said = [str(edge_words(result)) for result in (computed_here, entered)]
    assert ["税费随之计入" in words for words in said] == [True, False]
