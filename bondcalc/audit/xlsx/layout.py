"""How a sheet is laid out: sizes of rows and columns, what is frozen, what is printed, links, objects over the cells."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bondcalc.audit.xlsx.marks import first, number, whole
from bondcalc.audit.xlsx.paper import Paper
from bondcalc.audit.xlsx.plots import DrawnChart
from bondcalc.audit.xlsx.spots import COLUMNS, Area, area_of, letters_of, spot_of
from bondcalc.inputs.files.package import true
from bondcalc.inputs.files.stored import Spot

USUAL_WIDTH, USUAL_HEIGHT = 9.14, 15.0
"""Width in characters and height in points of what states none."""
CHARACTER, MARGIN = 7, 5
"""Pixels of a character of the standard face, in which columns are measured, and of the margins of a column."""


LONGEST_NAME, MOST_AREAS = 8192, 200
"""Characters of a defined name that programs read, and areas of it that are looked at: ours have two at most."""


@dataclass(frozen=True)
class LaidObject:
    """What lies over cells: its kind (chart, picture, shape), where, its words, the cell or address it shows or opens."""

    kind: str
    area: Area
    words: str = ""
    leads_to: str = ""
    chart: DrawnChart | None = None


@dataclass
class Layout:
    """The layout of a sheet. Widths are in characters of the standard face, heights in points.

    `lost` are rows and columns (5:7, A:B) above or before a frozen pane that cannot be brought into sight. `printed` is
    the text of headers and footers by place; `print_areas` what is printed at all (none: everything), `titles`
    the rows and columns printed on every page. `links` are by cell, `rich` the cells with data beside their value (a picture).
    `strange` names elements of the sheet that draw something and that we never write. `margins` are inches of paper
    left blank, across and down.
    """

    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    width: float = USUAL_WIDTH
    height: float = USUAL_HEIGHT
    frozen: Spot = (0, 0)
    lost: set[str] = field(default_factory=set)
    zoom: int = 100
    mirrored: bool = False
    read_above: bool = False
    paper: Paper = field(default_factory=Paper)
    margins: tuple[float, float] = (0.0, 0.0)
    printed: dict[str, str] = field(default_factory=dict)
    print_areas: tuple[Area, ...] = ()
    titles: tuple[Area, ...] = ()
    rich: set[Spot] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    prompts: dict[str, str] = field(default_factory=dict)
    objects: list[LaidObject] = field(default_factory=list)
    strange: dict[str, str] = field(default_factory=dict)

    def column_width(self, column: int) -> float:
        """Give the width of a column."""
        return self.widths.get(column, self.width)

    def row_height(self, row: int) -> float | None:
        """Give the height of a row; None where programs fit it to its text."""
        return self.heights.get(row)


def read_format(layout: Layout, element: Element) -> None:
    """Read the sizes of rows and columns that state none (`sheetFormatPr`)."""
    base = number(element.get("baseColWidth"), 8) + 1.14
    layout.width = number(element.get("defaultColWidth"), base)
    layout.height = number(element.get("defaultRowHeight"), USUAL_HEIGHT)
    if true(element.get("zeroHeight")):
        layout.height = 0.0


def read_view(layout: Layout, element: Element) -> None:
    """Read how a sheet opens (`sheetView`): zoom, direction, frozen panes and what they keep out of sight."""
    layout.zoom = min(layout.zoom, whole(element.get("zoomScale"), 100) or 100)
    layout.mirrored |= true(element.get("rightToLeft"))
    pane = first(element, "pane")
    if pane is None or pane.get("state", "split") == "split":
        return
    rows, columns = whole(pane.get("ySplit")), whole(pane.get("xSplit"))
    layout.frozen = rows, columns
    top, left = spot_of(element.get("topLeftCell", "A1"))
    if rows and top > 1:
        layout.lost.add(f"1:{top - 1}")
    if columns and left > 1:
        layout.lost.add(f"A:{letters_of(left - 1)}")


def columns_of(element: Element) -> range:
    """Give the columns that a `col` is about."""
    return range(max(1, whole(element.get("min"))), min(whole(element.get("max")), COLUMNS) + 1)


def read_columns(layout: Layout, element: Element) -> None:
    """Read the widths of columns (`cols`)."""
    for one in element:
        layout.widths.update(dict.fromkeys(columns_of(one), number(one.get("width"), layout.width)))


def areas_of(text: str) -> tuple[Area, ...]:
    """Read areas of one sheet as a defined name states them; whole rows and columns reach to the end of the sheet."""
    found = []
    for one in text[:LONGEST_NAME].split(",")[:MOST_AREAS]:
        cells = one.rpartition("!")[2].replace("$", "")
        try:
            found.append(area_of(cells))
        except ValueError:
            continue
    return tuple(found)
