"""Signs nobody sees and signs nobody can print: dropped at the ends, named inside, told by `check` at their cell."""

import re
import sys
import unicodedata
from pathlib import Path

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.signs import INVISIBLE
from bondcalc.problem import Problem, ProjectError
from bondcalc.typeset.fonts import FontSet
from tests.commands import bondcalc
from tests.inputs.filled import Filled, untouched
from tests.inputs.test_reader import rezipped


def problems(data: bytes) -> list[Problem]:
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", data, FontSet.load().prints)
    return caught.value.problems


def test_every_format_sign_is_known() -> None:
    """Against the character data of the language; it may know fewer characters than a later one."""
    known = re.compile(f"[{INVISIBLE}]")
    missing = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) == "Cf" and not known.fullmatch(chr(code))
    ]
    assert missing == []
    assert not known.search("·—“”…　①㎡中\n\tA1é")


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["\u200b", "\u202a", "\u202e", "\ufeff", "\u00ad", "\u2060"])
def test_at_the_ends_of_codes_numbers_dates_and_choices_they_are_dropped_and_told(sign: str) -> None:
    filled = Filled()
    told = [
        filled.set(f"{sign}occupancy {sign}", "负荷曲线", "编号", "occupancy"),
        filled.set(f"0.035{sign}", "专项债券", "票面利率", "A"),
        filled.set(f"{sign} 2020-09-15", "专项债券", "起息日", "A"),
        filled.set(f"计划发行{sign}", "专项债券", "发行状态", "B"),
    ]
    before = Filled()
    before.set(0.035, "专项债券", "票面利率", "A")
    before.set("2020-09-15", "专项债券", "起息日", "A")
    before.set("计划发行", "专项债券", "发行状态", "B")
    project = read_bytes("project.xlsx", filled.data(), FontSet.load().prints)
    assert project.tables == read_bytes("project.xlsx", before.data()).tables
    (notice,) = [text for text in project.notices if "看不见" in text]
    assert {f"[{sheet}] {cell}" for sheet, cell in told} == set(notice.partition("：")[2].split("、"))


def test_a_cell_of_nothing_else_is_blank() -> None:
    filled = Filled()
    where = filled.set("\u200b \ufeff", "项目概况", "项目名称")
    (found,) = problems(filled.data())
    assert (found.sheet, found.cell, found.code) == (*where, "missing_required")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "sheet", "heading", "item"),
    [
        ("occu\u200bpancy", "负荷曲线", "编号", "occupancy"),
        ("1\u202a2.5", "经营收入", "单价", "rent"),
        ("归阳\ufeff园区", "项目概况", "项目单位", ""),
    ],
)
def test_inside_they_are_named_at_the_cell(value: str, sheet: str, heading: str, item: str) -> None:
    filled = Filled()
    where = filled.set(value, sheet, heading, item)
    found = [one for one in problems(filled.data()) if one.code == "invisible_sign"]
    assert [(one.sheet, one.cell) for one in found] == [where]
    sign = next(char for char in value if unicodedata.category(char) == "Cf")
    assert f"[U+{ord(sign):04X}]" in found[0].found


@pytest.mark.slow
def test_headings_labels_and_titles_hold_them_too() -> None:
    filled = Filled()
    page = filled.page("经营收入")
    for cell in page[4]:
        cell.value = cell.value and f"\ufeff{cell.value}\u200b"
    page.title = "经营\u00ad收入"
    assert read_bytes("project.xlsx", filled.data()).tables == untouched().tables


@pytest.mark.slow
@pytest.mark.parametrize("text", ["道路😀工程", "甲\ue000乙", "✈️枢纽", "𓀀"])
def test_what_the_fonts_cannot_print_is_told_by_check_at_its_cell(tmp_path: Path, text: str) -> None:
    filled = Filled()
    sheet, cell = filled.set(text, "投资估算", "项目或费用名称", "roads")
    (tmp_path / "a.xlsx").write_bytes(filled.data())
    done = bondcalc("check", str(tmp_path / "a.xlsx"))
    assert done.returncode == 2
    assert f"[{sheet}] {cell}: " in done.stderr
    sign = next(char for char in text if not FontSet.load().prints(char))
    assert f"U+{ord(sign):04X}" in done.stderr


def test_common_signs_print() -> None:
    filled = Filled()
    filled.set("①㎡→≥×½√°℃镕㙟ⅠΔ·…—“”‰²㎞㏊★é\n第二行\t后", "投资估算", "项目或费用名称", "roads")
    assert read_bytes("project.xlsx", filled.data(), FontSet.load().prints)


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("a_x000D_b", "a\nb"),
        ("a_x000D_\nb", "a\nb"),
        ("a_x005F_x000D_b", "a_x000D_b"),
        ("_x4E2D_国", "中国"),
        ("a_x00", "a_x00"),
        ("_xD842__xDFB7_野", "\U00020bb7野"),
    ],
)
def test_escaped_signs_are_read_as_excel_does(stored: str, read: str) -> None:
    """Part 1, 22.4.2.4 of ISO/IEC 29500: `_xHHHH_` is a character, `_x005F_` the underscore of a text that looks like one."""
    given = next(row for row in untouched().tables["investment"] if row.id == "roads").name

    def change(xml: bytes) -> bytes:
        return xml.replace(f">{given}<".encode(), f">{stored}<".encode())

    project = read_bytes("project.xlsx", rezipped("xl/sharedStrings.xml", change))
    assert next(row for row in project.tables["investment"] if row.id == "roads").name == read
