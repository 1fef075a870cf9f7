"""The unit said above a table, and rows whose area, quantity or price is in another unit than their column."""

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.problem import Problem, ProjectError
from tests.inputs.filled import Filled


def captioned(sheet: str, caption: str) -> list[Problem]:
    filled = Filled()
    filled.page(sheet)["A2"].value = caption
    try:
        read_bytes("project.xlsx", filled.data())
    except ProjectError as error:
        return error.problems
    return []


@pytest.mark.parametrize("caption", ["单位：元", "金额单位: 亿元", "（单位：元，含税）", "编制单位：甲公司　单位：元"])
def test_another_unit_above_the_table_is_a_problem_at_its_cell(caption: str) -> None:
    """The columns say 万元: whether heading or caption is wrong nobody knows but whoever typed it."""
    assert [(one.cell, one.code) for one in captioned("投资估算", caption)] == [("A2", "unit_in_heading")]


@pytest.mark.parametrize(
    "caption",
    [
        "单位：万元",
        "单位：万元、亩",
        "编制单位：元氏县财政局",
        "单位：平方米",
        "金额以元计的请换算",
        "建设单位：某公司",
    ],
)
def test_the_same_unit_and_other_words_are_none(caption: str) -> None:
    assert captioned("投资估算", caption) == []


@pytest.mark.parametrize(
    ("sheet", "heading", "item", "typed", "asked"),
    [
        # Its 1,200 mu are 800,000 square metres; a price in yuan is ten thousand times that in 万元.
        ("土地出让", "面积", "P1", 800_000, True),
        ("土地出让", "出让单价", "P1", 1_200_000, True),
        ("土地出让", "面积", "P1", 2_400, False),
        ("经营收入", "数量", "rent", 1_400_000_000, True),
        ("经营收入", "数量", "rent", 1_400_000, False),
    ],
)
def test_a_row_that_comes_to_many_times_the_investment_is_asked_about(
    sheet: str, heading: str, item: str, typed: int, asked: bool
) -> None:
    filled = Filled()
    filled.set(typed, sheet, heading, item)
    filled.set(None, sheet, "设计能力", item) if sheet == "经营收入" else None
    notices = read_bytes("project.xlsx", filled.data()).notices
    assert any(f"[{sheet}]" in notice and "单位是否填错" in notice for notice in notices) is asked
