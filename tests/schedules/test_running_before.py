"""A plant that ran before the first issue: ramp and prices of its earlier operating years. By hand."""

from decimal import Decimal

import pytest

from tests.schedules.stated import by_year, computed

PROJECT = '[project]\nname = "x"\nrule_date = 2022-01-01\noperation_start = 2019-05-01\nforecast_end = 2023\n[settings]\ngrowth_steps = "{steps}"\n'
TEXT = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2022-01-01
face = 1000
coupon = 0.03
term_years = 2
[[ramps]]
id = "r"
name = "负荷"
by_operating_year = { 1 = 0.5, 2 = 0.6, 3 = 0.8, 4 = 1 }
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 1000
price_limit = 1340
quantity = 1
growth_rate = 0.1
ramp = "r"
[[costs]]
id = "wages"
kind = "wages"
name = "工资"
basis = "fixed"
rate = 1200
growth_rate = 0.1
growth_every = 3
"""


@pytest.mark.parametrize(
    ("steps", "fee", "wages"), [("calendar", "1242.27", "1320.00"), ("operating_year", "1210.00", "1280.00")]
)
def test_earlier_operating_years_are_known_in_the_first_year(steps: str, fee: str, wages: str) -> None:
    """2022 has 4 months of the 3rd operating year (load 0.8, price 1,210) and 8 of the 4th (load 1, price 1,331).

    By calendar year 1,331 x (0.8 x 4 + 1 x 8) / 12; by operating year (1,210 x 0.8 x 4 + 1,331 x 8) / 12. Wages rise once in
    three years: 1,320 from the 4th operating year, (1,200 x 4 + 1,320 x 8) / 12 where its months are told apart.
    """
    result = computed(TEXT, PROJECT.format(steps=steps))
    assert by_year(result, "revenue", "amount.fee")[2022] == Decimal(fee)
    assert by_year(result, "costs", "amount.wages")[2022] == Decimal(wages)


@pytest.mark.parametrize(("start", "load", "wages"), [("2021-01-01", "0.6", "1200.00"), ("2016-01-01", "1", "1452.00")])
def test_whole_years_before(start: str, load: str, wages: str) -> None:
    """The 2nd operating year, then the 7th, for which the price is at its limit and wages have risen twice."""
    result = computed(TEXT, PROJECT.format(steps="operating_year").replace("2019-05-01", start))
    price = min(1340, 1000 * Decimal("1.1") ** (2022 - int(start[:4])))
    assert by_year(result, "revenue", "amount.fee")[2022] == price * Decimal(load)
    assert by_year(result, "costs", "amount.wages")[2022] == Decimal(wages)
