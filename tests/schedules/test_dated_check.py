"""What a year has earned by the day of a large payment. By hand."""

import pytest

from tests.schedules.stated import amounts, computed

PROJECT = """[project]
name = "x"
rule_date = 2021-05-01
operation_start = {start}
operation_end = {end}
"""
TEXT = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-06-20
face = 1000
coupon = 0.03
term_years = 5
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 1200
quantity = 1
"""


@pytest.mark.parametrize(
    ("start", "end", "elapsed", "months"),
    [
        # Open from 15 April: May is earned of May to December; closed after March: all three months are.
        ("2022-04-15", "2026-03-31", [1, 5, 5, 5, 3], [8, 12, 12, 12, 3]),
        # Opens after the first payment and closes on 10 August, so that July is the last whole month.
        ("2022-09-01", "2026-08-10", [0, 5, 5, 5, 5], [4, 12, 12, 12, 7]),
        # A year without operation is taken by calendar months.
        ("2023-01-01", "2025-12-31", [5, 5, 5, 5, 5], [12, 12, 12, 12, 12]),
    ],
)
def test_months_earned_are_whole_months_of_operation(
    start: str, end: str, elapsed: list[int], months: list[int]
) -> None:
    result = computed(TEXT, PROJECT.format(start=start, end=end))
    table = result.book.find("dated_check_A")
    assert amounts(result, table["elapsed"]) == elapsed
    assert amounts(result, table["months"]) == months
