"""Limits of the list: a city states the whole of what lies in it, no region of a project is left out, refinancing takes no room."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.portfolio.kept_record import FindingKept
from bondcalc.portfolio.list_sheets import RegionLimit
from bondcalc.wording.report import INCOMPLETE
from tests.portfolio.hand_store import HandProject, bond, hand_store, told_of, totals
from tests.portfolio.test_portfolio_report import figures, of_region

CITY, HENGYANG, QIDONG, CHANGNING = "430400", "430421", "430426", "430482"
NAMES = {CITY: "衡阳市", HENGYANG: "衡阳县", QIDONG: "祁东县", CHANGNING: "常宁市", "430000": "湖南省"}
REST = "衡阳市本级和未列县（区）"


def limit(region: str, most: int | None, balance: int | None, repaid: int = 0, year: int = 2026) -> RegionLimit:
    """A row of the sheet."""
    whole, used = (None if amount is None else Decimal(amount) for amount in (most, balance))
    return RegionLimit(year=year, region=region, name=NAMES[region], limit=whole, balance=used, repaid=Decimal(repaid))


FULL = (
    limit(QIDONG, 620_000, 600_000, 12_000),
    limit(CHANGNING, 300_000, 270_000),
    limit(HENGYANG, 400_000, 380_000),
    limit(CITY, 1_400_000, 1_305_000, 20_000),
)
PROJECTS = (
    HandProject("a", HENGYANG, (bond("1", 13_000),)),
    HandProject("b", QIDONG, (bond("1", 13_000),)),
    HandProject(
        "c", CHANGNING, (bond("0", 3000, "2021-12-15", status="issued"), bond("1", 13_000), bond("2", 3000, rolls="0"))
    ),
    HandProject("d", CITY, (bond("1", 6500),)),
)


def test_rows_of_a_city_and_its_counties_add_up_to_the_city(tmp_path: Path) -> None:
    """1,400,000 and 1,305,000 of the city, of which three counties state 1,320,000 and 1,250,000: in both tables, once."""
    tables, _ = told_of(hand_store(tmp_path / "库.db", PROJECTS, FULL))
    for id_ in ("province", "limits"):
        assert totals(tables[id_], ("limit", "balance", "room")) == [1_400_000, 1_305_000, 95_000]
        rest = of_region(tables[id_], REST)
        assert (rest["limit"], rest["balance"], rest["room"], rest["code"]) == (80_000, 55_000, 25_000, CITY)
    row = of_region(tables["limits"], REST)
    # Of what is left the city's own part is not known: it may fail, it passes nothing.
    assert (row["planned"], row["repaid"], row["L01"], row["L02"]) == (6500, 8000, "待补充", "待补充")


def test_a_province_over_cities_of_which_one_states_nothing(tmp_path: Path) -> None:
    """2,000,000 of the province, 1,400,000 of a city with its counties: 600,000 are of its own level, cities and counties not listed."""
    tables, _ = told_of(hand_store(tmp_path / "库.db", PROJECTS, (*FULL, limit("430000", 2_000_000, 1_900_000))))
    assert of_region(tables["limits"], "湖南省本级和未列市县")["limit"] == 600_000
    assert totals(tables["province"], ("limit", "balance")) == [2_000_000, 1_900_000]


def test_a_city_that_its_counties_add_up_to_has_no_row_of_its_own(tmp_path: Path) -> None:
    whole = limit(CITY, 1_320_000, 1_250_000, 12_000)
    tables, _ = told_of(hand_store(tmp_path / "库.db", PROJECTS[:3], (*FULL[:3], whole)))
    assert [row["code"] for row in tables["limits"].rows] == [HENGYANG, QIDONG, CHANGNING]
    assert totals(tables["province"], ("limit",)) == [1_320_000]


def test_what_a_county_does_not_state_is_not_known_of_the_rest(tmp_path: Path) -> None:
    tables, _ = told_of(hand_store(tmp_path / "库.db", PROJECTS, (*FULL[:2], limit(HENGYANG, None, 380_000), FULL[3])))
    rest = of_region(tables["limits"], REST)
    assert (rest["limit"], rest["balance"], rest["L01"]) == (None, 55_000, "待补充")
    assert totals(tables["limits"], ("limit",)) == [INCOMPLETE]


def test_refinancing_takes_no_room(tmp_path: Path) -> None:
    """270,000 + 13,000 of new money; the 3,000 replace 3,000: with room for 13,000 both rules pass."""
    tables, said = told_of(
        hand_store(tmp_path / "库.db", PROJECTS, (*FULL[:1], limit(CHANGNING, 283_000, 270_000), *FULL[2:]))
    )
    row = of_region(tables["limits"], "常宁市")
    assert (row["planned"], row["after"], row["L01"], row["L02"]) == (13_000, 283_000, "通过", "通过")
    rows = [figures(tables["county"], place) for place in range(len(tables["county"].rows))]
    assert [row["refinancing"] for row in rows if row["project"] == "c"] == [0, 0, 3000]
    assert any("再融资债券3,000.00万元" in text for text in said)


def test_no_issue_is_left_out_without_a_word(tmp_path: Path) -> None:
    """A county without a row, one with another year's, a project without a code: each has a row, and the issues add up."""
    projects = (*PROJECTS, HandProject("e", None, (bond("1", 6500),), said_region="湖南省衡阳市"))
    limits = (FULL[0], limit(CHANGNING, 300_000, 294_000, year=2025), FULL[3])
    tables, said = told_of(hand_store(tmp_path / "库.db", projects, limits))
    rows = {str(row["code"]): row for row in (figures(tables["limits"], place) for place in range(5))}
    assert {code: row["planned"] for code, row in rows.items()} == {
        CITY: 6500,
        HENGYANG: 13_000,
        QIDONG: 13_000,
        CHANGNING: 13_000,
        "None": 6500,
    }
    for code in (HENGYANG, CHANGNING, "None"):
        assert (rows[code].get("limit"), rows[code]["L01"], rows[code]["L02"]) == (None, "待补充", "待补充")
    assert any(text.startswith("只填了其他年份限额") and "常宁市" in text for text in said)
    assert of_region(tables["province"], "常宁市")["limit"] is None


