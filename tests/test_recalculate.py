"""schedules.xlsx says the same in two other programs, from its formulas alone."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from bondcalc.run import Result
from bondcalc.workbook import draw_workbook
from tests.recalculate import by_ironcalc, by_libreoffice, differences, stored, without_answers

WRONG = ("资金测算平衡表", "H")


@pytest.fixture(scope="module")
def workbook(sample: Result) -> bytes:
    return draw_workbook(sample)


def test_every_formula_has_its_answer_and_loses_it(workbook: bytes) -> None:
    emptied, count = without_answers(workbook)
    assert count == len(stored(workbook)) > 5000
    assert all(answer is None for answer in stored(emptied).values())


def test_libreoffice_finds_every_figure(workbook: bytes, tmp_path: Path) -> None:
    assert not list(differences(stored(workbook), by_libreoffice(workbook, tmp_path)))


def test_ironcalc_finds_every_figure(workbook: bytes, tmp_path: Path) -> None:
    assert not list(differences(stored(workbook), by_ironcalc(workbook, tmp_path)))


def spoilt(workbook: bytes, sample: Result) -> tuple[bytes, tuple[str, str]]:
    """Turn a minus of one closing cash into a plus."""
    table = next(table for table in sample.book.tables if table.id == "cash")
    names = [sheet for sheet, _ in dict.fromkeys((spot[0], None) for spot in stored(workbook))]
    assert table.sheet in names
    buffer = io.BytesIO()
    changed = ""
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(buffer, "w") as taken:
        for entry in given.infolist():
            data = given.read(entry)
            if (
                not changed
                and entry.filename.startswith("xl/worksheets/sheet")
                and table.zh.encode() in shared(given, data)
            ):
                row = rb'<c r="(I\d+)"[^>]*><f>(I\d+\+I\d+)-(I\d+)</f>'
                found = re.search(row, data)
                assert found is not None
                changed = found[1].decode()
                data = data.replace(
                    b"<f>" + found[2] + b"-" + found[3] + b"</f>", b"<f>" + found[2] + b"+" + found[3] + b"</f>"
                )
            taken.writestr(entry, data)
    assert changed
    return buffer.getvalue(), (table.sheet, changed)


def shared(given: zipfile.ZipFile, sheet: bytes) -> bytes:
    """The first text of a sheet, from the table of shared strings."""
    strings = re.findall(rb"<t[^>]*>([^<]*)</t>", given.read("xl/sharedStrings.xml"))
    first = re.search(rb'<c r="A1"[^>]*t="s"[^>]*><v>(\d+)</v>', sheet)
    return strings[int(first[1])] if first else b""


def test_a_wrong_formula_is_caught(workbook: bytes, sample: Result, tmp_path: Path) -> None:
    wrong, spot = spoilt(workbook, sample)
    caught = [where for where, _, _ in differences(stored(wrong), by_ironcalc(wrong, tmp_path))]
    assert spot in caught
    assert not [where for where in caught if where[0] in {"土地出让收益测算表", "经营收入测算表"}]
