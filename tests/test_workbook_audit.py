"""An independent auditor of spreadsheets reads the sample's workbook; docs/decisions/0009 explains each finding that is left."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

SERIOUS = {"Critical", "High", "Medium"}


@pytest.fixture(scope="module")
def workbook(schedules: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("audited") / "schedules.xlsx"
    path.write_bytes(schedules)
    return path


def findings(workbook: Path) -> list[dict[str, Any]]:
    told = workbook.with_suffix(".json")
    subprocess.run(
        [sys.executable, "-m", "spreadsheet_auditor", str(workbook), "--json", str(told), "--quiet"],
        check=False,
        capture_output=True,
        timeout=300,
    )
    return [found for found in json.loads(told.read_text(encoding="utf-8"))["findings"] if found["severity"] in SERIOUS]


@pytest.mark.slow
def test_only_explained_findings_are_left(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook, read_only=True)
    for found in findings(workbook):
        sheet, cell = found["location"].rsplit("!", 1)
        assert (found["rule_id"], sheet.strip("'")) == ("FORMULA_DRIFT", "债券还本付息明细"), found
        row = openpyxl.utils.cell.coordinate_from_string(cell)[1]
        assert book["债券还本付息明细"][f"A{row}"].value == "发行", found


@pytest.mark.slow
def test_a_planted_error_is_found(workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book["资金测算平衡表"]
    sheet["J11"] = f"{sheet['J11'].value}+123.45"
    book.save(tmp_path / "planted.xlsx")
    assert any("资金测算平衡表" in found["location"] for found in findings(tmp_path / "planted.xlsx"))
