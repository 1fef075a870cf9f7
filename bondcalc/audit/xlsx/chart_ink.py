"""Whether what a chart draws is seen: lines and fills that are there, writing that is large and dark enough."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bondcalc.audit.xlsx.colours import BLACK, FAINT, WHITE, Colour, contrast
from bondcalc.audit.xlsx.marks import below, first, inner, number, plain, value
from bondcalc.audit.xlsx.styles import SYMBOLS

PALE = 1.3
"""Contrast below which a bar or a line is not seen; our palest has 1.8."""
CLEAR = 0.15
"""Share of a colour below which one looks through it."""
SMALL = 500
"""Hundredths of a point below which writing is not read."""
UPRIGHT, OVER = 6_000_000, 10_800_000
"""Turns, in 60,000ths of a degree, from which writing stands on its head, to a half turn; more stands for none (Excel)."""
FACES = ("latin", "ea", "cs", "sym")
NAMED = {"bg1": WHITE, "lt1": WHITE, "tx1": BLACK, "dk1": BLACK, "white": WHITE, "black": BLACK}
FILLS = ("noFill", "solidFill", "pattFill", "gradFill", "blipFill", "grpFill")


def ground_of(root: Element) -> Colour:
    """Give the colour behind a chart."""
    return _colour(first(root, "spPr", "solidFill")) or WHITE


def inked(element: Element, ground: Colour) -> bool:
    """Tell whether a series or a point of one is drawn so that it is seen; what states nothing is drawn as usual."""
    parts = [one for one in (first(element, "spPr"), first(element, "marker", "spPr")) if one is not None]
    if not parts:
        return True
    fills = [one for part in parts for one in (part, first(part, "ln")) if one is not None]
    stated = [seen for one in fills for seen in _seen(one, ground)]
    # A line alone states nothing of the fill, which then is drawn as usual; in a line chart there is none to draw.
    return any(stated) if stated else True


def _seen(holder: Element, ground: Colour) -> Iterator[bool]:
    for element in inner(holder, *FILLS):
        kind = plain(element.tag)
        colours = (
            [_colour(element)]
            if kind == "solidFill"
            else [_colour(first(element, name)) for name in ("fgClr", "bgClr")]
        )
        if kind == "noFill":
            yield False
        elif kind in {"solidFill", "pattFill"}:
            yield _opacity(element) >= CLEAR and any(each is None or contrast(each, ground) >= PALE for each in colours)
        else:
            yield True


def unread(element: Element, ground: Colour) -> bool:
    """Tell whether some writing in a part of a chart is too small, too pale, see-through, struck, hollow or turned over."""
    if any(UPRIGHT < abs(number(one.get("rot"), 0)) <= OVER for one in below(element, "bodyPr")):
        return True
    for letters in below(element, "rPr", "defRPr", "endParaRPr"):
        fill = first(letters, "solidFill")
        colour = _colour(fill)
        pale = colour is not None and contrast(colour, ground) < FAINT
        clear = first(letters, "noFill") is not None or (fill is not None and _opacity(fill) < CLEAR)
        small = number(letters.get("sz"), SMALL) < SMALL
        if plain(letters.tag) != "endParaRPr" and (pale or clear or small or _disguised(letters)):
            return True
    return False


def _disguised(letters: Element) -> bool:
    """Tell whether letters are struck out, raised, drawn as pictures or in outline, or have effects laid over them."""
    line = first(letters, "ln")
    return (
        letters.get("strike", "noStrike") != "noStrike"
        or number((letters.get("baseline") or "0").rstrip("%"), 0) != 0
        or next(inner(letters, "pattFill", "blipFill", "gradFill"), None) is not None
        or (line is not None and first(line, "noFill") is None and len(line) > 0)
        or any(len(one) > 0 for one in inner(letters, "effectLst", "effectDag"))
        or any(face.get("typeface", "").lower().startswith(SYMBOLS) for face in inner(letters, *FACES))
    )


def _opacity(fill: Element) -> float:
    shares = [number(element.get("val", "").rstrip("%"), 100000) for element in below(fill, "alpha")]
    return min(shares, default=100000) / 100000


def _colour(fill: Element | None) -> Colour | None:
    """Give the colour of a fill; None for a colour of the theme or of the system that is not black or white."""
    if fill is None:
        return None
    named = value(fill, "srgbClr")
    if len(named) == 6:
        try:
            return int(named[:2], 16), int(named[2:4], 16), int(named[4:], 16)
        except ValueError:
            return None
    system = first(fill, "sysClr")
    if system is not None:
        return WHITE if "indow" in system.get("val", "") and "Text" not in system.get("val", "") else BLACK
    return NAMED.get(value(fill, "schemeClr") or value(fill, "prstClr"))
