"""An independent auditor of spreadsheets reads the sample's workbook; docs/decisions/0009 explains each finding that is left."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.recalculate import stored
from tests.shared import Shared
from tests.workbook_bytes import patched, without_print_titles

SERIOUS = {"Critical", "High", "Medium"}
EXPLAINED = {
    ("FORMULA_DRIFT", "债券还本付息明细"): re.compile("发行"),
    ("LITERAL_CONSTANT", "产业关联表"): re.compile("推迟[0-9]年的权重"),
}
"""Kinds of findings that are explained, by sheet, and the rows they stand in; the number of years is what such a row is about."""
PLANTED = ("资金测算平衡表", "J11")


@pytest.fixture(scope="module")
def planted(schedules: bytes) -> bytes:
    """The workbook with one error in it, everything else as it was written but for titles on paper, which the auditor has LibreOffice load."""
    return without_print_titles(patched(schedules, PLANTED, stored(schedules)[PLANTED].formula + "+123.45"))


@pytest.fixture(scope="module")
def findings(planted: bytes, shared: Shared) -> list[dict[str, Any]]:
    told = shared.folder("workbook-audit", lambda folder: told_of(planted, folder)) / "found.json"
    return [found for found in json.loads(told.read_text(encoding="utf-8"))["findings"] if found["severity"] in SERIOUS]


def told_of(planted: bytes, folder: Path) -> None:
    (folder / "schedules.xlsx").write_bytes(planted)
    subprocess.run(
        [sys.executable, "-m", "spreadsheet_auditor", "schedules.xlsx", "--json", "found.json", "--quiet"],
        cwd=folder,
        check=False,
        capture_output=True,
        timeout=300,
    )


@pytest.mark.slow
def test_beside_the_planted_error_only_explained_findings_are_left(
    schedules: bytes, findings: list[dict[str, Any]]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(schedules), read_only=True)
    for found in findings:
        sheet, cell = place(found)
        if sheet == PLANTED[0] and cell == PLANTED[1]:
            continue
        assert (found["rule_id"], sheet) in EXPLAINED, found
        row = openpyxl.utils.cell.coordinate_from_string(cell)[1]
        assert EXPLAINED[found["rule_id"], sheet].fullmatch(str(book[sheet][f"A{row}"].value)), found


@pytest.mark.slow
def test_a_planted_error_is_found(findings: list[dict[str, Any]]) -> None:
    assert PLANTED in map(place, findings)


def place(found: dict[str, Any]) -> tuple[str, str]:
    sheet, cell = found["location"].rsplit("!", 1)
    return sheet.strip("'"), cell
