"""The coverage window, and the ratios before any rounding."""

from decimal import Decimal

import pytest

from bondcalc.result.contract import ratios_of
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
    text = (
        TEXT.replace("coupon = 0.03", "coupon = 0")
        .replace("2021-04-15", "2021-01-01")
        .replace(
            "2020 = 999, 2021 = 120, 2022 = 400, 2023 = 500, 2024 = 240, 2025 = 999",
            "2021 = 395, 2022 = 400, 2023 = 400",
        )
    )
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


@pytest.mark.parametrize("edge", ["prorated", "whole"])
def test_figures_outside_the_window_move_nothing(edge: str) -> None:
    text = TEXT.replace("[settings]", f'[settings]\nedge_years = "{edge}"')
    plain = text.replace("2020 = 999", "2020 = 0").replace("2025 = 999", "2025 = 0")
    assert ratios_of(computed(text))["coverage_total_debt"] == ratios_of(computed(plain))["coverage_total_debt"]
    moved = text.replace("2022 = 400", "2022 = 401")
    assert ratios_of(computed(moved))["coverage_total_debt"] != ratios_of(computed(plain))["coverage_total_debt"]


@pytest.mark.parametrize(("month", "share"), [(month, 13 - month) for month in range(1, 13)])
def test_every_month_of_issue(month: int, share: int) -> None:
    """Issued on the first of a month, that month is whole; 120 a year is 10 a month."""
    text = TEXT.replace("2021-04-15", f"2021-{month:02}-01")
    found = by_year(computed(text), "repayable", "prorated")
    expected = {2021: 10 * share, 2022: 400, 2023: 500, 2024: 20 * (month - 1)}
    assert found == {year: Decimal(amount) for year, amount in expected.items() if amount}


@pytest.mark.parametrize(
    ("month", "amount", "expected"),
    [(12, "15.42", "1.29"), (8, "15.42", "6.43"), (6, "15.42", "9.00"), (6, "1.26", "0.74"), (2, "15.42", "14.14")],
)
def test_months_of_an_amount_that_end_in_half_a_cent(month: int, amount: str, expected: str) -> None:
    """15.42 x 1, 5, 7 and 11 twelfths is 1.285, 6.425, 8.995 and 14.135."""
    text = TEXT.replace("2021-04-15", f"2021-{month:02}-01").replace("2021 = 120", f"2021 = {amount}")
    assert by_year(computed(text), "repayable", "prorated")[2021] == Decimal(expected)


def test_the_month_that_ends_on_the_maturity_date_is_whole() -> None:
    """31 March 2021 to 31 March 2024: April to December, two years, January to March; 36 months in all."""
    found = by_year(computed(TEXT.replace("2021-04-15", "2021-03-31")), "repayable", "prorated")
    assert found == {2021: Decimal(90), 2022: Decimal(400), 2023: Decimal(500), 2024: Decimal(60)}
