"""One report, four drawers: what the terminal, the workbook, a filing and programs are given are the same figures."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondcalc.filings.draw import write
from bondcalc.filings.parts.report_blocks import report_blocks
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.registry import TakenError
from bondcalc.reports.analyses import ANALYSES, analyses, analysis
from bondcalc.result.result import Result
from bondcalc.screen.report_data import report_csv, report_data
from bondcalc.screen.report_text import report_text
from bondcalc.typeset.document import PageTable, Paragraph, PrintedFigure
from bondcalc.typeset.document import printed as text_of
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Keyed, Listing, Medium, Note, Report, ReportCell, ReportColumn, Words
from bondcalc.wording.terms import Unit
from bondcalc.workbook.alone import report_book
from bondcalc.workbook.assemble import draw_workbook
from tests.commands import bondcalc
from tests.conftest import SAMPLE

TITLE = Words("试算", "Trial")
UNITS = (Unit.MONEY, Unit.RATIO, Unit.FRACTION, Unit.YUAN, Unit.QUANTITY, Unit.MONTHS)
VALUES = st.decimals(Decimal(-10) ** 9, Decimal(10) ** 9, places=4, allow_nan=False)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report of one listing: a name and a figure of each drawn unit a row, some without a value."""
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=4))
    count = draw(st.integers(1, 4))
    rows: list[dict[str, ReportCell]] = [
        {
            "name": Keyed(f"row{number}", Words(f"第{number}行", f"row {number}")),
            **{
                f"c{place}": Datum(draw(st.none() | VALUES), unit, f"trial.{number}.{place}")
                for place, unit in enumerate(units)
            },
        }
        for number in range(count)
    ]
    heads = [
        ReportColumn(f"c{place}", Words(f"列{place}", f"column {place}"), unit) for place, unit in enumerate(units)
    ]
    quantum = draw(st.sampled_from([Decimal("0.01"), Decimal("0.0001"), Decimal(1)]))
    listing = Listing("rows", TITLE, (ReportColumn("name", Words("名称", "name"), align="l"), *heads), rows)
    return Report("某项目", Notation(quantum), [Note("said", Words("一句话。", "A sentence.")), listing])


def number_of(text: str) -> tuple[Decimal, Decimal]:
    """The figure that a text says, and the worth of its last digit."""
    digits, scale = text.replace(",", "").rstrip("%"), Decimal("0.01") if text.endswith("%") else Decimal(1)
    found = Decimal(digits) * scale
    return found, Decimal(1).scaleb(int(Decimal(digits).as_tuple().exponent)) * scale


def rounds_to(value: Decimal, text: str) -> bool:
    found, unit = number_of(text)
    return (value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit == found


class Templates:
    """The texts of no filing: every note is said by the report."""

    words: dict[str, str]
    unit = "单位：万元"

    def __init__(self) -> None:
        self.words = {}

    def has(self, _: str) -> bool:
        return False


def on_screen(report: Report) -> list[list[str]]:
    """The rows of the listing on the terminal, headings left out."""
    _, listing = report_text(report, "zh").split("\n\n")
    return [re.split(r" {2,}", line.strip()) for line in listing.split("\n")[2:]]


def on_paper(report: Report) -> list[list[str]]:
    note, table = report_blocks(report, Templates())  # type: ignore[arg-type]
    assert isinstance(note, Paragraph)
    assert isinstance(table, PageTable)
    assert all(isinstance(cell, PrintedFigure) for row in table.rows for cell in row[1:])
    return [[text_of(cell) for cell in row] for row in table.rows]


def in_book(report: Report) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(report_book(report, TITLE)))[TITLE.zh]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(place for place, row in enumerate(rows) if row[0] == "名称") + 1
    return rows[start:]


