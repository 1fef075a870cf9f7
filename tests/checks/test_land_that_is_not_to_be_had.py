"""Revenue that is not to be had: parcels of another bond or without bids, works not begun or not open yet, plants let and sold."""

from datetime import date

import pytest

from bondcalc.inputs.project import Project
from tests.checks.cases import PARCEL
from tests.checks.judged import finding_of
from tests.checks.test_statements import plus, project, with_


@pytest.mark.parametrize(
    ("free", "claimed", "verdict"),
    [(True, True, "pass"), (None, True, "pass"), (False, True, "fail"), (False, False, "pass")],
)
def test_a_parcel_of_another_bond_is_revenue_of_another_project(free: bool | None, claimed: bool, verdict: str) -> None:
    given = with_(PARCEL, "land", unencumbered=free, claimed=claimed)
    assert finding_of(given, "R04").verdict == verdict


@pytest.mark.parametrize(
    ("use", "formed", "verdict"),
    [
        ("住宅", "agreed", "warn"),
        ("商服", "agreed", "warn"),
        ("工业", "agreed", "warn"),
        ("住宅", "auction", "pass"),
        ("住宅", "assessed", "pass"),
        ("保障性住房", "agreed", "pass"),
        ("经济适用住房", "agreed", "pass"),
        ("棚改回迁住房", "agreed", "pass"),
        ("公共设施", "agreed", "pass"),
    ],
)
def test_land_for_business_is_not_priced_by_agreement(use: str, formed: str, verdict: str) -> None:
    found = finding_of(with_(PARCEL, "land", use=use, price_formed=formed, floor_price=1), "W19")
    assert found.verdict == verdict
    assert ("协议出让" in found.outcome.zh) is (verdict == "warn")


def test_a_floor_tells_of_no_grade_that_is_not_stated() -> None:
    given = with_(with_(PARCEL, "region", land_grade=None), "land", use="住宅", floor_price=10**6)
    assert "等工业用地" not in finding_of(given, "W19").outcome.zh


@pytest.mark.parametrize(
    ("opens", "verdict"),
    [(date(2021, 3, 31), "warn"), (date(2021, 4, 1), "pass"), (date(2015, 1, 1), "warn"), (date(2023, 1, 1), "pass")],
)
def test_nothing_operates_before_building_has_begun(opens: date, verdict: str) -> None:
    """Building begins on 1 April 2021: what earns the day before, of the same year or long ago, the project did not build."""
    given = with_(project(), "project", construction_start=date(2021, 4, 1), operation_start=opens)
    assert finding_of(given, "W11").verdict == verdict


SOLD = """[[revenue]]
id = "sold"
name = "{name}"
account = "103109998"
price = 1
asset = "销售合同"
scope_item = "{item}"
evidence = "合同"
by_year = {{ {year} = 100 }}
"""


def with_sale(name: str, year: int, item: str = "") -> Project:
    scope = item or project().tables["revenue"][0].scope_item
    return plus(project(), "revenue", SOLD.format(name=name, year=year, item=scope))


@pytest.mark.parametrize(
    ("year", "words"), [(2021, "投入运营的2023年之前"), (2022, "sold"), (2023, "没有开工前的收入")]
)
def test_what_is_not_open_yet_earns_nothing_unexplained(year: int, words: str) -> None:
    """Building begins on 1 January 2021, operation on 1 January 2023: a quantity by calendar years may stand anywhere."""
    found = finding_of(with_sale("服务收入", year), "W11")
    assert found.verdict == ("pass" if year == 2023 else "warn")
    assert words in found.outcome.zh


@pytest.mark.parametrize(
    ("let", "sold", "verdict"),
    [
        ("厂房租金", "厂房销售收入", "warn"),
        ("厂房出租收入", "厂房转让收入", "warn"),
        ("车位租金", "车位（二期）使用权转让", "warn"),
        ("厂房租金", "物业费", "pass"),
        ("厂房租金", "屋顶光伏电力销售", "pass"),
        ("冷库租金", "农产品销售", "pass"),
        ("污水处理费", "再生水销售收入", "pass"),
    ],
)
def test_a_plant_that_is_let_and_sold_is_asked_about(let: str, sold: str, verdict: str) -> None:
    given = with_(with_sale(sold, 2024), "revenue", name=let, asset="租赁合同")
    assert finding_of(given, "W10").verdict == verdict
