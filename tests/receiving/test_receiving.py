"""The table of a debt-management system: filled by hand-computed amounts, read back, refused where the system refuses."""

import csv
import io
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from bondcalc.inputs.read import ProjectFile, read_bytes
from bondcalc.problem import FileError
from bondcalc.receiving.export import read_back
from bondcalc.receiving.received_layout import SHIPPED, layout_of
from bondcalc.receiving.rows import Received, received
from bondcalc.receiving.sheet import written_sheet
from bondcalc.run import compute
from tests.commands import bondcalc
from tests.inputs.workbook_bytes import saved

PROJECT = """
[project]
name = "试点项目"
rule_date = 2026-01-01
construction_start = 2026-01-01
construction_end = 2026-12-31
operation_start = 2027-01-01
operation_end = 2031-12-31
forecast_end = 2031
[[investment]]
id = "w"
name = "建筑工程"
category = "construction"
amount = 1500
by_year = { 2026 = 1 }
[[funding]]
id = "c"
kind = "budget"
by_year = { 2026 = 500 }
[[bonds]]
status = "planned"
value_date = 2026-01-01
face = 1000
coupon = 0.03
term_years = 5
issue_fee_rate = 0
payment_fee_rate = 0
[[revenue]]
name = "租金"
budget_class = "project_special"
price = 1
price_unit = "money_unit"
by_year = { 2027 = 400, 2028 = 400, 2029 = 400, 2030 = 400, 2031 = 400 }
[[costs]]
name = "维护"
kind = "wages"
basis = "by_year"
by_year = { 2027 = 20, 2028 = 20, 2029 = 20, 2030 = 20, 2031 = 20 }
"""
"""1,000 over five years at 3 %: 30 each January from 2027 to 2031, all principal in 2031."""


@cache
def filled(layout: str, text: str = PROJECT) -> Received:
    return received(compute(read_bytes("p.toml", text.encode())), layout_of(layout))


def by_year(layout: str, code: str) -> list[Decimal]:
    amounts = filled(layout).amounts[code]
    assert set(amounts[6:]) <= {Decimal(0)}
    assert len(amounts) == 31
    return list(amounts[:6])


@pytest.mark.parametrize(
    ("layout", "code", "by_hand"),
    [
        ("OLD", "01", [0, 400, 400, 400, 400, 400]),
        ("OLD", "0102", [0] * 6),
        ("OLD", "0202", [1000, 0, 0, 0, 0, 0]),
        ("OLD", "0301", [0] * 6),
        ("OLD", "0402", [0, 30, 30, 30, 30, 30]),
        ("OLD", "04", [0, 50, 50, 50, 50, 50]),
        ("OLD", "06", [0, 0, 0, 0, 0, 1000]),
        ("OLD", "07", [0] * 6),
        ("2023", "12", [1000, 0, 0, 0, 0, 0]),
        ("2023", "32", [0, 400, 400, 400, 400, 400]),
        ("2023", "41", [0, 20, 20, 20, 20, 20]),
        ("2023", "42", [0, 30, 30, 30, 30, 30]),
        ("2023", "5", [0, 0, 0, 0, 0, 1000]),
    ],
)
def test_rows_are_those_computed_by_hand(layout: str, code: str, by_hand: list[int]) -> None:
    assert by_year(layout, code) == by_hand


@pytest.mark.parametrize("layout", SHIPPED)
def test_the_multiple_is_that_of_the_rows(layout: str) -> None:
    """(2000 − 100) / (150 + 1000), by hand."""
    assert filled(layout).multiple == Fraction(1900, 1150)


@pytest.mark.parametrize("layout", SHIPPED)
def test_what_was_written_is_read_back_the_same(layout: str) -> None:
    data = written_sheet(filled(layout))
    assert data == written_sheet(filled(layout))
    assert read_back(filled(layout), ProjectFile("x.xlsx", data)).differences == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
