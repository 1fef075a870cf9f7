"""Depreciation by hand: what is paid by the opening, what is paid later, land that leaves with the parcels sold."""

from decimal import Decimal

import pytest

from bondcalc.result.result import Result
from tests.schedules.stated import by_year, computed

BASE = """
[project]
name = "x"
rule_date = 2021-05-01
operation_start = {start}
operation_end = 2060-12-31
forecast_end = 2045
{more}
[settings]
capital = "plug"
contingency_rate = {contingency}
[[bonds]]
id = "A"
status = "planned"
value_date = 2022-12-31
face = 5000
coupon = 0.04
term_years = 10
payments_a_year = 1
issue_fee_rate = 0
[[revenue]]
id = "rent"
name = "租金"
budget_class = "project_special"
claimed = true
price = 1200
quantity = 1
"""
ITEM = """
[[investment]]
id = "{id}"
category = "{category}"
name = "{id}"
amount = {amount}
by_year = {{ {years} }}
"""
PARCEL = """
[[land]]
id = "P"
use = "工业"
area_mu = 100
price = 60
compensation = {compensation}
cost_in_investment = true
claimed = true
by_year = {{ {years} }}
"""


def made(text: str, start: str = "2023-01-01", contingency: str = "0", more: str = "") -> Result:
    return computed(text, BASE.format(start=start, contingency=contingency, more=more))


def item(category: str, amount: int, years: str, id_: str = "") -> str:
    return ITEM.format(id=id_ or category, category=category, amount=amount, years=years)


def values(result: Result) -> dict[str, Decimal]:
    table = next(one for one in result.book.tables if one.id == "asset_values")
    return {line.id: result.figures.amount(line) for line in table.lines}


def test_a_later_phase_depreciates_from_the_year_of_its_payment() -> None:
    """9,000 of machines in 2030 over ten years from 2030, less 5 % of residual value: 855 a year until 2039."""
    result = made(item("equipment", 9000, "2030 = 1") + item("construction", 8000, "2022 = 1"))
    assert by_year(result, "depreciation", "charge.machinery_2030") == dict.fromkeys(range(2030, 2040), Decimal(855))
    assert min(by_year(result, "depreciation", "net").values()) > 0


def test_retention_paid_a_year_later_postpones_only_itself() -> None:
    """10,000 of machines in use from July 2023, 500 of it paid in 2024: 9,025 over ten years from July, 475 from 2024."""
    result = made(item("equipment", 10_000, "2022 = 0.95, 2024 = 0.05"), "2023-07-01")
    half, year, later = Decimal("451.25"), Decimal("902.5"), Decimal("47.5")
    assert by_year(result, "depreciation", "total") == {
        2023: half,
        **dict.fromkeys(range(2024, 2033), year + later),
        2033: half + later,
    }
    assert min(by_year(result, "depreciation", "net").values()) == 500


def test_costs_to_spread_follow_class_and_time_and_add_up() -> None:
    """Plant 4,000 by the opening; machines 990 by it and 10 later; design 300, a third of it in 2024; contingency 7 %."""
    text = (
        item("construction", 4000, "2022 = 1")
        + item("equipment", 1000, "2021 = 0.5, 2023 = 0.49, 2024 = 0.01")
        + item("other", 300, "2022 = 0.6666, 2024 = 0.3334")
    )
    found = values(made(text, contingency="0.07"))
    # Of 371 of contingency 362.3 belongs to what is paid by 2023: (4,000 + 990 + 199.98) x 7 %; the design adds 199.98.
    assert (found["spread"], found["spread_2024"]) == (
        Decimal("363.30") + Decimal("199.98"),
        Decimal("7.70") + Decimal("100.02"),
    )
    # Machines bear a fifth: 112.656 by the opening, 134.20 in all; plant the rest.
    assert found["original.machinery"] == 990 + Decimal("112.66")
    assert found["original.machinery_2024"] == 10 + Decimal("134.20") - Decimal("112.66")
    assert sum(value for id_, value in found.items() if id_.startswith("original.")) == 5000 + 371 + 300


