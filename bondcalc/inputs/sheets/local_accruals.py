"""Sheet 土地计提: local rates of land accruals in place of those of the rule data, each with its document."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, Named, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording.terms import Department

SINGLE = "single"
ON_NET = ("education_fund", "water_fund", "housing_fund")
BY_AREA = ("agricultural_development_fund", "new_construction_fee")
ACCRUALS = {
    "education_fund": "教育资金",
    "water_fund": "农田水利建设资金",
    "housing_fund": "保障性安居工程资金",
    SINGLE: "刚性计提（替代以上三项）",
    "revenue_fund": "国有土地收益基金",
    "business_fee": "土地出让业务费",
    "agricultural_development_fund": "农业土地开发资金",
    "new_construction_fee": "新增建设用地土地有偿使用费",
}
"""The accruals of the rule data, and one that stands for the three on net income."""


@sheet(
    "land_accruals",
    zh="土地计提",
    en="Land accruals",
    number=29,
    department=Department.FINANCE,
    help_="地方另有规定的计提标准，逐项填写依据文件；没有填写的按规则参数。",
)
class LandAccrual:
    """土地计提 — a local rate for one parcel or for all."""

    accrual: Input[str] = cell("计提项目", "Accrual", choices=ACCRUALS)
    parcel: Input[str | None] = cell(
        "地块编号", "Parcel", refers=("land",), default=None, why="留空适用于全部地块；填写的只用于该地块，优先于留空的"
    )
    rate: Input[Decimal | None] = cell(
        "计提比例", "Rate", unit="fraction", default=None, low="0", high="1", why="按出让价款或净收益计提的填写"
    )
    per_square_metre: Input[Decimal | None] = cell(
        "每平方米金额",
        "Amount a square metre",
        unit="yuan_per_square_metre",
        default=None,
        low="0",
        high="1000",
        why="农业土地开发资金、新增建设用地土地有偿使用费填写",
    )
    document: Input[str] = cell("依据文件", "Local document", why="文件名称、文号和条款")

    @check
    def figure(self, _: Project) -> Iterator[Fault]:
        """A share, or an amount a square metre, as the accrual is taken."""
        wanted, other = ("per_square_metre", "rate") if self.accrual in BY_AREA else ("rate", "per_square_metre")
        named = Named("land_accruals", "accrual", self.accrual)
        if getattr(self, wanted) is None:
            yield Fault(wanted, "accrual_missing", {"accrual": named})
        if getattr(self, other) is not None:
            yield Fault(other, "accrual_unused", {"accrual": named})

    @check
    def fee_of_new_land(self, project: Project) -> Iterator[Fault]:
        """Land that is the state's already bears no fee for new land."""
        parcels = [row for row in project.rows(Parcel) if row.id == self.parcel]
        if parcels and self.accrual == "new_construction_fee" and parcels[0].state_owned:
            yield Fault("accrual", "fee_on_state_land", {"parcel": self.parcel})

    @check
    def stated_once(self, project: Project) -> Iterator[Fault]:
        """Each accrual has one rate for a parcel, and a single rate stands alone."""
        rows = project.rows(LandAccrual)
        if stands_before(project, self, "accrual", "parcel"):
            yield Fault("accrual", "accrual_twice", {"accrual": Named("land_accruals", "accrual", self.accrual)})
        overlapping = [
            row for row in rows if row.accrual == SINGLE and (row.parcel is None or self.parcel in {None, row.parcel})
        ]
        replaced = project.form(Settings).land_accrual_rate is not None
        if self.accrual in ON_NET and (overlapping or replaced):
            yield Fault("accrual", "accrual_replaced", {"accrual": Named("land_accruals", "accrual", self.accrual)})
