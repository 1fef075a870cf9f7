"""What a year has for its debt: DSCR after replacement, interest cover by the book, averages; growth by operating year. By hand."""

from decimal import Decimal

import pytest

from bondcalc.result.result import Result
from tests.schedules.stated import by_year, computed, ratios, scalar

HEAD = """
[project]
name = "x"
rule_date = 2021-01-01
construction_end = 2021-12-31
operation_start = {start}
operation_end = 2040-12-31
forecast_end = 2026
[settings]
growth_steps = "{steps}"
"""
BOND = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = 2000
coupon = 0.03
term_years = 5
payments_a_year = 1
[[funding]]
id = "c"
kind = "budget"
by_year = { 2021 = 3000 }
[[investment]]
id = "plant"
category = "construction"
name = "厂房"
amount = 4000
by_year = { 2021 = 1 }
"""
FEE = """
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 1200
quantity = 1
{more}
"""
WAGES = '[[costs]]\nid = "w"\nkind = "wages"\nname = "工资"\nbasis = "fixed"\nrate = {rate}\n{more}\n'
NEW = '[[costs]]\nid = "n"\nkind = "replacement"\nname = "更新"\nbasis = "by_year"\nby_year = { 2024 = 930 }\n'

CLOSE = Decimal("1e-20")


def made(text: str, start: str = "2022-01-01", steps: str = "calendar") -> Result:
    return computed(text, HEAD.format(start=start, steps=steps))


def test_dscr_is_after_replacement_and_interest_cover_before_fees() -> None:
    """960 a year over 60; 2024 has 30 left of it; 2026 repays 2,000: (960) / 2,060. The loss of value is read off its table."""
    result = made(BOND + FEE.format(more="") + WAGES.format(rate=240, more="") + NEW)
    dscr = ratios(result, "coverage_by_year", "dscr")
    assert {year: dscr[year] for year in (2023, 2024)} == {2023: 16, 2024: Decimal("0.5")}
    assert abs(dscr[2026] - Decimal(960) / 2060) < CLOSE
    to_date = ratios(result, "coverage_by_year", "dscr_to_date")
    assert abs(to_date[2024] - (960 + 960 + 30) / Decimal(180)) < CLOSE
    worn = by_year(result, "depreciation", "total")
    icr, land = ratios(result, "profit", "icr"), ratios(result, "profit", "icr_with_land")
    fees = by_year(result, "debt_service", "payment_fees")
    for year, cash in ((2023, 960), (2024, 30)):
        assert abs(icr[year] - (cash - worn[year] - fees.get(year, 0)) / 60) < CLOSE
    assert icr == land
    assert 2021 not in icr


def test_interest_cover_of_a_loss_with_land_beside_it() -> None:
    """Land of the year is no profit: cover is negative and printed in words, with land it is not."""
    land = '[[land]]\nid="P"\nuse="工业"\narea_mu=100\nprice=20\nclaimed=true\nby_year={ 2023 = 1 }\n'
    result = made(BOND + FEE.format(more="") + WAGES.format(rate=1300, more="") + land)
    icr, beside = ratios(result, "profit", "icr")[2023], ratios(result, "profit", "icr_with_land")[2023]
    assert icr < 0 < beside
    assert abs(beside - icr - by_year(result, "land", "claimed_net")[2023] / 60) < CLOSE


def test_averages_say_what_they_are() -> None:
    """Sums over sums and over what was raised; the coupon of the opening day, 1 January 2022, is paid from revenue."""
    result = made(BOND + FEE.format(more="") + WAGES.format(rate=240, more="") + NEW)
    service = by_year(result, "coverage_by_year", "service")
    earned = by_year(result, "coverage_by_year", "revenue")
    paid = sum(service.values())
    assert scalar(result, "coverage", "service_average") == (paid / len(service)).quantize(Decimal("0.01"))
    assert scalar(result, "coverage", "dscr_average") == pytest.approx(
        sum(earned[year] for year in service) / paid, abs=Decimal("1e-20")
    )
    raised = Decimal(3000 + 2000)
    shares = [scalar(result, "coverage", f"share_{id_}") for id_ in ("capital", "special_bonds", "market_loans")]
    assert shares == [3000 / raised, 2000 / raised, 0]
    assert scalar(result, "coverage", "cost_to_revenue") == Decimal("0.2")


@pytest.mark.parametrize(("steps", "second", "third"), [("calendar", 1320, 1452), ("operating_year", 1240, 1364)])
def test_a_price_that_grows_each_year_from_september(steps: str, second: int, third: int) -> None:
    """100 a month from September, 10 % a year: by calendar year 110 all of the next year; by operating year only from September."""
    fee = made(BOND + FEE.format(more="growth_rate = 0.1"), "2022-09-01", steps)
    cost = made(BOND + FEE.format(more="") + WAGES.format(rate=1200, more="growth_rate = 0.1"), "2022-09-01", steps)
    for found in (by_year(fee, "revenue", "amount.fee"), by_year(cost, "costs", "amount.w")):
        assert [found[year] for year in (2022, 2023, 2024)] == [400, second, third]


def test_growth_goes_with_the_ramp_of_its_own_year_and_stops_at_the_limit() -> None:
    """Half load in the first operating year: 2023 is eight months at 50 and four at 110, then eight at 110 and four at the limit."""
    ramp = '[[ramps]]\nid = "r"\nname = "负荷"\nby_operating_year = { 1 = 0.5, 2 = 1 }\n'
    more = 'growth_rate = 0.1\nprice_limit = 1380\nramp = "r"'
    found = by_year(made(BOND + FEE.format(more=more) + ramp, "2022-09-01", "operating_year"), "revenue", "amount.fee")
    assert [found[year] for year in (2022, 2023, 2024)] == [200, 8 * 50 + 4 * 110, 8 * 110 + 4 * 115]


@pytest.mark.parametrize(("steps", "expected"), [("calendar", "110.00"), ("operating_year", "103.33")])
def test_a_calendar_quantity_takes_the_mean_price_of_its_year(steps: str, expected: str) -> None:
    """0.1 units of 1,000 in 2023, the second operating year from September: (8 x 1,000 + 4 x 1,100) / 12."""
    text = (
        FEE.format(more="growth_rate = 0.1")
        .replace("quantity = 1\n", "by_year = { 2023 = 0.1 }\n")
        .replace("1200", "1000")
    )
    found = by_year(made(BOND + text, "2022-09-01", steps), "revenue", "amount.fee")
    assert found == {2023: Decimal(expected)}


@pytest.mark.parametrize("kind", ["costs", "taxes_paid"])
def test_all_revenue_is_what_is_claimed(kind: str) -> None:
    """10 % of all revenue: an unclaimed subsidy of 500 bears no cost and no tax."""
    help_ = (
        FEE.format(more="")
        .replace('"fee"', '"help"')
        .replace("project_special", "subsidy")
        .replace("true", "false")
        .replace("1200", "500")
    )
    sort = "management" if kind == "costs" else "stamp_duty"
    share = (
        f'[[{kind}]]\nid = "m"\nkind = "{sort}"\nname = "管理"\nbasis = "share_of_revenue"\nrate = 0.1\nof = "all"\n'
    )
    result = made(BOND + FEE.format(more="") + help_ + share)
    assert by_year(result, "costs" if kind == "costs" else "taxes", "amount.m")[2023] == 120