@pytest.mark.parametrize("layout", SHIPPED)
def test_one_other_amount_is_named_by_its_cell(layout: str, encoding: str) -> None:
    """Codes come back as numbers and the file as text: still the one cell that differs is named."""
    page = openpyxl.load_workbook(io.BytesIO(written_sheet(filled(layout)))).worksheets[0]
    code = {"OLD": "0402", "2023": "42"}[layout]
    [row] = [cells[0].row for cells in page.iter_rows(max_col=1) if cells[0].value == code]
    column = {"OLD": 5, "2023": 8}[layout]
    assert page.cell(row, column).value == 30
    page.cell(row, column).value = "31.50"
    text = io.StringIO()
    writer = csv.writer(text)
    for cells in page.iter_rows(values_only=True):
        writer.writerow([cell.lstrip("0") if isinstance(cell, str) and cell.isdigit() else cell for cell in cells])
    [wrong] = read_back(filled(layout), ProjectFile("x.csv", text.getvalue().encode(encoding))).differences
    assert (wrong.cell, wrong.code, wrong.column) == (f"{'E' if layout == 'OLD' else 'H'}{row}", code, "T+2")
    assert (wrong.held, wrong.computed) == (Decimal("31.5"), Decimal(30))


@pytest.mark.parametrize(
    ("layout", "code", "column", "typed", "held"),
    [("OLD", "06", 4, "待定", "待定"), ("2023", "42", 7, 25, Decimal(25)), ("2023", "32", 8, 400, Decimal(400))],
    ids=["words for nothing", "income in a row of spending", "spending in a row of income"],
)
def test_what_stands_where_the_project_has_nothing_is_named(
    layout: str, code: str, column: int, typed: object, held: object
) -> None:
    """T+1 of 06 repays nothing; a row of spending has nothing on the side of income, nor the other way round."""
    page = (book := openpyxl.load_workbook(io.BytesIO(written_sheet(filled(layout))))).worksheets[0]
    [row] = [cells[0].row for cells in page.iter_rows(max_col=1) if cells[0].value == code]
    page.cell(row, column).value = typed
    [wrong] = read_back(filled(layout), ProjectFile("x.xlsx", saved(book))).differences
    assert (wrong.code, wrong.held, wrong.computed) == (code, held, 0)


def test_a_year_that_the_project_does_not_have_is_compared_with_nothing() -> None:
    page = (book := openpyxl.load_workbook(io.BytesIO(written_sheet(filled("OLD"))))).worksheets[0]
    [(head, last)] = [
        (cells[0].row, max(cell.column for cell in cells if cell.value is not None))
        for cells in page.iter_rows()
        if any(cell.value == "T+1" for cell in cells)
    ]
    year = int(str(page.cell(head, last).value).removeprefix("T+")) + 1
    page.cell(head, last + 1).value, page.cell(head + 1, last + 1).value = f"T+{year}", 77
    [wrong] = read_back(filled("OLD"), ProjectFile("x.xlsx", saved(book))).differences
    assert (wrong.column, wrong.held, wrong.computed) == (f"T+{year}", 77, 0)


def test_a_table_in_another_unit_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written_sheet(filled("2023"))))
    book.worksheets[0]["A1"].value = "收支预算明细（单位：元）"
    with pytest.raises(FileError, match="单位是元，版式的单位是万元"):
        read_back(filled("2023"), ProjectFile("x.xlsx", saved(book)))


def test_rows_missing_or_strange_are_named() -> None:
    page = (book := openpyxl.load_workbook(io.BytesIO(written_sheet(filled("OLD"))))).worksheets[0]
    [row] = [cells[0].row for cells in page.iter_rows(max_col=1) if cells[0].value == "06"]
    page.cell(row, 1).value = "0699"
    wrong = read_back(filled("OLD"), ProjectFile("x.xlsx", saved(book))).differences
    assert [(one.cell, one.code) for one in wrong] == [("—", "06"), (f"A{row}", "0699")]


REFINANCED = """
[[bonds]]
id = "再融资"
status = "planned"
value_date = 2031-01-01
face = 500
coupon = 0.03
term_years = 5
refinances = "第1期"
issue_fee_rate = 0
payment_fee_rate = 0
"""