@given(report=reports())
def test_all_four_say_the_same_figures(report: Report) -> None:
    listing = report.part("rows")
    assert isinstance(listing, Listing)
    screen, paper, book = on_screen(report), on_paper(report), in_book(report)
    data = report_data(report, "zh")["rows"]
    assert isinstance(data, list)
    assert len(screen) == len(paper) == len(book) == len(data) == len(listing.rows)
    for row, shown, printed, stored, plain in zip(listing.rows, screen, paper, book, data, strict=True):
        assert (shown[0], plain["name"]) == (printed[0], row["name"].id) == (stored[0], row["name"].id)  # type: ignore[union-attr]
        for place, column in enumerate(listing.columns[1:], 1):
            cell = row[column.id]
            assert isinstance(cell, Datum)
            if cell.value is None:
                assert (shown[place], printed[place], stored[place], plain[column.id]) == ("—", "不适用", "—", None)
                continue
            assert isinstance(cell.value, Decimal)
            assert shown[place] == printed[place]
            assert rounds_to(cell.value, shown[place])
            assert rounds_to(cell.value, plain[column.id])
            assert abs(Decimal(str(stored[place])) - cell.value) <= max(number_of(shown[place])[1], Decimal("0.0001"))


@given(report=reports())
def test_a_table_for_spreadsheets_has_the_figures_programs_get(report: Report) -> None:
    title, heads, *rows = csv.reader(io.StringIO(report_csv(report, "zh")))
    data = report_data(report, "zh")["rows"]
    assert (title, heads[0]) == ([TITLE.zh], "名称")
    assert [row[1:] for row in rows] == [[value or "" for key, value in row.items() if key != "name"] for row in data]  # type: ignore[attr-defined]


def figures(result: Result) -> Iterator[tuple[str, Report]]:
    for one in analyses():
        yield one.id, one.tell(result)


@pytest.mark.slow
def test_every_analysis_says_the_same_in_text_print_and_workbook(sample: Result) -> None:
    """Each figure of each listing, as it is told: the printed one is that of the terminal, the stored one is no further off than its last digit."""
    compared = 0
    for _, report in figures(sample):
        for part in report.parts:
            for cell in (one for row in getattr(part, "rows", ()) for one in row.values() if isinstance(one, Datum)):
                if cell.value is None or cell.words is not None:
                    continue
                text, stored = cell.text(report.notation, Medium.PAPER), cell.stored(report.notation)
                assert all(text == cell.text(report.notation, medium) for medium in Medium)
                # A margin of a share is counted in points of it: ±2.16个百分点.
                assert ("个百分点" in text) == cell.points
                text = text.replace("个百分点", "%")
                found, last = number_of(text.removeprefix("±"))
                points = 100 if cell.points else 1
                assert abs(Fraction(found) - Fraction(cell.value)) <= Fraction(last)
                assert abs(Fraction(str(stored)) / points - Fraction(cell.value)) <= max(
                    Fraction(last), Fraction(1, 10_000)
                )
                plain = cell.plain(report.notation)
                assert abs(Fraction(str(plain)) - Fraction(cell.value)) <= max(Fraction(last), Fraction(1, 10_000))
                compared += 1
    assert compared > 800


def test_an_id_is_taken_once() -> None:
    assert analyses()
    with pytest.raises(TakenError, match=r"analysis stress .*reports\.stress_report\.told.* and .*test_reports"):

        @analysis("stress", TITLE, 99)
        def again(result: Result) -> Report: ...  # type: ignore[empty-body]


@pytest.fixture
def toy() -> Iterator[str]:
    """An analysis that is one function and one line."""

    @analysis("toy", Words("玩具分析", "Toy"), 90)
    def told(result: Result) -> Report:
        row: dict[str, ReportCell] = {"name": "甲", "worth": Datum(Decimal("1234.5"), Unit.MONEY, "toy.worth")}
        columns = (
            ReportColumn("name", Words("名称", "name"), align="l"),
            ReportColumn("worth", Words("数额", "worth"), Unit.MONEY),
        )
        return Report(
            result.project.form(Particulars).name,
            Notation(),
            [Listing("things", Words("玩具表", "Things"), columns, [row])],
        )

    yield "toy"
    del ANALYSES["toy"]


