"""A workbook by kind of project (项目类型): the sheets that kind needs stand in front, in the order they are filled in."""

from dataclasses import dataclass

from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.form.example_words import EXAMPLES, ExampleWords
from bondcalc.inputs.project import sheet_of, sheets
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.chapter_texts import ChapterText
from bondcalc.inputs.sheets.comparables import Comparable
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.land_bids import LandBid
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.performance import Target
from bondcalc.inputs.sheets.project_capital import CapitalSource
from bondcalc.inputs.sheets.region import Region
from bondcalc.inputs.sheets.region_years import RegionYear
from bondcalc.inputs.sheets.repayment_duties import Duties
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.inputs.sheets.rule_statements import RuleStatements
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.inputs.sheets.volume_lines import Ramp

FIRST = (Particulars, Settings, InvestmentItem, CapitalSource, Bond)
"""What every project fills in, before what it lives on."""
LAST = (Region, RegionYear, Compliance, RuleStatements, Duties, Target, ChapterText)
"""What the statutory rules ask of every project, after the figures."""


PARK, LAND, WATER = "hengyang-park", "land-reserve", "anping-water"
"""Samples whose rows are shown as examples."""


@dataclass(frozen=True)
class ProjectKind:
    """A kind of project: its Chinese name, the sector and the use (用途类别) it is filed under, the sheets of what it lives on.

    The rows shown as examples are those of a `sample`, in its own `words` where the sample is of another kind.
    """

    zh: str
    sector: str | None
    income: tuple[type, ...] = (RevenueLine, Ramp, CostLine, TaxLine, Taxation)
    use: str = "project"
    sample: str = PARK
    words: ExampleWords | None = None

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets that stand in front, each followed by those that spread its rows over years."""
        stated = [sheet_of(statement) for statement in (*FIRST, *self.income, *LAST)]
        return tuple(shown for sheet in stated for shown in (sheet, *spreading(sheet)))


def spreading(sheet: Sheet) -> tuple[Sheet, ...]:
    """Give the sheets that say in which years what a row of a sheet states is paid: they have years, and name rows of it alone."""
    return tuple(
        other
        for other in sheets()
        if other.yearly and any(cell.required and cell.refers == (sheet.id,) for cell in other.cells)
    )


KINDS = {
    "park": ProjectKind(
        "园区基础设施", "municipal_and_park", (Parcel, RevenueLine, NodeLine, Ramp, CostLine, TaxLine, Taxation)
    ),
    "plants": ProjectKind("标准厂房", "municipal_and_park"),
    "land-reserve": ProjectKind("土地储备", "land_reserve", (Parcel, LandBid, Comparable), "land_reserve", LAND),
    "idle-land": ProjectKind("收回收购存量闲置土地", "land_reserve", (Parcel, LandBid, Comparable), "idle_land", LAND),
    "housing": ProjectKind("收购存量商品房", "real_estate", use="housing_purchase", words=EXAMPLES["housing"]),
    "sewage": ProjectKind("污水垃圾处理", "sewage_waste", sample=WATER),
    "water": ProjectKind("供水和水利", "agriculture_water", words=EXAMPLES["water"]),
    "heat": ProjectKind("供热和能源", "energy", words=EXAMPLES["heat"]),
    "road": ProjectKind("收费公路", "toll_road", words=EXAMPLES["road"]),
    "parking": ProjectKind("停车场", "parking", words=EXAMPLES["parking"]),
    "hospital": ProjectKind("医院", "health", words=EXAMPLES["hospital"]),
    "school": ProjectKind("职业院校", "vocational_education", words=EXAMPLES["school"]),
    "general": ProjectKind(
        "其他", None, (Parcel, RevenueLine, Ramp, CostLine, TaxLine, Taxation), words=EXAMPLES["general"]
    ),
}
"""Kinds by the word of the command line; a new one is one line."""


def kind_called(text: str) -> str | None:
    """Give a kind by its word or its Chinese name (医院); None where there is none of it."""
    return next((id_ for id_, kind in KINDS.items() if text in {id_, kind.zh}), None)
