"""Sheets 市场化融资, 市场化融资分年利率 and 市场化融资分年还本付息: other debt of the project, repaid from the same revenue."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from bondcalc.dates import add_months
from bondcalc.inputs.cell import Input, cell, code, member_of, sheet
from bondcalc.inputs.coupon_band import next_to_nothing
from bondcalc.inputs.far_amounts import years_far_off
from bondcalc.inputs.fault import Fault, check, question
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.inputs.sheets.particulars import Particulars

MODES = {"equal_principal": "等额本金", "level": "等额本息", "as_given": "按合同逐年还本"}


@sheet(
    "loans",
    zh="市场化融资",
    en="Market loans",
    number=15,
    help_="银行贷款等；没有的留空。期初余额按全年计息，当年借款按“借款时点”计息。",
)
class Loan:
    """市场化融资 — one row a loan, drawn by year."""

    id: Input[str] = code()
    lender: Input[str] = cell("融资机构", "Lender")
    rate: Input[Decimal] = cell("年利率", "Rate", unit="fraction", low="0", high="0.2")
    construction_interest: Input[str] = cell(
        "建设期利息", "Construction interest", default="paid", choices={"paid": "当年支付", "capitalised": "计入本金"}
    )
    repayment: Input[str] = cell("还本方式", "Repayment", choices=MODES)
    first_repayment: Input[int] = cell("首次还本年份", "First year of repayment", low="1990", high="2100")
    last_repayment: Input[int] = cell("末次还本年份", "Last year of repayment", low="1990", high="2100")
    first_repayment_day: Input[date | None] = cell(
        "首次还本日", "Day of the first repayment", default=None, why="以后每年同日还本付息；留空按12月31日列入付款日历"
    )
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
    purpose: Input[str] = cell(
        "借款用途",
        "Purpose",
        default="construction",
        choices={"construction": "项目建设", "working_capital": "流动资金"},
        why="流动资金贷款不是总投资的资金来源，投入运营当年起借用；本息计入全部债务本息",
    )
    drawn_at: Input[str] = cell(
        "借款时点",
        "Drawn",
        default="mid_year",
        choices={"mid_year": "年内均衡支用", "year_start": "年初支用"},
        why="年内均衡支用的当年借款按半年计息；年初支用的按全年计息",
    )
    payments_a_year: Input[int] = cell(
        "每年还本付息次数",
        "Payments a year",
        default=1,
        low="1",
        high="12",
        why="可填1、2、4、12；等额本金按季还本付息的填4，每次还本后按余额计息",
    )
    sub_project: Input[str | None] = member_of()
    by_year: Input[dict[int, Decimal]] = cell("分年借款金额", "Draws by year", unit="money", low="0", index="calendar")

    def called(self) -> str:
        """The lender (融资机构) and the code, which is told once where it was made of the name."""
        return self.lender if self.id == self.lender else f"{self.lender}（{self.id}）"

    @property
    def drawn_years(self) -> tuple[int, ...]:
        """The years of its draws: one of 0 is what a blank one is, beside any other."""
        return tuple(sorted(year for year, amount in self.by_year.items() if amount)) or tuple(sorted(self.by_year))

    def payment_days(self, year: int) -> tuple[date, ...]:
        """The days of a year on which a loan is served (付息还本日): from that of its first repayment, else the last of each period."""
        apart, first = 12 // self.payments_a_year, self.first_repayment_day
        if first is None:
            return tuple(add_months(date(year - 1, 12, 31), apart * nth) for nth in range(1, self.payments_a_year + 1))
        return tuple(add_months(first, 12 * (year - first.year) + apart * nth) for nth in range(self.payments_a_year))

    @question
    def draws_plausible(self, project: Project) -> Iterator[Fault]:
        """No draw is far above the investment."""
        yield from years_far_off(project, "by_year", self.by_year)

    @question
    def rate_plausible(self, _: Project) -> Iterator[Fault]:
        """No loan bears next to no interest unasked: it would make debt service small."""
        yield from next_to_nothing("rate", self.rate)

    @check
    def years(self, _: Project) -> Iterator[Fault]:
        """Repayment starts after the last draw and does not end before it starts."""
        drawn = max(self.drawn_years, default=None)
        if drawn is None:
            yield Fault("by_year", "loan_without_draw")
        elif self.first_repayment <= drawn:
            yield Fault("first_repayment", "repaid_before_drawn", {"found": self.first_repayment, "year": drawn})
        if self.last_repayment < self.first_repayment:
            yield Fault(
                "last_repayment", "repayment_order", {"found": self.last_repayment, "start": self.first_repayment}
            )

    @check
    def day(self, _: Project) -> Iterator[Fault]:
        """The day of the first repayment lies in its year."""
        if self.first_repayment_day is not None and self.first_repayment_day.year != self.first_repayment:
            yield Fault(
                "first_repayment_day",
                "repayment_day_off",
                {"found": self.first_repayment_day, "year": self.first_repayment},
            )

    @check
    def working(self, project: Project) -> Iterator[Fault]:
        """Money for operation is drawn from the year of its start on, and its interest is paid."""
        if self.purpose != "working_capital" or not self.by_year:
            return
        start, drawn = project.form(Particulars).operation_start, min(self.drawn_years)
        if start is None or drawn < start.year:
            yield Fault("by_year", "working_loan_early", {"year": drawn}, drawn)
        if self.construction_interest == "capitalised":
            yield Fault("construction_interest", "working_loan_capitalised")

    @check
    def times(self, project: Project) -> Iterator[Fault]:
        """Several payments a year part it evenly, repay equal principal, all of them after interest is no longer added."""
        if self.payments_a_year == 1:
            return
        apart, start = 12 // self.payments_a_year, project.form(Particulars).operation_start
        if 12 % self.payments_a_year:
            yield Fault("payments_a_year", "payments_a_year", {"found": self.payments_a_year})
        elif self.repayment != "equal_principal":
            yield Fault("payments_a_year", "loan_payments_unused", {"found": self.payments_a_year})
        elif self.first_repayment_day is not None and self.first_repayment_day.month > apart:
            yield Fault("first_repayment_day", "loan_day_late", {"found": self.first_repayment_day, "month": apart})
        elif self.construction_interest == "capitalised" and start and date(self.first_repayment, 1, 1) < start:
            yield Fault("first_repayment", "repaid_in_construction", {"found": self.first_repayment, "start": start})

    @check
    def agreed(self, project: Project) -> Iterator[Fault]:
        """Repayment by agreement has its amounts on the sheet beside this one."""
        given = {row.loan for row in project.rows(LoanRepayment) if row.kind == "principal"}
        if self.repayment == "as_given" and self.id not in given:
            yield Fault("repayment", "loan_amounts_missing", {"found": self.id})

    def faults_of_years(self, stated: Iterable[int]) -> Iterator[Fault]:
        """Name years of a rate or of interest that lie before the loan's first draw or after its last repayment."""
        first, last = min(self.drawn_years, default=self.first_repayment), self.last_repayment
        for year in (year for year in stated if not first <= year <= last):
            yield Fault("by_year", "loan_year_outside", {"year": year, "first": first, "last": last}, year)