def _own(tmp_path: Path, layout: str, **changed: str) -> Path:
    from bondcalc.data import data_path

    text = data_path("templates", "debt-system", f"{layout}.toml").read_text(encoding="utf-8")
    for before, after in changed.items():
        assert before in text
        text = text.replace(before, after)
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("layout", SHIPPED)
def test_refinancing_after_construction_is_refused_unless_the_layout_allows_it(layout: str, tmp_path: Path) -> None:
    text = (
        PROJECT.replace("2031-12-31", "2036-12-31").replace("forecast_end = 2031", "forecast_end = 2036") + REFINANCED
    )
    assert filled(layout, text).late_refinancing == ("再融资",)
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    done = bondcalc("debt-system", "p.toml", "--layout", layout, "--out", "x.xlsx", cwd=tmp_path)
    assert done.returncode == 3
    assert "再融资债券再融资在竣工后到账" in done.stderr
    assert not (tmp_path / "x.xlsx").exists()
    own = _own(tmp_path, layout, **{"refinancing_after_construction = false": "refinancing_after_construction = true"})
    assert filled(str(own), text).late_refinancing == ()


def test_a_failing_check_of_the_system_writes_nothing(tmp_path: Path) -> None:
    """A second bond drawn in 2027, after construction: D06."""
    later = (
        REFINANCED.replace('refinances = "第1期"\n', "").replace("2031-01-01", "2027-01-01").replace("再融资", "二期")
    )
    (tmp_path / "p.toml").write_text(PROJECT + later, encoding="utf-8")
    done = bondcalc("debt-system", "p.toml", "--layout", "OLD", "--out", "x.xlsx", cwd=tmp_path)
    assert done.returncode == 3, done
    assert "不通过  D06" in done.stdout
    assert "系统校验不通过，未生成文件" in done.stderr
    assert not (tmp_path / "x.xlsx").exists()


def test_own_layout_other_unit_fewer_columns_and_sums_that_tie(tmp_path: Path) -> None:
    """In 亿元 with two decimals thirds do not come out even: running totals keep the whole; the last column takes the rest."""
    own = _own(tmp_path, "OLD", **{'unit = "万元"': 'unit = "亿元"', "last = 30": "last = 3"})
    table = filled(str(own))
    assert table.lumped == 2
    assert table.amounts["01"] == (Decimal(0), Decimal("0.04"), Decimal("0.04"), Decimal("0.12"))
    assert table.amounts["0402"] == (Decimal(0), Decimal("0.00"), Decimal("0.01"), Decimal("0.01"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('debt_system.row_01"', 'debt_system.row_99"', "引用了没有的行debt_system.row_99"),
        ('unit = "万元"', 'unit = "贯"', "unit"),
        ('side = "收入"', 'side = "左"', "左"),
        ('code = "0102"', 'code = "1"', "1"),
        ('revenue = ["01"', 'revenue = ["77"', "77"),
        ("name = ", "title = ", "name"),
        ("last = 30", "last = ", "TOML"),
        ("last = 30", "last = inf", "有误"),
    ],
)
def test_a_wrong_layout_is_refused_with_what_is_wrong(before: str, after: str, said: str, tmp_path: Path) -> None:
    own = _own(tmp_path, "OLD", **{before: after})
    with pytest.raises(FileError, match=said):
        received(compute(read_bytes("p.toml", PROJECT.encode())), layout_of(str(own)))


def test_other_layouts_and_files_without_the_table_are_refused() -> None:
    with pytest.raises(FileError, match="没有版式1999"):
        layout_of("1999")
    with pytest.raises(FileError, match="没有以T、T"):
        read_back(filled("OLD"), ProjectFile("x.csv", "编码,项目\n01,收入\n".encode()))
    with pytest.raises(FileError, match=r"不是\.xlsx或\.csv"):
        read_back(filled("OLD"), ProjectFile("x.csv", b"\xff\xfe\x00\x81"))


def test_the_command_reads_an_export_and_ends_with_5_where_it_differs(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(PROJECT, encoding="utf-8")
    words = ("debt-system", "p.toml", "--layout", "2023")
    assert bondcalc(*words, "--out", "x.xlsx", cwd=tmp_path).returncode == 0
    done = bondcalc(*words, "--read", "x.xlsx", cwd=tmp_path)
    assert (done.returncode, "各编码的分年数，以及表中有的表头、倍数与项目一致" in done.stdout) == (0, True)
    (tmp_path / "p.toml").write_text(PROJECT.replace("2029 = 400", "2029 = 401"), encoding="utf-8")
    done = bondcalc(*words, "--read", "x.xlsx", cwd=tmp_path)
    assert done.returncode == 5
    assert "编码3，T+3栏）：系统400，项目401" in done.stdout
    assert bondcalc(*words, "--out", "x.xlsx", cwd=tmp_path).returncode == 4
