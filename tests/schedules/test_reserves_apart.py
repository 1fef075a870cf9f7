"""Reserves (预备费) of what bond money may not pay are not for bonds either, by hand."""

from decimal import Decimal

import pytest

from tests.schedules.stated import by_year, computed, finding_in

PLAN = """
[settings]
contingency_rate = 0.1
{rise}
[[investment]]
id = "works"
category = "construction"
name = "厂房"
amount = 1000
by_year = {{ 2021 = 0.5, 2022 = 0.5 }}
[[investment]]
id = "apart"
category = "{category}"
name = "另项"
amount = 200
payable_by_bond = {payable}
by_year = {{ 2021 = 1 }}
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-06-01
face = {face}
coupon = 0.03
term_years = 5
"""
THIRD = "price_contingency_rate = 0.1\nyears_before_construction = 1"
GUIDE = 'price_contingency_rate = 0.1\nprice_contingency_method = "older_guide"'
RISES = {"none": "", "third edition": THIRD, "guide": GUIDE}
# 2021: 500 and 200 with a contingency of 70, of which 20 is that of the 200; 2022: 500 with 50.
# Third edition: 770 x (1.1^1.5 - 1) = 118.34, of which 2/7 is 33.81; 550 x (1.1^2.5 - 1) = 147.98.
# Guide: works alone, 500 x 0.1 = 50 and 500 x 0.21 = 105; of works that bonds may not pay, 700 x 0.1 = 70 less 2/7 of it.
PAYABLE = {"none": (550, 550), "third edition": ("634.53", "697.98"), "guide": (600, 655)}


@pytest.mark.parametrize("rise", RISES)
@pytest.mark.parametrize(("category", "payable"), [("land_compensation", "true"), ("construction", "false")])
def test_reserves_of_land_are_not_for_bonds(rise: str, category: str, payable: str) -> None:
    result = computed(PLAN.format(rise=RISES[rise], category=category, payable=payable, face=1000))
    first, second = (Decimal(amount) for amount in PAYABLE[rise])
    assert by_year(result, "investment", "payable_by_bond") == {2021: first, 2022: second}


def test_all_reserves_are_for_bonds_where_they_may_pay_everything() -> None:
    result = computed(PLAN.format(rise="", category="construction", payable="true", face=1000))
    assert by_year(result, "investment", "payable_by_bond") == {2021: Decimal(770), 2022: Decimal(550)}


@pytest.mark.parametrize(("face", "verdict"), [("1100", "pass"), ("1100.01", "fail")])
def test_no_bond_is_issued_for_the_reserves_of_land(face: str, verdict: str) -> None:
    """The 20 of contingency on the land stood among what bonds may pay for: up to 1,120 passed N01."""
    result = computed(PLAN.format(rise="", category="land_compensation", payable="true", face=face))
    assert finding_in(result, "N01").verdict == verdict
