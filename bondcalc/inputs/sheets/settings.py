"""Sheet 计算设置: the few choices a province or a bureau has to make."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import UNCLEAR, Fault, check, question
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.wording.messages import Long
from bondcalc.wording.notation import Notation
from bondcalc.wording.number import fixed, share
from bondcalc.wording.terms import Department, Language

YUAN = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
"""Yuan in the money units whose names are fixed."""
USUAL_UNIT = "万元"
"""The unit of money of a project that states none."""

COARSEST, FINEST = Decimal("0.01"), Decimal("0.000000001")
"""The smallest units of money that are given to a project which states none."""
LEAST_STRESS, MOST_STRESS = Decimal("0.05"), Decimal("0.5")
"""What a stress test lets revenue fall and costs rise by, usually 10 %; outside these it is asked about."""
LARGEST_STEP = 100
"""Yuan in the coarsest such unit: the 0.01 万元 of custom."""


def usual_quantum(yuan_per_unit: Decimal) -> Decimal:
    """Give the decimal place that is worth 100 yuan or less, and 0.01 at most: 0.01 万元, 0.000001 亿元, 0.01 元."""
    quantum = COARSEST
    while quantum * yuan_per_unit > LARGEST_STEP and quantum > FINEST:
        quantum /= 10
    return quantum


@sheet(
    "settings",
    zh="计算设置",
    en="Settings",
    number=2,
    department=Department.FINANCE,
    form=True,
    help_="地方标准没有默认值，按本省要求填写。",
)
class Settings:
    """计算设置 — thresholds, units and conventions."""

    coverage_threshold: Input[Decimal | None] = cell(
        "本省本息覆盖倍数标准",
        "Local coverage threshold",
        unit="ratio",
        default=None,
        low="0",
        high="10",
        why="国家规定为1.00倍（收益完全覆盖本息）；本省另有要求的填写",
    )
    coverage_upper: Input[Decimal | None] = cell(
        "本息覆盖倍数复核上限",
        "Upper level of coverage",
        unit="ratio",
        default=None,
        low="0",
        high="100",
        why="高于此数的应复核预测；本省未作规定的按评审要求填写",
    )
    stress_level: Input[Decimal | None] = cell(
        "压力测试幅度",
        "Stress level",
        unit="fraction",
        default=None,
        low="0",
        high="1",
        why="收入下降、成本上升各按此幅度测试，按本省要求填写，如10%",
    )
    edge_years: Input[str] = cell(
        "首末年收益计入方式",
        "Edge years",
        default="prorated",
        choices={"prorated": "按月折算", "whole": "整年计入"},
        why="债券存续期首末年不满一年时的处理",
    )
    growth_steps: Input[str] = cell(
        "单价上涨起算方式",
        "Growth steps",
        default="calendar",
        choices={"calendar": "按自然年", "operating_year": "按运营年分月"},
        why="年中投运时：按自然年的次年1月起算第2年；按运营年分月的满12个月起算，当年按月数分摊",
        bears=("revenue.growth_rate", "node.growth_rate", "costs.growth_rate", "taxes_paid.growth_rate"),
    )
    construction_interest: Input[str] = cell(
        "建设期利息",
        "Construction interest",
        default="in_investment",
        choices={"in_investment": "计入总投资", "from_revenue": "由项目收益支付"},
        bears=("project.operation_start",),
    )
    capital: Input[str] = cell(
        "资本金安排",
        "Capital",
        default="as_entered",
        choices={"as_entered": "按“资本金”表", "plug": "资金缺口由资本金补足（仅建设期）"},
        why="补足只在建设期进行，总投资采用测算数，批复总投资只作对照；按批复数披露的，在“资本金”表填写资本金",
    )
    spending_order: Input[str] = cell(
        "建设资金支出顺序",
        "Order of construction money",
        default="bond_first",
        choices={
            "bond_first": "先用债券资金",
            "capital_first": "先用资本金及其他融资",
            "pro_rata": "按当年可用资金比例",
        },
        why="债券资金只支付其可以支付的部分，不支付利息、费用、征地拆迁和流动资金",
    )
    service_order: Input[str] = cell(
        "偿债顺序",
        "Order of debt service",
        default="together",
        choices={"together": "不分先后", "bonds_first": "专项债券优先"},
        why="同一资金账户先偿付专项债券本息、余额再偿付市场化融资的选“专项债券优先”（厅字〔2019〕33号）",
        bears=("loans.rate",),
    )
    fees_in_denominator: Input[bool] = cell("发行及兑付费用是否计入债务本息", "Fees in debt service", default=False)
    land_accrual_rate: Input[Decimal | None] = cell(
        "土地出让刚性计提比例",
        "Single land accrual",
        unit="fraction",
        default=None,
        low="0",
        high="1",
        why="地方规定单一计提比例的填写，替代教育、农田水利、保障性安居工程三项",
    )
    land_cost_interest: Input[bool] = cell(
        "债务利息是否计入土地成本",
        "Interest in the cost of land",
        default=False,
        why="土地储备项目，当地允许从计提基数中扣除融资利息的填“是”；利息不因此从收益中扣除",
        bears=("project.sector=land_reserve",),
    )
    price_contingency_rate: Input[Decimal] = cell(
        "涨价预备费率",
        "Price contingency rate",
        unit="fraction",
        default=Decimal(0),
        low="0",
        high="0.1",
        why="年投资价格上涨率，现行一般取0",
    )
    price_contingency_method: Input[str] = cell(
        "涨价预备费计算方法",
        "Price contingency by",
        default="method_and_parameters",
        choices={"method_and_parameters": "方法与参数第三版", "older_guide": "可行性研究指南2002年版"},
        why="方法与参数：工程费用、其他费用和基本预备费，自估算之时涨至投资当年年中；指南：只计工程费用，自开工涨至当年年末",
        bears=("price_contingency_rate",),
    )
    years_before_construction: Input[Decimal | None] = cell(
        "建设前期年限",
        "Years before construction",
        default=None,
        low="0",
        high="10",
        why="投资估算编制之时到开工的年数；涨价预备费率大于0并按方法与参数计算时填写",
    )
    contingency_rate: Input[Decimal] = cell(
        "基本预备费率",
        "Contingency rate",
        unit="fraction",
        default=Decimal(0),
        low="0",
        high="0.3",
        why="以工程费用与其他费用为基数，一般为5%至10%",
    )
    working_capital: Input[Decimal] = cell(
        "铺底流动资金", "Working capital base", unit="money", default=Decimal(0), low="0"
    )
    money_unit: Input[str] = cell("金额单位", "Money unit", default=USUAL_UNIT, bears=())
    yuan_per_unit: Input[Decimal] = cell(
        "1个金额单位折合多少元", "Yuan per money unit", default=Decimal(10000), low="0.0001", bears=()
    )
    quantum: Input[Decimal] = cell(
        "金额保留到",
        "Quantum",
        unit="money",
        default=None,
        low="0.000000001",
        high="1",
        why="如0.01（万元）；留空随金额单位，合100元或更细（万元为0.01，亿元为0.000001）",
    )
    disclosure_period: Input[str] = cell(
        "信息披露表收益和本息期间",
        "Period of the disclosure",
        default="plan",
        choices={"plan": "全部专项债券存续期", "issue": "本次发行债券存续期"},
        why="分批发行的，披露表的收益和本息按哪一期间填列；合规核对始终按全部专项债券存续期",
        bears=("bonds.status=issued&bonds.status=planned", "bonds.batch=later"),
    )
    tax_by_year: Input[bool] = cell(
        "实施方案是否列示分年税收",
        "Tax by year in the plan",
        default=False,
        why="填“是”则在经济效益部分列出分年税收合计，注明不作为偿债资金来源",
        bears=(),
    )
    risk_scenarios: Input[int] = cell(
        "风险模拟情景数", "Scenarios of the risk simulation", default=2000, low="100", high="1000000", bears=()
    )
    risk_seed: Input[int] = cell(
        "随机数种子",
        "Seed of the risk simulation",
        default=1,
        low="0",
        high="999999999",
        why="种子相同，结果相同",
        bears=(),
    )

    def notation(self, language: Language = "zh") -> Notation:
        """How the figures of this project are written."""
        return Notation(self.quantum, self.money_unit, language)

    def __post_init__(self) -> None:
        """Give a blank smallest unit the value that goes with the money unit; unclear where that is."""
        if self.quantum is None:
            worth: object = self.yuan_per_unit
            quantum = worth if worth is UNCLEAR else usual_quantum(self.yuan_per_unit)
            object.__setattr__(self, "quantum", quantum)

    @question
    def opens_never(self, project: Project) -> Iterator[Fault]:
        """Where operation never starts nothing lies before it: interest and fees are no part of A, and that is said."""
        if self.construction_interest == "in_investment" and project.form(Particulars).operation_start is None:
            yield Fault("construction_interest", "opens_never")

    @question
    def standards_plausible(self, _: Project) -> Iterator[Fault]:
        """A standard below full coverage, an upper level below the standard, a stress that tests nothing are asked about."""
        standard, upper, level = self.coverage_threshold, self.coverage_upper, self.stress_level
        if standard is not None and standard < 1:
            yield Fault("coverage_threshold", "standard_below_one", {"found": Long(fixed(standard, 2))})
        if upper is not None and upper <= (standard or 1):
            facts = {"found": Long(fixed(upper, 2)), "standard": Long(fixed(standard or Decimal(1), 2))}
            yield Fault("coverage_upper", "upper_below_standard", facts)
        if level is not None and not LEAST_STRESS <= level <= MOST_STRESS:
            yield Fault("stress_level", "stress_out_of_range", {"found": Long(share(level))})

    @check
    def interest_for_land(self, project: Project) -> Iterator[Fault]:
        """Only in a land reserve project all interest is a cost of land."""
        if self.land_cost_interest and project.form(Particulars).sector != "land_reserve":
            yield Fault("land_cost_interest", "interest_only_in_land_reserve")

    @check
    def estimate_dated(self, _: Project) -> Iterator[Fault]:
        """Prices grow from the day of the estimate: how long before construction that is must be said."""
        by_method = self.price_contingency_method == "method_and_parameters"
        if self.price_contingency_rate and by_method and self.years_before_construction is None:
            yield Fault(
                "years_before_construction", "years_before_construction_missing", {"rate": self.price_contingency_rate}
            )

    @check
    def unit(self, _: Project) -> Iterator[Fault]:
        """The name of the money unit and its worth agree."""
        worth = YUAN.get(self.money_unit)
        if worth is not None and self.yuan_per_unit != worth:
            yield Fault(
                "yuan_per_unit",
                "unit_disagrees",
                {"found": self.yuan_per_unit, "unit": self.money_unit, "worth": worth},
            )

    @check
    def power_of_ten(self, _: Project) -> Iterator[Fault]:
        """The smallest unit is a decimal place: workbooks round to places."""
        if self.quantum.normalize().as_tuple().digits != (1,):
            yield Fault("quantum", "quantum", {"found": self.quantum})
