"""Sheet 税务设置: whether taxes are computed, and how."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, Lines, Named, check, clearly, question
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars

COMPUTED_KINDS = ("value_added_tax", "surcharges", "income_tax")
"""Taxes the program computes itself when told to; entering them as well would count them twice."""

PUBLIC_SECTORS = ("education", "vocational_education", "child_care", "health")
"""Sectors (投向领域) whose units are mostly public ones."""

TAXED = ("revenue.name", "node.name", "costs.name", "taxes_paid.name")
"""What there is to tax or to set off: a project that only sells land has none of it, and whose the tax is decides nothing."""


@sheet(
    "taxation",
    zh="税务设置",
    en="Taxation",
    number=17,
    form=True,
    help_="选择“按税率计算”时，增值税、城建税及附加和企业所得税按各行税率计算，其他税费仍在“税费”表填写。",
)
class Taxation:
    """税务设置 — value-added tax with its credit, surcharges, income tax; all lines are stated tax-inclusive (含税)."""

    method: Input[str] = cell(
        "税费计算方式",
        "Method",
        default="entered",
        choices={"entered": "按“税费”表所列税额", "computed": "按税率计算"},
        why="房产税、土地使用税、印花税始终列入“税费”表",
        bears=TAXED,
    )
    urban_construction_rate: Input[Decimal] = cell(
        "城市维护建设税税率",
        "Urban construction tax",
        unit="fraction",
        default=Decimal("0.05"),
        low="0",
        high="0.07",
        why="市区7%，县城、镇5%，其他1%",
        bears=("method=computed",),
    )
    taxpayer: Input[str] = cell(
        "纳税主体类型",
        "Taxpayer",
        default="company",
        choices={"company": "企业", "institution": "机关事业单位"},
        why="公立医院、学校等填机关事业单位，专项债券收入不缴纳企业所得税，不提取法定盈余公积",
        bears=TAXED,
    )
    holiday_start: Input[int | None] = cell(
        "所得税优惠起始年",
        "Tax holiday from",
        default=None,
        low="1990",
        high="2100",
        why="首笔经营收入所属年度；没有优惠的留空",
    )
    holiday_share: Input[Decimal] = cell(
        "享受优惠的所得占比",
        "Share of income in holiday",
        unit="fraction",
        default=Decimal(1),
        low="0",
        high="1",
        why="只有目录内公共基础设施项目的所得享受",
        bears=("holiday_start&method=computed",),
    )
    loss_years: Input[int | None] = cell(
        "亏损结转年限",
        "Years losses are carried",
        default=None,
        low="5",
        high="10",
        why="留空按规则参数（5年）；高新技术企业等可为10年",
    )
    buildings_years: Input[int | None] = cell(
        "房屋建筑物折旧年限", "Life of buildings", default=None, low="20", high="70", why="留空按税法最低年限"
    )
    machinery_years: Input[int | None] = cell(
        "机器设备折旧年限", "Life of machinery", default=None, low="10", high="40", why="留空按税法最低年限"
    )
    electronics_years: Input[int | None] = cell(
        "电子设备折旧年限", "Life of electronics", default=None, low="3", high="20", why="留空按税法最低年限"
    )
    intangible_years: Input[int | None] = cell(
        "无形资产摊销年限",
        "Life of intangibles",
        default=None,
        low="10",
        high="70",
        why="留空按税法最低年限；土地使用权可按合同年限",
    )
    discount_rate: Input[Decimal | None] = cell(
        "财务基准收益率",
        "Discount rate",
        unit="fraction",
        default=None,
        low="0",
        high="0.3",
        why="用于净现值；留空则不计算",
    )

    @question
    def public_unit(self, project: Project) -> Iterator[Fault]:
        """A hospital or a school is asked whether a company runs it: public ones distribute no profit and pay no income tax."""
        sector = project.form(Particulars).sector
        if self.taxpayer == "company" and sector in PUBLIC_SECTORS:
            yield Fault("taxpayer", "company_in_public_sector", {"sector": Named("project", "sector", sector)})

    @check
    def not_twice(self, project: Project) -> Iterator[Fault]:
        """A tax that is computed is not entered as well."""
        if self.method == "computed":
            twice = tuple(
                ("taxes_paid", number)
                for number, row in enumerate(project.tables["taxes_paid"])
                if clearly(lambda line: line.kind in COMPUTED_KINDS, row)
            )
            if twice:
                yield Fault("method", "tax_twice", {"lines": Lines(twice)})
