"""Two published parks typed into the blank workbook of their kind, as a clerk would: how many cells that takes, and what comes out.

The parks are standard factories of counties whose plans are public, names taken out; their multiples as published are 1.31 and
1.23 at 3.5 %. The first releases' workbook took 201 and 112 cells for the same.
"""

import io
from datetime import date

import openpyxl
import pytest

from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.files.headings import field_of
from bondcalc.inputs.form.project_kinds import KINDS
from bondcalc.inputs.project import sheets
from bondcalc.inputs.read import read_bytes
from bondcalc.result.contract import ratios_of
from bondcalc.result.result import Result
from tests.inputs.workbook_bytes import low_template, saved
from tests.parted import compute

Row = dict[str, object]
Typed = dict[str, Row | list[Row]]
SOURCE = {"工作表": "经营收入", "栏目": "单价", "文件": "周边园区询价"}


def let(name: str, price: float, quantity: int, **more: object) -> Row:
    rises = {"涨价幅度": 0.05, "每隔几年涨价": 5} if more.pop("rises", True) else {}
    month = {} if more.pop("yearly", False) else {"每年期数": 12}
    return {"收入名称": name, "单价": price, "数量": quantity, "单价单位": "元", "爬坡曲线": "出租率", **month, **rises}


FIRST: Typed = {
    "项目概况": {
        "项目名称": "某县合成生物科技产业园标准化厂房及配套设施项目",
        "规则日": date(2024, 10, 15),
        "所在地区": "某省某市某县",
        "项目代码": "2401-000000-04-01-000000",
        "主管部门": "某县开发区管理委员会",
        "实施单位": "某县产业投资有限公司",
        "批复文件": "某发改审〔2024〕1号；某自然资预审〔2024〕2号；某环审〔2024〕3号",
        "批复总投资": 60000,
        "可研批复日期": date(2024, 3, 5),
        "用地手续日期": date(2024, 4, 1),
        "环评批复日期": date(2024, 5, 6),
        "项目简介": "总用地面积130,000平方米，总建筑面积185,000平方米，其中厂房140,000平方米、仓库20,000平方米。",
        "开工日期": date(2024, 6, 1),
        "竣工日期": date(2026, 6, 30),
        "投入运营日期": date(2026, 7, 1),
        "运营期末": date(2054, 12, 31),
    },
    "计算设置": {"本省本息覆盖倍数标准": 1.2, "压力测试幅度": 0.1, "首末年收益计入方式": "整年计入"},
    "投资估算": [
        {
            "费用类别": "建筑工程费",
            "项目或费用名称": "厂房、仓库及配套用房",
            "金额": 43000,
            "2024年": 0.2,
            "2025年": 0.5,
            "2026年": 0.3,
        },
        {
            "费用类别": "设备购置费",
            "项目或费用名称": "充电桩、变配电、消防",
            "金额": 5000,
            "2025年": 0.4,
            "2026年": 0.6,
        },
        {
            "费用类别": "工程建设其他费用",
            "项目或费用名称": "土地及其他费用",
            "金额": 9000,
            "可用债券资金支付": "否",
            "2024年": 0.7,
            "2025年": 0.3,
        },
    ],
    "资本金": [
        {
            "资金来源": "财政预算资金",
            "说明": "县级财政预算安排",
            "依据": "某财预〔2024〕8号",
            "2024年": 9000,
            "2025年": 9000,
            "2026年": 6000,
        }
    ],
    "专项债券": [
        {"发行状态": "计划发行", "起息日": date(2024, 11, 22), "发行金额": 36000, "票面利率": 0.035, "期限（年）": 30}
    ],
    "经营收入": [
        let("厂房租金", 19.408, 140000),
        let("仓库租金", 12, 20000),
        let("综合楼租金", 20, 10000),
        let("宿舍租金", 12, 10000),
        let("餐厅租金", 20, 4000),
        let("物业费", 1.5, 184000, rises=False),
        let("停车费", 200, 360, rises=False),
        let("充电桩服务费", 0.6, 1000000, rises=False, yearly=True),
    ],
    "爬坡曲线": [
        {"名称": "出租率", "依据": "可研报告", "运营第1年": 0.7, "运营第2年": 0.8, "运营第3年": 0.9, "运营第4年": 0.95}
    ],
    "运营成本": [
        {
            "名称": "运营成本",
            "计算方式": "分年金额",
            "空白年份同上年": "是",
            "依据": "可研报告",
            "成本类别": "其他费用",
            "2026年": 660,
            "2027年": 1321,
        }
    ],
    "参数来源": [SOURCE],
}
SECOND: Typed = {
    "项目概况": {
        "项目名称": "某县开发区标准化厂房及配套基础设施提升项目（二期）",
        "规则日": date(2025, 7, 1),
        "所在地区": "某省某市某县",
        "批复总投资": 52000,
        "开工日期": date(2025, 7, 1),
        "竣工日期": date(2027, 7, 31),
        "投入运营日期": date(2027, 8, 1),
        "运营期末": date(2038, 12, 31),
    },
    "计算设置": {"本省本息覆盖倍数标准": 1.2, "首末年收益计入方式": "整年计入"},
    "投资估算": [
        {
            "费用类别": "建筑工程费",
            "项目或费用名称": "改造工程",
            "金额": 48500,
            "2025年": 0.4,
            "2026年": 0.4,
            "2027年": 0.2,
        }
    ],
    "资本金": [{"资金来源": "财政预算资金", "说明": "自筹", "2025年": 6000, "2026年": 5000, "2027年": 3000}],
    "专项债券": [
        {"发行状态": "计划发行", "起息日": date(2025, 7, 24), "发行金额": 38000, "票面利率": 0.035, "期限（年）": 15}
    ],
    "经营收入": [
        {
            "收入名称": "租赁收入",
            "单价": 1,
            "单价单位": "与金额单位相同",
            "空白年份同上年": "是",
            "2027年": 3000,
            "2028年": 8355.67,
            "2038年": 8355.7,
        }
    ],
    "运营成本": [
        {
            "名称": "运营成本",
            "计算方式": "分年金额",
            "空白年份同上年": "是",
            "成本类别": "其他费用",
            "2027年": 800,
            "2028年": 2056.64,
            "2038年": 2056.6,
        }
    ],
}
CASES = {"first": (FIRST, 2024, "1.31", 120), "second": (SECOND, 2025, "1.23", 110)}


