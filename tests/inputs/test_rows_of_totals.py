"""Rows of totals and remarks: told as such, whatever they hold; names that only begin alike are names."""

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.explanations import FindingNote
from bondcalc.problem import ProjectError
from tests.inputs.filled import Filled

TOTALS = [
    "合计",
    "合 计",
    "合　计：",
    "小计",
    "总计（万元）",
    "本页小计",
    "共计",
    "三、合计",
    "合计 3,600.00",
    "总计3600万元",
    "Total",
    "Grand total",
]
REMARKS = [
    "注：利率按近期发行结果测算",
    "注",
    "备注1：不含税",
    "（注：单价为不含税价）",
    "※说明：按可研",
    "数据来源：统计公报",
    "审核人：李某",
    "Note: net of tax",
    "说明：",
    "（以下空白）",
    "— 以下无正文 —",
    "单位：万元",
]
MARKED = ["备注 电价按目录电价", "*人员数量按可研", "注1 电价含税", "★出租率", "（电价按目录电价）", "填表人 张三"]
"""Remarks by what stands beside them: nothing."""
SENTENCES = ["一、标准厂房类", "以上单价均为不含税价，按可研报告。", "(二)配套设施收入"]
NAMES = [
    "注塑车间租金",
    "注册费",
    "小计量设备校验费",
    "总计划编制费",
    "合计划拨用地补偿",
    "说明书印制费",
    "备注册商标使用费",
    "来源地检测费",
    "单位、居民用水水费",
    "单位一租金",
    "单位一",
    "审核、鉴证费",
    "编制、评审费",
    "total_rent",
]


def codes(filled: Filled) -> list[tuple[str, str, str]]:
    try:
        read_bytes("project.xlsx", filled.data())
    except ProjectError as error:
        return [(one.sheet, one.cell, one.code) for one in error.problems]
    return []


def below(filled: Filled, sheet: str) -> int:
    """Give the first blank row of a list, two rows below its last item."""
    page = filled.page(sheet)
    return max(row[0].row for row in page.iter_rows(min_row=5, max_col=1) if row[0].value is not None) + 2


@pytest.mark.slow
@pytest.mark.parametrize("sheet", ["专项债券", "投资估算", "资本金", "土地出让", "经营收入", "运营成本", "税收测算"])
@pytest.mark.parametrize(
    ("words", "code"),
    [(TOTALS, "total_row"), (REMARKS, "remark_row"), (SENTENCES, "remark_row"), (MARKED, "remark_row")],
)
def test_a_row_of_totals_or_a_remark_is_one_problem_at_its_name(sheet: str, words: list[str], code: str) -> None:
    filled = Filled()
    row = below(filled, sheet)
    for number, text in enumerate(words):
        filled.page(sheet)[f"A{row + number}"] = text
    assert codes(filled) == [(sheet, f"A{row + number}", code) for number in range(len(words))]


def test_remarks_in_other_columns_and_merged_over_the_table_are_one_problem_a_row() -> None:
    filled = Filled()
    page, row = filled.page("经营收入"), below(filled, "经营收入")
    page[f"A{row}"], page[f"D{row + 1}"], page[f"H{row + 1}"] = "备注 电价按目录", "填表人 张三", "审核人 李四"
    page[f"B{row + 2}"], page[f"B{row + 3}"] = "*人员数量", "以上单价均为不含税价，按可研"
    page.merge_cells(f"A{row}:H{row}")
    assert codes(filled) == [
        ("经营收入", f"{at}", "remark_row") for at in (f"A{row}", f"D{row + 1}", f"B{row + 2}", f"B{row + 3}")
    ]


def test_a_long_text_alone_where_several_cells_are_missing_is_told_once() -> None:
    filled = Filled()
    row = below(filled, "专项债券")
    filled.page("专项债券")[f"A{row}"] = "利率按近期发行结果测算"
    assert codes(filled) == [("专项债券", f"A{row}", "remark_row")]


