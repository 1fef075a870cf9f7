"""Sheet 合规事项: facts that no figure shows, each asked for by a rule; blank is "not stated", never yes or no."""

from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.wording.terms import Department

ISSUERS = {"province": "省级政府", "separate_city": "计划单列市政府", "other": "其他"}


@sheet(
    "compliance",
    zh="合规事项",
    en="Compliance",
    number=20,
    department=Department.SECTOR,
    form=True,
    help_="各栏为问句的，据实填“是”或“否”；留空视为未提供，相关核对事项显示“待补充”。",
)
class Compliance:
    """合规事项 — statements of the bureau, one a rule."""

    issuer: Input[str | None] = cell(
        "发行主体", "Issuer", default=None, choices=ISSUERS, why="市县由省级转贷（财预〔2016〕155号）"
    )
    recurrent_paid: Input[bool | None] = cell("债券资金是否用于经常性支出", "Bond pays recurrent cost", default=None)
    replaces_old_debt: Input[bool | None] = cell("债券资金是否用于置换存量债务", "Bond replaces old debt", default=None)
    assets_pledged: Input[bool | None] = cell("项目资产是否已抵押或用于担保", "Assets pledged", default=None)
    equity_or_shell: Input[bool | None] = cell(
        "债券资金是否用于股权基金或壳公司", "Equity fund or shell company", default=None
    )
    government_fund_only: Input[bool | None] = cell(
        "如用于股权基金：是否仅为经批准的政府投资基金",
        "Only a government investment fund",
        default=None,
        why="2025年6月以来有地区经批准发行；填“是”的附批准文件",
    )
    platform_unit: Input[bool | None] = cell(
        "项目单位是否为未完成市场化转型的融资平台公司", "Unit is a platform company", default=None
    )
    commercial_project: Input[bool | None] = cell(
        "项目是否属于可完全商业化运作的产业项目", "Fully commercial project", default=None
    )
    image_project: Input[bool | None] = cell("项目是否属于形象工程、政绩工程", "Image project", default=None)
    affordable_housing: Input[bool | None] = cell(
        "房地产项目是否为保障性住房", "Affordable housing", default=None, why="非房地产项目留空"
    )
    ex_ante_need: Input[bool | None] = cell(
        "事前绩效评估：项目必要、公益且有收益（是/否）", "Ex ante: need", default=None
    )
    ex_ante_maturity: Input[bool | None] = cell(
        "事前绩效评估：投资合规、前期工作成熟（是/否）", "Ex ante: readiness", default=None
    )
    ex_ante_sources: Input[bool | None] = cell(
        "事前绩效评估：资金来源可行、能够到位（是/否）", "Ex ante: sources", default=None
    )
    ex_ante_forecast: Input[bool | None] = cell(
        "事前绩效评估：收入、成本、收益预测合理（是/否）", "Ex ante: forecasts", default=None
    )
    ex_ante_size: Input[bool | None] = cell("事前绩效评估：债券资金需求合理（是/否）", "Ex ante: size", default=None)
    ex_ante_repayment: Input[bool | None] = cell(
        "事前绩效评估：偿债计划可行、风险可控（是/否）", "Ex ante: repayment", default=None
    )
    ex_ante_targets: Input[bool | None] = cell("事前绩效评估：绩效目标合理（是/否）", "Ex ante: targets", default=None)
    ex_ante_other: Input[bool | None] = cell("事前绩效评估：其他事项符合要求（是/否）", "Ex ante: other", default=None)
    type_quota: Input[Decimal | None] = cell(
        "本级本类型专项债券剩余额度", "Quota left for this type", unit="money", default=None, low="0"
    )
    prior_room_approved: Input[bool | None] = cell(
        "使用结存限额是否已经批准", "Use of prior room approved", default=None, why="本次发行超过本年新增限额时填写"
    )
    build_to_suit: Input[bool | None] = cell(
        "是否为特定企业代建厂房",
        "Built for one named firm",
        default=None,
        why="交通、教育、医疗、养老等没有厂房的项目不必填写",
    )
    earlier_issued: Input[Decimal | None] = cell(
        "本项目以前年度已发行债券", "Bonds of earlier years", unit="money", default=None, low="0"
    )
    earlier_spent: Input[Decimal | None] = cell("其中已支出", "Of which spent", unit="money", default=None, low="0")
    spending_floor: Input[Decimal | None] = cell(
        "支出进度最低要求",
        "Least spending progress",
        unit="fraction",
        default=None,
        low="0",
        high="1",
        why="按本省要求填写",
    )
    audit_closed: Input[bool | None] = cell("以前债券的审计问题是否已整改", "Audit findings closed", default=None)
    deviation_limit: Input[Decimal | None] = cell(
        "绩效目标严重偏离界限",
        "Serious deviation from",
        unit="fraction",
        default=None,
        low="0",
        high="1",
        why="按本省要求填写",
    )


EX_ANTE = {
    Compliance.ex_ante_need: ("项目必要性、公益性、收益性", "Need, public benefit, revenue"),
    Compliance.ex_ante_maturity: ("投资合规性与成熟度", "Compliance and readiness"),
    Compliance.ex_ante_sources: ("资金来源和到位可行性", "Sources of money"),
    Compliance.ex_ante_forecast: ("收入、成本、收益预测合理性", "Forecasts"),
    Compliance.ex_ante_size: ("债券资金需求合理性", "Need for bond money"),
    Compliance.ex_ante_repayment: ("偿债计划可行性和偿债风险点", "Repayment and its risks"),
    Compliance.ex_ante_targets: ("绩效目标合理性", "Targets"),
    Compliance.ex_ante_other: ("其他需要评估的事项", "Other matters"),
}
"""The eight points of the ex-ante evaluation (财预〔2021〕61号)."""
