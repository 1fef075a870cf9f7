"""Names in a list are told apart, though one has the sign of a list in it; and lists of names are made in one place."""

import re
from pathlib import Path

import pytest

from bondcalc.wording.in_turn import in_english, in_turn, spans
from bondcalc.wording.messages import listed

PACKAGE = Path(__file__).parent.parent.parent / "bondcalc"
ROOMS = ("checks", "claims", "departments", "explain", "filings", "inputs", "reports", "screen")
"""Rooms whose sentences name what people typed."""
OWN_LISTS = {"checks/rulebook.py"}
"""Writes the values of rule files, which are ours."""
JOINED = re.compile(r"""["']、["']\.join\(""")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), ""),
        (("管网、泵站",), "管网、泵站"),
        (("管网", "泵站"), "管网、泵站"),
        (("管网、泵站", "道路"), "“管网、泵站”、道路"),
        (("道路", "场平；绿化", "照明，监控"), "道路、“场平；绿化”、“照明，监控”"),
        (("设备更新（2037年3月，10.00万元）", "道路"), "设备更新（2037年3月，10.00万元）、道路"),
        (("管网、泵站（2037年，10.00万元）", "道路"), "“管网、泵站（2037年，10.00万元）”、道路"),
        (("“管网、泵站”", "道路"), "“管网、泵站”、道路"),
        (("1,000.00万元", "2,000万元"), "1,000.00万元、2,000万元"),
        (("a, b", "c"), "“a, b”、c"),
        ((2030, 2031), "2030、2031"),
    ],
)
def test_a_name_with_the_sign_of_a_list_stands_in_quotation_marks(names: tuple[object, ...], said: str) -> None:
    assert in_turn(names) == said
    assert listed(names) == said


def test_names_in_english_are_told_apart_too() -> None:
    assert in_english(["管网、泵站", "roads, bridges", "P1"]) == "“管网、泵站”, “roads, bridges”, P1"
    assert in_english(["roads, bridges"]) == "roads, bridges"


def test_sentences_that_name_what_people_typed_join_names_in_one_place() -> None:
    joined = {
        path.relative_to(PACKAGE).as_posix()
        for room in ROOMS
        for path in (PACKAGE / room).rglob("*.py")
        if JOINED.search(path.read_text(encoding="utf-8"))
    }
    assert joined == OWN_LISTS


def test_no_name_is_lost_between_others() -> None:
    """What is joined can be taken apart again: outside quotation marks 、 parts the names."""
    names = ["甲、乙", "丙", "丁，戊", "己"]
    assert [name.strip("“”") for name in re.findall("“[^”]*”|[^、]+", in_turn(names))] == names


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([], []),
        ([2023], ["2023"]),
        (["2025", "2026"], ["2025至2026"]),
        ([2023, 2030, 2031, 2032, 2036], ["2023", "2030至2032", "2036"]),
    ],
)
def test_years_that_follow_one_another_are_one_span(years: list[int | str], said: list[str]) -> None:
    assert spans(years) == said
