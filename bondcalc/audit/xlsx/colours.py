"""Colours of a workbook as a screen shows them: of themes, of the palette, lightened; and whether one is seen on another."""

import colorsys
import re
from collections.abc import Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element

from bondcalc.audit.xlsx.marks import inner, plain
from bondcalc.inputs.files.package import Package, true

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
THEME = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
"""The colours of a theme in the order cells number them."""
FAINT = 2.5
"""Contrast below which writing is not seen at a glance; black on white has 21, our palest grey 3.4."""
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


class ColourTable:
    """The colours a workbook names by number: those of its theme and its palette."""

    def __init__(self, package: Package, styles: Element) -> None:
        part = package.single("theme")
        scheme = _scheme(package.tree(part)) if part else {}
        self._theme = [scheme.get(name, WHITE if name == "lt1" else BLACK) for name in THEME]
        self._palette = _palette(styles)

    def colour(self, element: Element | None, otherwise: Colour) -> Colour:
        """Give the colour of an element; `otherwise` where it states none, an automatic one, or one that cannot be read."""
        if element is None or true(element.get("auto")):
            return otherwise
        found = _hex(element.get("rgb", ""))
        for colours, number in ((self._theme, element.get("theme")), (self._palette, element.get("indexed"))):
            if found is None and number is not None:
                found = _numbered(colours, number)
        return otherwise if found is None else tinted(found, element.get("tint"))


def _numbered(colours: list[Colour], number: str) -> Colour | None:
    return colours[int(number)] if number.isdecimal() and int(number) < len(colours) else None


def _hex(text: str) -> Colour | None:
    match = _HEX.fullmatch(text)
    return None if match is None else (int(match[1][:2], 16), int(match[1][2:4], 16), int(match[1][4:], 16))


def _scheme(theme: Element) -> dict[str, Colour]:
    """Read the colours of a theme by name."""
    scheme = next((element for element in theme.iter() if plain(element.tag) == "clrScheme"), ())
    found = {}
    for named in scheme:
        for element in named:
            colour = _hex(element.get("lastClr") or element.get("val") or "")
            if colour is not None:
                found[plain(named.tag)] = colour
    return found


def _palette(styles: Element) -> list[Colour]:
    from openpyxl.styles.colors import COLOR_INDEX

    usual = [_hex(text) or BLACK for text in COLOR_INDEX] + [BLACK, WHITE]
    colours = next((element for element in styles if plain(element.tag) == "colors"), ())
    own = [
        _hex(element.get("rgb", "")) or BLACK
        for table in colours
        if plain(table.tag) == "indexedColors"
        for element in inner(table)
    ]
    return own + usual[len(own) :]


def tinted(colour: Colour, tint: str | None) -> Colour:
    """Lighten (to 1) or darken (to -1) a colour, as ISO/IEC 29500-1, 18.8.3 has it."""
    try:
        share = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        share = 0.0
    if not share:
        return colour
    hue, light, depth = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, light, depth))
    return red, green, blue


@lru_cache(maxsize=1024)
def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast of two colours, 1 (the same) to 21, as the W3C's guidelines for readable pages define it."""
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def faint(colour: Colour, grounds: Iterable[Colour]) -> bool:
    """Tell whether writing of a colour is hard to see on any of the colours behind it."""
    return any(contrast(colour, ground) < FAINT for ground in grounds)


def _light(colour: Colour) -> float:
    red, green, blue = (part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
