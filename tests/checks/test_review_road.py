"""审核路径 (X07): it follows from region and day; what is only reported of it is told and decides nothing."""

from datetime import date

import pytest

from tests.checks.judged import finding_of
from tests.checks.test_rules_to_2026 import on
from tests.checks.test_statements import plus, with_


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
