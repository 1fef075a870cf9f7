"""Report, workbook, alarms and data of a monitoring: three pages, live formulas, and nothing of it in what is published."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from bondcalc.in_life.alarm_table import COLUMNS, alarms_csv
from bondcalc.in_life.life_folder import PUBLISHED
from bondcalc.in_life.monitoring_book import monitoring_book
from bondcalc.in_life.monitoring_causes import causes_report
from bondcalc.in_life.monitoring_folder import issued_plan, monitoring_data
from bondcalc.in_life.monitoring_measures import measures_report
from bondcalc.in_life.monitoring_method import method_report
from bondcalc.in_life.monitoring_status import filed_ratio, level_of, status_report
from bondcalc.in_life.recorded import recorded
from bondcalc.inputs.other_form import form_named
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Listing, Note, Words
from bondcalc.wording.terms import Unit
from tests.in_life.life_case import amounts, listing
from tests.in_life.monitored_case import INTERNAL, monitored_park, park_files
from tests.raw_cells import raw_cells, sheet_names
from tests.recalculate import by_ironcalc, differences, stored
from tests.test_printed_workbooks import width_of


@pytest.mark.slow
def test_the_report_has_three_pages_and_every_page_says_it_is_internal() -> None:
    with pikepdf.open(io.BytesIO(park_files().files["report.pdf"])) as opened:
        assert len(opened.pages) == 3


def test_alarms_open_in_a_spreadsheet_with_the_columns_of_supervisors() -> None:
    data = alarms_csv(monitored_park().alarms, monitored_park().filed.project.form(Settings).notation())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert list(rows[0]) == [column.head.zh for column in COLUMNS if isinstance(column.head, Words)]
    assert len(rows) == len(monitored_park().alarms)
    late = next(row for row in rows if row["编号"] == "payment.late.A.2024-09-15")
    assert (late["责任"], late["措施"], late["办理期限"], late["状态"]) == ("张三", "已补缴", "2025-01-31", "处置中")
    assert {row["级别"] for row in rows} <= {"黄", "橙", "红"}
    assert "违规" not in data.decode()
    assert "43000012345678" not in data.decode()


def test_the_next_payment_stands_first_and_every_line_has_its_own_level() -> None:
    """A payment that was late colours its own line, not the cover of the next one: 120 + 收益 against 270.40."""
    made = monitored_park()
    rows = {str(row["item"]): row for row in listing(status_report(made), "status").rows}
    assert next(iter(rows)) == "下次付款资金保障倍数"
    assert "2025年3月15日（周六，顺延至3月17日支付）应付本息270.40万元，余额120.00万元" in str(
        rows["下次付款资金保障倍数"]["beside"]
    )
    late = rows["未按期支付（笔）"]["level"]
    assert isinstance(late, Datum)
    assert late.value == AlarmColour.ORANGE.order
    assert level_of(made, "payment.next") in {AlarmColour.GREEN, AlarmColour.YELLOW}
    idle = amounts(status_report(made), "status")[3]
    assert (idle["item"], idle["value"]) == ("到账满6个月未用（万元）", 36000 - 33500 - 300)


def test_targets_that_are_due_are_counted_apart_from_those_of_later_years() -> None:
    """3,000 jobs were due in 2024 and 1,500 are there; the same is no miss while it is due in 2026."""
    made = monitored_park()
    (jobs,) = made.targets
    later = replace(jobs, due=2026, is_due=False, level=AlarmColour.GREEN)
    untold = replace(jobs, actual=None, attained=None, off=None, missed=False)
    rows = amounts(status_report(replace(made, targets=(jobs, later, later, untold))), "status")
    row = next(row for row in rows if row["item"] == "到期未达到的绩效指标（项）")
    assert row["value"] == 1
    assert row["beside"] == "共4项：已到期2项，其中有实际值1项；未到期2项，其中目前未达到2项"


def test_the_ratio_beside_a_reforecast_is_that_of_the_filing() -> None:
    made = monitored_park()
    value = made.filed.figures.scalar(made.filed.book.find("coverage")["coverage_total_debt"])
    assert filed_ratio(made) == Fraction(Decimal(value or 0))


def test_causes_stand_in_the_order_of_what_they_took() -> None:
    made = monitored_park()
    gaps = [row["gap"] for row in amounts(causes_report(made, 100), "causes")]
    assert gaps == sorted(gaps, key=lambda gap: Decimal(str(gap)))
    assert gaps[0] == 1900 - Decimal("2918.40")
    said = [part.words.zh for part in causes_report(made).parts if isinstance(part, Note)]
    assert "单位说明（2024年）：示例贸易公司退租。" in said


def test_differences_of_shares_are_written_in_points_of_per_cent() -> None:
    """The trend in every table that has one, and what payments run ahead of the works."""
    made = monitored_park()
    tables = [part for part in (*causes_report(made).parts, *status_report(made).parts) if isinstance(part, Listing)]
    cells = [cell for table in tables for row in table.rows for cell in row.values() if isinstance(cell, Datum)]
    shares = [cell for cell in cells if cell.unit is Unit.FRACTION and cell.id.startswith("monitoring.")]
    trends = [cell for cell in shares if ".trend" in cell.id]
    assert len(trends) > 3
    assert [cell.id for cell in shares if cell.points] == [cell.id for cell in trends]
    (works,) = [
        part.words.zh for part in causes_report(made).parts if isinstance(part, Note) and "挣值" in part.words.zh
    ]
    assert re.search(r"支付(?:超前|落后)于形象进度[0-9.]+个百分点", works)


def test_measures_name_how_many_alarms_are_left_for_the_list() -> None:
    made = monitored_park()
    report = measures_report(made, issued_plan(made), 2)
    assert len(listing(report, "alarms").rows) == 2
    said = "".join(part.words.zh for part in report.parts if isinstance(part, Note))
    assert f"另有{len(made.alarms) - 2}条" in said
    days = [row["day"] for row in listing(report, "next_days").rows]
    assert days == sorted(str(day) for day in days)


def test_the_annex_prints_sigma_its_source_and_the_shares_of_error() -> None:
    made = monitored_park()
    report = method_report(made)
    usual = {str(row["name"]): row for row in amounts(report, "method_usual_table")}
    assert usual["项目收益"]["source"] == "项目风险模拟"
    shares = [row["share"] for row in amounts(report, "method_rates_table")]
    assert shares[:4] == [made.rates.shift_first, made.rates.shift_sixth, made.rates.clean_average, made.rates.clean]
    values = {str(row["value"]): row["numbers"] for row in amounts(report, "method_values")}
    assert len(values) > 12
    assert values["偏离趋势的黄、橙界限（每年）"] == "5个百分点、10个百分点", "a trend is the difference of two shares"
    assert values["累计偏离率的黄、橙、红界限"] == "5%、10%、15%"


@pytest.mark.slow
def test_formulas_of_the_workbook_are_live(tmp_path: Path) -> None:
    """Another program computes every cell of the tables again from plan, actuals and rule values."""
    made = monitored_park()
    workbook = monitoring_book(made, issued_plan(made), recorded(made.filed, made.actuals, made.as_of))
    formulas = stored(workbook)
    assert len(formulas) > 300
    assert list(differences(formulas, by_ironcalc(workbook, tmp_path))) == []
    names = sheet_names(workbook)
    levels = [cell.value for cell in raw_cells(workbook) if cell.sheet == "状态" and cell.place.startswith("D")]
    assert {level for level in levels if level} == {"级别", "绿", "黄", "橙", "红", "—"}
    assert {"状态", "预警清单", "图表", "偏离分析表", "规则参数"} <= set(names)


def test_bonds_carry_the_coupon_of_their_issue() -> None:
    """B was planned at 3.80 % and issued at 3.71 %: half a year of 20,000 is 371.00."""
    payments = issued_plan(monitored_park()).payments(date(2025, 6, 1), date(2025, 6, 30))
    assert [payment.interest for payment in payments] == [Decimal(3710000)]
    assert issued_plan(monitored_park()).investment == Decimal("56181.20"), "the plan is that of the filing"


def test_data_for_programs() -> None:
    data = json.loads(json.dumps(monitoring_data(monitored_park())))
    assert (data["contract"], data["as_of"], data["unit"]) == (1, "2024-12-31", "万元")
    assert data["level"] == monitored_park().worst.order
    assert len(data["alarms"]) == len(monitored_park().alarms)
    assert data["status"]["status"][0]["item"] == "下次付款资金保障倍数"


@pytest.mark.slow
def test_nothing_published_holds_an_alarm_a_suspicion_or_a_counterparty() -> None:
    """Word files and workbooks are read part by part; the unit's own reason names a company, which is not printed."""
    posted = {name: data for name, data in park_files().files.items() if name.startswith(PUBLISHED)}
    assert {name.rpartition(".")[2] for name in posted} == {"pdf", "docx", "xlsx"}
    said: list[str] = []
    for name, data in posted.items():
        if name.endswith(".xlsx"):
            said += [str(cell.value) for cell in raw_cells(data)]
        elif name.endswith(".docx"):
            said += [part.decode("utf-8") for part in _parts(data)]
    assert sum("有关单位退租" in text for text in said) >= 2
    assert [(word, text[:80]) for word in INTERNAL for text in said if word in text] == []