def test_an_item_that_is_begun_and_one_beside_figures_are_no_remarks() -> None:
    filled = Filled()
    row = below(filled, "经营收入")
    filled.page("经营收入")[f"B{row}"] = "厂房租金"
    filled.set("*厂房租金", "经营收入", "收入名称", "rent")
    assert {(cell[1:], code) for _, cell, code in codes(filled)} == {
        (str(row), "missing_required"),
        (str(row), "quantity_missing"),
    }


def test_a_total_with_every_cell_filled_is_not_read_as_an_item() -> None:
    filled = Filled()
    page, row = filled.page("运营成本"), below(filled, "运营成本")
    for column in range(1, page.max_column + 1):
        page.cell(row, column).value = page.cell(5, column).value
    page.cell(row, 1).value, page.cell(row, 2).value = "cost_9", "小 计"
    assert codes(filled) == [("运营成本", f"B{row}", "total_row")]


def test_a_total_beside_sums_alone_is_told_without_missing_cells() -> None:
    filled = Filled()
    row = below(filled, "投资估算")
    filled.page("投资估算")[f"B{row}"] = "总计"
    filled.page("投资估算")[f"D{row}"] = 40_000
    assert codes(filled) == [("投资估算", f"B{row}", "total_row")]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_names_that_begin_like_a_total_or_a_remark_are_names(name: str) -> None:
    filled = Filled()
    filled.set(name, "经营收入", "收入名称", "rent")
    assert codes(filled) == []


def test_a_lone_id_is_an_item_with_cells_missing() -> None:
    filled = Filled()
    row = below(filled, "经营收入")
    filled.page("经营收入")[f"A{row}"] = "r9"
    assert {code for _, _, code in codes(filled)} == {"missing_required", "quantity_missing"}


def test_totals_in_a_text_file_are_told_too() -> None:
    text = '[project]\nname = "甲"\nrule_date = 2024-05-01\n[[funding]]\nid = "k2"\nkind = "own"\nname = "总计"\nby_year = { 2024 = 5 }\n'
    bond = '[[bonds]]\nid = "小计"\nstatus = "planned"\nvalue_date = 2024-06-25\nface = 100\ncoupon = 0.03\nterm_years = 10\n'
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.toml", (text + bond + bond.replace("小计", "A")).encode())
    assert [(one.cell, one.code) for one in caught.value.problems] == [
        ("第1项 id", "total_row"),
        ("第1项 name", "total_row"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "负荷取自邻县实测，第三年起稳定。",
        "说明：负荷取自邻县实测",
        "一、价格取自成交公告；二、已报县政府批准",
        "注：详见附件",
        "已核实",
    ],
)
@pytest.mark.parametrize("row", ['[[explanations]]\nid = "W02"\n', '[[texts]]\nchapter = "background"\n'])
def test_what_a_bureau_writes_freely_is_no_remark_row(row: str, words: str) -> None:
    """An explanation of a finding is a sentence beside the number of its rule, and a chapter is many of them."""
    start = '[project]\nname = "甲"\nrule_date = 2024-05-01\n'
    bond = (
        '[[bonds]]\nid = "A"\nstatus = "planned"\nvalue_date = 2024-06-25\nface = 100\ncoupon = 0.03\nterm_years = 10\n'
    )
    read = read_bytes("project.toml", f'{start}{bond}{row}words = "{words}"\n'.encode())
    assert [one.words for sheet in ("explanations", "texts") for one in read.tables[sheet]] == [words]


def test_an_explanation_is_read_from_its_sheet() -> None:
    filled = Filled()
    page = filled.book["事项说明"]
    page["A5"], page["B5"] = "W02", "负荷取自邻县实测，第三年起稳定。"
    [note] = read_bytes("project.xlsx", filled.data()).rows(FindingNote)
    assert (note.id, note.words) == ("W02", "负荷取自邻县实测，第三年起稳定。")


def test_a_remark_below_the_explanations_is_still_one() -> None:
    filled = Filled()
    filled.book["事项说明"]["A6"] = "以上说明由县财政局负责解释，如有疑问请来电。"
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", filled.data())
    assert [problem.code for problem in caught.value.problems] == ["remark_row"]
