"""A field of numbers says what it wants; one month may be written with its word, several are refused with the way out."""

import re
from datetime import date

import pytest

from bondcalc.inputs.cell import SHEETS, Cell
from bondcalc.inputs.project import sheets
from bondcalc.inputs.values import WrongError, convert
from bondcalc.inputs.wanted import MONTH
from bondcalc.problem import Place
from bondcalc.wording.messages import problem
from bondcalc.wording.terms import Unit

NUMBERS = [
    (sheet.zh, cell)
    for sheet in sheets()
    for cell in sheet.cells
    if cell.kind in {"number", "whole", "indexed"} and not cell.choices
]
MONTHS = [cell for _, cell in NUMBERS if cell.zh.endswith("月份")]


def refused(cell: Cell, typed: object) -> str:
    with pytest.raises(WrongError) as caught:
        convert(cell, typed)
    wrong = caught.value
    said = problem(Place("表", 1, 1, "A1"), wrong.code, label=cell.zh, **wrong.facts)
    return f"{said.found}，{said.remedy}"


def test_every_month_is_read_as_a_month() -> None:
    assert len(MONTHS) == 6
    assert {cell.id for cell in MONTHS} == {MONTH}


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        *((f"{number}月", number) for number in range(1, 13)),
        *(
            (f"{word}月", number)
            for number, word in enumerate(
                ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1
            )
        ),
        ("3月份", 3),
        ("０３ 月", 3),
        ("12", 12),
        (7, 7),
    ],
)
def test_one_month_is_taken_as_people_write_it(typed: object, month: int) -> None:
    assert {convert(cell, typed) for cell in MONTHS} == {month}


@pytest.mark.parametrize(
    "typed",
    [
        "1-12",
        "3、6、9、12",
        "每月",
        "3-6月",
        "3月、6月",
        "3月6日",
        "十三月",
        "13月",
        "00月",
        "月",
        "3.6",
        date(2026, 1, 12),
    ],
)
def test_several_months_are_refused_with_the_way_out(typed: object) -> None:
    for cell in MONTHS:
        said = refused(cell, typed)
        assert "1至12中的一个月份" in said
        assert "留空" in said
        assert "单位" not in said


@pytest.mark.parametrize("cell", [pytest.param(cell, id=f"{sheet}.{cell.id}") for sheet, cell in NUMBERS])
def test_every_field_of_numbers_says_what_it_wants(cell: Cell) -> None:
    said = refused(cell, "约三至五")
    if cell.kind == "whole" and cell.id != MONTH:
        assert f"{cell.low}至{cell.high}的整数" in said
    assert ("%" in said) is (cell.unit == Unit.FRACTION)
    assert ("倍" in said) is (cell.unit == Unit.RATIO)
    assert re.search("数|月份", said.split("应为数字，")[1])


def test_an_amount_with_a_word_behind_it_is_no_month() -> None:
    """Only months are read with their word: 3月 in a field of years or amounts is refused."""
    for id_, field in (("bonds", "term_years"), ("investment", "amount"), ("loans", "payments_a_year")):
        assert "数" in refused(SHEETS[id_].cell(field), "3月")


@pytest.mark.parametrize("typed", ["-", "—", "——", "－", "/", "／", "无", "暂 无", "待定", "不适用", "N/A", "null"])
def test_what_stands_for_no_value_is_told_from_a_wrong_one(typed: str) -> None:
    """Neither 0 nor blank is guessed: which of the two was meant is said by whoever typed it."""
    for id_, field in (("investment", "amount"), ("bonds", "term_years"), ("bonds", "coupon")):
        assert "没有的填0，未定的请留空" in refused(SHEETS[id_].cell(field), typed)
    assert "没有或未定的请留空" in refused(SHEETS["bonds"].cell("maturity_date"), typed)


@pytest.mark.parametrize(
    ("typed", "day"), [(44666, "2022-04-15"), (44666.0, "2022-04-15"), (32874, "1990-01-01"), (73415, "2100-12-31")]
)
def test_a_day_as_its_number_is_told_with_the_day(typed: float, day: str) -> None:
    """15 April 2022 is day 44,666 of a workbook: 122 years of 365 days from 1900 on, 30 leap days, 105 days, and one that never was."""
    assert f"可能是{day}" in refused(SHEETS["bonds"].cell("value_date"), typed)


@pytest.mark.parametrize("typed", [32873, 73416, 44666.5, 2022, 1, -44666])
def test_other_numbers_are_no_days(typed: float) -> None:
    assert "序号" not in refused(SHEETS["bonds"].cell("value_date"), typed)