def test_land_sold_takes_its_share_of_the_costs_spread_along() -> None:
    """Land of 2,000 beside plant of 6,000, contingency 10 %: 2,200 leave with the parcel, 6,600 of plant stay."""
    text = item("land_compensation", 2000, "2021 = 1") + item("construction", 6000, "2022 = 1")
    result = made(text + PARCEL.format(compensation=20, years="2024 = 0.25, 2026 = 0.75"), contingency="0.1")
    assert by_year(result, "depreciation", "leaving") == {2024: 550, 2026: 1650}
    found = values(result)
    assert (found["original.intangible"], found["original.buildings"]) == (0, 6600)
    assert by_year(result, "ties_by_year", "balance_sheet") == {}


def test_more_land_cost_sold_than_the_investment_holds_leaves_no_negative_assets() -> None:
    """Parcels of 3,000 said to be in an investment that holds 2,000 of land: 2,000 leave, nothing more."""
    text = item("land_compensation", 2000, "2021 = 1") + item("construction", 6000, "2022 = 1")
    result = made(text + PARCEL.format(compensation=30, years="2023 = 1"))
    assert by_year(result, "depreciation", "leaving") == {2023: 2000}
    assert by_year(result, "ties_by_year", "balance_sheet") == {}


def test_land_reserve_leaves_nothing_behind() -> None:
    """All that is paid for goes with the parcels, works on the land too: nothing is depreciated, nothing is left."""
    text = item("land_compensation", 3000, "2021 = 0.4, 2024 = 0.6") + item(
        "construction", 700, "2022 = 1", "levelling"
    )
    reserve = made(
        text + PARCEL.format(compensation=37, years="2023 = 0.3, 2025 = 0.7"),
        contingency="0.03",
        more='sector = "land_reserve"',
    )
    assert by_year(reserve, "depreciation", "total") == {}
    net = by_year(reserve, "depreciation", "net")
    assert (max(net), min(net.values()) > 0) == (2024, True)
    assert by_year(reserve, "ties_by_year", "balance_sheet") == {}


def test_land_sold_before_it_is_paid_for_leaves_as_it_is_paid() -> None:
    """All of 3,000 of land sold in 2023, paid 1,000 a year to 2024: nothing leaves that is not yet there, nothing stays.

    2,000 is paid by 2023 and leaves with the sale; the last 1,000 leaves in 2024, the year of its payment.
    """
    land = PARCEL.format(compensation=30, years="2023 = 1")
    result = made(
        item("land_compensation", 3000, "2022 = 0.4, 2023 = 0.3, 2024 = 0.3")
        + item("equipment", 1000, "2022 = 1")
        + land
    )
    gone = by_year(result, "depreciation", "leaving")
    assert (gone[2023], gone[2024]) == (Decimal(2100), Decimal(900))
    assert sum(gone.values()) == Decimal(3000)
    assert min(by_year(result, "depreciation", "net").values()) >= 0


@pytest.mark.parametrize(
    ("start", "first", "last", "ends"), [("2023-01-01", "95.00", "95.03", 2032), ("2023-07-01", "47.50", "47.53", 2033)]
)
def test_the_last_year_of_the_life_takes_the_rest(start: str, first: str, last: str, ends: int) -> None:
    """1,000.03 less 50.00 over ten years is 95.003 a year: 95.00, and what is left in the year in which the life ends."""
    text = ITEM.format(id="kit", category="equipment", amount="1000.03", years="2022 = 1")
    charge = by_year(made(text, start), "depreciation", "charge.machinery")
    assert charge[2023] == Decimal(first)
    assert {charge[year] for year in range(2024, ends)} == {95}
    assert charge[ends] == Decimal(last)
    assert max(charge) == ends
    assert sum(charge.values()) == Decimal("950.03")


def test_a_later_payment_ends_with_its_own_life() -> None:
    """100.07 of 2025: 5.00 are the residual, 9.507 a year from 2025 on: 9.51 nine times, 9.48 in 2034."""
    text = ITEM.format(id="kit", category="equipment", amount="100.07", years="2025 = 1")
    result = made(text)
    charge = by_year(result, "depreciation", "charge.machinery_2025")
    assert charge == {**dict.fromkeys(range(2025, 2034), Decimal("9.51")), 2034: Decimal("9.48")}
