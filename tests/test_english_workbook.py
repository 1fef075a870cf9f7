"""`run --lang en`: labels, methods and findings of schedules.xlsx in English, the same figures in the same cells, audited like any other."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bondcalc.workbook.assemble import draw_workbook
from bondcalc.workbook.tabs.desk import by_sheet
from tests.commands import bondcalc
from tests.raw_cells import raw_cells
from tests.samples import computed_sample, drawn_sample

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
SAMPLE = "anping-water"


@pytest.fixture(scope="module")
def data() -> bytes:
    """The workbook in English."""
    return draw_workbook(computed_sample(SAMPLE), "en")


@pytest.fixture(scope="module")
def english(data: bytes) -> Workbook:
    """The same, read."""
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.slow
def test_labels_and_methods_say_nothing_in_chinese_but_what_was_typed(data: bytes) -> None:
    column = [cell for cell in raw_cells(data) if re.fullmatch(r"A\d+", cell.place)]
    result = computed_sample(SAMPLE)
    typed = {text for name in ("revenue", "costs", "investment", "taxes_paid") for text in _names(name)}
    left = set()
    for tab, tables in by_sheet(result).items():
        title, *labels = [str(cell.value or "") for cell in column if cell.sheet == tab and cell.place != "A2"]
        assert labels, tab
        for label in labels:
            text = without(label, typed)
            left |= {(tab, text)} if CHINESE.search(text) and "rules as of" not in text else set()
        assert title == tables[0].en
    assert left == set()


def without(label: str, typed: set[str]) -> str:
    """A label without what was typed, the longest first."""
    for name in sorted(typed, key=len, reverse=True):
        label = label.replace(name, "")
    return label


def _names(sheet: str) -> set[str]:
    rows = computed_sample(SAMPLE).project.tables[sheet]
    return {row.name for row in rows}


@pytest.mark.slow
def test_the_cells_are_those_of_the_chinese_one(english: Workbook) -> None:
    chinese = openpyxl.load_workbook(io.BytesIO(drawn_sample(SAMPLE)))
    assert english.sheetnames == chinese.sheetnames
    formulas = 0
    for sheet in chinese:
        for row in sheet.iter_rows():
            for cell in row:
                other = english[sheet.title].cell(cell.row, cell.column).value
                if isinstance(cell.value, int | float) or str(cell.value).startswith("="):
                    assert other == cell.value, (sheet.title, cell.coordinate)
                    formulas += str(cell.value).startswith("=")
    assert formulas > 1000


@pytest.mark.slow
def test_it_is_audited_alone_and_with_its_filings(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "schedules.xlsx").write_bytes(data)
    alone = bondcalc("audit", tmp_path / "schedules.xlsx")
    assert (alone.returncode, "逐字节一致" in alone.stdout) == (0, True)
    source = Path(__file__).parents[1] / "samples" / SAMPLE / "project.toml"
    assert bondcalc("run", source, "--out", tmp_path / "out", "--filing", "disclosure", "--lang", "en").returncode == 0
    assert (tmp_path / "out" / "schedules.xlsx").read_bytes() == data
    whole = bondcalc("audit", tmp_path / "out")
    assert (whole.returncode, "逐字节一致" in whole.stdout) == (0, True)
