"""Official tables read by their anchor codes: the example that comes with the program, as .csv and as a workbook."""

import csv
import io

import numpy as np
import pytest
from openpyxl.workbook import Workbook

from bondcalc.data import data_path
from bondcalc.input_output.leontief import direct_inputs, influence, leontief_inverse
from bondcalc.input_output.table_file import read_flows
from bondcalc.inputs.sectors import SECTORS
from bondcalc.problem import FileError

EXAMPLE = data_path("templates", "input-output", "example.csv").read_bytes()
ROWS = list(csv.reader(io.StringIO(EXAMPLE.decode("utf-8-sig"))))
TOP = 4
"""Rows above the first sector."""


def workbook(rows: list[list[str]]) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    page = book.create_sheet("表1")
    for row in rows:
        page.append(
            [
                float(text) if place > 1 and text.lstrip("-").isdigit() and len(text) > 2 else text
                for place, text in enumerate(row)
            ]
        )
    book.save(buffer)
    return buffer.getvalue()


def as_csv(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode("gb18030")


def test_the_example_has_42_sectors_and_says_that_it_is_one() -> None:
    found = read_flows("example.csv", EXAMPLE)
    assert found.codes == tuple(SECTORS)
    assert found.names[17] == ROWS[2][2 + 17] == "交通运输设备"
    assert "示例" in ROWS[0][0]
    assert found.flows[found.codes.index("01"), found.codes.index("06")] == float(ROWS[TOP][2 + 5])
    assert found.value_added is not None
    assert found.flows.sum(axis=0) + found.value_added == pytest.approx(found.output)
    assert influence(leontief_inverse(direct_inputs(found.flows, found.output))).sum() == pytest.approx(42)


def test_workbook_csv_and_other_encodings_are_one_table() -> None:
    first = read_flows("example.csv", EXAMPLE)
    for other in (read_flows("表.xlsx", workbook(ROWS)), read_flows("表.csv", as_csv(ROWS))):
        assert np.array_equal(other.flows, first.flows)
        assert np.array_equal(other.output, first.output)
        assert other.names == first.names


def test_output_is_read_from_either_end() -> None:
    """A table without 总产出 has 总投入, which is the same amount sector by sector."""
    without = [row[:-1] for row in ROWS]
    assert np.array_equal(read_flows("表.csv", as_csv(without)).output, read_flows("表.csv", EXAMPLE).output)


def test_another_number_of_sectors_is_read_as_it_stands() -> None:
    """Provinces publish finer tables too; codes count, not how many there are."""
    few = [row[: 2 + 5] + row[-1:] for row in ROWS[: TOP + 5]]
    assert read_flows("表.csv", as_csv(few)).codes == ("01", "02", "03", "04", "05")


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [({}, "没有按部门代码"), ({(TOP + 17, 5): "约30"}, "F22"), ({(TOP + 17, 5): "99999"}, "部门04")],
)
def test_a_table_that_cannot_be_relied_on_is_refused(spoilt: dict[tuple[int, int], str], words: str) -> None:
    rows = [row[:] for row in ROWS] if spoilt else [["01", "文字"], ["02", "文字"]]
    for (row, column), text in spoilt.items():
        rows[row][column] = text
    with pytest.raises(FileError, match=words):
        read_flows("表.csv", as_csv(rows))
