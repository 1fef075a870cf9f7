"""Rules of 2024 to 2026: each passes, fails or warns, and asks; on the day before, the day of and the day after it begins."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bondcalc.inputs.project import Project
from bondcalc.rules.load import own_library
from tests.checks.cases import added
from tests.checks.judged import finding_of
from tests.checks.test_statements import LAND, project, with_
from tests.parted import compute

ONE = timedelta(1)


def on(day: date, *changes: tuple[str, dict[str, Any]]) -> Project:
    given = with_(project(), "project", rule_date=day)
    for sheet, fields in changes:
        given = with_(given, sheet, **fields)
    return given


IDLE = ("project", {"sector": "land_reserve", "use": "idle_land"})
HOUSES = ("project", {"sector": "real_estate", "use": "housing_purchase"})
RESERVE = ("project", {"sector": "land_reserve", "use": "land_reserve"})
# rule: its first day, whom it concerns, what it asks: (sheet, answers that pass), (answers that do not), verdict, words
ROWS: dict[str, tuple[date, list[tuple[str, dict[str, Any]]], str, dict[str, Any], dict[str, Any], str, str]] = {
    "N09": (
        date(2024, 12, 25),
        [],
        "statements",
        {"office_halls": False},
        {"office_halls": True},
        "fail",
        "楼堂馆所”为“是”，不符合规定",
    ),
    "N10": (date(2024, 12, 25), [], "statements", {"theme_parks": False}, {"theme_parks": True}, "fail", "主题公园"),
    "N11": (
        date(2024, 11, 7),
        [IDLE],
        "statements",
        {"retaken_area": Decimal(100), "resold_area": Decimal(0)},
        {"resold_area": Decimal("50.01")},
        "fail",
        "当年收回收购的房地产用地面积100亩，其中当年供应用于房地产的面积50.01亩，超过50%",
    ),
    "L11": (
        date(2025, 3, 4),
        [RESERVE],
        "statements",
        {"in_land_plan": True, "land_plan_code": "TDCB-1"},
        {"in_land_plan": False},
        "warn",
        "没有列入土地储备计划",
    ),
    "L12": (
        date(2025, 3, 4),
        [RESERVE],
        "statements",
        {"listed_reserve_body": True},
        {"listed_reserve_body": False},
        "warn",
        "名录",
    ),
    "L15": (
        date(2025, 1, 22),
        [RESERVE],
        "statements",
        {"in_rolling_plan": True},
        {"in_rolling_plan": False},
        "warn",
        "没有列入土地储备三年滚动计划（据公开报道，规定原文未核实）",
    ),
    "L13": (
        date(2025, 3, 4),
        [IDLE],
        "statements",
        {"land_supplied_on": date(2024, 11, 7)},
        {"land_supplied_on": date(2024, 11, 8)},
        "warn",
        "不属于存量闲置土地",
    ),
    "L10": (
        date(2025, 3, 5),
        [HOUSES, ("compliance", {"affordable_housing": True})],
        "statements",
        {"housing_completed": True, "housing_area": Decimal(9000)},
        {"housing_completed": False},
        "fail",
        "尚未建成",
    ),
    "D16": (
        date(2026, 1, 1),
        [],
        "duties",
        {"unit_share": Decimal("0.6"), "fund_share": Decimal("0.4")},
        {"fund_share": Decimal("0.3")},
        "fail",
        "合计90%，应为100%",
    ),
    "W26": (
        date(2025, 8, 8),
        [],
        "bonds",
        {"coupon_like": date(2025, 8, 8)},
        {"coupon_like": date(2025, 8, 7)},
        "warn",
        "与新发行债券不可比",
    ),
}


@pytest.mark.parametrize("rule", list(ROWS))
def test_a_rule_passes_fails_and_asks_from_its_day_on(rule: str) -> None:
    start, scope, sheet, good, bad, verdict, words = ROWS[rule]
    blank = dict.fromkeys(good)
    for day, there in ((start - ONE, False), (start, True), (start + ONE, True)):
        right = on(day, *scope, (sheet, good))
        wrong = with_(right, sheet, **bad)
        told = [finding_of(one, rule) for one in (right, wrong, with_(right, sheet, **blank))]
        expected = ["pass", verdict, "needs_input"] if there else ["not_applicable"] * 3
        assert [one.verdict for one in told] == expected, day
        if there:
            assert words in told[1].outcome.zh
            assert f"{sheet}.{next(iter(good))}" in told[2].outcome.en


@pytest.mark.parametrize("rule", ["L11", "L12", "L13", "L15"])
def test_what_is_only_reported_says_so_and_never_fails(rule: str) -> None:
    _, scope, sheet, good, bad, _, _ = ROWS[rule]
    wrong = with_(on(date(2026, 3, 1), *scope, (sheet, good)), sheet, **bad)
    assert "未核实" in finding_of(wrong, rule).outcome.zh
    assert finding_of(wrong, rule).rule.severity == "advisory"


@pytest.mark.parametrize("rule", ["N11", "L11", "L12", "L13", "L15", "L10"])
def test_a_rule_leaves_other_projects_alone(rule: str) -> None:
    assert finding_of(on(date(2026, 3, 1)), rule).verdict == "not_applicable"


def test_housing_bought_for_the_market_stays_real_estate() -> None:
    given = on(date(2026, 3, 1), HOUSES, ("statements", {"housing_completed": True, "housing_area": Decimal(1)}))
    told = finding_of(given, "L10")
    assert (told.verdict, "仍属房地产项目" in told.outcome.zh) == ("fail", True)
    assert finding_of(given, "N07").verdict == "fail"
    let_in = finding_of(with_(given, "compliance", affordable_housing=True), "N07")
    assert (let_in.verdict, "房地产（保障性住房），不属于" in let_in.outcome.zh) == ("pass", True)


@pytest.mark.parametrize(("area", "verdict"), [("0", "pass"), ("0.01", "warn"), ("50", "warn"), ("50.01", "fail")])
def test_land_taken_back_may_go_to_housing_by_half_with_a_reason(area: str, verdict: str) -> None:
    answers = {"retaken_area": Decimal(100), "resold_area": Decimal(area)}
    told = finding_of(on(date(2025, 1, 1), IDLE, ("statements", answers)), "N11")
    assert told.verdict == verdict
    assert ("说明" in told.outcome.zh) == (verdict == "warn")
    assert told.outcome.zh.count("100亩") == 1


def test_a_plan_code_is_asked_for_only_of_land_in_the_plan() -> None:
    out = on(date(2026, 3, 1), RESERVE, ("statements", {"in_land_plan": False}))
    assert finding_of(out, "L11").verdict == "warn"
    assert finding_of(with_(out, "statements", in_land_plan=True), "L11").verdict == "needs_input"


@pytest.mark.parametrize(
    ("day", "use", "verdict"),
    [
        (date(2024, 11, 6), "idle_land", "fail"),
        (date(2024, 11, 7), "idle_land", "pass"),
        (date(2024, 11, 8), "land_reserve", "fail"),
        (date(2024, 12, 24), "idle_land", "pass"),
        (date(2024, 12, 25), "land_reserve", "pass"),
    ],
)
def test_idle_land_was_let_in_before_land_reserve_was(day: date, use: str, verdict: str) -> None:
    assert finding_of(on(day, ("project", {"sector": "land_reserve", "use": use})), "N07").verdict == verdict


@pytest.mark.parametrize(
    ("day", "told"), [(date(2026, 3, 4), False), (date(2026, 3, 5), True), (date(2026, 3, 6), True)]
)
def test_a_list_that_is_to_change_is_told(day: date, told: bool) -> None:
    said = finding_of(on(day), "L06")
    assert (said.verdict, "完善后的清单未见" in said.outcome.zh) == ("pass", told)


@pytest.mark.parametrize(
    ("use", "day", "verdict"),
    [
        ("project", date(2026, 3, 1), "pass"),
        ("debt_resolution", date(2023, 12, 31), "not_applicable"),
        ("debt_resolution", date(2024, 1, 1), "fail"),
        ("arrears", date(2024, 1, 2), "fail"),
    ],
)
def test_quota_that_needs_no_plan_is_out_of_scope(use: str, day: date, verdict: str) -> None:
    told = finding_of(on(day, ("project", {"use": use})), "L14")
    assert told.verdict == verdict
    assert ("不应编制收益与融资平衡方案" in told.outcome.zh) == (verdict == "fail")


@pytest.mark.parametrize(
    ("sector", "use", "verdict", "words"),
    [
        ("land_reserve", "land_reserve", "pass", "土地储备"),
        ("land_reserve", "idle_land", "pass", "收回收购存量闲置土地"),
        ("land_reserve", "project", "needs_input", "“项目概况”表的“用途类别”"),
        ("land_reserve", "housing_purchase", "needs_input", "用途类别"),
        ("municipal_and_park", "idle_land", "fail", "投向领域应为土地储备"),
        ("other", "land_reserve", "fail", "投向领域应为土地储备"),
        (None, "idle_land", "pass", "收回收购存量闲置土地"),
        ("real_estate", "housing_purchase", "pass", "收购存量商品房"),
    ],
)
def test_land_is_taken_back_and_held_as_land_reserve_only(
    sector: str | None, use: str, verdict: str, words: str
) -> None:
    """A sector or use that says otherwise would leave the rules on land unasked."""
    told = finding_of(on(date(2026, 3, 1), ("project", {"sector": sector, "use": use})), "L14")
    assert (told.verdict, words in told.outcome.zh) == (verdict, True), told.outcome.zh


@pytest.mark.parametrize("rule", ["N11", "L13"])
def test_idle_land_is_asked_about_in_every_sector(rule: str) -> None:
    assert finding_of(on(date(2026, 3, 1), ("project", {"use": "idle_land"})), rule).verdict == "needs_input"


@pytest.mark.parametrize(
    ("first", "verdict"), [(None, "warn"), (date(2025, 8, 7), "not_applicable"), (date(2025, 8, 8), "warn")]
)
def test_a_reopened_bond_keeps_its_coupon_and_its_exemption(first: date | None, verdict: str) -> None:
    """公告2025年第4号: bonds issued before 8 August 2025, and what is added to them, stay exempt to maturity."""
    again = ("bonds", {"first_value_date": first, "value_date": date(2026, 2, 7), "coupon_like": date(2025, 8, 7)})
    assert finding_of(on(date(2026, 3, 1), again), "W26").verdict == verdict


@pytest.mark.parametrize(
    ("day", "rate", "verdict"),
    [
        (date(2025, 12, 31), "0.05", "not_applicable"),
        (date(2026, 1, 1), "0.05", "warn"),
        (date(2026, 1, 2), "0.05", "warn"),
        (date(2026, 1, 1), "0.09", "pass"),
        (date(2026, 1, 1), "0.03", "pass"),
    ],
)
def test_five_per_cent_needs_a_basis_since_the_vat_law(day: date, rate: str, verdict: str) -> None:
    given = on(day, ("taxation", {"method": "computed"}), ("revenue", {"output_vat_rate": Decimal(rate)}))
    assert finding_of(given, "W25").verdict == verdict


@pytest.mark.parametrize(
    ("sector", "verdicts"),
    [
        ("railway", "pass pass pass pass"),
        ("parking", "fail pass pass pass"),
        ("sewage_waste", "fail pass pass pass"),
        ("health", "fail pass pass warn"),
        ("municipal_and_park", "fail pass pass warn"),
        ("new_infrastructure", "fail fail fail warn"),
        ("other_transport", "fail fail fail warn"),
        ("ecology", "fail fail fail warn"),
        ("vocational_education", "fail pass pass pass"),
        ("culture_tourism", "fail fail fail fail"),
    ],
)
def test_sectors_only_reported_to_be_in_the_capital_list_are_a_remark(sector: str, verdicts: str) -> None:
    """On 3 and 4 September 2019, 24 and 25 December 2024: rails by 厅字33号, the meeting's fields, what is told of annex 2."""
    days = (date(2019, 9, 3), date(2019, 9, 4), date(2024, 12, 24), date(2024, 12, 25))
    serving = (("project", {"sector": sector}), ("bonds", {"used_as_capital": Decimal(100)}))
    told = [finding_of(on(day, *serving), "K03" if day >= date(2024, 12, 25) else "N08") for day in days]
    assert [one.verdict for one in told] == verdicts.split()
    assert ["未核实" in one.outcome.zh for one in told] == [one.verdict == "warn" for one in told]


