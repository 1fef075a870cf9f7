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


SHORTER = "计至2026年3月10日（债券A到期）的收益为同期由收益偿还的本息的"


def longer(price: int, face: int, term: int = 9, since: str = "2021-03-10", more: str = "") -> Result:
    bond = LONGER.format(face=face, term=term, refinances="").replace("2021-03-10", since)
    return computed(bond + more, EARNED.replace("price = 800", f"price = {price}"))


@pytest.mark.parametrize(
    ("price", "multiples"),
    [
        (500, ("1.63", "0.86", "1.00")),  # 440 a year: 1,980 to February 2026 for 2,300.15, and 3,740 for 2,301.27
        (600, ("1.99", "1.06", "1.20")),  # 540 a year: 2,430, and 4,590 in all
    ],
)
def test_a_small_bond_that_makes_the_life_longer_does_not_decide(price: int, multiples: tuple[str, str, str]) -> None:
    result = longer(price, 1)
    assert verdict_in(result, "C03") == "pass"
    said, (whole, shorter, limit) = finding_in(result, "C14").outcome, multiples
    assert (said.verdict, said.zh) == (
        "warn",
        f"计至末期债券到期为{whole}倍，{SHORTER}{shorter}倍，与标准{limit}倍比较，结论不一致",
    )


@pytest.mark.parametrize(
    ("price", "face", "term", "since", "verdicts"),
    [
        (700, 1, 9, "2021-03-10", "pass pass"),  # 640 a year: 2,880 to February 2026 for 2,300.15
        (700, 1000, 9, "2021-03-10", "pass warn"),  # five payments of 30 more: 1.2 of 2,450 are 2,940
        (720, 1000, 9, "2021-03-10", "pass pass"),  # 660 a year: 2,970
        (710, 1000, 9, "2021-03-10", "pass warn"),  # 650 a year: 2,925
        (710, 1000, 9, "2021-09-10", "pass pass"),  # four payments by March 2026: 1.2 of 2,420 are 2,904
        (600, 1, 5, "2021-12-10", "pass warn"),  # to November 2026 540 make 2,835, 1.232 of 2,301.15; to February 2,430
        (500, 1, 5, "2021-03-10", "fail warn"),  # both fall due on one day: 0.86 by months, 1.02 by whole years
    ],
)
def test_what_is_earned_and_owed_counts_to_the_day(price: int, face: int, term: int, since: str, verdicts: str) -> None:
    result = longer(price, face, term, since)
    assert " ".join(verdict_in(result, rule) for rule in ("C03", "C14")) == verdicts
    assert (SHORTER in finding_in(result, "C14").outcome.zh) is (verdicts == "pass warn")


LOAN = """
[[loans]]
id = "L"
lender = "银行"
purpose = "working_capital"
drawn_at = "year_start"
rate = 0.05
repayment = "equal_principal"
by_year = {{ 2024 = 400 }}
first_repayment = 2026
last_repayment = 2026
{day}
"""


@pytest.mark.parametrize(("day", "verdict"), [("", "pass"), ("first_repayment_day = 2026-03-01", "warn")])
def test_a_loan_repaid_after_the_day_is_not_owed_by_it(day: str, verdict: str) -> None:
    """640 a year: 2,880 for 2,300.15 and two years' interest of 20, 1.23 of it; with 420 of December 2026 they are 1.04."""
    assert verdict_in(longer(700, 1, more=LOAN.format(day=day)), "C14") == verdict


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
