"""Rules of 2024 to 2026: each passes, fails or warns, and asks; on the day before, the day of and the day after it begins."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bondcalc.inputs.project import Project
from bondcalc.rules.load import own_library
from bondcalc.run import compute
from bondcalc.schedules import cash
from tests.checks.cases import SECOND, added
from tests.checks.judged import finding_of
from tests.checks.test_statements import LAND, plus, project, with_

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
        "楼堂馆所：是，不符合规定",
    ),
    "N10": (date(2024, 12, 25), [], "statements", {"theme_parks": False}, {"theme_parks": True}, "fail", "主题公园"),
    "N11": (
        date(2024, 11, 7),
        [IDLE],
        "statements",
        {"retaken_area": Decimal(100), "resold_area": Decimal(0)},
        {"resold_area": Decimal("50.01")},
        "fail",
        "其中当年供应用于房地产的面积50.01亩，当年收回收购的房地产用地面积100亩，超过50%",
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
    ("region", "day", "verdict", "words"),
    [
        ("湖南省衡阳市祁东县", date(2024, 12, 24), "not_applicable", "尚未施行"),
        ("湖南省衡阳市祁东县", date(2024, 12, 25), "pass", "省级政府审核批准"),
        ("湖南省衡阳市祁东县", date(2024, 12, 26), "pass", "不再报国家审核"),
        ("宁波市鄞州区", date(2026, 3, 1), "pass", "省级政府审核批准"),
        ("河北雄安新区", date(2026, 3, 1), "pass", "省级政府审核批准"),
        ("河北省保定市雄安新区", date(2026, 3, 1), "pass", "省级政府审核批准"),
        ("河北省保定市", date(2026, 3, 1), "pass", "国家发展改革委、财政部审核"),
        ("河南省信阳市", date(2026, 3, 1), "pass", "10月底前"),
        ("湖北省黄冈市", date(2026, 4, 14), "pass", "国家发展改革委、财政部审核"),
        ("湖北省黄冈市", date(2026, 4, 15), "warn", "未核实"),
        ("湖北省黄冈市", date(2026, 4, 16), "warn", "最新通知"),
        ("祁东县", date(2026, 3, 1), "needs_input", "省级名称"),
        (None, date(2026, 3, 1), "needs_input", "所在地区"),
    ],
)
def test_the_road_of_review_follows_from_region_and_day(
    region: str | None, day: date, verdict: str, words: str
) -> None:
    told = finding_of(on(day, ("project", {"region": region})), "X07")
    assert (told.verdict, words in told.outcome.zh) == (verdict, True), told.outcome.zh


@pytest.mark.parametrize(
    ("region", "day", "words"),
    [
        ("河南省", date(2026, 3, 4), None),
        ("河南省", date(2026, 3, 5), "2026年预算报告提出调整"),
        ("河南省", date(2026, 4, 14), "2026年预算报告提出调整"),
        ("河南省", date(2026, 4, 15), "以本省最新通知为准"),
        ("湖南省", date(2026, 4, 15), None),
        ("山西省", date(2025, 4, 20), None),
        ("山西省", date(2025, 4, 21), "山西省有专项债券管理实施细则"),
        ("山西省", date(2027, 4, 20), "山西省有专项债券管理实施细则"),
        ("陕西省", date(2025, 4, 22), None),
    ],
)
def test_what_is_reported_of_the_road_is_told_and_decides_nothing(region: str, day: date, words: str | None) -> None:
    told = finding_of(on(day, ("project", {"region": region})), "X07")
    assert told.verdict == "pass"
    assert ("据公开报道" in told.outcome.zh.partition("汇总审核（据公开报道，规定原文未核实）")[2]) == (
        words is not None
    )
    assert words is None or (words in told.outcome.zh and "未核实" in told.outcome.zh)


def test_rules_of_a_province_end_with_their_term() -> None:
    assert "实施细则" not in finding_of(on(date(2027, 4, 21), ("project", {"region": "山西省"})), "X07").outcome.zh


@pytest.mark.parametrize(
    ("day", "end", "told"),
    [
        (date(2024, 12, 24), date(2025, 12, 31), False),
        (date(2024, 12, 25), date(2024, 12, 25), True),
        (date(2024, 12, 26), date(2025, 12, 31), True),
        (date(2024, 12, 26), date(2024, 12, 25), False),
        (date(2024, 12, 26), None, True),
    ],
)
def test_follow_on_issues_of_works_under_way_are_told_of_their_channel(day: date, end: date | None, told: bool) -> None:
    alone = on(day, ("project", {"construction_end": end}))
    second = with_(plus(alone, "bonds", ANOTHER), "bonds", status="issued")
    assert ("绿色通道" in finding_of(second, "X07").outcome.zh) == told
    assert "绿色通道" not in finding_of(alone, "X07").outcome.zh


ANOTHER = """[[bonds]]
id = "B"
status = "planned"
value_date = 2022-12-01
face = 100
coupon = 0.0139
term_years = 15
payments_a_year = 2
name = "2022年湖南省某县园区专项债券（二期）——2022年湖南省政府专项债券（九期）"
"""


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
    told = [finding_of(on(day, *serving), "N08") for day in days]
    assert [one.verdict for one in told] == verdicts.split()
    assert ["未核实" in one.outcome.zh for one in told] == [one.verdict == "warn" for one in told]
    assert finding_of(on(days[3], *serving), "K03").outcome == told[3].outcome


def test_the_ledger_wants_every_item_with_owner_and_keeper() -> None:
    day = date(2024, 12, 25)
    assert finding_of(on(day), "X08").verdict == "pass"
    assert finding_of(on(day - ONE), "X08").verdict == "not_applicable"
    assert "没有列入台账" in finding_of(on(day, ("assets", {"item": None})), "X08").outcome.zh
    assert "没有写明" in finding_of(on(day, ("assets", {"keeper": None})), "X08").outcome.zh
    empty = replace(on(day), tables={**on(day).tables, "assets": ()})
    assert finding_of(empty, "X08").verdict == "needs_input"


EARLY = """[[principal]]
bond = "A"
day = 2031-12-01
kind = "early"
amount = {amount}
"""


@pytest.mark.parametrize(("amount", "saved"), [("1000", "69.50"), ("2000", "139.00")])
def test_early_repayment_saves_the_coupons_that_are_not_paid(amount: str, saved: str) -> None:
    """5,000 at 1.39 % until 2036, a part repaid five years ahead: part x 1.39 % x 5."""
    given = plus(on(date(2024, 12, 25)), "principal", EARLY.format(amount=amount))
    told = finding_of(given, "D14")
    assert told.verdict == "pass"
    assert f"本金{Decimal(amount):,.2f}万元，少付利息{saved}万元" in told.outcome.zh
    assert finding_of(on(date(2024, 12, 25)), "D14").verdict == "not_applicable"
    assert finding_of(with_(given, "project", rule_date=date(2024, 12, 24)), "D14").verdict == "not_applicable"


def test_early_repayment_without_cash_is_told() -> None:
    early = EARLY.replace("2031", "2023").format(amount="4500")
    told = finding_of(plus(on(date(2025, 1, 1)), "principal", early), "D14")
    assert told.verdict == "warn"
    assert "资金不足以提前偿还" in told.outcome.zh


def test_what_falls_due_anyway_is_not_laid_to_repaying_early() -> None:
    """Rent of 500 bears 1,000 in 2031 and cannot bear 4,000 in 2036, as it could not bear 5,000: only the first is asked.

    By hand to 2031: 300 - 200 - 69.50, eight times 450 - 200 - 69.50, less 1,000: 474.50, and fees of cents.
    """
    given = with_(plus(on(date(2024, 12, 25)), "principal", EARLY.format(amount="1000")), "revenue", price=Decimal(500))
    made = compute(given)
    closing = made.figures.amounts(made.book.use(cash.schedule).closing)
    by_year = dict(zip(made.book.years.years, closing, strict=True))
    told = finding_of(given, "D14")
    assert by_year[2036] < 0
    assert abs(by_year[2031] - Decimal("474.50")) < 1
    assert told.verdict == "pass"
    assert f"2031年{by_year[2031]:,.2f}万元" in told.outcome.zh


def test_a_bullet_of_which_part_was_repaid_early_still_falls_due_at_once() -> None:
    """1,000 of 5,000 go in 2031, more than the year earns; 4,000 fall due in 2036, which plan calls 一次还本到期."""
    given = with_(plus(on(date(2024, 12, 25)), "principal", EARLY.format(amount="1000")), "revenue", price=Decimal(400))
    told = finding_of(given, "C16").outcome.zh
    assert "2031" in told
    assert "2036" not in told


LAID_BY = """[[reserve]]
id = "r"
move = "set_aside"
by_year = {{ 2024 = {amount}, 2025 = 100 }}
[[reserve]]
id = "u"
move = "used"
by_year = {{ 2036 = {used} }}
"""


@pytest.mark.parametrize(
    ("amount", "used", "verdict", "words"),
    [
        ("200", "300", "pass", "最高余额300.00万元，各年均由期末资金承担"),
        ("200", "300.01", "warn", "2036、2037、2038、2039、2040、2041年动用超过余额"),
        ("90000", "0", "warn", "备付金大于期末资金"),
    ],
)
def test_a_reserve_is_within_the_cash_and_moves_no_ratio(amount: str, used: str, verdict: str, words: str) -> None:
    day = date(2025, 1, 1)
    given = added(on(day), LAID_BY.format(amount=amount, used=used), "reserve")
    told = finding_of(given, "D15")
    assert (told.verdict, words in told.outcome.zh) == (verdict, True), told.outcome.zh
    for rule in ("C01", "C02", "C07", "C09"):
        assert finding_of(given, rule).outcome == finding_of(on(day), rule).outcome


def test_plots_of_one_land_reserve_are_balanced_together() -> None:
    two = added(on(date(2025, 3, 4), RESERVE), LAND + LAND.replace('"P"', '"Q"'), "land")
    assert "2宗地块按项目整体平衡" in finding_of(two, "C08").outcome.zh
    assert "整体平衡" not in finding_of(with_(two, "project", rule_date=date(2025, 3, 3)), "C08").outcome.zh


def test_the_negative_list_is_asked_item_by_item_once() -> None:
    """Six items, each with one rule; two are cells of their own, and no cell is asked by two rules."""
    good = finding_of(on(date(2024, 12, 25)), "L06")
    assert (good.verdict, "负面清单6项，逐项核对均不属于" in good.outcome.zh) == ("pass", True)
    image = finding_of(on(date(2024, 12, 25), ("compliance", {"image_project": True})), "L06")
    assert (image.verdict, "形象工程、政绩工程（N06）" in image.outcome.zh) == ("fail", True)
    blank = finding_of(on(date(2024, 12, 25), ("statements", {"office_halls": None})), "L06")
    assert (blank.verdict, "楼堂馆所（N09）" in blank.outcome.zh) == ("needs_input", True)
    places = [ask.place for rule in own_library().rules for ask in rule.asks]
    assert len(set(places)) == len(places)


def test_the_balance_sheet_carries_the_unit_s_part_only() -> None:
    """60 % of 5,000 is the unit's; the rest stands by itself and the sheet still balances."""

    def claims(day: date) -> dict[str, Decimal]:
        made = compute(on(day))
        sheet = next(one for one in made.book.tables if one.id == "balance_sheet")
        at = made.book.years.years.index(2025)
        return {line.id: made.figures.amounts(line)[at] for line in sheet.lines}

    before, after = claims(date(2025, 12, 31)), claims(date(2026, 1, 1))
    assert (before["bonds"], "bonds_by_fund" in before) == (Decimal(5000), False)
    assert (after["bonds"], after["bonds_by_fund"]) == (Decimal(3000), Decimal(2000))
    assert before["claims"] == after["claims"] == after["assets"]