@pytest.mark.parametrize("day", [date(2019, 9, 3), date(2024, 12, 24), date(2024, 12, 25), date(2026, 1, 1)])
def test_a_sector_that_may_not_have_bonds_as_capital_fails_once(day: date) -> None:
    """Both rules ask whether the sector is in the list; one of them does on any day, and says what is in its document."""
    serving = (("project", {"sector": "culture_tourism"}), ("bonds", {"used_as_capital": Decimal(100)}))
    found = {rule: finding_of(on(day, *serving), rule).verdict for rule in ("K03", "N08")}
    assert sorted(found.values()) == ["fail", "not_applicable"]
    assert found["K03" if day >= date(2024, 12, 25) else "N08"] == "fail"


def test_the_ledger_wants_every_item_with_owner_and_keeper() -> None:
    day = date(2024, 12, 25)
    assert finding_of(on(day), "X08").verdict == "pass"
    assert finding_of(on(day - ONE), "X08").verdict == "not_applicable"
    assert "没有列入台账" in finding_of(on(day, ("assets", {"item": None})), "X08").outcome.zh
    assert "没有写明" in finding_of(on(day, ("assets", {"keeper": None})), "X08").outcome.zh
    empty = replace(on(day), tables={**on(day).tables, "assets": ()})
    assert finding_of(empty, "X08").verdict == "needs_input"


