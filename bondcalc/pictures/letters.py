"""The bundled faces as dots: how wide a text is, and what stands for a sign that no face has."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bondcalc.data import data_path
from bondcalc.typeset.fonts import BUNDLED, FontSet
from bondcalc.typeset.widths import Role

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

PLAIN: Role = "heading"
STRONG: Role = "strong"
MISSING = "〓"
"""Stands for a sign that no bundled face has, as printers do it."""
MEASURE = 100
"""Size at which widths are taken."""


@cache
def face(role: Role, size: int) -> "FreeTypeFont":
    """Open a bundled face at a size."""
    from PIL import ImageFont

    return ImageFont.truetype(str(data_path("templates", "fonts", BUNDLED[role])), size)


def drawable(text: str, role: Role) -> str:
    """Put a mark in the place of signs that the face does not have; ends of lines are blanks."""
    glyphs = _faces().faces[role].glyphs
    return "".join(sign if ord(sign) in glyphs else MISSING for sign in text.replace("\n", " "))


@cache
def _faces() -> FontSet:
    return FontSet.load(None)


def wide(text: str, size: float) -> float:
    """Measure a text."""
    return face(PLAIN, MEASURE).getlength(drawable(text, PLAIN)) * size / MEASURE


def broken(text: str, size: float, room: float) -> Iterator[str]:
    """Break a text where it grows wider than its room; a word is not cut unless it is wider alone."""
    line = ""
    for word in _pieces(text):
        if line and wide(line + word, size) > room:
            yield line.rstrip()
            line = word.lstrip()
        else:
            line += word
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Cut a text into what stays on one line: runs of letters and figures, single Chinese signs with their stops."""
    piece = ""
    for sign in text:
        stays = sign in "，。；：、）】》”％%" or (
            sign.isascii() and sign != " " and piece[-1:].isascii() and piece[-1:] != " "
        )
        if piece and not stays:
            yield piece
            piece = ""
        piece += sign
    yield piece
