"""Workbooks that --out writes: every text is seen whole, and every figure has the number format of its unit."""

from collections.abc import Iterator
from io import BytesIO

import pytest

from bondcalc.audit.xlsx.audited_sheet import AuditedSheet
from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.audit.xlsx.legible import in_sight
from bondcalc.compare.compare_report import compare_report
from bondcalc.compare.comparison import compared
from bondcalc.explain.finding import finding_of
from bondcalc.explain.finding_report import finding_report
from bondcalc.inputs.look import opened
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.reports.analyses import analyses
from bondcalc.sizing.size_report import size_report
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Listing, Medium, Note, Report, ReportColumn, Words
from bondcalc.wording.terms import Unit
from bondcalc.workbook.alone import report_book
from bondcalc.workbook.places import Formats
from tests.samples import LARGE_IS_SLOW, computed_sample
from tests.sizing.test_sizing import sized

GENERAL = {"", "general"}
TITLE = Words("反算")


def sheets(report: Report) -> Iterator[AuditedSheet]:
    yield from read_cells("report.xlsx", report_book(report, TITLE)).pages.values()


def cut(page: AuditedSheet) -> list[str]:
    """Texts that are not seen whole, or wrap in a row whose height nobody states."""
    return [
        f"{spot}: {cell.value}"
        for spot, cell in page.cells.items()
        if cell.value is not None
        and (in_sight(page, spot) < 1 or (cell.style.wrapped and page.layout.row_height(spot[0]) is None))
    ]


def as_it_is(report: Report) -> set[float]:
    """Figures that are written with the decimals they have: rank correlations."""
    rows = [row for part in report.parts if isinstance(part, Listing) for row in part.rows]
    cells = [cell for row in rows for cell in row.values() if isinstance(cell, Datum) and cell.trimmed]
    return {float(cell.value) for cell in cells if cell.value is not None}


def unformatted(page: AuditedSheet, known: set[float]) -> list[str]:
    """Figures with decimals that show as the spreadsheet likes."""
    return [
        f"{spot}: {cell.value}"
        for spot, cell in page.cells.items()
        if isinstance(cell.value, float)
        and cell.value % 1
        and cell.value not in known
        and cell.style.shown_as.casefold() in GENERAL
    ]


def hold(report: Report) -> None:
    for page in sheets(report):
        assert cut(page) == []
        assert unformatted(page, as_it_is(report)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE_IS_SLOW)
def test_every_analysis_of_a_sample(name: str) -> None:
    for analysis in analyses():
        hold(analysis.told(computed_sample(name)))


@pytest.mark.slow
def test_an_answer_a_comparison_and_a_finding() -> None:
    water, land = computed_sample("anping-water"), computed_sample("land-reserve")
    hold(size_report(water, sized(water, "coupon")))
    hold(compare_report(compared(water, land, ("a", "b"))))
    finding = finding_of(water, "C10")
    assert finding is not None
    hold(finding_report(water, finding))


def drawn(said: str) -> Report:
    """A narrow table in which words stand in the place of a share, under a long note."""
    words = Words(said)
    columns = (ReportColumn("name", words), ReportColumn("share", words, Unit.FRACTION), ReportColumn("more", "x"))
    row = {"name": "税费", "share": Datum(None, Unit.FRACTION, words=words), "more": "x"}
    share = {"name": "税费", "share": Datum(0.857143, Unit.FRACTION, places=2), "more": "x"}
    project = computed_sample("land-reserve")
    notation = project.project.form(Settings).notation()
    return Report(
        "项目", notation, [Note("note", words), Listing("rows", words, columns, [row, share])], widths=(9, 9, 9)
    )


@pytest.mark.parametrize("said", ["变动至+1000个基点仍未出现", "变动至推迟60个月仍未出现，说得很长，" * 4])
def test_words_wherever_they_stand_raise_their_row(said: str) -> None:
    hold(drawn(said))


def test_a_share_shows_the_decimals_it_has_on_paper() -> None:
    report = drawn("x")
    [page] = sheets(report)
    [share] = [cell for cell in page.cells.values() if isinstance(cell.value, float)]
    assert share.style.shown_as.startswith("0.00%")
    listing = report.part("rows")
    assert isinstance(listing, Listing)
    told = listing.rows[1]["share"]
    assert isinstance(told, Datum)
    assert told.text(report.notation, Medium.BOOK) == "85.71%"


@pytest.mark.parametrize("unit", [Unit.FRACTION, Unit.SHARE_POINTS])
@pytest.mark.parametrize("places", [0, 2])
def test_shares_and_points_below_zero_are_red_whatever_their_decimals(unit: Unit, places: int) -> None:
    style = Formats(opened(BytesIO()), Notation())("structure", unit, places)
    assert ";[Red]-" in style.num_format