@sheet(
    "loan_rates",
    zh="市场化融资分年利率",
    en="Loan rates by year",
    number=41,
    help_="利率随贷款市场报价利率（LPR）调整的借款填写；所填年份起采用，空白年份同上年。",
)
class LoanRate:
    """市场化融资分年利率 — the rate of one loan from each year in which it changes."""

    loan: Input[str] = cell("借款编号", "Loan", refers=("loans",))
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
    by_year: Input[dict[int, Decimal]] = cell(
        "分年利率", "Rate by year", unit="fraction", low="0", high="0.2", index="calendar"
    )

    @question
    def rates_plausible(self, _: Project) -> Iterator[Fault]:
        """No year's rate is next to nothing unasked."""
        for year, rate in self.by_year.items():
            yield from next_to_nothing("by_year", rate, year)

    @check
    def years(self, project: Project) -> Iterator[Fault]:
        """Rates belong to years in which there is a loan, and a loan stands here once."""
        loan = next((row for row in project.rows(Loan) if row.id == self.loan), None)
        if loan is not None:
            yield from loan.faults_of_years(self.by_year)
        if stands_before(project, self, "loan"):
            yield Fault("loan", "loan_twice", {"found": self.loan})


@sheet(
    "loan_repayments",
    zh="市场化融资分年还本付息",
    en="Loan repayments",
    number=16,
    help_="“按合同逐年还本”的借款逐年填写还本，末年还清余额；合同列明各年利息的填写付息，空白年份按利率计算。",
)
class LoanRepayment:
    """市场化融资分年还本付息 — principal, or interest, of one loan by year, as agreed."""

    loan: Input[str] = cell("借款编号", "Loan", refers=("loans",))
    kind: Input[str] = cell(
        "还本或付息", "Principal or interest", default="principal", choices={"principal": "还本", "interest": "付息"}
    )
    by_year: Input[dict[int, Decimal]] = cell("分年金额", "Amount by year", unit="money", low="0", index="calendar")

    @question
    def interest_stated(self, _: Project) -> Iterator[Fault]:
        """A year without interest (付息) before the loan is repaid is asked about: a blank one goes by the rate."""
        for year in sorted(year for year, amount in self.by_year.items() if self.kind == "interest" and not amount):
            yield Fault("by_year", "loan_without_interest", {}, year)

    @check
    def agreement(self, project: Project) -> Iterator[Fault]:
        """The loan repays by agreement, and stands here once for principal and once for interest."""
        loan = {row.id: row for row in project.rows(Loan)}.get(self.loan)
        if loan is not None and self.kind == "interest":
            yield from loan.faults_of_years(self.by_year)
        elif loan is not None and loan.repayment != "as_given":
            yield Fault("loan", "loan_amounts_unused", {"found": self.loan})
        elif loan is not None:
            first, last = loan.first_repayment, loan.last_repayment
            for year in (year for year in self.by_year if not first <= year <= last):
                yield Fault("by_year", "repaid_outside", {"year": year, "first": first, "last": last}, year)
        if stands_before(project, self, "loan", "kind"):
            yield Fault("loan", "loan_twice", {"found": self.loan})
