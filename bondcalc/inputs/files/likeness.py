"""Whether a name was meant for another: copies, last year's, slips of the hand, a word more or less."""

import re
from difflib import SequenceMatcher

from bondcalc.inputs.values import plain

NEAR = 0.6
"""Likeness (0 to 1) from which two names are near; tests/inputs/test_likeness.py holds it against true and false cases."""
SHORTEST = 3
"""Characters of a name that stands whole inside another and still says something."""
_MARKS = re.compile(
    r"副本|的副本|copyof|copy|备份|备用|去年|上年|今年|本年|旧|新|原|草稿|终稿|定稿|最终|修改|调整|更新|版|-?(?:表格|table|sheet)\d*"
    r"|v\d+|\d+(?:年度?|月|日)?|[()\[\]<>_.,\-—·'\"#*]"
)
"""What people and programs add to the title of a copy; other programs add 表格 1."""


def bare(name: str) -> str:
    """Take the marks of a copy off a name: 运营成本 (2), 运营成本2023年, 副本-运营成本 and 运营成本 - 表格 1 are one."""
    return _MARKS.sub("", plain(name))


def likeness(one: str, other: str) -> float:
    """Tell how alike two names are, marks of copies aside: 1 is the same, 0 nothing in common."""
    first, second = bare(one), bare(other)
    if not first or not second:
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def near(one: str, other: str) -> bool:
    """Tell whether one name may stand for the other: alike, or the shorter whole inside the longer."""
    short, long = sorted((bare(one), bare(other)), key=len)
    return likeness(one, other) >= NEAR or (len(short) >= SHORTEST and short in long)


def same(one: str, other: str) -> bool:
    """Tell whether one name is a copy of the other, or differs in one sign only."""
    first, second = bare(one), bare(other)
    if len(first) != len(second):
        return False
    slips = sum(a != b for a, b in zip(first, second, strict=True))
    return slips == 0 or (slips == 1 and len(first) > SHORTEST)
