"""The smallest complete project: a park, one bond, parcels and rents, typed into a blank workbook in sixty cells at most."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.samples import write_input
from bondcalc.schedules import coverage
from tests.inputs.workbook_bytes import saved
from tests.parted import compute

MOST = 60
FORM = {
    "项目名称": "某县工业园",
    "适用规定日期": date(2021, 5, 1),
    "竣工日期": date(2022, 12, 31),
    "投入运营日期": date(2023, 1, 1),
}
LISTS: dict[str, list[dict[str, object]]] = {
    "投资估算": [
        {
            "编号": "works",
            "费用类别": "建筑工程费",
            "项目或费用名称": "标准厂房",
            "金额": 9000,
            "2021年": "50%",
            "2022年": "50%",
        }
    ],
    "资本金": [{"编号": "county", "资金来源": "财政预算资金", "2021年": 2400, "2022年": 2000}],
    "专项债券": [
        {"编号": "A", "发行状态": "计划发行", "起息日": "2021-3-15", "发行金额": 5000, "票面利率": "3.5%", "期限": 10}
    ],
    "土地出让": [
        {
            "地块编号": "P1",
            "用途": "工业",
            "面积": 300,
            "出让单价": 25,
            "征地拆迁补偿单价": 5,
            "列为偿债资金来源": "是",
            "2024年": 1,
        }
    ],
    "经营收入": [
        {
            "编号": "rent",
            "收入名称": "厂房租金",
            "收入性质": "项目专项收入",
            "列为偿债资金来源": "是",
            "单价": 0.012,
            "数量": 80000,
            "单价的金额单位": "与金额单位相同",
        }
    ],
    "运营成本": [
        {"编号": "staff", "成本类别": "工资福利", "名称": "管理人员", "计算方式": "数量×单价", "单价（含税）或比例": 60}
    ],
}


def column_of(sheet: object, heading: str) -> int:
    row = next(sheet.iter_rows(min_row=4, max_row=4, values_only=True))  # type: ignore[attr-defined]
    found = [place for place, text in enumerate(row, 1) if str(text or "").startswith(heading)]
    assert found, f"{heading}: {row}"
    return found[0]


@pytest.fixture
def filled(tmp_path: Path) -> tuple[bytes, int]:
    write_input(tmp_path / "blank.xlsx", None, range(2021, 2032))
    book = openpyxl.load_workbook(tmp_path / "blank.xlsx")
    typed = 0
    for cells in book["项目概况"].iter_rows(min_row=4, max_col=2):
        if cells[0].value in FORM:
            cells[1].value = FORM[str(cells[0].value)]
            typed += 1
    assert typed == len(FORM)
    for title, items in LISTS.items():
        for row, item in enumerate(items, 5):
            for heading, value in item.items():
                book[title].cell(row, column_of(book[title], heading)).value = value
                typed += 1
    return saved(book), typed


def test_sixty_cells_give_a_coverage_and_every_finding(filled: tuple[bytes, int]) -> None:
    data, typed = filled
    assert typed <= MOST
    result = compute(read_bytes("smallest.xlsx", data))
    # 300 亩 at 25-5, less funds, and 960 a year of rent less 60 of staff and taxes, against 5,000 and ten years at 3.5 %.
    ratio = result.figures.scalar(result.book.use(coverage.schedule).ratios["coverage_total_debt"])
    assert ratio is not None
    assert 1.5 < float(ratio) < 2.6
    assert len(result.findings) > 90
