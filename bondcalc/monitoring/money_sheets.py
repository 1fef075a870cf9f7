"""资金流转, 垫付扣款, 交易流水, 合同: where the money went, from the limit to the last payment."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.monitoring.actuals_particulars import ActualsParticulars, day_faults

STEPS = {
    "limit": "限额下达",
    "issued": "债券发行",
    "on_lent": "转贷到账",
    "allocated": "资金拨付",
    "spent": "资金支出",
    "capital": "资本金到位",
}
"""The way of the money, in its order; capital (资本金) comes by a way of its own."""
MONEY_SOURCES = {"bond": "债券资金", "capital": "资本金", "revenue": "项目收入", "other": "其他资金"}
SPENT_ON = {
    "works": "工程及其他建设费用",
    "land": "征地拆迁",
    "interest": "支付利息",
    "principal": "偿还本金",
    "fees": "发行及兑付费用",
    "operating": "日常运转支出",
    "outside": "计划外事项",
    "other": "其他支出",
}
ISSUED_ONLY = ("coupon", "price", "first_value_date", "bond_name")
"""What the result of an issue fixed beside day and amount."""
MOVED_FOR = {
    **SPENT_ON,
    "revenue": "项目收入",
    "treasury": "缴入国库",
    "bond": "债券资金到账",
    "capital": "资本金到账",
    "transfer": "账户间划转",
}
"""What money of an account came or went for (用途)."""
REVERSED = ("冲销", "冲红", "红冲", "红字", "冲回", "冲正", "冲减", "冲账", "退回", "退款", "更正", "调账")
"""Words by which accounts say that an entry in red takes another one back: a minus alone may as well be how a bank prints what goes out."""


def unexplained(amount: Decimal, reason: str | None, where: str) -> Iterator[Fault]:
    """A negative amount whose reason does not say that it takes an entry back."""
    if not any(word in (reason or "") for word in REVERSED):
        yield Fault("amount", "reversal_unexplained", {"found": amount, "where": where})


@sheet(
    "funding_steps",
    family="actuals",
    zh="资金流转",
    en="Way of the money",
    number=4,
    help_="一行一笔：限额、发行、转贷到账、拨付、支出和资本金到位的日期与金额；支出和拨付尽量分到投资项目。",
)
class FundingStep:
    """资金流转 — a dated amount of one step, from the limit to the last payment."""

    day: Input[date] = cell("日期", "Date")
    step: Input[str] = cell("环节", "Step", choices=STEPS)
    amount: Input[Decimal] = cell(
        "金额", "Amount", unit="money", why="填正数；支出的红字冲销填负数，在“依据”写明冲销哪一笔"
    )
    source: Input[str] = cell("资金来源", "Source", default="bond", choices=MONEY_SOURCES, why="留空为债券资金")
    bond: Input[str | None] = cell("债券", "Bond", default=None, refers=("bonds",), why="申报文件中债券的编号")
    item: Input[str | None] = cell(
        "投资项目", "Plan item", default=None, refers=("investment",), why="投资估算的编号；不能分到的留空"
    )
    spent_on: Input[str | None] = cell(
        "支出用途", "Spent on", default=None, choices=SPENT_ON, why="资金支出填写，留空为工程及建设费用"
    )
    coupon: Input[Decimal | None] = cell(
        "票面利率",
        "Coupon",
        unit="fraction",
        default=None,
        low="0",
        high="0.2",
        why="债券发行填写，据此测算剩余还本付息",
    )
    price: Input[Decimal | None] = cell(
        "每百元发行价格", "Issue price", default=None, low="50", high="150", why="债券发行填写，留空为100"
    )
    first_value_date: Input[date | None] = cell(
        "首次起息日", "First value date", default=None, why="续发债券填写，日期填缴款日"
    )
    bond_name: Input[str | None] = cell("债券名称", "Bond name", default=None, why="债券发行填写，留空同申报文件")
    contract: Input[str | None] = cell("合同编号", "Contract", default=None)
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)

    @check
    def happened(self, project: Project) -> Iterator[Fault]:
        """It happened by the day up to which the actuals are told."""
        yield from day_faults("day", self.day, project)

    @check
    def taken_back(self, _: Project) -> Iterator[Fault]:
        """Only spending is taken back by an entry in red, which says what it takes back."""
        if self.amount < 0 and self.step != "spent":
            yield Fault("amount", "step_negative", {"found": self.amount, "step": STEPS[self.step]})
        elif self.amount < 0:
            yield from unexplained(self.amount, self.evidence, "依据")

    @check
    def spent_once(self, project: Project) -> Iterator[Fault]:
        """What was spent while the statement runs is summed from it, and not told a second time."""
        for form in project.rows(ActualsParticulars):
            first, last = form.statement_from, form.statement_to
            if first is None or last is None or self.step != "spent":
                continue
            if first <= self.day <= last:
                yield Fault("day", "spent_twice", {"found": self.day, "start": first, "end": last})

    @check
    def issue_told(self, project: Project) -> Iterator[Fault]:
        """An issue names its bond, each bond once; only an issue has what its result fixed."""
        if self.step != "issued":
            for field in ISSUED_ONLY:
                if getattr(self, field) is not None:
                    yield Fault(field, "issue_only", {"step": STEPS[self.step]})
            return
        if self.bond is None:
            yield Fault("bond", "issue_without_bond")
        if stands_before(project, self, "step", "bond"):
            yield Fault("bond", "issue_twice", {"found": self.bond or ""})


@sheet(
    "advances",
    family="actuals",
    zh="垫付扣款",
    en="Advances and deductions",
    number=5,
    help_="一行一笔：财政垫付还本付息、归还垫付、上级财政扣款。",
)
class Advance:
    """垫付扣款 — service paid by others first, given back, or deducted by the level above."""

    day: Input[date] = cell("日期", "Date")
    kind: Input[str] = cell(
        "类别", "Kind", choices={"advanced": "财政垫付", "returned": "归还垫付", "deducted": "上级财政扣款"}
    )
    amount: Input[Decimal] = cell("金额", "Amount", unit="money", low="0")
    bond: Input[str | None] = cell("债券", "Bond", default=None, refers=("bonds",))
    reason: Input[str | None] = cell("原因", "Reason", default=None)

    @check
    def happened(self, project: Project) -> Iterator[Fault]:
        """It happened by the day up to which the actuals are told."""
        yield from day_faults("day", self.day, project)


@sheet(
    "contracts",
    family="actuals",
    zh="合同",
    en="Contracts",
    number=6,
    help_="一行一个合同，金额填元；交易流水中的对方户名据此核对。",
)
class Contract:
    """合同 — a contract of the project: with whom, for how much, for which item of the plan."""

    number: Input[str] = cell("合同编号", "Number")
    counterparty: Input[str] = cell("合同对方", "Counterparty", why="与银行流水中的对方户名一致")
    amount: Input[Decimal] = cell("合同金额", "Amount", unit="yuan", low="0")
    title: Input[str | None] = cell("合同名称", "Title", default=None)
    item: Input[str | None] = cell("投资项目", "Plan item", default=None, refers=("investment",))
    signed_on: Input[date | None] = cell("签订日期", "Signed on", default=None)

    @check
    def once(self, project: Project) -> Iterator[Fault]:
        """A contract stands there once."""
        if stands_before(project, self, "number"):
            yield Fault("number", "contract_twice", {"found": self.number})

    @check
    def signed(self, project: Project) -> Iterator[Fault]:
        """It was signed by the day up to which the actuals are told."""
        yield from day_faults("signed_on", self.signed_on, project)


@sheet(
    "transactions",
    family="actuals",
    zh="交易流水",
    en="Transactions",
    number=7,
    help_="可由银行流水粘贴，一行一笔，金额填元；程序按月、按投资项目汇总支出。填写时须在“执行数据说明”填流水起止日。",
)
class Transaction:
    """交易流水 — one movement of an account, in yuan."""

    day: Input[date] = cell("交易日期", "Date")
    account: Input[str] = cell("账户", "Account", why="与“账户余额”表同一写法")
    amount: Input[Decimal] = cell(
        "金额", "Amount", unit="yuan", why="填正数，方向另填；红字冲销填负数，在“摘要”写明冲销哪一笔"
    )
    direction: Input[str] = cell(
        "收支方向", "Direction", choices={"out": "支出", "in": "收入"}, why="退回的支出填“收入”，用途与原支出相同"
    )
    counterparty: Input[str | None] = cell("对方户名", "Counterparty", default=None)
    item: Input[str | None] = cell("投资项目", "Plan item", default=None, refers=("investment",))
    contract: Input[str | None] = cell("合同编号", "Contract", default=None)
    moved_for: Input[str] = cell("用途", "Purpose", choices=MOVED_FOR)
    source: Input[str] = cell("资金来源", "Source", default="bond", choices=MONEY_SOURCES, why="留空为债券资金")
    remark: Input[str | None] = cell("摘要", "Remark", default=None)

    @check
    def taken_back(self, _: Project) -> Iterator[Fault]:
        """A movement has a direction and no sign, but for an entry in red (红字冲销), which says what it takes back."""
        if self.amount < 0:
            yield from unexplained(self.amount, self.remark, "摘要")

    @property
    def paid_out(self) -> Decimal:
        """What left the account, in yuan; below 0 what came back to it, as income or by an expenditure in red."""
        return self.amount if self.direction == "out" else -self.amount

    @check
    def inside_the_statement(self, project: Project) -> Iterator[Fault]:
        """A movement lies between the first and the last day of the statement."""
        for form in project.rows(ActualsParticulars):
            first, last = form.statement_from, form.statement_to
            if first is None or last is None:
                yield Fault("day", "statement_undated")
            elif not first <= self.day <= last:
                yield Fault("day", "outside_statement", {"found": self.day, "start": first, "end": last})