def _parts(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist() if name.endswith(".xml")]


@pytest.mark.slow
def test_the_trend_is_in_percentage_points_wherever_the_workbook_has_it() -> None:
    """D, its levels and what payments run ahead, in tables and listings: as pages have them, never a per cent."""
    book = openpyxl.load_workbook(io.BytesIO(park_files().files["monitoring.xlsx"]))
    points = re.compile("偏离趋势D|趋势标准差|趋势.色界限|支付超前形象进度")
    lines = [
        line
        for title in ("偏离分析表", "挣值分析表")
        for line in book[title].iter_rows()
        if points.search(str(line[0].value))
    ]
    assert len(lines) > 8
    for line in lines:
        assert line[1].value == "个百分点"
        assert {"个百分点" in cell.number_format for cell in line if cell.data_type == "f"} == {True}
    assert Datum(Decimal("-0.1492"), Unit.FRACTION, points=True).stored(Notation()) == -14.92


@pytest.mark.slow
def test_points_fit_their_columns_and_shares_among_rule_values_are_per_cent() -> None:
    """298.1415个百分点 takes eighteen places, columns had twelve; a limit of 5 % stood as 0.05 beside %."""
    book = openpyxl.load_workbook(io.BytesIO(park_files().files["monitoring.xlsx"]), data_only=True)
    sheet = book["偏离分析表"]
    shown = [
        (cell, f"{cell.value:.4f}")
        for row in sheet.iter_rows()
        for cell in row
        if "个百分点" in cell.number_format and isinstance(cell.value, int | float)
    ]
    assert [cell.coordinate for cell, text in shown if len(text) + 8 > width_of(sheet, cell.column)] == []
    assert len(shown) > 40
    values = {(row[0].value, row[2].value): row[1] for row in book["规则参数"].iter_rows(min_row=4)}
    limit = values["累计偏离率的黄、橙、红界限：第1项", "%"]
    assert (limit.value, limit.number_format.partition(";")[0]) == (0.05, "0.00##%")
    assert values["移动平均控制图的权重和界限：第1项", "倍"].number_format == "General"


@pytest.mark.slow
def test_no_page_break_cuts_a_chart() -> None:
    """Charts stand between the stated breaks; where fitted pages pass over these, a page of A4 across ends in the white before."""
    book = openpyxl.load_workbook(io.BytesIO(park_files().files["monitoring.xlsx"]))
    page = book["图表"]
    breaks = [0, *(stop.id for stop in page.row_breaks.brk), 10_000]
    rows = [(chart.anchor._from.row, chart.anchor.to.row) for chart in page._charts]
    assert len(rows) > 9
    for first, last in rows:
        [start] = [start for start, end in pairwise(breaks) if start <= first and last <= end]
        assert last - start < 56
    assert all(61 <= end - start <= 64 for start, end in pairwise(breaks[:-1]))


@pytest.mark.slow
def test_every_workbook_of_a_monitoring_is_known_by_its_sheets() -> None:
    """Handed to a command alone, each is called what it is."""
    books = {name: data for name, data in park_files().files.items() if name.endswith(".xlsx") and "/" not in name}
    titles = {name: openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames for name, data in books.items()}
    assert len(titles) > 1
    assert {name: form_named(names) for name, names in titles.items()} == dict.fromkeys(titles, "form_of_monitoring")
