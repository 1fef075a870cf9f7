"""What is read although nobody sees it, or it is struck through: rows, columns and sheets that hold data."""

from collections.abc import Iterable, Mapping

from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.files.headings import letters
from bondcalc.inputs.files.package import Listed
from bondcalc.inputs.files.stored import Spot, StoredSheet
from bondcalc.inputs.raw import RawFile, RawRow
from bondcalc.inputs.values import is_blank
from bondcalc.problem import Place
from bondcalc.wording.messages import Long, listed, notice

MOST_NAMED = 8
"""Rows, columns or cells that a notice names."""
LONGEST = 20
"""Signs of a comment that a notice repeats."""


def out_of_sight(raw: RawFile, page: Listed, sheet: Sheet, stored: StoredSheet) -> None:
    """Name a sheet that is read and not shown, else the rows and columns of it that are not."""
    if not page.hidden and not stored.hidden_rows and not stored.hidden_columns:
        return
    places = [place for row in raw.sheets[sheet.id].rows for place in _filled(row)]
    if page.hidden:
        if places:
            raw.notices.append(notice("hidden_sheet", sheet=page.title))
        return
    rows = {place.row for place in places} & stored.hidden_rows
    columns = {place.column for place in places} & stored.hidden_columns
    if rows:
        raw.notices.append(notice("hidden_rows", sheet=page.title, rows=_some(sorted(rows))))
    if columns:
        raw.notices.append(
            notice("hidden_columns", sheet=page.title, columns=_some(letters(at) for at in sorted(columns)))
        )


def struck_or_unseen(raw: RawFile, page: Listed, sheet: Sheet, stored: StoredSheet) -> None:
    """Name the cells that are read although a line goes through their text, and those whose text nobody sees."""
    for code, spots in (("struck_through", stored.struck), ("unseen", stored.unseen)):
        filled = [spot for row in raw.sheets[sheet.id].rows for spot in _filled(row)] if spots else []
        cells = [spot.cell for spot in filled if (spot.row, spot.column) in spots]
        if cells:
            raw.notices.append(notice(code, sheet=page.title, cells=_some(cells)))


def commented(raw: RawFile, page: Listed, sheet: Sheet, comments: Mapping[Spot, str]) -> None:
    """Name the cells that are read and bear a comment, which is not."""
    filled = [spot for row in raw.sheets[sheet.id].rows for spot in _filled(row)] if comments else []
    noted = [
        f"{spot.cell}（{_short(comments[spot.row, spot.column])}）"
        for spot in filled
        if comments.get((spot.row, spot.column))
    ]
    if noted:
        raw.notices.append(notice("comments", sheet=page.title, cells=_some(noted)))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _filled(row: RawRow) -> Iterable[Place]:
    cells = [*row.cells.values(), *(cell for years in row.indexed.values() for cell in years.values())]
    return [cell.place for cell in cells if not is_blank(cell.value)]


def _some(names: Iterable[object]) -> Long:
    named = list(names)
    return Long(listed(named[:MOST_NAMED]) + "…" * (len(named) > MOST_NAMED))
