"""Working capital is part of A whenever construction ends."""

from decimal import Decimal

import pytest

from bondcalc.result.result import Result
from tests.schedules.stated import by_year, computed, scalar
from tests.trials.trial import own_text

PROJECT = '[project]\nname = "x"\nrule_date = 2021-05-01\nconstruction_end = {end}\n[settings]\nworking_capital = 100\n'
TEXT = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-06-20
face = 1000
coupon = 0.03
term_years = 5
[[investment]]
id = "w"
category = "construction"
name = "工程"
amount = 1000
by_year = { 2021 = 1 }
"""


@pytest.mark.parametrize(("end", "year"), [("2019-12-31", 2021), ("2022-06-30", 2022), ("2035-12-31", 2026)])
def test_working_capital_is_never_lost(end: str, year: int) -> None:
    """The tables go from the issue in 2021 to the maturity in 2026."""
    result = computed(TEXT, PROJECT.format(end=end))
    assert by_year(result, "investment", "working_capital") == {year: 100}


HEAD = (
    '[project]\nname = "x"\nrule_date = 2021-05-01\nconstruction_end = 2022-12-31\noperation_start = 2023-01-01\n'
    "forecast_end = 2026\n"
)
COSTS = """
[[costs]]
id = "w"
kind = "wages"
name = "工资"
basis = "fixed"
rate = 36
[[costs]]
id = "m"
kind = "materials"
name = "药剂"
basis = "by_year"
by_year = { 2023 = 72, 2024 = 72, 2025 = 144, 2026 = 72 }
"""
DAYS = "[flowing_funds]\nreceivable_days = 30\nstock_days = 60\ncash_days = 20\npayable_days = 45\n"


def tied_up(more: str) -> Result:
    return computed(TEXT + COSTS + more, HEAD)


def test_turnover_of_a_year_by_hand() -> None:
    """108 x 30 / 360 + 72 x 60 / 360 + 36 x 20 / 360 - 72 x 45 / 360 = 9 + 12 + 2 - 9 = 14; with 144 of materials 23.

    15 + 24 + 2 - 18 = 23 is the most; 30 % of it, 6.90, is in the investment, 7.10 and 9.00 come in 2023 and 2025.
    """
    result = tied_up(DAYS)
    assert by_year(result, "flowing_funds", "needed") == {2023: 14, 2024: 14, 2025: 23, 2026: 14}
    assert by_year(result, "flowing_funds", "held") == {2023: 14, 2024: 14, 2025: 23, 2026: 23}
    assert scalar(result, "working_capital", "base") == Decimal("6.9")
    assert by_year(result, "investment", "working_capital") == {2022: Decimal("6.9")}
    assert by_year(result, "cash", "working_capital") == {2023: Decimal("7.1"), 2025: 9}


def test_a_stated_amount_is_parted_in_base_and_rest() -> None:
    """100: 30 in the investment, 70 when operation starts."""
    result = tied_up("[flowing_funds]\namount = 100\n")
    assert by_year(result, "investment", "working_capital") == {2022: 30}
    assert by_year(result, "cash", "working_capital") == {2023: 70}


def test_a_larger_share_leaves_less_for_later() -> None:
    assert by_year(tied_up("[flowing_funds]\namount = 100\nbase_share = 0.6\n"), "cash", "working_capital") == {
        2023: 40
    }


def test_it_is_cash_and_no_cost() -> None:
    """收益 is what it was; closing cash is lower by what is tied up beside the base, and comes back in the cash flow."""
    plain, tied = tied_up(""), tied_up("[flowing_funds]\namount = 100\n")
    assert by_year(plain, "repayable", "amount") == by_year(tied, "repayable", "amount")
    closing = [by_year(result, "cash", "closing").get(2023, 0) for result in (plain, tied)]
    assert closing[0] - closing[1] == 70 + 30
    last = [by_year(result, "project_cash_flow", "returned")[2026] for result in (plain, tied)]
    assert last[1] - last[0] == 100


def test_the_plan_tells_the_most_and_the_base() -> None:
    told = ["".join(own_text(tied_up(more), "plan").split()) for more in (DAYS, "")]
    assert "流动资金最高占用额23.00万元，其中铺底流动资金6.90万元列入总投资" in told[0]
    assert "流动资金估算表" not in told[1]