def test_plots_of_one_land_reserve_are_balanced_together() -> None:
    two = added(on(date(2025, 3, 4), RESERVE), LAND + LAND.replace('"P"', '"Q"'), "land")
    assert "2宗地块按项目整体平衡" in finding_of(two, "C08").outcome.zh
    assert "整体平衡" not in finding_of(with_(two, "project", rule_date=date(2025, 3, 3)), "C08").outcome.zh


@pytest.mark.parametrize(
    ("sector", "commercial", "verdict", "words"),
    [
        ("real_estate", False, "fail", "属于：房地产（保障性住房、土地储备除外）（N07）"),
        ("commercial_industry", False, "fail", "属于：一般竞争性产业（N07）"),
        ("energy", True, "fail", "属于：一般竞争性产业（N04）"),
        ("commercial_industry", True, "fail", "属于：一般竞争性产业（N07、N04）"),
        ("commercial_industry", None, "fail", "属于：一般竞争性产业（N07、N04）"),
        ("energy", None, "needs_input", "尚未说明：一般竞争性产业（N04）"),
        ("land_reserve", False, "pass", "逐项核对均不属于"),
    ],
)
def test_an_item_of_the_list_is_named_for_what_the_project_is(
    sector: str, commercial: bool | None, verdict: str, words: str
) -> None:
    """国办发〔2024〕52号: no real estate, no ordinary competitive industry; the first by sector, the second also by statement."""
    given = on(date(2025, 1, 1), ("project", {"sector": sector}), ("compliance", {"commercial_project": commercial}))
    told = finding_of(given, "L06")
    assert told.verdict == verdict
    assert told.outcome.zh.startswith(f"负面清单6项，{words}")
    assert "N0" not in told.outcome.filing


