"""What a cell style draws: number format, letters, ground, and how the text stands in the cell."""

from dataclasses import dataclass, field, replace
from typing import TypeVar
from xml.etree.ElementTree import Element

from bondcalc.audit.xlsx.colours import BLACK, WHITE, Colour, ColourTable
from bondcalc.audit.xlsx.marks import first, flag, inner, number, value, whole
from bondcalc.inputs.bounds import STYLES, hold
from bondcalc.inputs.files.package import Package, children, true

SYMBOLS = ("wingdings", "webdings", "symbol", "marlett", "ms outlook", "bookshelf symbol", "zapfdingbats", "dingbats")
"""How the names of faces begin that draw pictures for letters."""
SYMBOL_SET = "2"
"""The character set of such faces."""
EFFECTS = ("outline", "shadow", "condense", "extend")
"""What some programs draw hollow, with a shadow, or pressed together; no writer states it unasked, except as off."""


@dataclass(frozen=True, slots=True)
class CellFont:
    """Letters: colour, size in points, struck through, raised or lowered, drawn as pictures, `hollow` with effects."""

    colour: Colour = BLACK
    size: float = 11.0
    struck: bool = False
    raised: bool = False
    symbols: bool = False
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class CellStyle:
    """A cell style as it is drawn. `shown_as` is the number format, `grounds` every colour behind the text.

    `turned` is the rotation in degrees (255: letters below each other), `indent` counts steps of about three spaces.
    """

    shown_as: str = "general"
    font: CellFont = field(default_factory=CellFont)
    grounds: tuple[Colour, ...] = (WHITE,)
    patterned: bool = False
    crossed: bool = False
    turned: int = 0
    repeated: bool = False
    backwards: bool = False
    wrapped: bool = False
    shrunk: bool = False
    indent: int = 0


PLAIN = CellStyle()
Drawn = TypeVar("Drawn", CellFont, tuple[tuple[Colour, ...], bool], bool)


class StyleTable:
    """The cell styles of a workbook by number."""

    def __init__(self, package: Package) -> None:
        part = package.single("styles")
        root = package.tree(part) if part else Element("styleSheet")
        hold(STYLES, max((len(element) for element in root), default=0), package.name, part or "")
        self._colours = ColourTable(package, root)
        fonts = [self.font(element, CellFont()) for element in children(root, "fonts")]
        fills = [self._fill(element) for element in children(root, "fills")]
        crossed = [_crossed(element) for element in children(root, "borders")]
        codes = _codes(root)
        self._styles = [
            replace(
                _standing(first(element, "alignment")),
                shown_as=codes.get(element.get("numFmtId", "0"), "general").lower().replace("\\-", "-"),
                font=_at(fonts, element.get("fontId"), CellFont()),
                grounds=_at(fills, element.get("fillId"), ((WHITE,), False))[0],
                patterned=_at(fills, element.get("fillId"), ((WHITE,), False))[1],
                crossed=_at(crossed, element.get("borderId"), False),
            )
            for element in children(root, "cellXfs")
        ]

    def style(self, index: str) -> CellStyle:
        """Give a style; IndexError for a number that no style has, in a workbook that has styles."""
        return self._styles[int(index)] if self._styles else PLAIN

    def font(self, element: Element, base: CellFont) -> CellFont:
        """Read letters; what an element does not state is that of `base`."""
        name = (value(element, "name") or value(element, "rFont")).lower()
        struck, raised = first(element, "strike"), first(element, "vertAlign")
        return CellFont(
            colour=self._colours.colour(first(element, "color"), base.colour),
            size=number(value(element, "sz"), base.size),
            struck=flag(element, "strike") if struck is not None else base.struck,
            raised=value(element, "vertAlign") not in {"", "baseline"} if raised is not None else base.raised,
            symbols=(name.startswith(SYMBOLS) or value(element, "charset") == SYMBOL_SET) if name else base.symbols,
            hollow=any(flag(element, effect) for effect in EFFECTS) or (base.hollow and not _stated(element, EFFECTS)),
        )

    def _fill(self, element: Element) -> tuple[tuple[Colour, ...], bool]:
        """Give the colours of a ground and whether it is a pattern."""
        stops = [
            self._colours.colour(first(one, "color"), WHITE) for one in inner(first(element, "gradientFill"), "stop")
        ]
        if stops:
            return tuple(stops), False
        pattern = first(element, "patternFill")
        kind = pattern.get("patternType", "none") if pattern is not None else "none"
        if kind == "none":
            return (WHITE,), False
        front = self._colours.colour(first(pattern, "fgColor"), BLACK)
        if kind == "solid":
            return (front,), False
        return (front, self._colours.colour(first(pattern, "bgColor"), WHITE)), True


def _stated(element: Element, names: tuple[str, ...]) -> bool:
    return next(inner(element, *names), None) is not None


def _at(found: list[Drawn], index: str | None, otherwise: Drawn) -> Drawn:
    place = whole(index)
    return found[place] if 0 <= place < len(found) else otherwise


def _codes(root: Element) -> dict[str, str]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    codes = {str(index): code for index, code in BUILTIN_FORMATS.items()}
    return codes | {element.get("numFmtId", ""): element.get("formatCode", "") for element in children(root, "numFmts")}


def _crossed(border: Element) -> bool:
    """Tell whether a border has a line across the cell."""
    across = true(border.get("diagonalUp")) or true(border.get("diagonalDown"))
    line = first(border, "diagonal")
    return across and line is not None and line.get("style", "none") != "none"


def _standing(alignment: Element | None) -> CellStyle:
    if alignment is None:
        return PLAIN
    return CellStyle(
        turned=whole(alignment.get("textRotation")),
        repeated=alignment.get("horizontal") == "fill",
        backwards=alignment.get("readingOrder") == "2",
        wrapped=true(alignment.get("wrapText")),
        shrunk=true(alignment.get("shrinkToFit")),
        indent=whole(alignment.get("indent")),
    )
