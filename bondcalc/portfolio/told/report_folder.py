"""The report of a store as a folder: workbook, PDF, the weekly table as CSV, on request every table as CSV and JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bondcalc.disk.folder import fresh_folder
from bondcalc.filings.parts.adding import check_totals
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK
from bondcalc.portfolio.report_record import REPORT, report_record, write_recorded
from bondcalc.portfolio.store_reader import PortfolioStore, open_store
from bondcalc.portfolio.told.store_page import StorePage
from bondcalc.portfolio.told.store_pages import Level, pages
from bondcalc.portfolio.told.store_paper import TITLE, store_document
from bondcalc.portfolio.told.store_view import NOTATION, StoreView
from bondcalc.result.contract import CONTRACT
from bondcalc.typeset.column_parts import cut
from bondcalc.typeset.document import Document, PageBlock, PageTable
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.pdf import fits, typeset
from bondcalc.typeset.pdf_archive import archive
from bondcalc.wording.plain_listing import csv_of, plain_rows
from bondcalc.wording.report import Listing
from bondcalc.workbook.alone import reports_book

BOOK, PAPER, WEEKLY, DATA, TABLES = "portfolio.xlsx", "portfolio.pdf", "weekly.csv", "portfolio.json", "tables"


@dataclass(frozen=True)
class ReportAsked:
    """What of a report is asked for: its day (None: that of the last run), its batch, its level, what is written beside, its title, a mark on every page.

    `since`: the day whose results changes are told from (None: those of the run before the last).
    """

    day: date | None = None
    batch: str | None = None
    level: Level | None = None
    as_csv: bool = False
    as_json: bool = False
    since: date | None = None
    title: str = TITLE
    mark: str = ""

    def stated(self) -> dict[str, object]:
        """Say what was asked for, as the record of a report has it."""
        day, since = self.day and self.day.isoformat(), self.since and self.since.isoformat()
        csv_and_json = {"csv": self.as_csv, "json": self.as_json}
        return {"day": day, "batch": self.batch, "level": self.level, "since": since, **csv_and_json}


@dataclass(frozen=True)
class ReportWritten:
    """What was written: the names of the files, how many projects have a result and how many have none, a folder kept aside."""

    names: Sequence[str]
    done: int
    failed: int
    kept: Path | None


def write_report(store: Path, out: Path, asked: ReportAsked, *, over: bool = False) -> ReportWritten:
    """Write the report of a store, all files or none; `over`: a folder with other files is kept under another name. Raises FileError."""
    with open_store(store) as opened:
        view, files = made_report(opened, asked)
        with fresh_folder(out, replace=over) as folder:
            # The day is stated though it was not asked for: that of the last run moves with the next one.
            stated = replace(asked, day=view.day).stated()
            write_recorded(folder, files, report_record(REPORT, stated, opened, files))
        done = len(view.done)
        return ReportWritten(tuple(folder.files), done, len(view.members) - done, folder.kept)


def made_report(store: PortfolioStore, asked: ReportAsked) -> tuple[StoreView, dict[str, bytes]]:
    """Make the files of a report of an open store."""
    view = StoreView(store, asked.day, asked.batch, since=asked.since)
    return view, report_files(view, pages(view, asked.level), asked)


def report_files(view: StoreView, shown: Sequence[StorePage], asked: ReportAsked) -> dict[str, bytes]:
    """Make the files; they depend on what the store holds and on what is asked, on nothing else."""
    mark = "　".join(filter(None, (asked.mark, EXAMPLE_MARK if view.example else "")))
    files = {
        BOOK: reports_book([(page.title, page.report(view)) for page in shown], mark),
        PAPER: _paper(store_document(view, shown, asked.title, mark), view.day),
        WEEKLY: csv_of(listings(view, shown[:1])[shown[0].id], NOTATION),
    }
    if asked.as_csv:
        files |= {f"{TABLES}/{id_}.csv": csv_of(listing, NOTATION) for id_, listing in listings(view, shown).items()}
    if asked.as_json:
        files[DATA] = (json.dumps(data(view, shown), ensure_ascii=False, indent=1) + "\n").encode()
    return files


def _paper(document: Document, day: date) -> bytes:
    fonts = FontSet.load(None)
    check_totals(document)
    document = cut(replace(document, blocks=[_in_one_piece(block, fonts) for block in document.blocks]))
    return archive(typeset(document, fonts).data, document, (), day)


def _in_one_piece(block: PageBlock, fonts: FontSet) -> PageBlock:
    """Leave a table whole where a turned page holds it: the weekly table is read as one."""
    whole = replace(block, repeat=0) if isinstance(block, PageTable) else block
    return whole if isinstance(whole, PageTable) and fits(replace(whole, landscape=True), fonts) else block


def listings(view: StoreView, shown: Sequence[StorePage]) -> dict[str, Listing]:
    """Give every listing by its id."""
    return {part.id: part for page in shown for part in page.report(view).parts if isinstance(part, Listing)}


def data(view: StoreView, shown: Sequence[StorePage]) -> dict[str, object]:
    """Give the report for programs: every listing by id, figures as decimal text, a key a column: null where a row has nothing."""
    tables = {
        id_: [dict.fromkeys(_columns(listing)) | row for row in plain_rows(listing, NOTATION)]
        for id_, listing in listings(view, shown).items()
    }
    return {
        "contract": CONTRACT,
        "day": view.day.isoformat(),
        "unit": NOTATION.money_unit,
        "projects": len(view.members),
        "failed": len(view.members) - len(view.done),
        "tables": tables,
    }


def _columns(listing: Listing) -> list[str]:
    return [column.id for column in listing.columns if column.data]
