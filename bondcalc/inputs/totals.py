"""Rows that are no item of a list: totals, subtotals and remarks are told as what they are and never read as data."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.raw import RawCell, RawRow, RawSheet
from bondcalc.inputs.values import is_blank, plain
from bondcalc.problem import Problem
from bondcalc.wording.messages import problem

_NUMBERED = r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+[、.])"
_TOTAL = re.compile(
    rf"(?:{_NUMBERED})?(?:本[页表期年]|以上|全部)?(?:合计|小计|总计|共计|总和|累计|total|subtotal|grandtotal)"
    r"(?:数|额|金额)?(?:[:(].*|[-\d.,%]*(?:元|千元|万元|百万元|亿元)?)"
)
"""The whole of a name: 合计, 合 计, 小计：, 总计（万元）, 合计 3,600; but not 总计划费 or 小计量设备."""
_REMARK = re.compile(
    r"[(*※]*(?:[备附脚]?注|说明|备忘|来源|(?:数据|资料)来源|填表说明|(?:制表|填表|编制|审核|复核)人?|note|notes|remark|remarks|source)"
    r"(?:[一二三四五六七八九十\d]*[:、.].*|[一二三四五六七八九十\d]*\)?)"
)
"""注：…, 备注1、…, 数据来源：…; but not 注塑 or 注册费."""
_SENTENCE = re.compile(rf"{_NUMBERED}.*|.*[,。;:!?].*")
_FILE = re.compile(r".*\.(?:xlsx|xlsm|toml)")
"""The name of a project file, such as 1.南片区.xlsx: it stands alone in a list of projects."""
_SHORTEST_SENTENCE = 6
"""Characters from which a lone text with punctuation is taken for a sentence."""
_WORDS = frozenset({"text", "choice"})


def without_totals(given: RawSheet) -> tuple[RawSheet, list[Problem]]:
    """Part a list from its rows of totals and remarks; each is a Problem at its name."""
    if given.sheet.form:
        return given, []
    told = [(row, _told(given.sheet, row)) for row in given.rows]
    kept = tuple(row for row, wrong in told if wrong is None)
    return replace(given, rows=kept), [wrong for _, wrong in told if wrong is not None]


def _told(sheet: Sheet, row: RawRow) -> Problem | None:
    for cell in _names(sheet, row):
        words = plain(str(cell.value))
        if _TOTAL.fullmatch(words):
            return problem(cell.place, "total_row", found=cell.value)
        if _REMARK.fullmatch(words) or (_is_sentence(words) and _alone(row)):
            return problem(cell.place, "remark_row", found=cell.value)
    return None


def _names(sheet: Sheet, row: RawRow) -> Iterator[RawCell]:
    """Give the texts that say what a row is: its name, and every text or choice before its first figure or date."""
    leading = True
    for number, cell in enumerate(sheet.cells):
        leading &= number == 0 or cell.kind in _WORDS
        stands = row.cells.get(cell.id)
        if stands is None or not isinstance(stands.value, str) or not (leading or cell.id == "name"):
            continue
        if cell.id != "id" or not stands.value[:1].islower():  # `total` in small letters is a code like any other
            yield stands


def _alone(row: RawRow) -> bool:
    """Tell whether nothing stands in a row but one cell, which is not that of a year."""
    filled = sum(not is_blank(cell.value) for cell in row.cells.values())
    return filled == 1 and all(is_blank(cell.value) for years in row.indexed.values() for cell in years.values())


def _is_sentence(words: str) -> bool:
    is_long = len(words) >= _SHORTEST_SENTENCE and not _FILE.fullmatch(words)
    return is_long and _SENTENCE.fullmatch(words) is not None