def typed_cells(typed: Typed) -> int:
    return sum(len(row) for rows in typed.values() for row in (rows if isinstance(rows, list) else [rows]))


def _key(sheet: Sheet, heading: object) -> str:
    """The field that a heading names, by its name of today or a former one; a year stays what it is."""
    field = field_of(sheet, heading)
    return str(heading) if field is None or field.kind == "indexed" else field.id


def filled(typed: Typed, first: int) -> Result:
    """Type everything into the blank workbook of the kind and read it; other cells stay as they came."""
    book = openpyxl.load_workbook(io.BytesIO(low_template(None, range(first, first + 35), kind=KINDS["plants"])))
    for name, rows in typed.items():
        stated = next(sheet for sheet in sheets() if name in sheet.names)
        page = book[stated.zh]
        if isinstance(rows, dict):
            places = {_key(stated, page.cell(row, 1).value): row for row in range(4, page.max_row + 1)}
            for label, value in rows.items():
                page.cell(places[_key(stated, label)], 2).value = value
            continue
        heads = {_key(stated, cell.value): cell.column for cell in page[4] if cell.value}
        for number, row in enumerate(rows, 5):
            for label, value in row.items():
                page.cell(number, heads[_key(stated, label)]).value = value
    return compute(read_bytes("project.xlsx", saved(book)))


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_published_multiples_from_few_cells(case: str) -> None:
    typed, first, published, most = CASES[case]
    count = typed_cells(typed)
    print(f"{case}: {count} cells typed")
    assert count <= most
    result = filled(typed, first)
    assert f"{float(ratios_of(result)['coverage_total_debt']):.2f}" == published
    verdicts = {one.rule.id: one.verdict for one in result.findings}
    assert (verdicts["F01"], verdicts["F02"]) == ("pass", "pass")