def test_the_negative_list_is_asked_item_by_item_once() -> None:
    """Six items; two are cells of their own, and no cell is asked by two rules."""
    good = finding_of(on(date(2024, 12, 25)), "L06")
    assert (good.verdict, "负面清单6项，逐项核对均不属于" in good.outcome.zh) == ("pass", True)
    image = finding_of(on(date(2024, 12, 25), ("compliance", {"image_project": True})), "L06")
    assert (image.verdict, "形象工程、政绩工程（N06）" in image.outcome.zh) == ("fail", True)
    blank = finding_of(on(date(2024, 12, 25), ("statements", {"office_halls": None})), "L06")
    assert (blank.verdict, "楼堂馆所（N09）" in blank.outcome.zh) == ("needs_input", True)
    places = [ask.place for rule in own_library().rules for ask in rule.asks]
    assert len(set(places)) == len(places)


def test_land_reserve_bonds_keep_the_term_they_were_issued_with() -> None:
    """Five years in principle: a planned bond of seven is asked for its reason, an issued one is named with its term."""
    day, seven = date(2026, 3, 1), {"term_years": 7, "payments_a_year": 1}
    planned = on(day, RESERVE, ("bonds", seven))
    assert (finding_of(planned, "T02").verdict, "说明理由" in finding_of(planned, "T02").outcome.zh) == ("warn", True)
    issued = finding_of(with_(planned, "bonds", status="issued"), "T02")
    assert (issued.verdict, "已发行的A（7年）" in issued.outcome.zh) == ("not_applicable", True)
    assert "已发行" not in finding_of(on(day, RESERVE, ("bonds", {**seven, "term_years": 5})), "T02").outcome.zh


