"""Both workbooks as paper: every page drawn by LibreOffice, and nothing cut off, spilt over or left empty."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from numpy.typing import NDArray

from bondcalc.result import Result
from bondcalc.samples import write_input
from bondcalc.workbook import draw_workbook

DOTS = 50
"""Dots an inch of the drawn pages."""
MARGIN = 0.29
"""Inches of white on each side; headers and footers stand 0.3 inches from the edge."""
PAPER = 250
"""What is darker than this is ink."""
HEADING_ROWS = 5


@pytest.fixture(scope="module", params=["schedules", "blank", "filled"])
def printed(request: pytest.FixtureRequest, sample: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook printed to PDF, beside the workbook itself."""
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftoppm") is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have LibreOffice and poppler-utils")
        pytest.skip("LibreOffice or poppler-utils is not installed")
    folder = tmp_path_factory.mktemp("printed")
    book = folder / f"{request.param}.xlsx"
    if request.param == "schedules":
        book.write_bytes(draw_workbook(sample))
    else:
        write_input(book, "hengyang-park" if request.param == "filled" else None, range(2020, 2042))
    subprocess.run([office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
                    "--outdir", str(folder), str(book)], check=True, capture_output=True, timeout=300)  # fmt: skip
    return book.with_suffix(".pdf")


def pages(document: Path) -> Iterator[NDArray[np.uint8]]:
    """Every page in grey."""
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-gray", str(document), str(document.with_suffix(""))], check=True)
    for path in sorted(document.parent.glob(f"{document.stem}-*.pgm")):
        _, size, _, dots = path.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        yield np.frombuffer(dots, np.uint8).reshape(height, width)


def texts(document: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(document), "-"], check=True, capture_output=True)
    return done.stdout.decode().split("\f")[:-1]


def test_no_page_is_nearly_empty_and_no_ink_stands_in_the_margin(printed: Path) -> None:
    count = 0
    for number, page in enumerate(pages(printed), 1):
        ink = page < PAPER
        rows, columns = np.nonzero(ink.any(1))[0], np.nonzero(ink.any(0))[0]
        white = (rows[0], page.shape[0] - 1 - rows[-1], columns[0], page.shape[1] - 1 - columns[-1])
        assert ink.mean() >= 0.05, f"page {number}: {ink.mean():.1%} ink"
        assert min(white) >= MARGIN * DOTS - 1, f"page {number}: ink in the margin {white}"
        count += 1
    assert count == len(texts(printed)) > 20


def test_no_figure_is_too_wide_for_its_cell(printed: Path) -> None:
    assert not [number for number, text in enumerate(texts(printed), 1) if "###" in text]


def test_every_heading_is_on_paper_to_its_last_character(printed: Path) -> None:
    """Headings, titles and labels of the first rows; spaces and line breaks are the printer's."""
    paper = "".join("".join(texts(printed)).split())
    book = openpyxl.load_workbook(printed.with_suffix(".xlsx"), read_only=True)
    for sheet in book.worksheets:
        area = sheet.iter_rows(max_row=HEADING_ROWS, values_only=True)
        for text in (value for row in area for value in row if isinstance(value, str)):
            for part in text.split("\n"):
                lines = _wrapped("".join(part.split()))
                assert all(line in paper for line in lines), f"{sheet.title}: {text}"


def _wrapped(text: str) -> list[str]:
    """Pieces of four characters: a wrapped heading prints in pieces between those of its neighbours."""
    return [text[place : place + 3] for place in range(0, len(text) - 2, 3)]
