"""Sheets renamed, copied or kept from last year are told with both names; what bureaus keep beside stays quiet."""

import pytest

from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.raw import Unread
from bondcalc.inputs.read import read_bytes
from bondcalc.problem import ProjectError
from tests.inputs.filled import Filled
from tests.inputs.workbook_bytes import saved
from tests.samples import computed_sample, drawn_sample

OWN = [
    "附件",
    "附件1",
    "测算底稿",
    "可研投资估算",
    "Sheet1",
    "Sheet2",
    "说明",
    "目录",
    "运营收入明细测算",
    "成本测算过程",
    "还款计划(银行版)",
    "现场照片",
    "批复文件扫描件",
    "土地台账",
    "工程量清单",
    "人员工资表",
    "电费测算",
    "租金调研",
    "可比项目",
    "会议纪要",
    "专家意见",
    "债券资金支付台账",
    "2023年决算",
    "收费标准",
    "政策依据",
    "Chart data",
    "通讯录",
    "进度计划",
    "折旧计算",
    "税率表",
    "经营收入说明",
    "项目概况简介",
    "税费依据",
    "投资估算表",
    "绩效目标申报表",
]
TABLES = [
    [
        ["序号", "名称", "单位", "数量", "单价", "金额", "依据"],
        [1, "标准厂房", "㎡", 140000, 1900, 26600, "可研"],
        ["合计", None, None, None, None, 26600],
    ],
    [["年份", "2024年", "2025年", "2026年"], ["收入", 100.5, 200, 300], ["成本", 40, 50, 60]],
    [["一、编制依据"], ["本表根据可研报告整理，仅供参考。"]],
    [["地块编号", "用途", "面积（亩）", "权属"], ["G-01", "工业", 120, "国有"]],
    [["期次", "还本日", "本金", "利息"], [1, "2025-06-21", 500, 33.5]],
    [["项目名称", "投资项目统一代码", "主管部门"], ["某园区", "2020-430400", "工信局"]],
    [],
]


def told(filled: Filled) -> list[tuple[str, str, str]]:
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", filled.data())
    return [(one.sheet, one.code, one.found) for one in caught.value.problems]


def blank_apart_from(kept: set[str]) -> Filled:
    """A workbook in which only some lists are filled in, so that many sheets of ours are blank."""
    filled = Filled()
    for sheet in sheets():
        if not sheet.form and sheet.zh not in kept:
            filled.page(sheet.zh).delete_rows(5, 60)
    return filled


def with_sheets_of_ones_own(filled: Filled) -> Filled:
    for number, title in enumerate(OWN):
        page = filled.book.create_sheet(title)
        for row in TABLES[number % len(TABLES)]:
            page.append(row)
    return filled


@pytest.mark.slow
@pytest.mark.parametrize("make", [Filled, lambda: blank_apart_from({"专项债券"})])
def test_sheets_of_a_bureau_stay_quiet_and_are_noted_as_not_read(make: type[Filled]) -> None:
    given = read_bytes("project.xlsx", make().data())
    project = read_bytes("project.xlsx", with_sheets_of_ones_own(make()).data())
    assert len(OWN) > 30
    assert project.tables == given.tables
    assert project.notices == given.notices
    assert project.unread == Unread(sheets=OWN)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ("运营成本", "成本"),
        ("运营成本", "运营成本测算"),
        ("经营收入", "收入（定稿）"),
        ("投资估算", "可研投资估算"),
        ("资本金", "Sheet1"),
        ("土地出让", "土地出让2021"),
        ("税费", "税金及附加"),
        ("负荷曲线", "出租率"),
        ("计算设置", "参数"),
        ("专项债券", "债券发行计划"),
        ("项目概况", "项目概况 - 表格 1"),
        ("节点收入", "经营收入（节点）"),
        ("风险清单", "Risk list"),
    ],
)
def test_a_renamed_sheet_is_a_problem_that_names_both(sheet: str, title: str) -> None:
    filled = Filled()
    filled.page(sheet).title = title
    problems = told(filled)
    found = [one for one in problems if one[1] == "near_sheet"]
    assert [(one[0], f"“{title}”表像“{sheet}”表" in one[2]) for one in found] == [(title, True)]
    assert f"文件中没有“{sheet}”表" in found[0][2]
    assert "missing_sheet" not in {one[1] for one in problems}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "mark"),
    [
        ("运营成本", "{} (2)"),
        ("运营成本", "{}-修改"),
        ("经营收入", "{}2023"),
        ("专项债券", "{}（旧）"),
        ("投资估算", "副本{}"),
        ("计算设置", "{} (2)"),
        ("计算设置", "{}-修改"),
    ],
)
def test_a_copy_with_data_is_a_problem_that_names_both(sheet: str, mark: str) -> None:
    filled = Filled()
    copy = filled.book.copy_worksheet(filled.page(sheet))
    copy.title = mark.format(sheet)
    ((at, code, found),) = told(filled)
    assert (at, code) == (copy.title, "near_sheet")
    assert f"读取的是另有的“{sheet}”表" in found


@pytest.mark.slow
def test_a_sheet_of_the_same_kind_is_named_for_the_one_it_is_nearest_to() -> None:
    filled = Filled()
    filled.page("税费").title = "税费（修改）"
    assert [one[2].count("“税费”") > 0 for one in told(filled)] == [True]


def test_a_table_of_ones_own_in_place_of_a_blank_sheet_is_told() -> None:
    filled = blank_apart_from({"专项债券"})
    page = filled.book.create_sheet("经营成本")
    page.append(["年份", 2024, 2025])
    page.append(["成本", 1321, 1321])
    assert [(at, code) for at, code, _ in told(filled)] == [("经营成本", "near_sheet")]


def test_a_blank_copy_holds_nothing_and_is_only_noted() -> None:
    filled = Filled()
    copy = filled.book.copy_worksheet(filled.page("市场化融资"))
    copy.delete_rows(5, 60)
    copy.title = "市场化融资 (2)"
    assert read_bytes("project.xlsx", filled.data()).unread.sheets == ["市场化融资 (2)"]


@pytest.mark.slow
def test_sheets_added_to_schedules_are_noted_and_copies_told() -> None:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(drawn_sample("hengyang-park")))
    book.create_sheet("我的核对")["A1"] = 1
    project: Project | None = None
    try:
        project = read_bytes("schedules.xlsx", saved(book))
    except ProjectError as error:
        assert {one.code for one in error.problems} <= {"formula_without_value"}  # noqa: PT017 - stored results are not kept
    assert project is None or project.unread.sheets == ["我的核对"]


def test_the_schedules_of_a_project_with_blank_sheets_are_read_back() -> None:
    """风险分析, which we draw, has headings of 风险分布; that sheet is blank where the usual distributions are taken."""
    project = read_bytes("schedules.xlsx", drawn_sample("land-reserve"))
    assert project.tables == computed_sample("land-reserve").project.tables


@pytest.mark.slow
def test_a_copy_among_the_schedules_that_keeps_its_heading_is_told() -> None:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(drawn_sample("land-reserve")))
    copy = book.copy_worksheet(book["土地出让"])
    copy.title = "土地出让 (2)"
    book.move_sheet(copy, 5 - len(book.sheetnames))
    with pytest.raises(ProjectError) as caught:
        read_bytes("schedules.xlsx", saved(book))
    assert ("near_sheet", "土地出让 (2)") in {(error.code, error.sheet) for error in caught.value.problems}