def test_the_year_of_limits_is_said(tmp_path: Path) -> None:
    tables, said = told_of(hand_store(tmp_path / "库.db", PROJECTS, FULL), date(2027, 1, 2))
    assert {figures(tables["province"], place)["limit_year"] for place in range(4)} == {2026}
    assert tables["province"].title is not None
    assert "限额、余额为2026年" in tables["province"].title.zh
    assert sum(text.startswith("清单没有2027年的限额") for text in said) == 2
    tables, said = told_of(hand_store(tmp_path / "库.db", PROJECTS, FULL))
    assert not any("清单没有" in text for text in said)


@pytest.mark.parametrize(
    ("verdict", "most", "named"),
    [("pass", 600_000, True), ("fail", 600_000, False), ("fail", 620_000, True), ("pass", 620_000, False)],
)
def test_limits_of_list_and_files_that_judge_differently_are_named_on_both_pages(
    verdict: str, most: int, named: bool, tmp_path: Path
) -> None:
    finding = FindingKept("L02", "statutory", verdict, None, None, None)
    project = HandProject("b", QIDONG, (bond("1", 13_000),), findings=(finding,))
    _, said = told_of(hand_store(tmp_path / "库.db", (project,), (limit(QIDONG, most, 600_000),)))
    assert sum("祁东县L02清单" in text for text in said) == (2 if named else 0)


def test_a_region_is_called_by_its_code(tmp_path: Path) -> None:
    """湖南省衡阳市 in the file of a county is the city around it; 湖南省衡阳市祁东县 names the county."""
    projects = (
        HandProject("a", HENGYANG, said_region="湖南省衡阳市"),
        HandProject("b", QIDONG, said_region="湖南省衡阳市祁东县"),
        HandProject("c", CITY, said_region="湖南省衡阳市"),
        HandProject("d", "430527", said_region="广西壮族自治区南宁市"),
    )
    tables, _ = told_of(hand_store(tmp_path / "库.db", projects, ()))
    named = {
        row["code"]: str(figures(tables["by_region"], at)["name"]) for at, row in enumerate(tables["by_region"].rows)
    }
    assert named == {HENGYANG: HENGYANG, QIDONG: "湖南省衡阳市祁东县", CITY: "湖南省衡阳市本级", "430527": "430527"}
