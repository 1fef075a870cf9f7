"""Headings, labels and columns of the template that were changed: both names are told, and what is the user's own stays quiet."""

import pytest

from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes
from bondcalc.problem import Problem, ProjectError
from tests.inputs.filled import Filled


def problems(filled: Filled) -> list[Problem]:
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", filled.data())
    return caught.value.problems


def read(filled: Filled) -> Project:
    return read_bytes("project.xlsx", filled.data())


def head(filled: Filled, sheet: str, heading: str, text: object) -> str:
    """Type over the heading of a column; tells its cell."""
    cell = next(cell for cell in filled.page(sheet)[4] if str(cell.value or "").split("（")[0] == heading)
    cell.value = text
    return str(cell.coordinate)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "heading", "typed"),
    [
        ("专项债券", "票面利率", "票面年利率（%）"),
        ("专项债券", "发行金额", "发行金领（万元）"),
        ("专项债券", "期限", "债券期限（年）"),
        ("经营收入", "每次上涨幅度", "涨价幅度2（%）"),
        ("经营收入", "负荷曲线", "负荷曲线编号"),
        ("经营收入", "数量", "数 量 合 计"),
        ("运营成本", "计算基数", "计费的对象"),
        ("土地出让", "土地开发单价", "开发单价（万元/亩）"),
        ("资本金", "资金来源", "来源渠道（资金来源）"),
    ],
)
def test_a_near_heading_is_a_problem_that_names_both(sheet: str, heading: str, typed: str) -> None:
    filled = Filled()
    cell = head(filled, sheet, heading, typed)
    found = problems(filled)
    assert [(one.sheet, one.cell, one.code) for one in found] == [(sheet, cell, "near_heading")]
    assert typed.replace(" ", "") in found[0].found.replace(" ", "")
    assert heading in found[0].found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "heading", "typed"),
    [
        ("经营收入", "有效使用率", "利用率"),
        ("经营收入", "每年计价次数", "月"),
        ("运营成本", "每次上涨幅度", "年递增"),
        ("专项债券", "起息日", "发行之日"),
    ],
)
def test_another_word_in_the_place_of_a_heading_is_told_by_its_place(sheet: str, heading: str, typed: str) -> None:
    filled = Filled()
    cell = head(filled, sheet, heading, typed)
    found = problems(filled)
    assert [(one.cell, one.code) for one in found] == [(cell, "near_heading")]
    assert f"“{typed}”像是“{heading}" in found[0].found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "heading"), [("经营收入", "有效使用率"), ("运营成本", "数量"), ("专项债券", "每年付息次数")]
)
def test_a_blank_heading_over_data_is_a_problem_that_names_what_may_stand_there(sheet: str, heading: str) -> None:
    filled = Filled()
    cell = head(filled, sheet, heading, None)
    found = problems(filled)
    assert [(one.cell, one.code) for one in found] == [(cell, "blank_heading")]
    assert heading in found[0].found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "blank_heading"),
        ("202l年", "unknown_year"),
        ("2021（预测）", "unknown_year"),
        ("二〇二一年", "unknown_year"),
        ("2O21", "unknown_year"),
        ("2021年合计", "unknown_year"),
        ("21年", "unknown_year"),
    ],
)
def test_a_blank_or_mistyped_year_over_figures_is_a_problem(typed: str | None, code: str) -> None:
    filled = Filled()
    cell = head(filled, "资本金", "2021年", typed)
    found = problems(filled)
    assert [(one.sheet, one.cell, one.code) for one in found] == [("资本金", cell, code)]
    if typed is None:
        assert "2021年" in found[0].found


@pytest.mark.parametrize("typed", ["2020年及以前", "2019-2020年", "2020年（计划）", "FY2020", "2020年一季度", "第一年"])
@pytest.mark.parametrize("figure", [2000, "2,000.00"])
def test_the_first_year_said_otherwise_over_figures_is_a_problem(typed: str, figure: object) -> None:
    """No year stands before it: it was passed over as a column of one's own, and the capital of its year with it."""
    filled = Filled()
    cell = head(filled, "资本金", "2020年", typed)
    page = filled.page("资本金")
    page[cell].offset(row=1).value = figure
    page[cell].offset(row=2).value = None
    found = problems(filled)
    assert [(one.sheet, one.cell, one.code) for one in found] == [("资本金", cell, "unknown_year")]
    assert "每栏一年" in found[0].allowed


