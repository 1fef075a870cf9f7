"""C14 beside other dates: a small bond that makes the life longer, a month of receipt that brings a year in whole. Every figure by hand."""

import pytest

from bondcalc.result.result import Result
from tests.schedules.stated import computed, finding_in, verdict_in
from tests.schedules.test_late_costs import HEAD, LATER, earned

EARNED = HEAD.format(end=LATER, edge="prorated", forecast=2030)
"""Bond A of 2,000 at 3 % falls due on 10 March 2026 and takes 2,300; the province asks for 1.2 of it; wages of 60 a year."""
LONGER = """
[[bonds]]
id = "B"
status = "planned"
value_date = 2021-03-10
face = {face}
coupon = 0.03
term_years = {term}
payments_a_year = 1
{refinances}
"""


SHORTER = "计至2026年末（债券A到期）的收益为同期由收益偿还的本息的"


def longer(price: int, face: int, term: int = 9) -> Result:
    return computed(
        LONGER.format(face=face, term=term, refinances=""), EARNED.replace("price = 800", f"price = {price}")
    )


def test_a_small_bond_that_makes_the_life_longer_does_not_decide() -> None:
    """440 a year: 2,346.67 to the end of 2026 for 2,300.15, and 3,740 to February 2030 for 2,301.27."""
    result = longer(500, 1)
    assert verdict_in(result, "C03") == "pass"
    said = finding_in(result, "C14").outcome
    assert (said.verdict, said.zh) == (
        "warn",
        f"计至末期债券到期为1.63倍，{SHORTER}1.02倍，与标准1.20倍比较，结论不一致",
    )


@pytest.mark.parametrize(
    ("price", "face", "term", "whole", "verdict"),
    [
        (600, 1, 9, "pass", "pass"),  # 540 a year: 2,880 to the end of 2026 for 2,300.15
        (620, 1000, 9, "pass", "pass"),  # 560 a year: 2,986.67 for 2,450; 4,760 for 3,570 to the end
        (500, 1, 5, "fail", "warn"),  # both fall due on one day: 0.86 by months, 1.02 by whole years
    ],
)
def test_where_it_does_not_decide_nothing_is_said(price: int, face: int, term: int, whole: str, verdict: str) -> None:
    result = longer(price, face, term)
    assert (verdict_in(result, "C03"), verdict_in(result, "C14")) == (whole, verdict)
    assert SHORTER not in finding_in(result, "C14").outcome.zh


def test_what_is_refinanced_is_not_held_to_its_own_end() -> None:
    """A is rolled into B: C03 says what it is without."""
    rolled = LONGER.format(face=2000, term=4, refinances='refinances = "A"').replace("2021-03-10", "2026-03-10")
    result = computed(rolled, EARNED.replace("price = 800", "price = 600"))
    assert "债券A到期" not in finding_in(result, "C14").outcome.zh


@pytest.mark.parametrize(
    ("price", "counts", "verdict"),
    [
        (700, 3230, "warn"),  # five times 700 less 4.5 times 60; by two months of 2026 they are 2,646.67, 1.15 of 2,300
        (740, 3430, "pass"),  # by months 2,813.33, 1.22
    ],
)
def test_rent_of_january_does_not_decide(price: int, counts: int, verdict: str) -> None:
    years = ", ".join(f"{year} = 1" for year in range(2022, 2031))
    monthed = EARNED.replace("price = 800\nquantity = 1\n", f"price = {price}\nmonth = 1\nby_year = {{ {years} }}\n")
    result = computed("", monthed)
    assert (earned(result), verdict_in(result, "C03"), verdict_in(result, "C14")) == (counts, "pass", verdict)
    assert ("改按末年月数折算为1.15倍" in finding_in(result, "C14").outcome.zh) is (verdict == "warn")
