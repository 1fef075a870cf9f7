"""What the filed plan says of the years and bonds that papers of a bond's life compare with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from bondcalc.algebra.line import Line
from bondcalc.dates import day_of
from bondcalc.inputs.codes import short_half
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.schedules import bonds, coverage, funding, investment, land, payment_calendar, repayable, revenue
from bondcalc.schedules.calendar_lines import Owed

YUAN_A_HUNDRED_MILLION = "yuan_a_hundred_million"
WEEKEND = timedelta(days=2)
"""How far a payment is put off at most."""


@dataclass(frozen=True)
class BondPayment:
    """What one bond pays on one day, in yuan and fen; `hand_over` is the day by which the county pays in, None where no lead is stated."""

    bond: Bond
    nominal: date
    paid_on: date
    hand_over: date | None
    interest: Decimal
    principal: Decimal
    fee: Decimal

    @property
    def owed(self) -> Decimal:
        """All that falls due on the day."""
        return self.interest + self.principal + self.fee

    @property
    def what(self) -> str:
        """Name the payment as schedules of days do: 2020年湖南省政府专项债券（十期）付息."""
        return f"{short_name(self.bond)}{'还本付息' if self.principal else '付息'}"


@dataclass(frozen=True)
class LifePlan:
    """The filed result, asked in the terms of these papers; `after` is the same with the bonds as they were issued, None where nothing changed."""

    result: Result
    after: Result | None = None

    @property
    def paid(self) -> Result:
        """The result whose coupons and days of payment hold: as issued, else as filed."""
        return self.after or self.result

    @property
    def particulars(self) -> Particulars:
        """The project."""
        return self.result.project.form(Particulars)

    @cached_property
    def years(self) -> Sequence[int]:
        """The years of the schedules."""
        return self.result.book.years.years

    @property
    def hundred_million(self) -> Decimal:
        """How many 亿元 one unit of the project's money is."""
        rule = self.result.rules.value(YUAN_A_HUNDRED_MILLION).number
        return self.result.project.form(Settings).yuan_per_unit / Decimal(rule)

    @property
    def ten_thousand(self) -> Decimal:
        """How many 万元 one unit of the project's money is."""
        return self.result.project.form(Settings).yuan_per_unit / 10000

    def by_year(self, line: Line) -> dict[int, Decimal]:
        """Give a yearly line by year."""
        return dict(zip(self.years, self.result.figures.amounts(line), strict=True))

    @cached_property
    def repayable(self) -> dict[int, Decimal]:
        """项目收益 by year."""
        return self.by_year(self.result.book.use(repayable.schedule).amount)

    @cached_property
    def revenue(self) -> dict[int, Decimal]:
        """Revenue that repays, by year, land before its cost: what 实现的偿债资金来源收入 is compared with."""
        earned = self.by_year(self.result.book.use(revenue.schedule).claimed)
        sold = self.by_year(self.result.book.use(land.schedule).claimed_gross)
        return {year: earned[year] + sold[year] for year in self.years}

    @cached_property
    def revenue_lines(self) -> dict[str, dict[int, Decimal]]:
        """Revenue of every operating line and parcel by year, by the id of its row; land before its cost."""
        earned = self.result.book.use(revenue.schedule).amounts
        sold = {id_: account.gross for id_, account in self.result.book.use(land.schedule).accounts.items()}
        return {id_: self.by_year(line) for id_, line in {**earned, **sold}.items()}

    @cached_property
    def works(self) -> dict[int, Decimal]:
        """建设投资 by year, without interest and fees: what 支出 for works and land is compared with."""
        return self.by_year(self.result.book.use(investment.schedule).works)

    @cached_property
    def capital(self) -> dict[int, Decimal]:
        """项目资本金 by year, as the funding table has it."""
        return self.by_year(self.result.book.use(funding.schedule).capital)

    @property
    def investment(self) -> Decimal:
        """A, the whole investment."""
        return self.result.figures.amount(self.result.book.use(coverage.schedule).basis.investment)

    @property
    def special_bonds(self) -> Decimal:
        """C, all special bonds."""
        return self.result.figures.amount(self.result.book.use(coverage.schedule).basis.special_bonds)

    def issued(self, day: date) -> list[Bond]:
        """Give the bonds that are out on a day."""
        return [bond for bond in self.paid.project.rows(Bond) if bond.value_date <= day]

    def payments(self, first: date, last: date) -> list[BondPayment]:
        """Give what bonds pay between two days, both included, in the order of days."""
        made = self.paid.book.use(payment_calendar.schedule)
        tranches = self.paid.book.use(bonds.schedule).tranches
        owed = [debt for debt in made.owed if debt.remitted]
        return [
            payment
            for index, day in enumerate(made.axis.days)
            if first <= day <= last
            for tranche, debt in zip(tranches, owed, strict=True)
            if (payment := self._payment(tranche.row.data, debt, index, day)).owed
        ]

    def payments_to_come(self, day: date, last: date = date.max) -> list[BondPayment]:
        """Give what bonds still pay after a day, due by the last; what was put off to a working day is still to come until then."""
        return [payment for payment in self.payments(day - WEEKEND, last) if payment.paid_on > day]

    def _payment(self, bond: Bond, debt: Owed, index: int, day: date) -> BondPayment:
        made, figures = self.paid.book.use(payment_calendar.schedule), self.paid.figures

        def on(line: Line | None) -> Decimal:
            """Read a line of the calendar on the day; 0 where the debt has none."""
            return Decimal(0) if line is None else figures.amounts(line)[index]

        def dated(id_: str) -> date | None:
            """Read a day of the calendar; None where it is not stated."""
            line = made.remitted.get(id_)
            return None if line is None else _day(figures.columns(line)[index])

        return BondPayment(
            bond=bond,
            nominal=day,
            paid_on=dated("paid_on") or day,
            hand_over=dated("county_day"),
            interest=on(debt.interest),
            principal=on(debt.principal),
            fee=on(debt.fee),
        )


def short_name(bond: Bond) -> str:
    """Name a bond as tables do: of a full name the part that names the bond, not the kind of its projects."""
    return short_half(bond.name or bond.id)


def _day(value: object) -> date | None:
    return day_of(value) if isinstance(value, Decimal) else None
