"""Text that is there and is not seen: hidden, white, struck out, or too small to read (隐藏文字)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondcalc.typeset.word.opened import WordPackage, said
from bondcalc.typeset.word.read_blocks import W

if TYPE_CHECKING:
    from lxml.etree import _Element

SMALLEST = 8
"""Half points below which nobody reads a text."""
NARROWEST = 20
"""Per cent of its width below which nobody reads a letter."""
LOWEST = 100
"""Twips below which a line or a row shows nothing."""
OFF = {"0", "false", "off"}
WHITE = {"FFFFFF"}


@dataclass(frozen=True)
class Hiding:
    """Tells what is not seen in a file, whose styles of that kind it knows."""

    styles: frozenset[str]

    @classmethod
    def of(cls, package: WordPackage) -> "Hiding":
        """Read the styles of a file."""
        part = package.styles_part
        if part is None:
            return cls(frozenset())
        faces = ((style, style.find(f"{W}rPr")) for style in package.tree(part).iter(f"{W}style"))
        return cls(frozenset(said(style, f"{W}styleId") for style, face in faces if face is not None and unseen(face)))

    def hides(self, paragraph: "_Element") -> bool:
        """Tell whether any text of a paragraph is hidden."""
        return any(True for _ in self.runs(paragraph))

    def runs(self, element: "_Element") -> Iterator["_Element"]:
        """Give the runs of an element that are hidden, by themselves, by their row or by their style."""
        for run in element.iter(f"{W}r"):
            if run.find(f"{W}t") is not None and self._hidden(run):
                yield run

    def _hidden(self, run: "_Element") -> bool:
        properties = run.find(f"{W}rPr")
        if properties is not None and unseen(properties):
            return True
        row = next(run.iterancestors(f"{W}tr"), None)
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if (row is not None and _closed(row)) or (paragraph is not None and _flat(paragraph)):
            return True
        if not self.styles:
            return False
        styles = [properties.find(f"{W}rStyle")] if properties is not None else []
        styles += [paragraph.find(f"{W}pPr/{W}pStyle")] if paragraph is not None else []
        return any(said(style, f"{W}val") in self.styles for style in styles if style is not None)


def _closed(row: "_Element") -> bool:
    """Tell whether a row is hidden or has no height."""
    height = row.find(f"{W}trPr/{W}trHeight")
    low = height is not None and said(height, f"{W}hRule") == "exact" and _less(said(height, f"{W}val"), LOWEST)
    return low or row.find(f"{W}trPr/{W}hidden") is not None


def _flat(paragraph: "_Element") -> bool:
    """Tell whether the lines of a paragraph have no height."""
    spacing = paragraph.find(f"{W}pPr/{W}spacing")
    exact = spacing is not None and said(spacing, f"{W}lineRule") == "exact"
    return spacing is not None and exact and _less(said(spacing, f"{W}line"), LOWEST)


def _less(text: str, than: int) -> bool:
    return text.isdecimal() and int(text) < than


def _on(properties: "_Element", name: str) -> bool:
    """Tell whether a switch is set."""
    switch = properties.find(f"{W}{name}")
    return switch is not None and said(switch, f"{W}val").lower() not in OFF


def unseen(properties: "_Element") -> bool:
    """Tell whether properties of a run make its text unseen."""
    if any(_on(properties, name) for name in ("vanish", "strike", "dstrike")):
        return True
    colour, size, shade, wide = (properties.find(f"{W}{name}") for name in ("color", "sz", "shd", "w"))
    if any(
        node is not None and _less(said(node, f"{W}val"), least)
        for node, least in ((size, SMALLEST), (wide, NARROWEST))
    ):
        return True
    if colour is not None and said(colour, f"{W}val").upper() in WHITE:
        return shade is None or said(shade, f"{W}fill").upper() in {*WHITE, "AUTO", ""}
    return False
