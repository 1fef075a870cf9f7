"""The unit over a tab of a workbook is that of the amounts on it, and what nobody filled in is neither shown nor printed."""

import io
from collections import Counter
from functools import cache
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bondcalc.inputs.form.template import unfilled
from bondcalc.wording.notation import Notation
from bondcalc.wording.terms import Unit
from tests.samples import SAMPLE_NAMES, computed_sample, drawn_sample

SAID = "金额单位"
"""How the line under a title begins to speak of amounts."""
NAMES = {"元", "万元", "亿元"}


@cache
def opened(sample: str) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(drawn_sample(sample)))


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_no_heading_names_another_unit_than_rows_and_columns_below_it(sample: str) -> None:
    """Rows say their unit in a column of units, columns in brackets at the end of their heads."""
    spoken = set()
    for sheet in opened(sample).worksheets:
        said, below = "", set[str]()
        for row in sheet.iter_rows(values_only=True):
            texts = [text for text in row if isinstance(text, str)]
            if len(texts) == 1 and texts[0].count("适用规定日期"):
                assert not said or not below or {said} == below, sheet.title
                said, below = texts[0].partition(f"{SAID}：")[2], set()
                spoken.add(said)
                assert said or SAID not in texts[0] or "见各栏" in texts[0]
            elif said:
                heads = {text.rpartition("（")[2].removesuffix("）") for text in texts if text.endswith("）")}
                below |= NAMES & ({*texts} | heads)
        assert not said or not below or {said} == below, (sheet.title, said, below)
    assert spoken == {"万元", "亿元", ""}


@pytest.mark.parametrize(
    ("units", "said"),
    [
        ([Unit.MONEY, Unit.ACCRUED, Unit.RATIO, Unit.AREA], "金额单位：万元"),
        ([Unit.YUAN, Unit.DAY], "金额单位：元"),
        ([Unit.DISCLOSED], "金额单位：亿元"),
        ([Unit.MONEY, Unit.YUAN], "金额单位见各栏"),
        ([Unit.RATIO, Unit.FRACTION], ""),
    ],
)
def test_amounts_of_one_unit_are_named_and_of_several_or_none_are_not(units: list[Unit], said: str) -> None:
    assert Notation().amounts_in(units) == said


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_sheets_without_an_entry_are_out_of_sight_and_read_by_no_formula(sample: str) -> None:
    book, blank = opened(sample), unfilled(computed_sample(sample).project)
    hidden = {sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"}
    assert hidden >= blank != set()
    assert not hidden - blank - {table.sheet for table in computed_sample(sample).book.tables}
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            target = getattr(cell.hyperlink, "location", None) or ""
            text = str(cell.value) if cell.data_type == "f" else target
            assert not [name for name in blank if f"{name}'!" in text or f"={name}!" in text], (sheet.title, cell)


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_schedules_without_a_figure_are_out_of_sight_but_for_those_that_prove_something_by_zeros(sample: str) -> None:
    """Counted in the cells as they are stored; a schedule that shares its tab with others says that it has none."""
    for name in {table.sheet for table in computed_sample(sample).book.tables}:
        sheet = opened_values(sample)[name]
        figures = [
            cell.value
            for row in sheet.iter_rows(min_row=4)
            for cell in row
            if isinstance(cell.value, int | float) and cell.value not in computed_sample(sample).book.years.years
        ]
        said = name.startswith("勾稽核对表") or any(figures)
        assert (sheet.sheet_state == "visible") == said, name
    shared = opened(sample)["全部债务还本付息表"]
    assert "测算时各项均为零　金额单位：万元" in str(shared["A2"].value)


@cache
def opened_values(sample: str) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(drawn_sample(sample)), data_only=True)


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_a_title_is_repeated_only_where_it_is_that_of_the_whole_tab(sample: str) -> None:
    """The title of the first bond over the rows of the second names the wrong bond."""
    tabs = Counter(table.sheet for table in computed_sample(sample).book.tables)
    rows = {name: opened(sample)[name].print_title_rows for name in tabs}
    assert {rows[name] for name, tables in tabs.items() if tables == 1} == {"$1:$3"}
    assert {rows[name] for name, tables in tabs.items() if tables > 1} <= {"$3:$3", None}


@pytest.mark.parametrize("sample", ["hengyang-park", "land-reserve"])
def test_a_chart_names_no_money_that_there_is_none_of(sample: str) -> None:
    """市场化融资 stood in the legend of projects without a loan."""
    with ZipFile(io.BytesIO(drawn_sample(sample))) as book:
        charts = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/charts/chart")]
    sources = next(chart for chart in charts if "资金来源与投资支出" in chart)
    assert "专项债券资金" in sources
    assert "市场化融资" not in sources