@pytest.mark.slow
def test_one_registration_shows_everywhere(toy: str, sample: Result) -> None:
    told = bondcalc("report", SAMPLE, toy)
    assert (told.returncode, told.stdout.split()) == (0, ["玩具表", "名称", "数额", "甲", "1,234.50"])
    data = json.loads(bondcalc("report", SAMPLE, toy, "--json").stdout)
    assert data["things"] == [{"name": "甲", "worth": "1234.50"}]
    assert "toy  玩具分析" in bondcalc("report", SAMPLE).stdout
    sheet = openpyxl.load_workbook(io.BytesIO(draw_workbook(sample)))["玩具分析"]
    assert ["甲", 1234.5] in [[cell.value for cell in row[:2]] for row in sheet.iter_rows()]
    for filing in ("plan", "evaluation"):
        blocks = write(sample, filing).blocks
        [table] = [one for one in blocks if isinstance(one, PageTable) and one.title == "玩具表"]
        assert table.rows == [["甲", PrintedFigure("toy.worth", "1,234.50")]]
        assert any(getattr(one, "text", "").endswith("、玩具分析") for one in blocks if hasattr(one, "level"))


def test_a_medium_shows_what_it_is_told_to_and_programs_get_all(sample: Result) -> None:
    """What is left to the wide media is left out elsewhere; a base case stands above the rows, and not on paper."""
    row: dict[str, ReportCell] = {
        "name": "甲",
        "wide": Datum(Decimal(2), Unit.RATIO),
        "hidden": "不给程序",
        "extra": "只给程序",
    }
    columns = (
        ReportColumn("name", "名称", align="l"),
        ReportColumn("wide", "宽", Unit.RATIO, on=frozenset({Medium.BOOK})),
        ReportColumn("hidden", "评语", data=False),
    )
    listing = Listing("rows", TITLE, columns, [row], base={"name": "基准", "wide": Datum(Decimal(1), Unit.RATIO)})
    report = Report("某项目", Notation(), [listing, Note("left", Words("略去"))], order={Medium.SCREEN: ["rows"]})
    assert report_text(report, "zh").split() == ["试算", "名称", "评语", "基准", "甲", "不给程序"]
    [table, note] = report_blocks(report, Writer(sample, "plan"))
    assert isinstance(table, PageTable)
    assert table.rows == [["甲", "不给程序"]]
    assert isinstance(note, Paragraph)
    assert report_data(report, "zh")["rows"] == [{"name": "甲", "wide": "2.000000000000", "extra": "只给程序"}]
    assert in_book(replace(report, order={Medium.BOOK: ["rows"]})) == [["基准", 1, None], ["甲", 2, "不给程序"]]


@pytest.mark.slow
def test_files_hold_what_their_ending_says(tmp_path: Path) -> None:
    asked = ("stress", str(SAMPLE), "--factor", "costs", "--steps=10%", "--pairs", "costs,rate_rise")
    for ending in (".json", ".csv", ".xlsx", ".txt"):
        done = bondcalc(*asked, "--out", str(tmp_path / f"found{ending}"))
        said = "" if ending == ".json" else f"已写入{tmp_path / f'found{ending}'}\n"
        assert (done.returncode, done.stdout) == (0, said)
    [step] = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))["steps"]
    rows = list(csv.reader(io.StringIO((tmp_path / "found.csv").read_text(encoding="utf-8-sig"))))
    assert ["运营成本", "+10%", step["coverage_total_debt"]] in [row[:3] for row in rows]
    sheet = openpyxl.load_workbook(tmp_path / "found.xlsx")["压力测试"]
    ratios = [row[2].value for row in sheet.iter_rows() if (row[0].value, row[1].value) == ("运营成本", "+10%")]
    assert [f"{float(step['coverage_total_debt']):.4f}"] == [
        f"{ratio:.4f}" for ratio in ratios if isinstance(ratio, float)
    ][-1:]
    assert len(sheet._charts) == 1
    text = (tmp_path / "found.txt").read_text(encoding="utf-8")
    assert "运营成本" in text
