"""The charts of a sheet against ours: which there are, what each draws, which cells it covers."""

from collections.abc import Iterator
from itertools import zip_longest

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredValue, Workbook
from bondcalc.audit.xlsx.formula import conceals
from bondcalc.audit.xlsx.layout import LaidObject
from bondcalc.audit.xlsx.plots import Drawing, DrawnAxis, DrawnChart
from bondcalc.audit.xlsx.spots import Area, address_of, area_of, block, within
from bondcalc.wording.messages import word

NEARLY = 1e-9
"""How far a value that a chart keeps may be off that of its cell, of itself."""
SHRUNK = 0.4
"""Share of its rows or columns below which a chart is too small to read."""
ChartPair = tuple[LaidObject | None, LaidObject | None]


def compare(name: str, book: Workbook, page: AuditedSheet, ours: AuditedSheet) -> Iterator[Difference]:
    """Tell charts that are missing, added or exchanged, and what they draw otherwise than ours."""
    for filed, fresh in _pairs(_charts(page), _charts(ours)):
        if filed is None or fresh is None or filed.chart is None or fresh.chart is None:
            there = filed or fresh
            sides = (_named(filed), word("missing")) if filed else (word("missing"), _named(fresh))
            yield Difference(name, ours.title, address_of(there.area[:2]) if there else "", "", *sides, Cause.LOOK)
            continue
        place = address_of(filed.area[:2])
        for one, other, cause in (*_drawn(book, filed.chart, fresh.chart), *_placed(page, filed.area, fresh.area)):
            yield Difference(name, ours.title, place, fresh.chart.title, one, other, cause)


def _charts(page: AuditedSheet) -> list[LaidObject]:
    return sorted((laid for laid in page.layout.objects if laid.chart is not None), key=lambda laid: laid.area)


def _pairs(filed: list[LaidObject], fresh: list[LaidObject]) -> Iterator[ChartPair]:
    """Pair charts by the cell they start in, then by title, the rest by order."""
    left, right = list(filed), list(fresh)
    for alike in (lambda one: one.area[:2], _named, lambda _: 0):
        for laid in list(left):
            other = next((each for each in right if alike(each) == alike(laid)), None)
            if other is not None:
                left.remove(laid)
                right.remove(other)
                yield laid, other
    yield from zip_longest(left, right)


def _named(one: LaidObject | None) -> str:
    return one.chart.title if one is not None and one.chart is not None else ""


Told = tuple[str, str, Cause]


def _drawn(book: Workbook, filed: DrawnChart, fresh: DrawnChart) -> Iterator[Told]:
    if filed.title != fresh.title:
        yield filed.title, fresh.title, Cause.LOOK
    for one, other in ((filed.plots, fresh.plots), (filed.words, fresh.words)):
        if one != other:
            yield "、".join(one), "、".join(other), Cause.LOOK
    for added in (*filed.unread, *filed.added):
        if added not in (*fresh.unread, *fresh.added):
            yield word("look_chart_part", part=added), "", Cause.LOOK
    yield from _series(book, filed, fresh)
    for axis, ours in zip_longest(filed.axes, fresh.axes):
        yield from _axis(axis, ours)


def _series(book: Workbook, filed: DrawnChart, fresh: DrawnChart) -> Iterator[Told]:
    for one, other in zip_longest(filed.series, fresh.series):
        if one is None or other is None:
            there = one or other
            text = _name(book, there.name) if there is not None else ""
            yield (text, "", Cause.LOOK) if one is not None else ("", text, Cause.LOOK)
            continue
        names = _name(book, one.name), _name(book, other.name)
        if names[0] != names[1]:
            yield *names, Cause.LOOK
        for kept, ours in ((one.along, other.along), (one.values, other.values)):
            if kept.cells != ours.cells:
                yield kept.cells or _listed(kept), ours.cells or _listed(ours), Cause.FORMULA
            elif (wrong := _wrong(book, kept, ours)) is not None:
                yield f"{names[1]} {wrong[0]}", wrong[1], Cause.VALUE
        for unseen in one.unseen:
            if unseen not in other.unseen:
                yield word("look_series", name=names[1]), names[1], Cause.LOOK


def _listed(kept: Drawing) -> str:
    return "、".join(text for _, text in kept.kept)


def _name(book: Workbook, drawing: Drawing) -> str:
    """Give the name of a series: what its cell says, or the name itself."""
    if drawing.cells:
        found = next(iter(_values(book, drawing.cells)), None)
        return "" if found is None else str(found)
    return " ".join(text for _, text in drawing.kept)


def _wrong(book: Workbook, kept: Drawing, ours: Drawing) -> tuple[str, str] | None:
    """Find the first value a chart keeps that is neither ours nor that of its cell as filed; `None` for none."""
    right = dict(ours.kept)
    astray = {at: text for at, text in kept.kept if not _same(text, right.get(at))}
    if not astray:
        return None
    cells = list(_values(book, kept.cells))
    for at, text in astray.items():
        held = cells[at] if at < len(cells) else None
        if not _same(text, "" if held is None else str(held)):
            return text, right.get(at, "")
    return None


def _same(one: str, other: str | None) -> bool:
    try:
        return abs(float(one or 0) - float(other or 0)) <= NEARLY * max(1.0, abs(float(other or 0)))
    except ValueError:
        return one == other


def _values(book: Workbook, cells: str) -> Iterator[StoredValue]:
    """Give what the cells of a reference hold, as filed."""
    title, _, area = cells.rpartition("!")
    page = next((page for name, page in book.pages.items() if name.upper() == title), None)
    try:
        top, left, bottom, right = area_of(area.replace("$", ""))
    except ValueError:
        return
    for row in range(top, min(bottom, top + 9999) + 1):
        for column in range(left, min(right, left + 9999) + 1):
            stored = page.cells.get((row, column)) if page is not None else None
            yield stored.value if stored is not None else None


def _axis(axis: DrawnAxis | None, ours: DrawnAxis | None) -> Iterator[Told]:
    if axis is None or ours is None:
        there = axis or ours
        kind = there.kind if there is not None else ""
        yield (kind, "", Cause.LOOK) if axis is not None else ("", kind, Cause.LOOK)
        return
    if axis.title != ours.title:
        yield axis.title, ours.title, Cause.LOOK
    if axis.ends != ours.ends:
        yield "–".join(axis.ends), "–".join(ours.ends), Cause.LOOK
    for bent in axis.bent:
        if bent not in ours.bent:
            yield word("look_axis", part=bent), "", Cause.LOOK
    if axis.shown_as != ours.shown_as and conceals(axis.shown_as or "general", ours.shown_as or "general"):
        yield axis.shown_as, ours.shown_as, Cause.LOOK


def _placed(page: AuditedSheet, area: Area, ours: Area) -> Iterator[Told]:
    """Tell a chart that covers cells which ours leaves free, or is too small to be read."""
    covered = sorted(spot for spot in page.cells if within(spot, area) and not within(spot, ours))
    if covered:
        yield word("look_covered", cells=f"{address_of(covered[0])}"), block(ours), Cause.LOOK
    sizes = ((area[2] - area[0] + 1) / (ours[2] - ours[0] + 1), (area[3] - area[1] + 1) / (ours[3] - ours[1] + 1))
    if min(sizes) < SHRUNK:
        yield block(area), block(ours), Cause.LOOK
    elif area != ours and not covered:
        yield block(area), block(ours), Cause.FORM
