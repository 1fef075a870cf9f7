"""A comparison in a file: every row the JSON has, and the steps of each column add up to the whole move."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.commands import bondcalc
from tests.conftest import SAMPLE

COUPON = ("coupon = 0.038", "coupon = 0.036")
ROADS = ("amount = 5670", "amount = 6000")


def sections(text: str) -> dict[str, list[list[str]]]:
    """The tables of a CSV by their titles, headings first."""
    found: dict[str, list[list[str]]] = {}
    for part in text.split("\n\n"):
        (title,), *rows = csv.reader(io.StringIO(part))
        found[title] = rows
    return found


@pytest.mark.slow
def test_the_files_of_a_comparison(tmp_path: Path) -> None:
    other, text = tmp_path / "other.toml", SAMPLE.read_text(encoding="utf-8")
    other.write_text(text.replace(*COUPON).replace(*ROADS), encoding="utf-8")
    for ending in ("csv", "xlsx", "json", "txt"):
        done = bondcalc("compare", SAMPLE, other, "--out", tmp_path / f"found.{ending}")
        said = "" if ending == "json" else f"已写入{tmp_path / f'found.{ending}'}\n"
        assert (done.returncode, done.stdout, done.stderr) == (0, said, "")
    tables = sections((tmp_path / "found.csv").read_text(encoding="utf-8-sig").rstrip("\n"))
    told = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert tables["录入变动"][1:] == [
        ["投资估算 roads 金额（含税）", "5,670.00万元", "6,000.00万元"],
        ["专项债券 B 票面利率", "3.80%", "3.60%"],
    ]
    figures = {name: Decimal(move) for name, _, _, move in tables["倍数和关键数"][1:]}
    assert len(figures) == len(told["figures"])
    heads, *steps = next(rows for title, rows in tables.items() if title.startswith("各项变动的影响"))
    assert len(steps) == len(told["steps"]) == 2
    for head, name in (
        ("E/F", "全部债务本息覆盖倍数 E/F"),
        ("F 本息", "F 全部债务融资本息"),
        ("最低资金", "期末资金余额最低值"),
    ):
        column = [Decimal(row[heads.index(head)]) for row in steps]
        assert abs(sum(column) - figures[name]) < Decimal("1e-9")
        assert any(column)
    lines = next(rows for title, rows in tables.items() if title.startswith("变动的行"))
    assert len(lines) - 1 == len(told["lines"])
    sheet = openpyxl.load_workbook(tmp_path / "found.xlsx")["版本比较"]
    rows = {str(row[0].value): row for row in sheet.iter_rows() if row[3].value is not None}
    service = rows["F 全部债务融资本息"]
    assert [cell.value for cell in service[1:4]] == [51288, 50768, -520]
    assert service[1].number_format.startswith("#,##0.00")
    assert rows["全部债务本息覆盖倍数 E/F"][1].number_format == "0.0000"
    assert len(sheet._charts) == 1
    assert "专项债券 B 票面利率：3.80% → 3.60%" in (tmp_path / "found.txt").read_text(encoding="utf-8")
    assert bondcalc("compare", SAMPLE, other, "--out", tmp_path / "found.docx").returncode == 1
