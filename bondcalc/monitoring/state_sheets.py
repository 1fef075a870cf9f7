"""形象进度, 账户余额, 还本付息, 绩效指标, 年度事项, 预警处置, 佐证材料: how things stand, and what was done about it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.performance import EFFECT, FIRST_LEVEL, KINDS, OUTPUT
from bondcalc.monitoring.actuals_particulars import ActualsParticulars, day_faults
from bondcalc.monitoring.alarm import AlarmStatus

ACCOUNTS = {"bond": "债券资金账户", "repayment": "偿债资金账户", "other": "其他账户"}
WELFARE_KINDS = {"employment": "social", "tax": "economic", "production": "economic", "environment": "ecological"}
"""The four aims of welfare that a bureau follows, and the second level (二级指标) that each is of."""
FIRST_ALONE = {"output": OUTPUT, "benefit": EFFECT}
"""Kinds that state a first level (一级指标) without a second: files of before have no others."""
TARGET_KINDS = {
    **KINDS,
    "employment": f"{KINDS['social']}：就业",
    "tax": f"{KINDS['economic']}：税收",
    "production": f"{KINDS['economic']}：产值",
    "environment": f"{KINDS['ecological']}：环境",
    **FIRST_ALONE,
}
"""Kinds of targets: those of the plan, which 财预〔2021〕61号 lists, the four aims of welfare under theirs."""


def levels_of(kind: str) -> tuple[str, str]:
    """Give first and second level (一级指标、二级指标) of a kind; the second empty where the kind states none."""
    second = WELFARE_KINDS.get(kind, kind)
    return (FIRST_LEVEL[second], KINDS[second]) if second in KINDS else (FIRST_ALONE[kind], "")


Owing = tuple[str, date]
"""What a payment is of: its bond and the day it was due."""


def payment_calendar(project: Project) -> frozenset[Owing]:
    """Give every day on which a bond of a project pays."""
    return frozenset((bond.id, day) for bond in project.rows(Bond) for day in bond.payment_days())


DIRECTIONS = {"at_least": "不少于", "at_most": "不超过"}
"""Which way a target is reached."""


@sheet(
    "progress_readings",
    family="actuals",
    zh="形象进度",
    en="Physical progress",
    number=8,
    help_="一行一个投资项目一个日期的累计形象进度；投资项目留空为整个项目。",
)
class ProgressReading:
    """形象进度 — how much of an item stands on a day, cumulative."""

    day: Input[date] = cell("日期", "Date")
    item: Input[str | None] = cell("投资项目", "Plan item", default=None, refers=("investment",))
    progress: Input[Decimal] = cell("累计形象进度", "Progress", unit="fraction", low="0", high="1")
    evidence: Input[str | None] = cell("依据", "Evidence", default=None, why="如监理月报、验收单")

    @check
    def happened(self, project: Project) -> Iterator[Fault]:
        """It was seen by the day up to which the actuals are told, and an item once a day."""
        yield from day_faults("day", self.day, project)
        if stands_before(project, self, "day", "item"):
            yield Fault("day", "reading_twice", {"found": self.day})


@sheet(
    "account_balances",
    family="actuals",
    zh="账户余额",
    en="Account balances",
    number=9,
    help_="一行一个账户一个日期的余额。",
)
class AccountBalance:
    """账户余额 — what an account holds at the end of a day."""

    day: Input[date] = cell("日期", "Date")
    account: Input[str] = cell("账户", "Account", why="账号可只写后四位")
    kind: Input[str] = cell("账户类别", "Kind", choices=ACCOUNTS)
    balance: Input[Decimal] = cell("余额", "Balance", unit="money", low="0")

    @check
    def happened(self, project: Project) -> Iterator[Fault]:
        """It was seen by the day up to which the actuals are told, and an account once a day."""
        yield from day_faults("day", self.day, project)
        if stands_before(project, self, "day", "account"):
            yield Fault("day", "reading_twice", {"found": self.day})


@sheet(
    "service_payments",
    family="actuals",
    zh="还本付息",
    en="Debt service paid",
    number=10,
    help_="一行一笔已付的本金、利息；资金来源不同的分行填写。",
)
class ServicePayment:
    """还本付息 — debt service as it was paid, and with whose money."""

    bond: Input[str] = cell("债券", "Bond", refers=("bonds",))
    due_on: Input[date] = cell("应付日期", "Due on")
    paid_on: Input[date | None] = cell("实付日期", "Paid on", default=None, why="未付的留空")
    principal: Input[Decimal | None] = cell("本金", "Principal", unit="money", default=None, low="0")
    interest: Input[Decimal | None] = cell("利息", "Interest", unit="money", default=None, low="0")
    fee: Input[Decimal | None] = cell("手续费", "Fee", unit="money", default=None, low="0")
    paid_with: Input[str | None] = cell(
        "资金来源",
        "Paid with",
        default=None,
        choices={
            "revenue": "项目收入",
            "budget": "财政预算资金",
            "advance": "财政垫付",
            "bond": "债券资金",
            "refinancing": "再融资债券",
        },
        why="留空为项目收入",
    )

    @check
    def happened(self, project: Project) -> Iterator[Fault]:
        """It was paid by the day up to which the actuals are told."""
        yield from day_faults("paid_on", self.paid_on, project)

    @property
    def owing(self) -> Owing:
        """What it is a payment of."""
        return self.bond, self.due_on

    @property
    def told(self) -> bool:
        """Whether anything is told of it: a row with neither a day nor an amount was only laid out; 0 is told."""
        return any(value is not None for value in (self.paid_on, self.principal, self.interest, self.fee))

    @property
    def service(self) -> Decimal:
        """Principal and interest."""
        return (self.principal or Decimal(0)) + (self.interest or Decimal(0))

    @property
    def amount(self) -> Decimal:
        """Principal, interest and fee."""
        return self.service + (self.fee or Decimal(0))


@sheet(
    "measured_targets",
    family="actuals",
    zh="绩效指标",
    en="Targets in numbers",
    number=11,
    help_="一行一个指标，目标值填数；右侧填各年实际值（财预〔2021〕61号）。",
)
class MeasuredTarget:
    """绩效指标 — a target as a number, and what was reached by the end of each year."""

    id: Input[str] = code()
    kind: Input[str] = cell("指标类别", "Kind", choices=TARGET_KINDS)
    name: Input[str] = cell("指标名称", "Indicator")
    target: Input[Decimal | None] = cell("目标值", "Target", default=None, low="0", why="只填数；留空的不评价")
    unit: Input[str] = cell("计量单位", "Unit", default="", why="如平方米、人、万元、%")
    direction: Input[str] = cell("方向", "Direction", default="at_least", choices=DIRECTIONS, why="留空为不少于")
    due: Input[int | None] = cell("完成年份", "Year", default=None, low="1990", high="2100")
    weight: Input[Decimal | None] = cell("分值", "Weight", default=None, low="0", high="100", why="自评表用，可留空")
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
    by_year: Input[dict[int, Decimal]] = cell("各年实际值", "Actual by year", index="calendar")

    @check
    def begun(self, project: Project) -> Iterator[Fault]:
        """A year that is told has begun by the day up to which the actuals are told."""
        for form in project.rows(ActualsParticulars):
            for year in self.by_year:
                if year > form.as_of.year:
                    yield Fault("by_year", "period_later", {"found": year, "day": form.as_of}, year)


@sheet(
    "year_matters",
    family="actuals",
    zh="年度事项",
    en="Matters of the year",
    number=12,
    help_="一行一年：监控、公开、用途调整，以及差异原因和最新预期。",
)
class YearMatter:
    """年度事项 — what was done in a year that no amount shows, and what is told of it."""

    year: Input[int] = cell("年份", "Year", low="2015", high="2100")
    execution_monitored: Input[bool | None] = cell("已开展预算执行监控", "Execution monitored", default=None)
    targets_monitored: Input[bool | None] = cell("已开展绩效目标实现程度监控", "Targets monitored", default=None)
    deviation: Input[Decimal | None] = cell(
        "目标偏离程度", "Deviation from targets", unit="fraction", default=None, low="0", high="10"
    )
    payment_stopped: Input[bool | None] = cell("已暂停拨款", "Payment stopped", default=None)
    adjustment_approved: Input[bool | None] = cell(
        "用途调整已经批准", "Change of use approved", default=None, why="省级政府批准并公告"
    )
    disclosed_on: Input[date | None] = cell(
        "本年度信息公开日期", "In-life disclosure", default=None, why="应在次年6月30日前"
    )
    expected_revenue: Input[Decimal | None] = cell(
        "最新预期收益", "Latest expected revenue", unit="money", default=None, why="债券存续期内；留空由程序重新测算"
    )
    gap_reason: Input[str | None] = cell("差异原因", "Why it differs", default=None, why="实际与预测差异较大的须说明")
    measures: Input[str | None] = cell("拟采取的措施", "Measures", default=None)

    @check
    def once(self, project: Project) -> Iterator[Fault]:
        """Each year stands there once."""
        if stands_before(project, self, "year"):
            yield Fault("year", "year_twice", {"found": self.year})

    @check
    def happened(self, project: Project) -> Iterator[Fault]:
        """The year has begun, and its figures were public, by the day up to which the actuals are told."""
        yield from day_faults("disclosed_on", self.disclosed_on, project)
        for form in project.rows(ActualsParticulars):
            if self.year > form.as_of.year:
                yield Fault("year", "period_later", {"found": self.year, "day": form.as_of})


@sheet(
    "alarm_answers",
    family="actuals",
    zh="预警处置",
    en="Answers to alarms",
    number=13,
    help_="一行一条：上次监测报告的预警由谁、何时、怎样处置；只用于内部报告，不公开。",
)
class AlarmAnswer:
    """预警处置 — who does what about an alarm of the last report, and by when."""

    alarm: Input[str] = cell("预警编号", "Alarm", why="监测报告和alarms.csv中的编号")
    owner: Input[str | None] = cell("责任人", "Owner", default=None)
    action: Input[str | None] = cell("处置措施", "Action", default=None)
    due_on: Input[date | None] = cell("完成期限", "By", default=None)
    status: Input[str] = cell(
        "处置状态",
        "Status",
        default="open",
        choices={status.value: status.zh for status in AlarmStatus},
        why="留空为待核实",
    )
    opinion: Input[str | None] = cell("处置意见", "Opinion", default=None)


@sheet(
    "evidence_papers",
    family="actuals",
    zh="佐证材料",
    en="Evidence",
    number=14,
    help_="一行一份：材料名称、日期和所证明的事项；材料本身另存。",
)
class EvidencePaper:
    """佐证材料 — a paper that shows what is told."""

    name: Input[str] = cell("材料名称", "Paper")
    dated: Input[date | None] = cell("材料日期", "Dated", default=None)
    shows: Input[str | None] = cell("证明事项", "Shows", default=None)
    file: Input[str | None] = cell("文件名或存放位置", "File", default=None)