@pytest.mark.parametrize(
    ("day", "used", "verdict", "source"),
    [
        (date(2019, 9, 4), "200", "pass", "历次规定"),
        (date(2019, 9, 4), "200.01", "fail", "历次规定"),
        (date(2020, 3, 31), "200.01", "fail", "历次规定"),
        (date(2020, 4, 1), "250", "pass", "历次规定"),
        (date(2024, 12, 24), "250.01", "fail", "历次规定"),
        (date(2024, 12, 25), "300", "pass", "国办发〔2024〕52号"),
        (date(2024, 12, 26), "300.01", "fail", "国办发〔2024〕52号"),
        (date(2026, 3, 1), None, "needs_input", "国办发〔2024〕52号"),
    ],
)
def test_the_share_of_a_province_and_its_source_follow_the_day(
    day: date, used: str | None, verdict: str, source: str
) -> None:
    """Of bonds of 1,000 for construction: 20 %, 25 % and 30 % may be capital."""
    total = {"capital_use_total": used and Decimal(used), "construction_bonds_total": Decimal(1000)}
    told = finding_of(on(day, ("region", total), ("bonds", {"used_as_capital": Decimal(100)})), "K04")
    assert (told.verdict, source in told.rule.citation) == (verdict, True), told.outcome.zh


FIRST = date(2024, 11, 7)
BEGUN = {
    rule.id: rule.start
    for rule in sorted(own_library().rules, key=lambda rule: rule.start, reverse=True)
    if rule.start >= FIRST and not any(row.id == rule.id and row.start < FIRST for row in own_library().rules)
}
"""Rules that did not exist before, with their first day."""


@pytest.mark.parametrize("start", sorted(set(BEGUN.values())), ids=str)
def test_each_new_rule_is_silent_the_day_before_and_speaks_from_its_day_on(start: date) -> None:
    new = {rule for rule, day in BEGUN.items() if day == start}
    for day, there in ((start - ONE, False), (start, True), (start + ONE, True)):
        findings = {one.rule.id: one for one in compute(on(day)).findings}
        assert {rule for rule in new if "尚未施行" not in findings[rule].outcome.zh} == (new if there else set()), day


def test_all_rules_of_these_years_are_among_them() -> None:
    assert set(BEGUN) >= {*ROWS, "C12", "D14", "D15", "D17", "K03", "W25", "X07", "X08"}
