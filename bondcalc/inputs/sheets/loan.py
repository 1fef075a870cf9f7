"""Sheets 市场化融资 and 市场化融资还本: other debt of the project, repaid from the same revenue."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.dates import add_months
from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project

MODES = {"equal_principal": "等额本金", "level": "等额本息", "as_given": "按合同逐年还本"}


@sheet(
    "loans",
    zh="市场化融资",
    en="Market loans",
    number=15,
    help_="银行贷款等；没有的留空。建设期利息：当年借款按半年、期初余额按全年计息。",
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
    by_year: Input[dict[int, Decimal]] = cell("分年借款金额", "Draws by year", unit="money", low="0", index="calendar")

    def called(self) -> str:
        """The lender (融资机构) and the code, which is told once where it was made of the name."""
        return self.lender if self.id == self.lender else f"{self.lender}（{self.id}）"

    def payment_day(self, year: int) -> date:
        """The day of a year on which a loan is served (付息还本日): that of its first repayment, else the last of the year."""
        first = self.first_repayment_day or date(year, 12, 31)
        return add_months(first, 12 * (year - first.year))

    @check
    def years(self, _: Project) -> Iterator[Fault]:
        """Repayment starts after the last draw and does not end before it starts."""
        drawn = max(self.by_year, default=None)
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
    def agreed(self, project: Project) -> Iterator[Fault]:
        """Repayment by agreement has its amounts on the sheet beside this one."""
        if self.repayment == "as_given" and self.id not in {row.loan for row in project.rows(LoanRepayment)}:
            yield Fault("repayment", "loan_amounts_missing", {"found": self.id})


@sheet(
    "loan_repayments",
    zh="市场化融资还本",
    en="Loan repayments",
    number=16,
    help_="还本方式为“按合同逐年还本”的借款逐年填写；末年还清余额。",
)
class LoanRepayment:
    """市场化融资还本 — principal of one loan by year, as agreed."""

    loan: Input[str] = cell("借款编号", "Loan", refers=("loans",))
    by_year: Input[dict[int, Decimal]] = cell(
        "分年还本金额", "Principal by year", unit="money", low="0", index="calendar"
    )

    @check
    def agreement(self, project: Project) -> Iterator[Fault]:
        """The loan repays by agreement, and stands here once."""
        loan = {row.id: row for row in project.rows(Loan)}.get(self.loan)
        if loan is not None and loan.repayment != "as_given":
            yield Fault("loan", "loan_amounts_unused", {"found": self.loan})
        elif loan is not None:
            first, last = loan.first_repayment, loan.last_repayment
            for year in (year for year in self.by_year if not first <= year <= last):
                yield Fault("by_year", "repaid_outside", {"year": year, "first": first, "last": last}, year)
        if next(row for row in project.rows(LoanRepayment) if row.loan == self.loan) is not self:
            yield Fault("loan", "loan_twice", {"found": self.loan})
