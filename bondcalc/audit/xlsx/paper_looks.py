"""What is printed of a sheet, held against ours: its part, its size on paper, the rows and columns on every page."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from bondcalc.audit.difference import Cause
from bondcalc.audit.xlsx.audited_sheet import AuditedSheet
from bondcalc.audit.xlsx.layout import CHARACTER, Layout
from bondcalc.audit.xlsx.paper import A4, Paper, fit
from bondcalc.audit.xlsx.spots import COLUMNS, ROWS, Area, block, within
from bondcalc.inputs.files.stored import Spot
from bondcalc.wording.messages import word
from bondcalc.wording.number import fixed, percent, rounded, significant

BLANK_PAPER = 4.0
"""Inches of margins, across or down, beyond ours: about half of an A4 sheet and more."""
SMALL_PRINT = 5.0
"""Points below which print is not read: the smallest size of Chinese type (八号) has five; ours comes to 6.6 and more."""
SMALL_PAPER = 0.25
"""Share of the room of our page below which a page is too small: a quarter of A4 is A6, a postcard."""
CROWDED = 0.25
"""Share of a page, across or down, that repeated rows or columns leave at least for the others."""
MOST_MEASURED = 20
"""Areas of a sheet whose size on paper is measured."""
POINTS, DOTS = 72, 96
"""Points and pixels of an inch."""
PaperTold = tuple[str, str, str, Cause]
"""A place, what is there, what is there in ours, and why that is told."""


def printed(page: AuditedSheet, ours: AuditedSheet) -> Iterator[PaperTold]:
    """Tell what is not printed as we print it."""
    layout, fresh = page.layout, ours.layout
    for key in sorted(layout.printed.keys() | fresh.printed.keys()):
        text, fresh_text = layout.printed.get(key, ""), fresh.printed.get(key, "")
        if text != fresh_text:
            yield key, text, fresh_text, Cause.LOOK
    filed, usual = _Print.of(page), _Print.of(ours)
    shrunk = [*_on_paper(page, ours, filed, usual), *_crowded(filed, usual)]
    yield from shrunk
    if not shrunk and _form(layout.paper) != _form(fresh.paper):
        yield "pageSetup", word("look_paper"), "", Cause.FORM
    unprinted = {
        spot
        for spot in ours.cells
        if _within_any(spot, fresh.print_areas) and not _within_any(spot, layout.print_areas)
    }
    if unprinted:
        shown = "、".join(map(block, layout.print_areas))
        yield "Print_Area", shown, "、".join(map(block, fresh.print_areas)), Cause.LOOK


@dataclass(frozen=True)
class _Print:
    """A sheet on paper: the room of a page in inches, the share of its size, the points of its letters there.

    `repeated` are the shares of a page that repeated rows take of its height, and repeated columns of its width.
    """

    room: tuple[float, float]
    share: float
    letters: float
    repeated: tuple[float, float]

    @classmethod
    def of(cls, page: AuditedSheet) -> "_Print":
        """Measure a sheet."""
        layout = page.layout
        size = layout.paper.size or A4
        room = max(0.0, size[0] - layout.margins[0]), max(0.0, size[1] - layout.margins[1])
        needs = [(_width(layout, area, page), _height(layout, area, page)) for area in _extents(page)]
        share = min((fit(layout.paper, need, room) for need in needs), default=1.0)
        letters = statistics.median([cell.style.font.size for cell in page.cells.values()] or [SMALL_PRINT * 2])
        return cls(room, share, max(0.0, letters * share), _repeated(page, room, share))


def _on_paper(page: AuditedSheet, ours: AuditedSheet, filed: _Print, fresh: _Print) -> Iterator[PaperTold]:
    """Tell margins and paper that leave next to no room, print that is too small, a draft without its charts."""
    margins, usual = page.layout.margins, ours.layout.margins
    if any(each > known + BLANK_PAPER for each, known in zip(margins, usual, strict=True)):
        yield "pageMargins", _inches(margins), _inches(usual), Cause.LOOK
    elif filed.room[0] * filed.room[1] < SMALL_PAPER * fresh.room[0] * fresh.room[1]:
        yield "pageSetup", word("look_page", size=_inches(filed.room)), _inches(fresh.room), Cause.LOOK
    elif filed.letters < SMALL_PRINT <= fresh.letters:
        shown = word("look_print", share=percent(filed.share, 0), points=fixed(filed.letters, 1))
        yield "pageSetup", shown, percent(fresh.share, 0), Cause.LOOK
    if page.layout.paper.draft and any(laid.chart is not None for laid in ours.layout.objects):
        yield "pageSetup", word("look_draft"), "", Cause.LOOK


def _crowded(filed: _Print, fresh: _Print) -> Iterator[PaperTold]:
    """Tell rows and columns repeated on every page that leave no room for the others."""
    for edge, share, fresh_share in zip(("1", "A"), filed.repeated, fresh.repeated, strict=True):
        if share > 1 - CROWDED >= fresh_share:
            axis = word("look_titles_rows" if edge == "1" else "look_titles_columns")
            yield "Print_Titles", axis, "", Cause.LOOK


def _repeated(page: AuditedSheet, room: tuple[float, float], share: float) -> tuple[float, float]:
    layout = page.layout
    rows = [area for area in layout.titles if area[3] >= COLUMNS][:MOST_MEASURED]
    columns = [area for area in layout.titles if area[2] >= ROWS][:MOST_MEASURED]
    down = sum(_height(layout, area, page) for area in rows) * share
    across = sum(_width(layout, area, page) for area in columns) * share
    width, height = room
    return down / height if height else 1.0, across / width if width else 1.0


def _extents(page: AuditedSheet) -> tuple[Area, ...]:
    """Give the blocks of cells that are printed; whole rows and columns as far as something is in them."""
    laid = [drawing.area for drawing in page.layout.objects]
    bottom = max([row for row, _ in page.cells] + [area[2] for area in laid], default=1)
    right = max([column for _, column in page.cells] + [area[3] for area in laid], default=1)
    stated = page.layout.print_areas or ((1, 1, bottom, right),)
    # Each of many areas is a page of its own; those looked at stand for the others.
    return tuple(
        (top, left, bottom if low >= ROWS else low, right if end >= COLUMNS else end)
        for top, left, low, end in stated[:MOST_MEASURED]
    )


def _width(layout: Layout, area: Area, page: AuditedSheet) -> float:
    """Give the width of a block in inches."""
    stated = {column: width for column, width in layout.widths.items() if area[1] <= column <= area[3]}
    rest = max(0, area[3] - area[1] + 1 - len(stated)) * layout.width
    return (
        (sum(width for column, width in stated.items() if column not in page.hidden_columns) + rest) * CHARACTER / DOTS
    )


def _height(layout: Layout, area: Area, page: AuditedSheet) -> float:
    """Give the height of a block in inches; rows fitted to their text count as usual ones."""
    stated = {row: height for row, height in layout.heights.items() if area[0] <= row <= area[2]}
    rest = max(0, area[2] - area[0] + 1 - len(stated)) * layout.height
    return (sum(height for row, height in stated.items() if row not in page.hidden_rows) + rest) / POINTS


def _form(paper: Paper) -> tuple[object, ...]:
    """Give what of the print settings anybody sees: of a fitted sheet the pages, of another the scale."""
    size = tuple(rounded(side, 1) for side in paper.size) if paper.size else ()
    how = (paper.across, paper.down) if paper.fitted else (paper.scale,)
    return size, paper.fitted, how, paper.colourless, paper.draft


def _within_any(spot: Spot, areas: tuple[Area, ...]) -> bool:
    return not areas or any(within(spot, area) for area in areas)


def _inches(sides: tuple[float, float]) -> str:
    return " × ".join(f"{significant(side, 3)}″" for side in sides)
