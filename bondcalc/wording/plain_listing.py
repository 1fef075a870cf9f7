"""A listing for programs: as CSV that spreadsheets open, and as plain data."""

import csv
import io

from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Keyed, Listing, Medium, ReportCell, Words, read

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Signs with which a spreadsheet begins a formula."""


def csv_of(listing: Listing, notation: Notation) -> bytes:
    """Write a listing as one table, as spreadsheets read it; what would be a formula there is disarmed."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    columns = listing.columns
    writer.writerow([read(column.head, notation, Medium.SCREEN) for column in columns])
    writer.writerows([[_csv_cell(row.get(column.id), notation) for column in columns] for row in listing.rows])
    return ("\ufeff" + buffer.getvalue()).encode()


def _csv_cell(cell: ReportCell, notation: Notation) -> str:
    if isinstance(cell, Datum):
        figure = cell.plain(notation)
        if figure is None:
            return cell.none.zh if cell.untold else ""
        return str(figure)
    text = read(cell, notation, Medium.SCREEN)
    return f"'{text}" if text.startswith(FORMULA) else text


def plain_rows(listing: Listing, notation: Notation) -> list[dict[str, object]]:
    """Give the rows as plain data: figures as decimal text, None where there is none."""
    return [{id_: plain_cell(cell, notation) for id_, cell in row.items()} for row in listing.data()]


def plain_cell(cell: ReportCell, notation: Notation) -> object:
    """Give one cell as plain data."""
    match cell:
        case Datum():
            return cell.plain(notation)
        case Keyed():
            return cell.id
        case Words():
            return cell.zh
    return cell
