"""Headers and footers as they are printed: the words of the left, the middle and the right, and what hides them."""

import re
from xml.etree.ElementTree import Element

from bondcalc.audit.xlsx.colours import FAINT, WHITE, contrast
from bondcalc.audit.xlsx.marks import first
from bondcalc.inputs.files.package import true

_CODE = re.compile(
    r'&(?:(?P<side>[LCR])|(?P<face>"[^"]*")|K(?P<colour>[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|(?P<size>\d{1,3})|(?P<struck>[SXYOH])|(?P<look>[BIUE])|(?P<sign>.))',
    re.DOTALL,
)
SMALL = 6
"""Points below which a header is not read; headers state their size in whole points."""
HIDING = {"S": "struck", "X": "raised", "Y": "raised", "O": "hollow", "H": "hollow"}
PLACES = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def printed_texts(element: Element) -> dict[str, str]:
    """Give what is printed above and below the pages of a sheet, by kind of page and side; even and first pages where they differ."""
    written = {name: first(element, name) for name in PLACES}
    said = {name: _sides((one.text or "") if one is not None else "") for name, one in written.items()}
    found: dict[str, str] = {}
    for kind, switch in (("odd", ""), ("even", "differentOddEven"), ("first", "differentFirst")):
        if switch and not true(element.get(switch)):
            continue
        for part in ("Header", "Footer"):
            found |= {f"{kind}{part} {side}": text for side, text in said[f"{kind}{part}"].items()}
    return found


def _sides(text: str) -> dict[str, str]:
    """Take a header apart; fields stay as their codes, letters that hide the words are named."""
    sides: dict[str, list[str]] = {}
    hidden: dict[str, set[str]] = {}
    side, index = "C", 0
    for code in _CODE.finditer(text):
        sides.setdefault(side, []).append(text[index : code.start()])
        index = code.end()
        side = code["side"] or side
        hidden.setdefault(side, set()).update(_hiding(code))
        if code["sign"]:
            sides.setdefault(side, []).append("&" if code["sign"] == "&" else f"&{code['sign']}")
    sides.setdefault(side, []).append(text[index:])
    joined = {side: "".join(pieces).strip() for side, pieces in sides.items()}
    return {side: f"{words}{_marked(hidden.get(side, set()))}" for side, words in joined.items() if words}


def _marked(hidden: set[str]) -> str:
    return f" [{'、'.join(sorted(hidden))}]" if hidden else ""


def _hiding(code: re.Match[str]) -> set[str]:
    if code["struck"]:
        return {HIDING[code["struck"]]}
    if code["size"] and int(code["size"]) < SMALL:
        return {"tiny"}
    text = code["colour"] or ""
    if len(text) == 6:
        colour = int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)
        return {"faint"} if contrast(colour, WHITE) < FAINT and text.find("+") < 0 else set()
    return {"faint"} if text.startswith("00") else set()