def test_a_remark_before_the_years_is_ones_own() -> None:
    filled = Filled()
    page = filled.page("资本金")
    column = page[head(filled, "资本金", "2020年", "2020年")].column
    page.insert_cols(column)
    page.cell(4, column).value, page.cell(5, column).value = "核对年份", "已核"
    assert read(filled).unread.columns == {"资本金": ["核对年份"]}


@pytest.mark.parametrize("typed", ["2091年", "2012年", 2051])
def test_a_year_that_does_not_lie_between_its_neighbours_is_a_problem_that_names_both(typed: str | int) -> None:
    """Read as typed, capital of 2021 would come seventy years late and nothing would be said."""
    filled = Filled()
    cell = head(filled, "资本金", "2021年", typed)
    found = problems(filled)
    assert [(one.sheet, one.cell, one.code) for one in found] == [("资本金", cell, "year_out_of_order")]
    assert "2020年" in found[0].found
    assert "2022年" in found[0].found


@pytest.mark.slow
def test_a_mistyped_year_over_nothing_and_years_from_last_to_first_are_no_problem() -> None:
    empty = Filled()
    page = empty.page("资本金")
    column = next(cell.column for cell in page[4] if cell.value == "2030年")
    assert all(page.cell(row, column).value is None for row in range(5, page.max_row + 1))
    page.cell(4, column).value = "2099年"
    assert read_bytes("project.xlsx", empty.data()).tables
    turned = Filled()
    page = turned.page("资本金")
    cells = [cell.column for cell in page[4] if str(cell.value).endswith("年")]
    for row in range(4, page.max_row + 1):
        values = [page.cell(row, column).value for column in cells]
        for column, value in zip(cells, reversed(values), strict=True):
            page.cell(row, column).value = value
    assert read_bytes("project.xlsx", turned.data()).tables


def test_figures_behind_the_last_year_are_a_problem_that_names_the_next() -> None:
    filled = Filled()
    page = filled.page("资本金")
    page.cell(5, page.max_column + 1).value = 75.5
    (found,) = problems(filled)
    assert found.code == "blank_heading"
    assert "2042年" in found.found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("本省本息覆盖倍数标准", "倍数标准"),
        ("基本预备费率", "预备费率"),
        ("压力测试幅度", "压力测试"),
        ("首末年收益计入方式", "首尾年份"),
    ],
)
def test_a_changed_label_of_a_form_is_a_problem_that_names_both(label: str, typed: str) -> None:
    filled = Filled()
    row = filled.where("计算设置", label)[1:]
    filled.page("计算设置")[f"A{row}"].value = typed
    (found,) = problems(filled)
    assert (found.sheet, found.cell, found.code) == ("计算设置", f"A{row}", "near_heading")
    assert typed in found.found
    assert label in found.found


@pytest.mark.slow
def test_a_label_taken_away_is_a_problem_that_names_it() -> None:
    filled = Filled()
    row = filled.where("计算设置", "压力测试幅度")[1:]
    filled.page("计算设置")[f"A{row}"].value = None
    (found,) = problems(filled)
    assert (found.cell, found.code) == (f"A{row}", "blank_heading")


@pytest.mark.slow
def test_columns_and_rows_of_ones_own_are_noted_and_stop_nothing() -> None:
    filled = Filled()
    page = filled.page("资本金")
    last = page.max_column
    for number, (heading, value) in enumerate(
        [("合计", 20181.2), ("备注", "已入账"), ("核对人", "王某"), (None, "另见附件")], 1
    ):
        page.cell(4, last + number).value = heading
        page.cell(5, last + number).value = value
    form = filled.page("项目概况")
    form["A40"], form["B40"] = "联系电话", "0734-0000000"
    form["B41"] = "本表由财政局填写"
    given, project = read(Filled()), read(filled)
    assert project.tables == given.tables
    assert project.notices == given.notices
    assert project.unread.columns == {"资本金": ["合计", "备注", "核对人", "AF"]}
    assert project.unread.rows == {"项目概况": ["联系电话", "A41"]}
