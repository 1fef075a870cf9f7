"""Sheet 专项债券: the tranches."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.dates import add_months, months_between, payment_dates
from bondcalc.inputs.cell import Input, cell, code, member_of, sheet
from bondcalc.inputs.coupon_band import implausible
from bondcalc.inputs.far_amounts import far_off
from bondcalc.inputs.fault import Fault, Named, check, question
from bondcalc.inputs.project import Project
from bondcalc.inputs.refinanced import refinanced_in_turn
from bondcalc.inputs.repayments import REPAYMENTS
from bondcalc.inputs.shares import shares_total
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.wording.terms import Department

ANNUAL_BELOW_MONTHS = 120
"""Shorter bonds pay once a year unless stated otherwise, others twice (the terms of issue; rule D04)."""
BEFORE = "已发行的填发行前的计划数，与发行结果对照；由bondcalc issued填写"


@sheet(
    "bonds",
    zh="专项债券",
    en="Special bonds",
    number=6,
    department=Department.FINANCE,
    required=True,
    help_="期限与到期日填一个即可。",
)
class Bond:
    """专项债券 — one row a tranche, issued or planned."""

    id: Input[str] = code()
    status: Input[str] = cell("发行状态", "Status", choices={"planned": "计划发行", "issued": "已发行"})
    value_date: Input[date] = cell("起息日", "Value date")
    face: Input[Decimal] = cell("发行金额", "Face", unit="money", low="0")
    coupon: Input[Decimal] = cell("票面利率", "Coupon", unit="fraction", low="0", high="0.2", why="已发行的填实际利率")
    term_years: Input[int | None] = cell("期限（年）", "Term in years", default=None, low="1", high="50")
    maturity_date: Input[date | None] = cell("到期日", "Maturity date", default=None)
    repayment: Input[str] = cell("还本方式", "Repayment", default="bullet", choices=REPAYMENTS)
    grace_years: Input[int] = cell(
        "宽限期（年）",
        "Grace in years",
        default=0,
        low="0",
        high="29",
        why="等额本金、等额本息在宽限期内只付息",
        bears=("repayment=equal_principal", "repayment=level"),
    )
    payments_a_year: Input[int | None] = cell(
        "每年付息次数",
        "Payments a year",
        default=None,
        low="1",
        high="12",
        why="留空：10年期以下每年一次，10年期及以上每半年一次",
    )
    used_as_capital: Input[Decimal] = cell(
        "其中用作资本金", "Of which capital", unit="money", default=Decimal(0), low="0"
    )
    refinances: Input[str | None] = cell(
        "再融资偿还的债券",
        "Bond refinanced",
        refers=("bonds",),
        default=None,
        why="填被偿还债券的编号，编号留空的填第1期、第2期等；只能偿还本金（财预〔2017〕89号、财预〔2016〕155号）",
    )
    option_date: Input[date | None] = cell("行权日", "Option date", default=None, why="m＋n年期含权债券填写")
    option: Input[str | None] = cell(
        "行权安排", "Option", default=None, choices={"held": "不行权并存续至到期", "redeemed": "行权日全部赎回"}
    )
    result_coupon: Input[Decimal | None] = cell(
        "发行结果利率",
        "Coupon of the issue result",
        unit="fraction",
        default=None,
        low="0",
        high="0.2",
        why="已发行的按发行结果公告填写，与票面利率核对",
    )
    planned_coupon: Input[Decimal | None] = cell(
        "原计划利率", "Coupon planned before", unit="fraction", default=None, low="0", high="0.2", why=BEFORE, bears=()
    )
    planned_face: Input[Decimal | None] = cell(
        "原计划发行额", "Face planned before", unit="money", default=None, low="0", why=BEFORE, bears=()
    )
    coupon_like: Input[date | None] = cell(
        "利率参照债券发行日",
        "Issue day the coupon follows",
        default=None,
        why="计划发行的，填票面利率所参照的同期限债券的发行日；参照续发债券的，填该债券首次发行日（2025年8月8日起新发行债券利息征收增值税）",
    )
    assigned_on: Input[date | None] = cell(
        "用途调整日", "Reassigned on", default=None, why="由其他项目调整而来的债券填写（财预〔2021〕110号）"
    )
    issue_fee_rate: Input[Decimal | None] = cell(
        "发行费用率",
        "Issue fee rate",
        unit="fraction",
        default=None,
        low="0",
        high="0.01",
        why="含登记服务费；留空按规则参数，没有的填0",
    )
    payment_fee_rate: Input[Decimal | None] = cell(
        "兑付手续费率",
        "Payment fee rate",
        unit="fraction",
        default=None,
        low="0",
        high="0.001",
        why="以每笔应付本息为基数；留空按规则参数，没有的填0",
    )
    name: Input[str | None] = cell("债券名称", "Bond name", default=None)
    batch: Input[str | None] = cell(
        "披露批次",
        "Batch",
        default=None,
        choices={"this": "本次", "later": "后续"},
        why="都不填的均为本次；有填本次的，其余为后续",
    )
    first_value_date: Input[date | None] = cell(
        "首次起息日", "First value date", default=None, why="续发的填写：期限、付息日按此日计算，起息日填缴款日"
    )
    issue_price: Input[Decimal | None] = cell(
        "每百元发行价格", "Issue price", default=None, low="50", high="150", why="留空为100；溢价不计入"
    )
    sub_project: Input[str | None] = member_of()
    by_bond_year: Input[dict[int, Decimal]] = cell(
        "第n年末还本比例", "Principal share by bond year", unit="fraction", low="0", high="1", index="bond_year"
    )

    @question
    def planned_plausible(self, project: Project) -> Iterator[Fault]:
        """No face is far above the investment; a planned bond comes no earlier than the rule date, at a plausible coupon, re-opened (续发) at its first."""
        yield from far_off(project, "face", self.face)
        day = project.form(Particulars).rule_date
        if self.status == "planned" and self.value_date < day:
            yield Fault("value_date", "planned_in_the_past", {"found": self.value_date, "day": day})
        if self.status == "planned":
            yield from implausible(self.coupon, day, None if self.first_value_date else self.months() or 0)

    @check
    def term(self, _: Project) -> Iterator[Fault]:
        """One of term and maturity date is there; both agree."""
        if self.term_years is None and self.maturity_date is None:
            yield Fault("term_years", "term_missing")
        elif self.term_years is not None and self.maturity_date is not None and self.months() != 12 * self.term_years:
            yield Fault("maturity_date", "term_disagrees", {"found": self.maturity_date, "years": self.term_years})

    @check
    def maturity(self, _: Project) -> Iterator[Fault]:
        """The maturity date (到期日) falls on a payment date."""
        if self.maturity_date is None or self.term_years is not None:
            return
        if self.maturity_date <= self.value_date:
            yield Fault("maturity_date", "maturity_before", {"found": self.maturity_date, "start": self.value_date})
            return
        months, step = self.months(), self.step()
        if step is not None and (months is None or months % step):
            yield Fault("maturity_date", "maturity_off_payment", {"found": self.maturity_date, "months": step})

    @check
    def payments(self, _: Project) -> Iterator[Fault]:
        """Payments lie a whole number of months apart."""
        if self.payments_a_year is not None and 12 % self.payments_a_year:
            yield Fault("payments_a_year", "payments_a_year", {"found": self.payments_a_year})

    @check
    def instalments(self, _: Project) -> Iterator[Fault]:
        """The principal shares total 100 % and lie within the term."""
        if self.repayment != "instalments":
            for year in list(self.by_bond_year)[:1]:
                yield Fault("by_bond_year", "instalments_unused", {}, year)
            return
        yield from shares_total("by_bond_year", self.by_bond_year)
        months = self.months()
        for year in self.by_bond_year if months is not None else ():
            if 12 * year > (months or 0):
                yield Fault("by_bond_year", "instalment_after_term", {"year": year}, year)

    @check
    def grace(self, _: Project) -> Iterator[Fault]:
        """Grace belongs to level repayment modes and ends before maturity."""
        months = self.months()
        # The first principal is due a year after grace, one payment after it where every payment repays.
        first = 12 if self.repayment == "equal_principal" else self.step() or 12
        if self.grace_years and self.repayment not in {"equal_principal", "level"}:
            yield Fault("grace_years", "grace_unused", {"found": self.grace_years})
        elif self.grace_years and months is not None and 12 * self.grace_years > months - first:
            yield Fault("grace_years", "grace_too_long", {"found": self.grace_years})

    @check
    def option_stated(self, _: Project) -> Iterator[Fault]:
        """An option date comes with what is planned for it, and falls on an anniversary before maturity."""
        if self.option_date is None:
            if self.option is not None:
                yield Fault("option_date", "option_date_missing")
            return
        if self.option is None:
            yield Fault("option", "option_missing")
        begins, months = self.begins(), self.months()
        years = self.option_date.year - begins.year
        inside = years >= 1 and (months is None or 12 * years < months)
        if not inside or self.option_date != add_months(begins, 12 * years):
            yield Fault("option_date", "option_off", {"found": self.option_date})

    @check
    def refinanced(self, project: Project) -> Iterator[Fault]:
        """A refinancing bond repays another bond, in turn never itself, and its money serves nothing else."""
        others = {bond.id: bond.refinances for bond in project.rows(Bond)} if self.refinances is not None else {}
        if self.id in (repaid := refinanced_in_turn(self.id, others)):
            yield Fault("refinances", "refinanced_in_a_circle", {"found": self.refinances, "bonds": repaid})
        elif self.used_as_capital and self.refinances in others:
            yield Fault("used_as_capital", "refinancing_as_capital", {"found": self.used_as_capital})

    @check
    def batched(self, project: Project) -> Iterator[Fault]:
        """A bond that is issued belongs to no batch (披露批次) to come; between two batches (one issued) all planned may come later."""
        if self.batch is not None and self.status == "issued":
            yield Fault("batch", "batch_issued", {"found": Named("bonds", "batch", self.batch)})
        batches = {"issued" if bond.status == "issued" else bond.batch for bond in project.rows(Bond)}
        if self.batch == "later" and batches == {"later"}:
            yield Fault("batch", "batch_none_now")
        for field in ("planned_coupon", "planned_face") if self.status != "issued" else ():
            if (found := getattr(self, field)) is not None:
                yield Fault(field, "planned_not_issued", {"found": found})

    @check
    def reopened(self, _: Project) -> Iterator[Fault]:
        """A re-opened bond (续发) began before, and repays at maturity or by day, after its own value date: what was repaid before is not its."""
        if (first := self.first_value_date) is None:
            return
        late, facts = first >= self.value_date, {"found": first, "start": self.value_date}
        if late or self.repayment not in {"bullet", "custom"}:
            yield Fault("first_value_date", "first_value_date_late" if late else "reopened_in_parts", facts)
        elif self.months() and self.last_day() <= self.value_date:
            yield Fault("first_value_date", "reopened_over", {**facts, "last": self.last_day()})

    @check
    def amounts(self, _: Project) -> Iterator[Fault]:
        """The face is positive and covers the part used as capital (用作资本金)."""
        if self.face == 0:
            yield Fault("face", "not_positive", {"found": self.face})
        elif self.used_as_capital > self.face:
            yield Fault("used_as_capital", "capital_above_face", {"found": self.used_as_capital, "face": self.face})

    @check
    def agreed(self, project: Project) -> Iterator[Fault]:
        """Principal by agreement (按约定日期还本) stands on its own sheet and totals the face."""
        rows = [row for row in project.tables["principal"] if row.bond == self.id and row.kind == "agreed"]
        total = sum((row.amount for row in rows if row.amount is not None), Decimal(0))
        if self.repayment == "custom" and total != self.face:
            yield Fault("repayment", "agreed_total", {"found": total, "face": self.face})

    def begins(self) -> date:
        """The day from which term and payment dates are counted: the value date, of a re-opened bond (续发) its first one."""
        return self.first_value_date or self.value_date

    def months(self) -> int | None:
        """Months of the term to maturity, month-end clamped; None when the days differ or nothing is stated."""
        if self.maturity_date is None:
            return None if self.term_years is None else 12 * self.term_years
        begins = self.begins()
        months = months_between(begins, self.maturity_date)
        return months if add_months(begins, months) == self.maturity_date else None

    def step(self) -> int | None:
        """Months between two payments; None when they are not a whole number (reported on its own)."""
        if self.payments_a_year is None:
            return 12 if (self.months() or 0) < ANNUAL_BELOW_MONTHS else 6
        return None if 12 % self.payments_a_year else 12 // self.payments_a_year

    def times(self) -> int:
        """Payments a year (D04): as stated, else once below ten years and twice from ten years on."""
        return 12 // (self.step() or 12)

    def due(self) -> date:
        """The maturity date (到期日), given or from the term."""
        return self.maturity_date or add_months(self.begins(), 12 * (self.term_years or 0))

    def last_day(self) -> date:
        """The day of the last payment: maturity, or the option date when all is redeemed then."""
        return self.option_date if self.option == "redeemed" and self.option_date is not None else self.due()

    def payment_days(self) -> list[date]:
        """Nominal payment dates to the last payment; none while term or frequency do not fit."""
        return self._days_to(self.last_day())

    def agreed_days(self) -> list[date]:
        """Payment dates of the whole term, over which instalments are agreed, also where an option ends the bond before."""
        return self._days_to(self.due())

    def _days_to(self, last: date) -> list[date]:
        if self.step() is None or self.months() is None:
            return []
        return [day for day in payment_dates(self.begins(), last, self.times()) if day > self.value_date]
