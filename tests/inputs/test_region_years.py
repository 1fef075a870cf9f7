"""区域经济财政: published years only, once each; land is part of the funds; the year before agrees with 地区限额."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bondcalc.inputs.fault import checks_of, questions_of
from bondcalc.inputs.sheets.region_years import RegionYear
from tests.samples import computed_sample

GIVEN = computed_sample("hengyang-park").project  # rule date 2021-05-01


def codes(*rows: RegionYear, **region: Decimal) -> list[tuple[str, str]]:
    """What is wrong or asked with these rows beside a sheet 地区限额 that says this."""
    form = replace(GIVEN.tables["region"][0], **region)  # type: ignore[type-var]
    given = replace(GIVEN, tables={**GIVEN.tables, "region_years": rows, "region": (form,)})
    asked = (*checks_of(RegionYear), *questions_of(RegionYear))
    return [(fault.code, fault.field) for row in rows for one in asked for fault in one(row, given)]


@pytest.mark.parametrize(("year", "found"), [(2020, []), (2021, [("region_year_open", "year")])])
def test_a_year_that_is_not_over_is_refused(year: int, found: list[tuple[str, str]]) -> None:
    assert codes(RegionYear(year=year)) == found


def test_a_year_stands_there_once() -> None:
    assert codes(RegionYear(year=2019), RegionYear(year=2019)) == [("year_twice", "year")]


@pytest.mark.parametrize(("land", "found"), [("7.00", []), ("7.01", [("land_above_fund", "land_revenue")])])
def test_land_is_part_of_the_funds(land: str, found: list[tuple[str, str]]) -> None:
    assert codes(RegionYear(year=2019, fund_revenue=Decimal(7), land_revenue=Decimal(land))) == found


@pytest.mark.parametrize(
    ("year", "other", "found"),
    [(2020, "12", [("region_differs", "special_balance")]), (2020, "11", []), (2019, "12", [])],
)
def test_last_year_says_what_the_limits_say(year: int, other: str, found: list[tuple[str, str]]) -> None:
    assert codes(RegionYear(year=year, special_balance=Decimal(11)), prior_balance=Decimal(other)) == found
