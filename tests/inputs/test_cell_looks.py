"""What the look of a cell says beside its value: units in number formats are held against the column's, a struck text and a comment are told."""

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from bondcalc.inputs.files.cell_looks import shows_nothing, unit_shown
from bondcalc.inputs.read import read_bytes
from bondcalc.problem import ProjectError
from tests.inputs.filled import Filled, untouched

SHOWN = {
    "General": "",
    "@": "",
    "#,##0.00": "",
    "#,##0_);(#,##0)": "",
    "[$-804]0.0": "",
    'yyyy"年"m"月"d"日"': "",
    '0"期"': "",
    '0.00;-0.00"元"': "",
    "0.00%": "%",
    '0.00"‰"': "‰",
    '#,##0"元"': "元",
    "#,##0元": "元",
    "0.00\\元": "元",
    '#,##0.00"万元"': "万元",
    '[Red]0.00"亿元";0': "亿元",
    '0.0"万"': "万",
    "¥#,##0.00": "¥",
    '"￥"#,##0.00;[Red]-#,##0': "¥",
    "[$¥-804]#,##0.00": "¥",
    '¥#,##0.00"万元"': "万元",
    '0.00"万元/亩"': "万元/亩",
}
DIFFERENT = ["0.00,,", '0!.0,"万"', "#,##0.0,", '0.00"%"', "0.00\\%"]


@pytest.mark.parametrize("code", SHOWN)
def test_the_unit_of_a_number_format_is_known(code: str) -> None:
    assert unit_shown(code) == SHOWN[code]


@pytest.mark.parametrize("code", DIFFERENT)
def test_a_format_that_shows_another_number_has_no_unit_of_ours(code: str) -> None:
    """A thousandth of what is stored, or per cent of a number that is none."""
    assert unit_shown(code) not in {"", *SHOWN.values()}


MONEY, RATE, PRICE = ("专项债券", "发行金额", "A"), ("专项债券", "票面利率", "A"), ("土地出让", "出让单价", "P1")
WRONG = [
    *((MONEY, code) for code in ('#,##0"元"', '0.00"亿元"', "¥#,##0", "0.00%", '0!.0,"万元"')),
    *((RATE, code) for code in ('0.00"‰"', '0.00"%"', "0.00元")),
    (PRICE, '0.00"元/亩"'),
    (("计算设置", "基本预备费率", ""), '0.0"‰"'),
    (("计算设置", "铺底流动资金", ""), '#,##0"元"'),
    (("经营收入", "单价（含税）", "rent"), '0.00"万元"'),
]
RIGHT = [
    *((MONEY, code) for code in ('#,##0"万元"', '#,##0.00"万"', '¥#,##0"万元"', "General", "#,##0")),
    *((RATE, code) for code in ("0.0%", "0.000", "General")),
    (PRICE, '0.00"万元/亩"'),
    (("计算设置", "本省本息覆盖倍数标准", ""), "0%"),
    (("专项债券", "期限（年）", "A"), '0"年"'),
    (("经营收入", "单价（含税）", "rent"), '0.00"元"'),
]


def formatted(places: list[tuple[tuple[str, str, str], str]]) -> tuple[bytes, list[str]]:
    """The sample with the cells so formatted, and their names."""
    filled, named = Filled(), []
    for (sheet, heading, item), code in places:
        cell = filled.where(sheet, heading, item)
        filled.page(sheet)[cell].number_format = code
        named.append(f"[{sheet}] {cell}")
    return filled.data(), named


@pytest.mark.parametrize("code", [code for place, code in WRONG if place == MONEY])
def test_money_shown_in_another_unit_is_refused(code: str) -> None:
    refused([(MONEY, code)])


def test_every_other_figure_shown_in_another_unit_is_refused() -> None:
    places = {place: code for place, code in WRONG if place != MONEY}
    refused(list(places.items()))


def refused(places: list[tuple[tuple[str, str, str], str]]) -> None:
    data, named = formatted(places)
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", data)
    assert sorted((one.code, f"[{one.sheet}] {one.cell}") for one in caught.value.problems) == sorted(
        ("unit_in_format", name) for name in named
    )


def test_the_unit_of_the_column_may_be_shown() -> None:
    for places in (dict(reversed(RIGHT)), dict(RIGHT)):
        data, _ = formatted(list(places.items()))
        assert read_bytes("project.xlsx", data).tables == untouched().tables


def test_a_text_has_no_unit_of_its_format() -> None:
    filled = Filled()
    _, cell = filled.set("5%", "计算设置", "基本预备费率")
    filled.page("计算设置")[cell].number_format = '0"元"'
    read_bytes("project.xlsx", filled.data())


def test_what_is_struck_through_or_commented_is_read_and_told() -> None:
    filled = Filled()
    struck = [filled.where(*place) for place in (MONEY, RATE)]
    for cell in struck:
        filled.page("专项债券")[cell].font = Font(strike=True)
    filled.page("专项债券")["A30"].font = Font(strike=True)  # a blank cell
    noted = filled.where("土地出让", "出让单价", "P1")
    filled.page("土地出让")[noted].comment = Comment("作废，改为4600。\n以会议纪要为准，另行通知后再填写本栏", "甲")
    filled.page("土地出让")["B40"].comment = Comment("空", "甲")
    project = read_bytes("project.xlsx", filled.data())
    assert project.tables == untouched().tables
    strike, comment = project.notices
    assert strike.startswith("“专项债券”表有带删除线的内容")
    assert strike.endswith("：" + "、".join(struck))
    assert comment.startswith("“土地出让”表的批注不读取")
    assert f"{noted}（作废，改为4600。 以会议纪要" in comment
    assert "B40" not in comment


@pytest.mark.parametrize(
    ("code", "nothing"), [(";;;", True), ('""', True), ("General", False), ("0.00", False), ("", False)]
)
def test_a_format_that_shows_nothing_is_known(code: str, nothing: bool) -> None:
    assert shows_nothing(code) == nothing


def test_cells_nobody_sees_are_read_and_named() -> None:
    """A format of nothing, white letters on the pale colour of cells to fill in, a row of half a point, a column of no width."""
    filled = Filled()
    page, price = filled.page("经营收入"), filled.where("经营收入", "单价", "rent")
    page[price].number_format = ";;;"
    other = filled.where("经营收入", "单价", "sewage")
    page[other].font = Font(color="FFFFFFFF")
    page.row_dimensions[6].height = 0.5
    page.column_dimensions["A"].width = 0.1
    told = [said for said in read_bytes("project.xlsx", filled.data()).notices if said not in untouched().notices]
    assert [cell in said for said in told for cell in (price, other) if "白色" in said] == [True, True]
    assert any("隐藏或被筛选的行" in said and said.endswith("6") for said in told)
    assert any("隐藏的列" in said and "A" in said for said in told)
    assert len(told) == 3


@pytest.mark.parametrize(("blank", "asked"), [(0, False), (4, False), (5, True), (30, True)])
def test_a_row_far_below_the_list_is_read_and_named(blank: int, asked: bool) -> None:
    filled = Filled()
    page = filled.page("经营收入")
    last = max(row[0].row for row in page.iter_rows(min_row=5, max_col=1) if row[0].value is not None)
    for column in range(1, page.max_column + 1):
        page.cell(last + 1 + blank, column).value = page.cell(last, column).value
    page.cell(last + 1 + blank, 1).value = "another"
    told = read_bytes("project.xlsx", filled.data()).notices
    assert any(f"第{last + 1 + blank}行" in said for said in told) == asked
