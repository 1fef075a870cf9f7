"""What the look of a cell says beside its value: a unit in its number format, a line through its text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar
from xml.etree.ElementTree import Element

from bondcalc.inputs.files.package import children, local, true
from bondcalc.inputs.units import UNIT, YUAN_SIGN

T = TypeVar("T")
PALE = 3 * 216
"""Sum of red, green and blue from which a colour is too pale for white letters: that of cells to fill in is."""
PERCENT = "%"
QUOTED_PERCENT = "加引号的%（不换算）"
SCALED = "千（数字格式末尾的逗号，缩小显示）"
_BUILT_IN = {"9": "0%", "10": "0.00%"}
_PIECES = re.compile(r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<bare>.)', re.DOTALL)
_RGB = re.compile("[0-9A-Fa-f]{6}")
_SIGNS = re.compile("[¥￥]")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
"""A comma behind the last digit shows a thousandth; one between digits only groups them."""


class CellLook(NamedTuple):
    """The unit that the number format of a cell shows, empty for none, whether its text is struck through, and whether nobody sees it."""

    unit: str
    struck: bool
    unseen: bool


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
    fonts, pale = list(_fonts(root)), list(_pale_fills(root))
    looks = dict[str, CellLook]()
    for number, element in enumerate(children(root, "cellXfs")):
        code = codes.get(element.get("numFmtId", "0"), "")
        font = _at(fonts, element.get("fontId", "0"), FontLook())
        unseen = shows_nothing(code) or (font.white and _at(pale, element.get("fillId", "0"), True))
        look = CellLook(unit_shown(code), font.struck, unseen)
        if any(look):
            looks[str(number)] = look
    return looks


def shows_nothing(code: str) -> bool:
    """Tell whether a number format leaves a positive number out: `;;;` or `""`."""
    shown = code.split(";", maxsplit=1)[0].strip()
    return bool(code) and not shown.replace('"', "").strip()


class FontLook(NamedTuple):
    """Whether the texts of a font are struck through, and whether they are white."""

    struck: bool = False
    white: bool = False


def _at(known: Sequence[T], number: str, other: T) -> T:
    return known[int(number)] if int(number) < len(known) else other


def _fonts(root: Element) -> Iterator[FontLook]:
    for font in children(root, "fonts"):
        parts = {local(part.tag): part for part in font}
        struck = "strike" in parts and true(parts["strike"].get("val", "1"))
        yield FontLook(struck, "color" in parts and _is_white(parts["color"]))


def _pale_fills(root: Element) -> Iterator[bool]:
    """Tell of each fill whether white letters on it are not seen: none, or a pale one."""
    for fill in children(root, "fills"):
        patterns = [part.get("patternType", "none") for part in fill.iter() if local(part.tag) == "patternFill"]
        colours = [part for part in fill.iter() if local(part.tag) == "fgColor"]
        yield patterns == ["none"] or any(_is_pale(colour) for colour in colours)


def _is_white(colour: Element) -> bool:
    return colour.get("rgb", "")[-6:].upper() == "FFFFFF" or (
        colour.get("theme") == "0" and not float(colour.get("tint", "0"))
    )


def _is_pale(colour: Element) -> bool:
    rgb = colour.get("rgb", "")[-6:]
    return _is_white(colour) or (_RGB.fullmatch(rgb) is not None and sum(bytes.fromhex(rgb)) >= PALE)
