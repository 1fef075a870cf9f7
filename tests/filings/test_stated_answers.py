"""A plan repeats what the unit stated: yes, no, or to come; it affirms nothing that was denied or left blank."""

from datetime import date
from decimal import Decimal

import pytest

from tests.checks.test_rules_to_2026 import HOUSES, IDLE, RESERVE, on
from tests.parted import compute
from tests.trials.trial import own_text

LAND = {"land_plan_code": "TDCB-1", "retaken_area": Decimal(100), "resold_area": Decimal(20)}
# use, sheet and cell that answer, and what the plan says of yes, no and blank
SAID = [
    (use, "statements", cell, said)
    for use in (RESERVE, IDLE)
    for cell, said in (
        (
            "in_land_plan",
            ("项目已列入土地储备计划，计划编码TDCB-1。", "项目尚未列入土地储备计划。", "【待补充】项目是否列入"),
        ),
        ("listed_reserve_body", ("为名录内的土地储备机构。", "不在土地储备机构名录内。", "【待补充】项目单位是否在")),
    )
] + [
    (
        HOUSES,
        "statements",
        "housing_completed",
        ("收购的商品房已经建成。", "收购的商品房尚未建成。", "【待补充】收购的商品房是否已经建成。"),
    ),
    (
        HOUSES,
        "compliance",
        "affordable_housing",
        ("商品房用作保障性住房。", "商品房不用作保障性住房。", "【待补充】收购的商品房是否用作"),
    ),
]


@pytest.mark.parametrize("case", SAID, ids=lambda case: f"{case[0][1]['use']}-{case[2]}")
def test_a_plan_repeats_each_answer_as_it_was_given(
    case: tuple[tuple[str, dict[str, str]], str, str, tuple[str, str, str]],
) -> None:
    use, sheet, cell, said = case
    for answer, words in zip((True, False, None), said, strict=True):
        given = on(date(2026, 3, 1), use, ("statements", LAND), (sheet, {cell: answer}))
        text = own_text(compute(given), "plan")
        assert [other for other in said if other in text] == [words]


@pytest.mark.parametrize(
    ("use", "first"), [(RESERVE, date(2025, 3, 4)), (IDLE, date(2024, 11, 7)), (HOUSES, date(2025, 3, 5))]
)
def test_the_use_is_told_from_the_day_of_the_first_rule_that_asks(use: tuple[str, dict[str, str]], first: date) -> None:
    for day, told in ((date.fromordinal(first.toordinal() - 1), False), (first, True)):
        assert ("专项债券用途类别为" in own_text(compute(on(day, use)), "plan")) == told


def test_idle_land_is_told_with_its_areas_and_the_share_of_the_rule() -> None:
    text = own_text(compute(on(date(2026, 3, 1), IDLE, ("statements", LAND))), "plan")
    assert "当年收回、收购的房地产用地100亩，其中当年供应用于房地产的20亩" in text
    assert "确需供应的不超过收回面积的50%。" in text


@pytest.mark.parametrize(
    ("region", "day", "words"),
    [
        ("河南省信阳市", date(2026, 4, 14), "2026年预算报告提出调整自审自发试点范围"),
        ("河南省信阳市", date(2026, 4, 15), "全部地区名单未见，以本省最新通知为准（据公开报道，规定原文未核实）。"),
        ("湖南省衡阳市", date(2026, 4, 15), None),
    ],
)
def test_the_road_of_review_is_told_with_what_is_reported_of_it(region: str, day: date, words: str | None) -> None:
    text = own_text(compute(on(day, ("project", {"region": region}))), "plan")
    assert "审核路径：" in text
    assert ("2026年" in text.partition("审核路径：")[2].partition("时间安排")[0]) == (words is not None)
    assert words is None or words in text
