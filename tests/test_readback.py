"""What was read is said in ten lines at most, and what is possible but seldom meant is asked about."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from typer.testing import CliRunner

from bondcalc.cli import MODULES
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.raw import Unread
from bondcalc.inputs.read import raw_of, read_bytes
from bondcalc.inputs.validate import validate
from bondcalc.problem import ProjectError
from bondcalc.result.result import Result
from bondcalc.screen.readback import questions, read_back
from tests.inputs.filled import Filled, untouched
from tests.inputs.workbook_bytes import low_template
from tests.parted import compute
from tests.schedules.stated import amounts

SMALL = """
[project]
name = "甲县园区"
rule_date = 2024-05-01
construction_start = 2024-06-01
construction_end = 2025-12-31
operation_start = {start}
[[investment]]
id = "works"
category = "construction"
name = "厂房"
amount = 3000
by_year = {{ 2024 = 0.5, 2025 = 0.5 }}
[[funding]]
id = "own"
kind = "own"
by_year = {{ 2024 = 1400 }}
[[bonds]]
id = "A"
status = "planned"
value_date = 2024-06-25
face = 2000
coupon = {coupon}
term_years = 10
[[revenue]]
id = "rent"
name = "厂房租金"
budget_class = "project_special"
claimed = true
price = {price}
quantity = 100
growth_rate = {growth}
"""


def small(start: str = "2026-04-01", coupon: str = "0.03", price: str = "5", growth: str = "0") -> Project:
    return read_bytes("p.toml", SMALL.format(start=start, coupon=coupon, price=price, growth=growth).encode())


def test_what_was_read_is_said_with_amounts_in_both_units() -> None:
    said = read_back(compute(small()), "zh")
    # 100 units at 5 are 500 a year; the first calendar year with twelve months of operation is 2027.
    assert said == [
        "已读取：",
        "  专项债券1期，2,000.00万元（0.2000亿元）",
        "  项目资本金1行，1,400.00万元（0.1400亿元）",
        "  市场化融资：无",
        "  收入1行，首个完整运营年度2027年500.00万元（0.0500亿元）；土地0宗",
        "  运营成本0行，税费0行",
        "  计算期2024年至2034年，运营2026-04-01至2034-12-31",
        "  未读取的工作表、栏、行：无",
    ]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("", "，运营2026-04-01至2034-12-31"),
        ("operation_end = 2034-12-31", "，运营2026-04-01至2034-12-31"),
        ("operation_end = 2033-09-30", "，运营2026-04-01至2033-09-30"),
        ("operation_end = 2042-05-31", "，运营2026-04-01至2034-12-31（录入至2042-05-31，其后不计）"),
        (
            "operation_end = 2042-05-31\nforecast_end = 2032",
            "，运营2026-04-01至2032-12-31（录入至2042-05-31，其后不计）",
        ),
    ],
)
def test_operation_is_told_as_far_as_it_counts(stated: str, told: str) -> None:
    text = SMALL.format(start="2026-04-01", coupon="0.03", price="5", growth="0").replace(
        "[[inv", f"{stated}\n[[inv", 1
    )
    result = compute(read_bytes("p.toml", text.encode()))
    said = next(line for line in read_back(result, "zh") if "计算期" in line)
    assert said == f"  计算期2024年至2034年{told}"
    # The months of the last year that operates are those that are told.
    months = dict(
        zip(result.book.years.years, amounts(result, result.book.find("timing")["operating_months"]), strict=True)
    )
    last = date.fromisoformat(told.partition("至")[2][:10])
    assert months[last.year] == last.month
    assert sum(count for year, count in months.items() if year > last.year) == 0


@pytest.mark.parametrize(
    ("start", "by_year", "told"),
    [
        (
            "2026-01-01",
            "2028 = 70, 2029 = 100",
            "首个完整运营年度2026年没有收入，首个有收入的年度2028年350.00万元（0.0350亿元）",
        ),
        ("2026-04-01", "2026 = 70, 2027 = 100", "首个完整运营年度2027年500.00万元（0.0500亿元）"),
        ("2034-06-01", "2034 = 80", "没有完整运营年度，首个有收入的年度2034年400.00万元（0.0400亿元）"),
        ("2026-04-01", "2027 = 0", "首个完整运营年度2027年没有收入，各年都没有收入"),
    ],
)
def test_the_first_year_with_income_is_told_where_the_first_full_one_has_none(
    start: str, by_year: str, told: str
) -> None:
    text = SMALL.format(start=start, coupon="0.03", price="5", growth="0")
    text = text.replace("quantity = 100", f"by_year = {{ {by_year} }}")
    said = read_back(compute(read_bytes("p.toml", text.encode())), "zh")
    assert f"  收入1行，{told}；土地0宗" in said


def test_it_takes_ten_lines_at_most_however_much_is_not_read() -> None:
    many = [f"表{number}" for number in range(40)]
    unread = Unread(many, {"资本金": many, "税费": ["备注"]}, {"项目概况": many})
    for language in ("zh", "en"):
        said = read_back(compute(replace(small(), unread=unread)), language)
        assert len(said) <= 10
        assert max(map(len, said)) < 160
    assert "等40项" in "".join(read_back(compute(replace(small(), unread=unread)), "zh"))


def test_nothing_is_asked_about_the_samples(sample: Result) -> None:
    assert questions(sample, date(2021, 5, 1)) == []
    assert sample.project.notices == ()


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({"coupon": "0.0035"}, "0.35%"),
        ({"growth": "0.12"}, "12%"),
        ({"start": "2025-06-01"}, "2025-12-31"),
        ({"start": "2025-12-31"}, "竣工日期"),
    ],
)
def test_what_is_seldom_meant_is_asked_at_its_place(changed: dict[str, str], asked: str) -> None:
    (notice,) = small(**changed).notices
    assert notice.startswith("请核对：[")
    assert asked in notice


@pytest.mark.parametrize("changed", [{"coupon": "0.005"}, {"growth": "0.03"}, {"start": "2026-01-01"}])
def test_at_the_limit_nothing_is_asked(changed: dict[str, str]) -> None:
    assert small(**changed).notices == ()


@pytest.mark.parametrize(("rate", "asked"), [("20", True), ("1.01", True), ("1", False), ("0.2", False)])
def test_a_share_above_the_whole_is_asked_about(rate: str, asked: bool) -> None:
    """20 typed for 20 % of revenue is twenty times revenue."""
    text = SMALL.format(start="2026-04-01", coupon="0.03", price="5", growth="0")
    text += (
        f'[[costs]]\nid = "c"\nname = "药剂"\nkind = "other"\nbasis = "share_of_revenue"\nof = "all"\nrate = {rate}\n'
    )
    notices = read_bytes("p.toml", text.encode()).notices
    assert [("高于100%" in one) for one in notices] == [True] * asked


@pytest.mark.parametrize(
    ("kind", "basis", "rate", "asked"),
    [
        ("repair", "share_of_investment", "0.5", True),
        ("repair", "share_of_investment", "0.031", True),
        ("repair", "share_of_investment", "0.03", False),
        ("repair", "share_of_investment", "0.005", False),
        ("insurance", "share_of_investment", "0.1", True),
        ("insurance", "share_of_investment", "0.003", False),
        ("management", "share_of_revenue", "0.3", True),
        ("management", "share_of_revenue", "0.05", False),
        ("materials", "share_of_revenue", "0.31", False),
        ("repair", "share_of_investment", "1.5", True),
    ],
)
def test_a_share_above_what_is_usual_for_its_kind_is_asked_about(kind: str, basis: str, rate: str, asked: bool) -> None:
    """0.5 typed for 0.5 % of works; above the whole the other question is asked, once."""
    text = SMALL.format(start="2026-04-01", coupon="0.03", price="5", growth="0")
    of = "all" if basis == "share_of_revenue" else re.findall(r'\[\[investment\]\]\nid = "(\w+)"', text)[0]
    text += f'[[costs]]\nid = "c"\nname = "某项"\nkind = "{kind}"\nbasis = "{basis}"\nof = "{of}"\nrate = {rate}\n'
    notices = read_bytes("p.toml", text.encode()).notices
    assert len(notices) == asked
    assert all("单价（含税）或比例" in notice for notice in notices)


LOANED = (
    '[[loans]]\nid = "L"\nlender = "银行"\nrate = 0.04\nrepayment = "level"\nfirst_repayment = 2027\n'
    "last_repayment = 2030\nby_year = {{ 2024 = {amount} }}\n"
)


@pytest.mark.parametrize(("amount", "asked"), [("6000", False), ("6000.01", True), ("20000000", True)])
@pytest.mark.parametrize("sheet", ["bonds", "funding", "loans"])
def test_money_far_above_the_investment_is_asked_about(sheet: str, amount: str, asked: bool) -> None:
    """Works of 3,000: 20,000,000 is 2,000 in yuan."""
    text = SMALL.format(start="2026-04-01", coupon="0.03", price="5", growth="0")
    if sheet == "loans":
        text += LOANED.format(amount=amount)
    else:
        text = re.sub(*MONEY[sheet], text, count=1).replace("AMOUNT", amount)
    notices = read_bytes("p.toml", text.encode()).notices
    assert [("全部投资估算为3000" in notice and sheet in notice) for notice in notices] == [True] * asked


MONEY = {"bonds": (r"face = \d+", "face = AMOUNT"), "funding": (r"(?s)(\[\[funding\]\].*?2024 = )\d+", r"\1AMOUNT")}


@pytest.mark.parametrize(("amount", "asked"), [("0.59", True), ("0.3", True), ("0.61", False), ("60", False)])
@pytest.mark.parametrize("sheet", ["bonds", "funding", "loans"])
def test_money_far_below_the_investment_is_asked_about(sheet: str, amount: str, asked: bool) -> None:
    """Works of 3,000 with their interest are less than twice that, which is 0.6 in 亿元."""
    text = SMALL.format(start="2026-04-01", coupon="0.03", price="5", growth="0") + "[settings]\nquantum = 0.000001\n"
    if sheet == "loans":
        text += LOANED.format(amount=amount)
    else:
        text = re.sub(*MONEY[sheet], text, count=1).replace("AMOUNT", amount)
    notices = read_bytes("p.toml", text.encode()).notices
    assert [("是否按亿元填写" in notice and sheet in notice) for notice in notices] == [True] * asked


def test_one_year_in_another_unit_than_the_others_is_asked_about() -> None:
    text = SMALL.format(start="2026-04-01", coupon="0.03", price="5", growth="0")
    for years, asked in (
        ("2024 = 1400, 2025 = 0.13", 1),
        ("2024 = 1400, 2025 = 0.15", 0),
        ("2024 = 1400, 2025 = 20000000", 2),
    ):
        told = read_bytes("p.toml", text.replace("{ 2024 = 1400 }", f"{{ {years} }}").encode()).notices
        assert len(told) == asked, years


OTHER_UNIT = {
    "costs": '[[costs]]\nid = "c"\nname = "电费"\nkind = "other"\nbasis = "fixed"\nrate = 0.02',
    "taxes_paid": '[[taxes_paid]]\nid = "t"\nname = "印花税"\nkind = "stamp_duty"\nbasis = "by_year"\nby_year = { 2027 = 0.01, 2028 = 0.01 }',
    "region": "[region]\ngeneral_revenue = 31.5\ndebt_limit = 120",
    "region_years": "[[region_years]]\nyear = 2023\nproduct = 450",
    "firms": '[[firms]]\nid = "F"\nname = "甲厂"\nstage = "core"\nsector = "16"\noutput = 3.5\ncontract = "talking"',
    "tax_revenue": '[[tax_revenue]]\nid = "v"\ngroup = "各厂"\nkind = "value_added_tax"\nsales = 8\ntax_to_sales = 0.03',
    "pool": '[[pool]]\nid = "1"\nname = "乙"\nrevenue = 2.5\nservice = 1.5',
}
"""A sheet filled in in 亿元, in a file of 万元."""


@pytest.mark.parametrize("sheet", OTHER_UNIT)
def test_a_sheet_in_another_unit_than_the_others_is_asked_about(sheet: str) -> None:
    text = SMALL.format(start="2026-04-01", coupon="0.03", price="5", growth="0")
    text = text.replace("amount = 3000", "amount = 30000").replace("face = 2000", "face = 20000")
    raw = raw_of("p.toml", f"{text}{OTHER_UNIT[sheet]}\n".encode())
    try:
        notices = validate(raw).notices
    except ProjectError as error:
        pytest.fail(str([str(wrong) for wrong in error.problems]))
    assert [notice for notice in notices if sheet in notice and ("是否按亿元" in notice or "核对金额单位" in notice)]


@pytest.mark.parametrize(("times", "asked"), [("0.0001", True), ("1000", False), ("1", False), ("10000", True)])
def test_a_file_in_another_unit_as_a_whole_is_asked_about_once(times: str, asked: bool) -> None:
    """3,000 typed as 0.3 or as 30,000,000: whatever the unit, everything agrees with everything."""
    text = SMALL.format(start="2026-04-01", coupon="0.03", price="5", growth="0") + "[settings]\nquantum = 0.000001\n"
    for amount in ("amount = 3000", "2024 = 1400", "face = 2000", "price = 5"):
        name, _, value = amount.rpartition(" = ")
        text = text.replace(amount, f"{name} = {Decimal(value) * Decimal(times):f}")
    notices = read_bytes("p.toml", text.encode()).notices
    assert ["核对金额单位" in notice and "investment" in notice for notice in notices] == [True] * asked


@pytest.mark.parametrize(("share", "asked"), [("0.05", False), ("1", False), ("5", True)])
def test_a_share_that_may_be_above_the_whole_is_asked_about(share: str, asked: bool) -> None:
    text = SMALL.format(start="2026-04-01", coupon="0.03", price="5", growth="0")
    text += f"[[actuals]]\nyear = 2023\nrevenue = 1\npaid_in = 1\nrepayable = 1\ncapital = 1\ndeviation = {share}\n"
    assert ["deviation" in said and "500%" in said for said in read_bytes("p.toml", text.encode()).notices] == [
        True
    ] * asked


def test_an_issued_bond_with_a_low_coupon_is_not_asked_about() -> None:
    text = SMALL.format(start="2026-04-01", coupon="0.001", price="5", growth="0").replace('"planned"', '"issued"')
    assert read_bytes("p.toml", text.encode()).notices == ()


def test_a_multiple_over_three_and_a_line_over_the_investment_are_asked_about() -> None:
    # 100 x 31 = 3,100 a year is more than works of 3,000 and the interest on the bond until it opens.
    asked = questions(compute(small(price="40")), date(2024, 5, 1))
    assert len(asked) == 2
    assert "高于3.00" in asked[0]
    assert "厂房租金" in asked[1]
    assert "4,000.00" in asked[1]
    assert len(questions(compute(small(price="15")), date(2024, 5, 1))) == 1


def test_a_rule_date_after_today_is_asked_about() -> None:
    result = compute(small())
    assert questions(result, date(2024, 5, 1)) == []
    (asked,) = questions(result, date(2024, 4, 30))
    assert "2024-05-01" in asked


@pytest.fixture
def invoked(tmp_path: Any) -> Any:
    from importlib import import_module

    from bondcalc.cli.console import app

    for module in MODULES:
        import_module(f"bondcalc.cli.{module}")
    (tmp_path / "p.toml").write_text(
        SMALL.format(start="2026-04-01", coupon="0.004", price="5", growth="0"), encoding="utf-8"
    )

    def call(*words: str) -> list[str]:
        return CliRunner().invoke(app, [words[0], str(tmp_path / "p.toml"), *words[1:]]).output.splitlines()

    return call


@pytest.mark.slow
def test_check_and_run_begin_with_it_and_print_the_notices(invoked: Any, tmp_path: Any) -> None:
    for said in (invoked("check"), invoked("run", "--filing", "plan", "--out", str(tmp_path / "out"))):
        assert said[0] == "已读取："
        assert sum("请核对" in line for line in said) == 1


@pytest.mark.slow
@pytest.mark.parametrize("way", ["rows", "filter", "columns"])
def test_hidden_rows_and_columns_with_data_are_named_and_read(way: str) -> None:
    filled = Filled()
    page, column = filled.page("资本金"), ""
    if way == "columns":
        # A stretch of columns of one width is one piece of the file: one that stands alone hides itself only.
        alone = [letters for letters, room in page.column_dimensions.items() if room.min == room.max]
        column = next(letters for letters in alone if page[f"{letters}5"].value is not None)
        page.column_dimensions[column].hidden = True
    else:
        page.row_dimensions[5].hidden = True
    if way == "filter":
        page.auto_filter.ref = "A4:E5"
    page.row_dimensions[15].hidden = True  # blank rows may be hidden
    project = read_bytes("p.xlsx", filled.data())
    (notice,) = project.notices
    assert "资本金" in notice
    assert notice.endswith(column if way == "columns" else "5")
    assert project.tables == untouched().tables


@pytest.mark.parametrize("way", [pytest.param("hidden", marks=pytest.mark.slow), "veryHidden"])
def test_hidden_sheets_with_data_are_named_and_read(way: str) -> None:
    filled = Filled()
    filled.page("资本金").row_dimensions[5].hidden = True
    for title in ("资本金", "项目概况", "市场化融资"):  # a list, a form, and a list without a row
        filled.page(title).sheet_state = way
    project = read_bytes("p.xlsx", filled.data())
    assert [
        next(title for title in ("资本金", "项目概况", "市场化融资") if title in told) for told in project.notices
    ] == ["项目概况", "资本金"]
    assert all("隐藏" in told for told in project.notices)
    assert project.tables == untouched().tables


def test_a_blank_price_unit_is_a_problem_beside_a_quantity_only() -> None:
    from bondcalc.problem import ProjectError

    filled = Filled()
    places = {
        filled.set(None, "节点收入", "单价的金额单位", "node_access"),
        filled.set(None, "运营成本", "单价的金额单位", "staff"),
    }
    filled.set(None, "运营成本", "单价的金额单位", "management")  # a share of revenue has no price
    with pytest.raises(ProjectError) as caught:
        read_bytes("p.xlsx", filled.data())
    assert {(one.sheet, one.cell) for one in caught.value.problems} == places
    assert {one.code for one in caught.value.problems} == {"blank_beside"}


def test_every_money_heading_of_the_template_states_the_unit_of_the_workbook() -> None:
    text = SMALL.format(start="2026-04-01", coupon="0.03", price="5", growth="0")
    project = read_bytes("p.toml", (text + '[settings]\nmoney_unit = "亿元"\nyuan_per_unit = 100000000\n').encode())
    again = read_bytes("p.xlsx", low_template(project, range(2024, 2036)))
    assert again.tables == project.tables
    assert Decimal(100_000_000) == next(
        again.tables[sheet.id][0].yuan_per_unit for sheet in sheets() if sheet.id == "settings"
    )
