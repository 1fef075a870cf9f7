"""Which money pays for construction first; what bond money may not pay waits for capital in every order."""

from decimal import Decimal

import pytest

from bondcalc.result.result import Result
from tests.schedules.stated import by_year, computed
from tests.trials.trial import own_text

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2023-01-01\n'
TEXT = """
[settings]
spending_order = "{order}"
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = 100
coupon = 0
issue_fee_rate = 0
payment_fee_rate = 0
term_years = 5
[[funding]]
id = "own"
kind = "own"
by_year = {{ 2021 = {first}, 2022 = {second} }}
[[investment]]
id = "w"
category = "construction"
name = "工程"
amount = 200
by_year = {{ 2021 = 0.5, 2022 = 0.5 }}
[[investment]]
id = "l"
category = "land_compensation"
name = "征地拆迁"
payable_by_bond = false
amount = 40
by_year = {{ 2021 = 0.5, 2022 = 0.5 }}
"""


def spent(order: str, first: int = 80, second: int = 60) -> Result:
    return computed(TEXT.format(order=order, first=first, second=second), HEAD)


@pytest.mark.parametrize(
    ("order", "bonds"),
    [
        ("bond_first", {2021: 100}),
        ("capital_first", {2021: 40, 2022: 60}),
        ("pro_rata", {2021: Decimal("62.5"), 2022: Decimal("37.5")}),
    ],
)
def test_who_pays_first(order: str, bonds: dict[int, Decimal]) -> None:
    """Each year 100 of works and 20 of land; 80 and 60 of capital, a bond of 100.

    Pro rata: beside the land 60 of capital are free, so bonds pay 100 x 100 / 160.
    """
    result = spent(order)
    assert by_year(result, "funding", "bond_spent") == bonds
    assert by_year(result, "funding", "capital_spent") == {year: 120 - bonds.get(year, 0) for year in (2021, 2022)}
    assert by_year(result, "funding", "shortfall") == {}


@pytest.mark.parametrize("order", ["bond_first", "capital_first", "pro_rata"])
def test_bond_money_never_pays_for_land(order: str) -> None:
    """10 of capital in the first year: the land lacks 10 though bond money lies there, in every order."""
    result = spent(order, 10, 130)
    assert by_year(result, "funding", "shortfall")[2021] == 10
    assert by_year(result, "funding", "bond_spent")[2021] == 100


def test_without_bond_money_capital_pays() -> None:
    """A year in which neither is there divides nothing by nothing."""
    result = spent("pro_rata", 0, 0)
    assert by_year(result, "funding", "bond_spent") == {2021: 100}
    assert by_year(result, "funding", "shortfall") == {2021: 20, 2022: 120}


def test_the_plan_says_which_order_was_chosen() -> None:
    told = [
        "建设资金支出顺序为" in "".join(own_text(spent(order), "plan").split()) for order in ("bond_first", "pro_rata")
    ]
    assert told == [False, True]