def test_land_reserve_bonds_keep_the_term_they_were_issued_with() -> None:
    """Five years in principle: a planned bond of seven is asked for its reason, an issued one is named with its term."""
    day, seven = date(2026, 3, 1), {"term_years": 7, "payments_a_year": 1}
    planned = on(day, RESERVE, ("bonds", seven))
    assert (finding_of(planned, "T02").verdict, "说明理由" in finding_of(planned, "T02").outcome.zh) == ("warn", True)
    issued = finding_of(with_(planned, "bonds", status="issued"), "T02")
    assert (issued.verdict, "已发行的A（7年）" in issued.outcome.zh) == ("pass", True)
    assert "已发行" not in finding_of(on(day, RESERVE, ("bonds", {**seven, "term_years": 5})), "T02").outcome.zh


@pytest.mark.parametrize(
    ("day", "rent", "subsidy", "verdict", "words"),
    [
        (date(2024, 12, 24), "1200", "10", "not_applicable", "尚未施行"),
        (date(2024, 12, 25), "1200", "10", "warn", "不存在应弥补的不足"),
        (date(2024, 12, 26), "400", "10", "pass", "本项目收益不足"),
        (date(2024, 12, 26), "400", "9000", "warn", "安排超过不足部分"),
    ],
)
def test_a_subsidy_only_makes_up_what_is_short(day: date, rent: str, subsidy: str, verdict: str, words: str) -> None:
    """Claimed or not, it stands apart: E/F is that of the project without the line."""
    alone = on(day, ("revenue", {"price": Decimal(rent)}))
    row = SECOND.format(id="two", name="补助", cls="subsidy").replace(
        "price = 10\nquantity", f"price = {subsidy}\nquantity"
    )
    given = with_(added(alone, row, "revenue", "comparables"), "revenue", price=Decimal(rent))
    told = finding_of(given, "D17")
    assert (told.verdict, words in told.outcome.zh) == (verdict, True), told.outcome.zh
    assert finding_of(given, "C02").outcome == finding_of(alone, "C02").outcome
    assert finding_of(on(date(2025, 1, 1)), "D17").verdict == "not_applicable"


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
