"""True ties that come out of a quotient without end: multiply first, divide last, or half a cent is lost."""

from decimal import Decimal

import pytest

from tests.schedules.stated import by_year, coarse, computed
from tests.schedules.test_land import parcel
from tests.schedules.test_loans import HEAD
from tests.schedules.test_loans import loan as loan_text


@pytest.mark.parametrize(("area", "fund"), [("90.575", "18.12"), ("150.125", "30.03")])
def test_a_fund_on_the_area_that_ends_in_half_a_cent(area: str, fund: str) -> None:
    """3 yuan a square metre is a fifth of the area in mu: 18.115 and 30.025."""
    result = computed(parcel("40").replace("area_mu = 150", f"area_mu = {area}"))
    assert by_year(result, "land", "agricultural_development_fund.P") == {2023: Decimal(fund)}


@pytest.mark.parametrize(("amount", "last", "principal"), [("1.26", 2033, "0.11"), ("1.26", 2049, "0.05")])
def test_a_level_loan_without_interest_that_ends_in_half_a_cent(amount: str, last: int, principal: str) -> None:
    """1.26 over 12 and over 28 years: 0.105 and 0.045 in the first."""
    result = coarse(loan_text(f"2021 = {amount}", "0", 2022, last, "level"), HEAD.format(start=2022))
    assert by_year(result, "loans", "principal")[2022] == Decimal(principal)
