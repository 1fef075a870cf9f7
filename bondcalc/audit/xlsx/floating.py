"""What lies over the cells of a sheet: charts, pictures, shapes, controls; where, with what words, leading where."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bondcalc.audit.xlsx.layout import CHARACTER, MARGIN, LaidObject, Layout
from bondcalc.audit.xlsx.marks import below, first, inner, number, plain, whole
from bondcalc.audit.xlsx.plots import read_chart
from bondcalc.audit.xlsx.spots import COLUMNS, ROWS, Area
from bondcalc.inputs.files.package import Link, Package, link_of

POINT, PIXEL = 12700, 9525
"""English metric units of a point and of a pixel."""
SPILL = 0.25
"""Share of a cell that may lie under an object that ends in it, before the cell counts as covered."""
ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
LOOSE = "loose"
"""The kind of writing that stands in a drawing outside all objects."""


def read_drawing(package: Package, part: str, layout: Layout) -> Iterator[LaidObject]:
    """Read every object of a drawing, those in groups and in alternatives too."""
    root = package.tree(part)
    links = {link.name: link for link in package.linked(part)}
    inside: set[int] = set()
    for anchor in below(root, *ANCHORS):
        inside.update(map(id, anchor.iter()))
        yield _object(package, anchor, links, layout)
    loose = [element.text or "" for element in below(root, "t") if id(element) not in inside]
    if loose:
        yield LaidObject(LOOSE, (1, 1, 1, 1), "".join(loose))


def _object(package: Package, anchor: Element, links: dict[str, Link], layout: Layout) -> LaidObject:
    body = next(
        (element for element in inner(anchor) if plain(element.tag) not in {"from", "to", "pos", "ext", "clientData"}),
        None,
    )
    area = _area(anchor, layout)
    words = "".join(element.text or "" for element in below(anchor, "t"))
    leads = next((text for element in anchor.iter() if (text := element.get("textlink"))), "")
    leads = leads or next(
        (links[name].target for element in below(anchor, "hlinkClick") if (name := link_of(element)) in links), ""
    )
    kind = plain(body.tag) if body is not None else ""
    charts = [links[name] for element in below(anchor, "chart") if (name := link_of(element)) in links]
    if kind == "graphicFrame" and len(charts) == 1 and not words:
        return LaidObject("chart", area, "", leads, read_chart(package.tree(charts[0].target)))
    return LaidObject(kind, area, words, leads)


def _area(anchor: Element, layout: Layout) -> Area:
    """Give the cells an object covers."""
    start, end, extent = first(anchor, "from"), first(anchor, "to"), first(anchor, "ext")
    element = first(anchor, "pos")
    across, down = (_side(start, end, extent, element, side, layout) for side in ("col", "row"))
    return down[0], across[0], down[1], across[1]


def _side(
    start: Element | None, end: Element | None, extent: Element | None, place: Element | None, side: str, layout: Layout
) -> tuple[int, int]:
    """Give the first and the last row or column that an object covers."""
    low, offset = (
        _cell(start, side)
        if start is not None
        else (1, number(place.get("x" if side == "col" else "y"), 0) if place is not None else 0)
    )
    if start is None:
        low, offset = _walked(low, offset, side, layout)
    if end is not None:
        high, rest = _cell(end, side)
    else:
        length = number(extent.get("cx" if side == "col" else "cy"), 0) if extent is not None else 0
        high, rest = _walked(low, offset + length, side, layout)
    if rest <= SPILL * _size(high, side, layout) and high > low:
        high -= 1
    return low, max(low, high)


def _cell(corner: Element, side: str) -> tuple[int, float]:
    at, offset = first(corner, side), first(corner, f"{side}Off")
    return whole(at.text if at is not None else "0") + 1, number(offset.text if offset is not None else "0", 0)


def _walked(start: int, length: float, side: str, layout: Layout) -> tuple[int, float]:
    """Walk a length from the edge of a row or column; gives where it ends and how far into it."""
    last = COLUMNS if side == "col" else ROWS
    while start < last and length >= (size := _size(start, side, layout)):
        length -= size
        start += 1
        if size <= 0 and start > LONGEST:
            break
    return start, max(0.0, length)


LONGEST = 20_000
"""Rows of no height after which nothing further is looked for."""


def _size(at: int, side: str, layout: Layout) -> float:
    if side == "col":
        return (layout.column_width(at) * CHARACTER + MARGIN) * PIXEL
    return (layout.row_height(at) or layout.height) * POINT
