"""Text that is there and is not seen: hidden, in the colour of its ground, struck out, or too small to read (隐藏文字)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bondcalc.audit.xlsx.colours import Colour, contrast
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
CLOSEST = -100
"""Twips of spacing below which letters lie upon each other."""
FARTHEST = 100
"""Half points beyond which a raised or lowered text leaves its line."""
PAGE = 16838
"""Twips of the longer side of A4: what is put farther out stands on no page."""
OUTWARDS = (("framePr", "x"), ("framePr", "y"), ("ind", "left"), ("ind", "start"), ("ind", "firstLine"))
"""Properties of a paragraph that put its text somewhere else."""
FAINTEST = 1.5
"""Contrast of letters and ground (WCAG 2.1, 1 to 21) below which nobody sees them."""
OFF = {"0", "false", "off"}
SWITCHES = ("vanish", "strike", "dstrike")
LOOKED = frozenset(f"{W}{name}" for name in (*SWITCHES, "sz", "w", "position", "spacing", "color", "shd", "highlight"))
"""Properties of a run on which it depends whether its text is seen."""
PAPER = "FFFFFF"
LIGHT_THEME = {"background1", "light1"}
HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "white": PAPER,
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}
"""Grounds that a marker lays under letters, by their names in a file (ISO/IEC 29500-1, ST_HighlightColor)."""
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")

RunFace = dict[str, "_Element"]
"""Properties of a run by their tag."""


@dataclass(frozen=True)
class Hiding:
    """Tells what is not seen in a file, whose styles it knows."""

    styles: dict[str, "_Element"] = field(default_factory=dict)
    defaults: RunFace = field(default_factory=dict)
    default: str = ""
    _known: dict[tuple[str, ...], RunFace] = field(default_factory=dict)

    @classmethod
    def of(cls, package: WordPackage) -> "Hiding":
        """Read the styles of a file."""
        part = package.styles_part
        if part is None:
            return cls()
        tree = package.tree(part)
        styles = {said(style, f"{W}styleId"): style for style in tree.iter(f"{W}style")}
        usual = (
            name
            for name, style in styles.items()
            if said(style, f"{W}type") == "paragraph" and said(style, f"{W}default").lower() not in {"", *OFF}
        )
        return cls(styles, _face(tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")), next(usual, ""))

    def hides(self, paragraph: "_Element") -> bool:
        """Tell whether any text of a paragraph is hidden."""
        return any(True for _ in self.runs(paragraph))

    def runs(self, element: "_Element") -> Iterator["_Element"]:
        """Give the runs of an element that are hidden, by themselves, by their row or by their style."""
        for run in element.iter(f"{W}r"):
            if run.find(f"{W}t") is not None and self._hidden(run):
                yield run

    def _hidden(self, run: "_Element") -> bool:
        row = next(run.iterancestors(f"{W}tr"), None)
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if (row is not None and _closed(row)) or (paragraph is not None and (_flat(paragraph) or _outside(paragraph))):
            return True
        if any(_covered(cell) for cell in run.iterancestors(f"{W}tc")):
            return True
        face = self._inherited(run, paragraph) | _face(run.find(f"{W}rPr"))
        return unseen(face) or _faint(run, face)

    def _inherited(self, run: "_Element", paragraph: "_Element | None") -> RunFace:
        """Give what a run has from the defaults and the styles of its table, its paragraph and its own, the nearest last."""
        table = next(run.iterancestors(f"{W}tbl"), None)
        named = (
            style_of(table, "tblPr", "tblStyle"),
            style_of(paragraph, "pPr", "pStyle") or self.default,
            style_of(run, "rPr", "rStyle"),
        )
        if named not in self._known:
            face = dict(self.defaults)
            for name in named:
                face |= self._of_style(name)
            self._known[named] = face
        return self._known[named]

    def _of_style(self, name: str) -> RunFace:
        """Give what a style says, and what it is based on."""
        line: list[_Element] = []
        while (style := self.styles.get(name)) is not None and style not in line:
            line.append(style)
            name = said(base, f"{W}val") if (base := style.find(f"{W}basedOn")) is not None else ""
        face: RunFace = {}
        for style in reversed(line):
            face |= _face(style.find(f"{W}rPr"))
        return face


def style_of(element: "_Element | None", properties: str, name: str) -> str:
    """Name the style of a table, paragraph or run; blank where it has none."""
    style = None if element is None else element.find(f"{W}{properties}/{W}{name}")
    return "" if style is None else said(style, f"{W}val")


def _face(properties: "_Element | None") -> RunFace:
    return {} if properties is None else {str(node.tag): node for node in properties if node.tag in LOOKED}


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


def _outside(paragraph: "_Element") -> bool:
    """Tell whether a paragraph, or the table it stands in, is put off the page."""
    places = [(paragraph.find(f"{W}pPr/{W}{name}"), at) for name, at in OUTWARDS]
    for table in paragraph.iterancestors(f"{W}tbl"):
        floats = table.find(f"{W}tblPr/{W}tblpPr")
        places += [(floats, "tblpX"), (floats, "tblpY"), (table.find(f"{W}tblPr/{W}tblInd"), "w")]
    put = (said(node, f"{W}{at}") for node, at in places if node is not None)
    return any(re.fullmatch(r"-?\d+", twips) is not None and abs(int(twips)) > PAGE for twips in put)


def _covered(cell: "_Element") -> bool:
    """Tell whether a cell is merged into the one above it, which alone is shown."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and said(merged, f"{W}val") != "restart"


def _less(text: str, than: int) -> bool:
    return re.fullmatch(r"-?\d+", text) is not None and int(text) < than


def _value(face: RunFace, name: str) -> str:
    node = face.get(f"{W}{name}")
    return "" if node is None else said(node, f"{W}val")


def unseen(face: RunFace) -> bool:
    """Tell whether properties of a run make its text unseen on any ground."""
    if any(f"{W}{name}" in face and _value(face, name).lower() not in OFF for name in SWITCHES):
        return True
    leasts = (("sz", SMALLEST), ("w", NARROWEST), ("spacing", CLOSEST))
    position = _value(face, "position").lstrip("-")
    far = position.isdecimal() and int(position) > FARTHEST
    return far or any(_less(_value(face, name), least) for name, least in leasts)


def _faint(run: "_Element", face: RunFace) -> bool:
    """Tell whether letters have nearly the colour of their ground; those without a colour of their own (auto) are seen on any."""
    node = face.get(f"{W}color")
    if node is None:
        return False
    themed = said(node, f"{W}themeColor") in LIGHT_THEME
    colour = PAPER if themed else said(node, f"{W}val")
    if _COLOUR.fullmatch(colour) is None:
        return False
    return contrast(_rgb(colour), _rgb(_ground(run, face))) < FAINTEST


def _ground(run: "_Element", face: RunFace) -> str:
    """Give the colour under the letters: marker, shade of the run, of its paragraph, of its cell; else the paper."""
    marked = HIGHLIGHTS.get(_value(face, "highlight"), "")
    if marked:
        return marked
    shades = [face.get(f"{W}shd")]
    for element, properties in (("p", "pPr"), ("tc", "tcPr")):
        holder = next(run.iterancestors(f"{W}{element}"), None)
        shades.append(None if holder is None else holder.find(f"{W}{properties}/{W}shd"))
    fills = (said(shade, f"{W}fill") for shade in shades if shade is not None)
    return next((fill for fill in fills if _COLOUR.fullmatch(fill)), PAPER)


def _rgb(colour: str) -> Colour:
    """Read RRGGBB."""
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue
