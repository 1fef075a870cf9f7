"""What the look of a cell says beside its value: a unit in its number format, a line through its text."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from bondcalc.inputs.files.package import children, local, true
from bondcalc.inputs.units import UNIT, YUAN_SIGN

PERCENT = "%"
QUOTED_PERCENT = "加引号的%（不换算）"
SCALED = "千（数字格式末尾的逗号，缩小显示）"
_BUILT_IN = {"9": "0%", "10": "0.00%"}
_PIECES = re.compile(r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<bare>.)', re.DOTALL)
_SIGNS = re.compile("[¥￥]")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
"""A comma behind the last digit shows a thousandth; one between digits only groups them."""


class CellLook(NamedTuple):
    """The unit that the number format of a cell shows, empty for none, and whether its text is struck through."""

    unit: str
    struck: bool


def unit_shown(code: str) -> str:
    """Give the unit a number format shows beside a positive number; empty for none."""
    literal, bare = "", ""
    for piece in _PIECES.finditer(code):
        sign = piece["bare"]
        if sign == ";":
            break
        bracket = piece["bracket"] or ""
        literal += piece["quoted"] or piece["escaped"] or (bracket[1:].partition("-")[0] if bracket[:1] == "$" else "")
        bare += sign or ""
    if _SCALED.search("".join(sign for sign in bare if sign in "0#?,")):
        return SCALED
    if "%" in bare:
        return PERCENT
    if "%" in literal or "％" in literal:
        return QUOTED_PERCENT
    unit = UNIT.search(literal + bare)
    return unit[0] if unit else YUAN_SIGN if _SIGNS.search(literal + bare) else ""


def looks_of(root: Element) -> dict[str, CellLook]:
    """Give the looks that say something, by the number of the cell style; most workbooks have percentages only."""
    own = {element.get("numFmtId", ""): element.get("formatCode", "") for element in children(root, "numFmts")}
    codes: Mapping[str, str] = _BUILT_IN | own
    struck = list(_struck(root))
    looks = dict[str, CellLook]()
    for number, element in enumerate(children(root, "cellXfs")):
        font = int(element.get("fontId", "0"))
        look = CellLook(unit_shown(codes.get(element.get("numFmtId", "0"), "")), font < len(struck) and struck[font])
        if look.unit or look.struck:
            looks[str(number)] = look
    return looks


def _struck(root: Element) -> Iterator[bool]:
    for font in children(root, "fonts"):
        yield any(local(part.tag) == "strike" and true(part.get("val", "1")) for part in font)
