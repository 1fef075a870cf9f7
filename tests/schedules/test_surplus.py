"""Cash without the construction money that is left over (建设资金结余), worked out by hand; what the cash rules say of it."""

from decimal import Decimal

import pytest

from bondcalc.result.result import Result
from tests.schedules.stated import by_year, finding_in, verdict_in
from tests.schedules.test_approval import BODY, COMPUTED, figures, made

LEFT = 10000 - COMPUTED
"""5,000 of bonds and 5,000 of capital for 9,304.35: 695.65, which nobody spends."""
YEARLY = 200 + 2 * Decimal("0.01")
"""Two coupons of 100 and their fee."""


def earning(revenue: str, capital: str = "5000") -> Result:
    """The project of the approval with other revenue by year."""
    body = BODY.replace("2023 = 900, 2030 = 9000", revenue)
    assert revenue in body
    return made("approved_total = 10000", capital, body=body)


def test_cash_without_what_construction_leaves() -> None:
    """900 come in 2023, nothing more until 2030: service of 2027 to 2029 is paid from what construction left."""
    result = earning("2023 = 900, 2030 = 9000")
    without = by_year(result, "surplus", "closing")
    assert [without[year] for year in (2023, 2026, 2027, 2029)] == [
        900 - YEARLY,
        900 - 4 * YEARLY,
        900 - 5 * YEARLY,
        900 - 7 * YEARLY,
    ]
    cash = by_year(result, "cash", "closing")
    assert {year: cash[year] - without[year] for year in range(2022, 2031) if year in without} == dict.fromkeys(
        range(2023, 2031), LEFT
    )
    assert figures(result, "surplus_lowest")["cash_min_without_surplus"] == 900 - 7 * YEARLY


def test_a_cash_rule_that_holds_only_with_it_says_both_figures() -> None:
    result = earning("2023 = 900, 2030 = 9000")
    assert [verdict_in(result, rule) for rule in ("C07", "C09", "F01")] == ["warn", "warn", "pass"]
    cash, cover = (finding_in(result, rule).outcome for rule in ("C07", "C09"))
    lowest = 900 - 7 * YEARLY
    assert f"最低{lowest + LEFT:,.2f}万元；资金中含建设资金结余{LEFT}万元" in cash.zh
    assert f"扣除后2027年起共3个年末资金为负，最低{lowest:,.2f}万元" in cash.zh
    assert f"lowest {lowest:,.2f}" in cash.en
    # 2031 opens with 8,995.49 for 5,100; without what was left 2029 opens with -300.12 for 200.
    assert "含期初资金的偿债备付率2031年最低，为1.76倍" in cover.zh
    assert "扣除后2029年最低，为-1.50倍，共3个年度不足" in cover.zh


def test_enough_without_it_passes_and_says_so() -> None:
    result = earning("2023 = 3000, 2030 = 9000")
    assert [verdict_in(result, rule) for rule in ("C07", "C09")] == ["pass", "pass"]
    # At the end of construction, before anything is earned, there is nothing else in the account.
    assert f"最低{LEFT}万元；资金中含建设资金结余{LEFT}万元，扣除后最低0.00万元" in finding_in(result, "C07").outcome.zh


def test_a_large_payment_finds_its_money_only_with_it() -> None:
    """On 1 June 2031 5,100.26 fall due: 4,399.84 are there and five twelfths of 1,000, the rest comes later in the year."""
    result = earning("2023 = 3000, 2030 = 3000, 2031 = 1000")
    assert by_year(result, "surplus", "closing")[2030] == 6000 - 8 * YEARLY
    assert verdict_in(result, "C07") == "warn"
    assert (
        "扣除后最低0.00万元，付款当日资金不足：2031年6月1日（债券A，大额偿付）缺283.75万元"
        in finding_in(result, "C07").outcome.zh
    )
    assert verdict_in(earning("2023 = 3000, 2030 = 4000, 2031 = 1000"), "C07") == "pass"


def test_years_that_hang_on_it_are_named_and_a_bullet_does_without_it() -> None:
    """A bullet of 5,000 finds 3,999.84 and 700 of its year; with the 695.65 left over it would have enough."""
    said = finding_in(earning("2023 = 900, 2030 = 9000"), "C16").outcome.zh
    assert said.endswith("依靠以前年度结余，其中2027至2029年还依靠建设资金结余")
    assert verdict_in(earning("2023 = 3000, 2030 = 2600, 2031 = 700"), "W05") == "warn"
    assert verdict_in(earning("2023 = 3000, 2030 = 3000, 2031 = 1000"), "W05") == "pass"


def test_a_day_that_is_short_anyway_hides_no_year_that_is_short_without_it() -> None:
    """On 1 June 2031 3,995.49 and five twelfths of 2,000 are there for 5,100.26; 2027 to 2029 end short without what was left."""
    said = finding_in(earning("2023 = 900, 2030 = 4000, 2031 = 2000"), "C07").outcome.zh
    assert "2031年6月1日（债券A，大额偿付）缺271.44万元；资金中含建设资金结余" in said
    assert "扣除后2027年起共3个年末资金为负" in said


def test_a_bullet_that_is_short_speaks_of_it_only_where_it_is_there() -> None:
    for capital, said in (("5000", True), ("4304.35", False)):
        result = earning("2023 = 3000, 2030 = 2600, 2031 = 700", capital)
        assert verdict_in(result, "W05") == "warn"
        assert ("不含建设资金结余" in finding_in(result, "W05").outcome.zh) is said


@pytest.mark.parametrize("capital", ["4304.35", "4000"])
def test_money_that_waits_for_the_works_is_not_left_over(capital: str) -> None:
    """What 2021 does not spend pays the works of 2022, and a gap leaves nothing either."""
    result = made("", capital)
    assert by_year(result, "funding", "bond_cash")
    assert not by_year(result, "surplus", "left")
    assert "结余" not in finding_in(result, "C07").outcome.zh + finding_in(result, "C09").outcome.zh
