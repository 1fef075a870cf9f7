"""What a reader sees of two workbooks, held against each other: told is what hides, covers, shrinks or renames."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.xlsx import chart_looks
from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredCell, Workbook
from bondcalc.audit.xlsx.formula import normal
from bondcalc.audit.xlsx.labels import label_of
from bondcalc.audit.xlsx.layout import LaidObject
from bondcalc.audit.xlsx.legible import faults, in_sight
from bondcalc.audit.xlsx.paper_looks import printed
from bondcalc.audit.xlsx.spots import Area, address_of, block, blocks, within
from bondcalc.inputs.files.stored import Spot
from bondcalc.wording.messages import word

CUT = 0.6
"""Share of what ours shows of a text below which it counts as cut off."""
SMALL_VIEW = 40
"""Percent below which a sheet on the screen is not read."""
WINDOW = 420.0
"""Points of height beyond which frozen rows leave no room for the others in a window."""
WIDE_WINDOW = 180.0
"""Characters of width beyond which frozen columns leave no room for the others."""


def seen(name: str, filed: Workbook, fresh: Workbook, pairs: Mapping[str, str]) -> Iterator[Difference]:
    """Tell what of all sheets, and of the workbook, is not seen as we show it."""
    for setting in filed.settings:
        if setting not in fresh.settings:
            yield Difference(name, "", setting, "", word(f"look_{setting.partition('=')[0]}"), "", Cause.LOOK)
    for title, other in pairs.items():
        sight = _Sight(name, filed.pages[title], fresh.pages[other])
        yield from sight.cells()
        yield from sight.panes()
        yield from sight.paper()
        yield from sight.links()
        yield from sight.over()
        yield from chart_looks.compare(name, filed, filed.pages[title], fresh.pages[other])


class _Sight:
    """One sheet as filed and as made again."""

    def __init__(self, name: str, page: AuditedSheet, ours: AuditedSheet) -> None:
        self._name, self._page, self._ours = name, page, ours

    def _told(
        self, place: str, filed: str, recomputed: str = "", label: str = "", cause: Cause = Cause.LOOK
    ) -> Difference:
        return Difference(self._name, self._ours.title, place, label, filed, recomputed, cause)

    def cells(self) -> Iterator[Difference]:
        """Tell cells that cannot be read, or less of which is in sight; letters and grounds merely other ones are form."""
        hidden: dict[str, set[Spot]] = defaultdict(set)
        other: list[Spot] = []
        for spot in sorted(self._page.cells):
            cell, fresh = self._page.cells[spot], self._ours.cells.get(spot)
            new = faults(cell)
            if new and fresh is not None:
                new -= faults(fresh)
            if self._cut(spot, cell, fresh):
                new.add("cut")
            for fault in new:
                hidden[fault].add(spot)
            if not new and fresh is not None and _letters(cell) != _letters(fresh):
                other.append(spot)
        hidden["rich"] = self._page.layout.rich - self._ours.layout.rich
        for fault, spots in hidden.items():
            for area in blocks(spots):
                yield self._told(block(area), self._fault(fault, area), label=label_of(self._ours, area[:2]))
        if other:
            yield self._told(address_of(other[0]), word("look_style", count=len(other)), cause=Cause.FORM)

    def _cut(self, spot: Spot, cell: StoredCell, fresh: StoredCell | None) -> bool:
        """Tell whether a cell shows less of its text than ours does."""
        if fresh is not None and isinstance(cell.value, float) != isinstance(fresh.value, float):
            return False
        share = in_sight(self._page, spot)
        # Ours shows all of it at most, so that most cells need no second measuring.
        return share < CUT and (fresh is None or share < CUT * in_sight(self._ours, spot))

    def _fault(self, fault: str, area: Area) -> str:
        return (
            word(f"look_{fault}", text=self._page.cells[area[:2]].above) if fault == "above" else word(f"look_{fault}")
        )

    def panes(self) -> Iterator[Difference]:
        """Tell what frozen panes, zoom and direction put out of sight."""
        layout, fresh = self._page.layout, self._ours.layout
        for place in sorted(layout.lost - fresh.lost):
            yield self._told(place, word("look_lost"))
        rows, columns = layout.frozen
        if (
            rows > fresh.frozen[0]
            and sum(layout.row_height(row) or layout.height for row in range(1, min(rows, 9999) + 1)) > WINDOW
        ):
            yield self._told(f"1:{rows}", word("look_frozen"))
        if columns > fresh.frozen[1] and sum(map(layout.column_width, range(1, columns + 1))) > WIDE_WINDOW:
            yield self._told(f"{block((1, 1, 1, columns))}", word("look_frozen"))
        if layout.zoom < SMALL_VIEW:
            yield self._told("zoomScale", f"{layout.zoom}%", f"{fresh.zoom}%")
        if layout.mirrored and not fresh.mirrored:
            yield self._told("rightToLeft", word("look_backwards"))

    def paper(self) -> Iterator[Difference]:
        """Tell what is not printed as we print it: headers, footers, the part of the sheet, its size on paper."""
        for place, filed, recomputed, cause in printed(self._page, self._ours):
            yield self._told(place, filed, recomputed, cause=cause)

    def links(self) -> Iterator[Difference]:
        """Tell links that lead elsewhere, and prompts that say something else."""
        layout, fresh = self._page.layout, self._ours.layout
        ours = {ref: normal(target) for ref, target in fresh.links.items()}
        for ref, target in layout.links.items():
            if ours.get(ref) != normal(target):
                yield self._told(ref, target, fresh.links.get(ref, ""))
        # Writers drop the ends of lines and put cells with one prompt together.
        known = {"".join(words.split()) for words in fresh.prompts.values()}
        for ref, words in layout.prompts.items():
            if "".join(words.split()) not in known:
                yield self._told(ref, words, fresh.prompts.get(ref, ""))

    def over(self) -> Iterator[Difference]:
        """Tell what lies over cells and is no chart, and what else a sheet draws that we never write."""
        for laid in self._page.layout.objects:
            if laid.chart is None:
                words = laid.words or laid.leads_to or word("look_object", kind=laid.kind)
                yield self._told(block(laid.area), words, label=self._covered(laid))
        for kind, target in sorted(self._page.layout.strange.items()):
            if kind not in self._ours.layout.strange:
                yield self._told(kind, target or word("look_object", kind=kind))

    def _covered(self, one: LaidObject) -> str:
        under = next((spot for spot in sorted(self._ours.cells) if within(spot, one.area)), None)
        return label_of(self._ours, under) if under is not None else ""


def _letters(cell: StoredCell) -> tuple[object, ...]:
    """Give what of a cell's letters and ground a reader sees."""
    return cell.style.font, cell.style.grounds, cell.runs
