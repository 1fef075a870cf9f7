"""The quick sheet writes what the library's own sheet writes, to the byte; formulas of a row are those of each cell."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bondcalc.algebra.excel import FormulaWriter
from bondcalc.inputs.quick_sheet import CALLED, FUNCTIONS, QuickSheet
from bondcalc.workbook.assemble import draw_workbook, laid_out
from tests.samples import computed_sample, drawn_sample


@pytest.mark.parametrize("name", ["land-reserve", pytest.param("anping-water", marks=pytest.mark.slow)])
def test_schedules_are_the_bytes_of_the_plain_sheet(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick, classes = drawn_sample(name), []
    monkeypatch.setattr("bondcalc.inputs.quick_sheet.QuickSheet", lambda: classes.append(Worksheet) or Worksheet())
    assert draw_workbook(computed_sample(name)) == quick
    assert len(classes) > 20


ODD = [
    "=SUM(A1:A2)",
    "=SINGLE(A1)",
    "=字INGLE(A1)",
    "=LET(x,1,x)",
    "=SORT(A1:A3)",
    "=ABCSORT(A1)",
    "{=SUM(A1:A2*B1:B2)}",
    "=CONCAT(A1)",
    "=_xlfn.CONCAT(A1)",
    "='MAP(x)'!A1+1",
    '=IF(A1<B1,"<&>",A1&B1)',
    "=SUM(A1)}",
    "SUM(A1)",
]
VALUES = [1, 0.1, -0.0, 1e-300, True, False, "", "文字", "#N/A", "#其他", '<&>\n"', 123456789.123456789]


def written(sheet_class: type[Worksheet]) -> dict[str, str]:
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.worksheet_class = sheet_class
    bold = book.add_format({"bold": True})
    for form in (bold, None):
        sheet = book.add_worksheet()
        for row, formula in enumerate(ODD):
            for column, value in enumerate(VALUES):
                sheet.write_formula(row, 3 * column, formula, form, value)
        for row, value in enumerate(VALUES, 40):
            sheet.write(row, 2, value, form)
            sheet.write_blank(row, 30, None, form)
        sheet.set_row(70, 30)
        sheet.set_row(72, 20, bold)
        sheet.write_number(72, 1, 5)
        sheet.set_column(5, 6, 10, bold)
        sheet.write_string(90, 5, "列")
        sheet.write_url(91, 0, "internal:'Sheet1'!A1", bold, string="去")
        sheet.write_comment(93, 1, "批注") if form is None else None
        assert sheet.write_formula(-1, 0, "=SUM(A1)", form) == -1
    book.close()
    with ZipFile(buffer) as parts:
        return {name: parts.read(name).decode() for name in parts.namelist() if "docProps" not in name}


def test_anything_else_is_written_as_the_library_writes_it() -> None:
    assert written(QuickSheet) == written(Worksheet)


def test_formulas_of_the_samples_are_of_known_functions() -> None:
    formulas = formulas_of("hengyang-park")
    assert len(formulas) > 10_000
    assert {name for formula in formulas for name in CALLED.findall(formula)} <= FUNCTIONS


def formulas_of(name: str) -> list[str]:
    result = computed_sample(name)
    places = laid_out(result)
    reading, found = FormulaWriter(places, 2), []
    for table in result.book.tables:
        places.sheet = table.sheet
        for line in table.lines:
            if line.definition.__class__.__name__ == "Structure":
                continue
            alone = [reading.formula(line, column) for column in range(1, line.axis.size + 1)]
            assert reading.row(line) == alone, line.id
            found += alone
    return found
