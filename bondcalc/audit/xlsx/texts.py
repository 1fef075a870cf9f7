"""Texts of cells: the words, the pieces of them that are written differently, readings printed above them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bondcalc.audit.xlsx.styles import CellFont, StyleTable
from bondcalc.inputs.files.package import Package, local
from bondcalc.inputs.files.stored import unescaped

_ENDS = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text: its words, its `runs` (piece and the element that states its letters) and what is printed above it."""

    words: str
    runs: tuple[tuple[str, Element | None], ...] = ()
    above: str = ""


def text_of(element: Element) -> StoredText:
    """Read a text (`si` or `is`); its runs only where it has any."""
    pieces = list(_pieces(element))
    runs = tuple(pieces) if any(letters is not None for _, letters in pieces) else ()
    above = [_inside(one) for one in element if local(one.tag) == "rPh"]
    return StoredText("".join(words for words, _ in pieces), runs, "".join(above))


def _pieces(element: Element) -> Iterator[tuple[str, Element | None]]:
    for one in element:
        kind = local(one.tag)
        if kind == "t":
            yield readable(one.text or ""), None
        elif kind == "r":
            yield _inside(one), next((inside for inside in one if local(inside.tag) == "rPr"), None)


def _inside(element: Element) -> str:
    return readable("".join(one.text or "" for one in element if local(one.tag) == "t"))


def readable(text: str) -> str:
    """Give a text as it is shown: escaped signs as what they are, one sign for every end of a line."""
    return _ENDS.sub("\n", unescaped(text))


def shared(package: Package) -> list[StoredText]:
    """Read the texts that cells share; none where the workbook has no such part."""
    part = package.single("sharedStrings")
    return [] if part is None else [text_of(element) for element in package.tree(part) if local(element.tag) == "si"]


def lettered(text: StoredText, font: CellFont, styles: StyleTable) -> tuple[tuple[str, CellFont], ...]:
    """Give the pieces of a text with their letters; none where all are the cell's, as writers state them needlessly.

    What a piece does not state is the cell's; pieces in the same letters are one.
    """
    pieces: list[tuple[str, CellFont]] = []
    for words, letters in text.runs:
        own = font if letters is None else styles.font(letters, font)
        if pieces and pieces[-1][1] == own:
            pieces[-1] = (pieces[-1][0] + words, own)
        else:
            pieces.append((words, own))
    return tuple(pieces) if any(own != font for _, own in pieces) else ()
