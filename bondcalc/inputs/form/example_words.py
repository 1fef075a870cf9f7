"""Example rows of a blank workbook in the words of a kind of project that no sample is of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bondcalc.inputs.cell import InputRow, Sheet
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.chapter_texts import ChapterText
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.operating_costs import TaxLine
from bondcalc.inputs.sheets.performance import Target
from bondcalc.inputs.sheets.revenue_lines import RevenueLine
from bondcalc.inputs.sheets.volume_lines import Ramp


@dataclass(frozen=True)
class ExampleWords:
    """What a kind builds and sells: the building and its size, the revenue with its price, volume and payer, the ramp, the need.

    `price` is in yuan, `periods` how often a year it is paid for the volume.
    """

    bond: str
    building: str
    size: str
    revenue: str
    price: str
    volume: str
    unit: str
    periods: str
    payer: str
    ramp: str
    need: str

    def row(self, sheet: Sheet, row: InputRow) -> InputRow:
        """Give a row of the park's sample in these words; a sheet that says nothing of the kind stays as it is."""
        return replace(row, **self._fields().get(sheet.id, {}))

    def _fields(self) -> Mapping[str, Mapping[str, Any]]:
        revenue = {
            "id": "income",
            "name": self.revenue,
            "price": Decimal(self.price),
            "quantity": Decimal(self.volume),
            "quantity_unit": self.unit,
            "periods_a_year": Decimal(self.periods),
            "payer": self.payer,
            "ramp": "load",
            "scope_item": "building",
        }
        stamp = {"id": "stamp", "name": "印花税", "of": "income", "rate": Decimal("0.0005"), "kind": "stamp_duty"}
        return {
            sheet_of(InvestmentItem).id: {
                "id": "building",
                "name": self.building,
                "evidence": f"假设：{self.size}，按可研批复",
            },
            sheet_of(Bond).id: {"name": f"2020年某省{self.bond}专项债券（一期）——2020年某省政府专项债券（十期）"},
            sheet_of(RevenueLine).id: revenue,
            sheet_of(Ramp).id: {"id": "load", "name": self.ramp},
            sheet_of(TaxLine).id: stamp,
            sheet_of(Target).id: {
                "id": "building",
                "name": f"{self.building}规模",
                "value": f"示例：不少于{self.size}",
            },
            sheet_of(ChapterText).id: {"words": f"示例：{self.need}\n示例：项目列入县“十四五”规划项目表。"},
        }


EXAMPLES = {
    "housing": ExampleWords(
        bond="保障性住房",
        building="收购的商品房",
        size="20,000平方米",
        revenue="保障性住房租金",
        price="15",
        volume="20000",
        unit="㎡",
        periods="12",
        payer="承租人",
        ramp="出租率",
        need="县城新就业职工没有合适的租赁住房，在建成未售的商品房中收购一批作保障性住房。",
    ),
    "water": ExampleWords(
        bond="供水工程",
        building="净水厂",
        size="日供水20,000立方米",
        revenue="自来水水费",
        price="2.6",
        volume="7300000",
        unit="立方米",
        periods="1",
        payer="用水户",
        ramp="供水负荷",
        need="县城现有水厂已满负荷，用水高峰时供水不足。",
    ),
    "heat": ExampleWords(
        bond="集中供热",
        building="热源厂",
        size="供热面积800,000平方米",
        revenue="供热费",
        price="22",
        volume="800000",
        unit="㎡",
        periods="1",
        payer="用热户",
        ramp="供热负荷",
        need="县城北部没有集中供热，小锅炉不能达标排放。",
    ),
    "road": ExampleWords(
        bond="收费公路",
        building="公路主线",
        size="28公里",
        revenue="车辆通行费",
        price="0.45",
        volume="250000000",
        unit="车公里",
        periods="1",
        payer="通行车辆",
        ramp="车流量",
        need="现有公路通行能力不足，过境车辆穿越县城。",
    ),
    "parking": ExampleWords(
        bond="停车场",
        building="停车楼",
        size="600个车位",
        revenue="停车费",
        price="8",
        volume="600",
        unit="车位",
        periods="365",
        payer="停车人",
        ramp="车位使用率",
        need="老城区车位不足，占道停放影响通行。",
    ),
    "hospital": ExampleWords(
        bond="医院",
        building="门诊住院综合楼",
        size="45,000平方米",
        revenue="住院收入",
        price="6500",
        volume="12000",
        unit="人次",
        periods="1",
        payer="患者及医保",
        ramp="床位使用率",
        need="县人民医院床位长期不足，门诊和住院用房不能满足诊疗需要。",
    ),
    "school": ExampleWords(
        bond="职业院校",
        building="教学实训楼",
        size="30,000平方米",
        revenue="住宿费",
        price="1200",
        volume="3000",
        unit="人",
        periods="1",
        payer="在校生",
        ramp="在校生规模",
        need="职业院校实训用房和宿舍不足，不能按招生计划招生。",
    ),
    "general": ExampleWords(
        bond="项目",
        building="主体工程",
        size="10,000平方米",
        revenue="使用费",
        price="10",
        volume="10000",
        unit="㎡",
        periods="12",
        payer="使用单位",
        ramp="使用率",
        need="现有设施不能满足需要，应当新建。",
    ),
}
"""By the word of the kind."""
