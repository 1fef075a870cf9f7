"""The coverage window, and the ratios before any rounding."""

from decimal import Decimal

from bondcalc.contract import ratios_of
from tests.schedules.stated import by_year, computed

TEXT = """
[settings]
coverage_threshold = 1.2
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-04-15
face = 1000
coupon = 0.03
term_years = 3
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 1
by_year = { 2020 = 999, 2021 = 120, 2022 = 400, 2023 = 500, 2024 = 240, 2025 = 999 }
"""


def test_months_wholly_inside_and_whole_years() -> None:
    """15 April 2021 to 15 April 2024: eight months of 2021 are whole (May to December), three of 2024."""
    result = computed(TEXT)
    assert by_year(result, "repayable", "prorated") == {2021: 80, 2022: 400, 2023: 500, 2024: 60}
    assert by_year(result, "repayable", "whole") == {2021: 120, 2022: 400, 2023: 500, 2024: 240}
    ratios = ratios_of(result)
    assert ratios["coverage_total_debt"] == f"{Decimal(1040) / 1090:.12f}"
    assert ratios["coverage_total_debt_whole_years"] == f"{Decimal(1260) / 1090:.12f}"
    verdicts = {found.rule.id: found.verdict for found in result.findings}
    assert (verdicts["C01"], verdicts["C14"]) == ("fail", "warn")


def test_a_ratio_that_would_round_up_to_the_standard_fails() -> None:
    """1,195 over 1,000 is 1.195: it prints as 1.20 and is below 1.20."""
    text = TEXT.replace("coupon = 0.03", "coupon = 0").replace("2021-04-15", "2021-01-01").replace(
        "2020 = 999, 2021 = 120, 2022 = 400, 2023 = 500, 2024 = 240, 2025 = 999", "2021 = 395, 2022 = 400, 2023 = 400")  # fmt: skip
    result = computed(text)
    found = {one.rule.id: one for one in result.findings}
    assert ratios_of(result)["coverage_total_debt"] == "1.195000000000"
    assert found["C03"].verdict == "fail"
    assert found["C03"].outcome.figure == "1.195"
    assert found["C06"].verdict == "warn"


def test_no_debt_service_after_the_window_and_negative_years_count() -> None:
    text = TEXT + '[[costs]]\nid = "c"\nkind = "other"\nname = "成本"\nbasis = "by_year"\nby_year = { 2022 = 900 }\n'
    result = computed(text)
    assert by_year(result, "repayable", "amount")[2022] == -500
    assert by_year(result, "repayable", "prorated")[2022] == -500
