"""The layer of actuals (执行数据): what happened, typed once, read by month, quarter and year, by line, item and bond."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeVar

from bondcalc.inputs.project import Project
from bondcalc.money import CONTEXT
from bondcalc.monitoring.actuals_particulars import ActualsParticulars
from bondcalc.monitoring.money_sheets import Contract, FundingStep, Transaction
from bondcalc.monitoring.months import ByMonth, Month, added, parted
from bondcalc.monitoring.period_sheets import PeriodAmount, TreasuryPayment
from bondcalc.monitoring.state_sheets import (
    AccountBalance,
    AlarmAnswer,
    MeasuredTarget,
    ProgressReading,
    ServicePayment,
    YearMatter,
)
from bondcalc.wording.messages import file_error

StatedRow = TypeVar("StatedRow")


@dataclass(frozen=True)
class Spent:
    """支出: what was paid out on a day, from a step typed in or a movement of the statement; in units of the project's money."""

    day: date
    amount: Decimal
    source: str
    spent_on: str
    item: str | None = None
    contract: str | None = None
    counterparty: str | None = None
    bond: str | None = None

    @property
    def kind(self) -> tuple[str, str]:
        """From which source it was, and for which purpose: what it can be taken back from."""
        return self.source, self.spent_on


class HeldInAccounts(NamedTuple):
    """What accounts hold together by their last balances, in units of the project's money, and the days of these; never without one."""

    balances: tuple[AccountBalance, ...]

    @property
    def amount(self) -> Decimal:
        """All of it."""
        return sum((row.balance for row in self.balances), Decimal(0))

    @property
    def day(self) -> date:
        """The day of the latest balance."""
        return max(row.day for row in self.balances)

    @property
    def first_day(self) -> date:
        """The day of the oldest of them: an account of which nobody told since may hold less."""
        return min(row.day for row in self.balances)


@dataclass(frozen=True)
class Actuals:
    """Actuals as filled in, beside the project they are of; amounts in units of the project's money unless said otherwise.

    `sha256` is the hash of the file, `filed_sha256` that of the project file it was read beside; `quantum` is the smallest
    unit of the project's money, `yuan_per_unit` its worth. `stated` holds the rows as typed. `seen_on` is the day on which
    they are looked at where it is a later one.
    """

    name: str
    sha256: str
    filed_sha256: str
    stated: Project
    yuan_per_unit: Decimal
    quantum: Decimal
    seen_on: date | None = None

    def rows(self, statement: type[StatedRow]) -> tuple[StatedRow, ...]:
        """Every row of a sheet, in the order filled in."""
        return self.stated.rows(statement)

    @property
    def particulars(self) -> ActualsParticulars:
        """The form of the workbook."""
        return self.stated.form(ActualsParticulars)

    @property
    def told_to(self) -> date:
        """The day up to which the actuals are told (数据截至日)."""
        return self.particulars.as_of

    @property
    def as_of(self) -> date:
        """The day on which they are looked at (监测日、统计日): that up to which they are told, unless a later one was asked for."""
        return self.seen_on or self.told_to

    def told_on(self, day: date) -> "Actuals":
        """Give the same actuals looked at on a later day, on which nothing more is told than on their own. Raises FileError for an earlier one."""
        if day < self.told_to:
            raise file_error("monitor_day_early", found=day, told=self.told_to)
        return replace(self, seen_on=day)

    def lines(self, kind: str) -> tuple[str | None, ...]:
        """Lines of a kind (`period_sheets.LINE_KINDS`) of which something is told, None for the kind as a whole."""
        lines = (row.line for row in self.rows(PeriodAmount) if row.kind == kind and row.amount is not None)
        return tuple(dict.fromkeys(lines))

    def by_month(self, kind: str, lines: Iterable[str | None] | None = None) -> ByMonth:
        """Amounts of a kind by month: of the lines named, else of all of them together; periods are parted evenly.

        A month that no row tells has no entry. Years and quarters: `months.by_year`, `months.by_quarter`.
        """
        wanted = None if lines is None else frozenset(lines)
        return added(
            *(
                parted(row.amount, row.year, row.period, self.quantum)
                for row in self.rows(PeriodAmount)
                if row.kind == kind and row.amount is not None and (wanted is None or row.line in wanted)
            )
        )

    def paid_in_by_month(self, lines: Iterable[str | None] | None = None) -> ByMonth:
        """Revenue paid into the treasury, by the month that earned it: of the lines named, else of all."""
        wanted = None if lines is None else frozenset(lines)
        return added(
            *(
                parted(row.amount, row.year, row.period, self.quantum)
                for row in self.rows(TreasuryPayment)
                if wanted is None or row.line in wanted
            )
        )

    def steps(self, step: str, bond: str | None = None, item: str | None = None) -> tuple[FundingStep, ...]:
        """Dated amounts of a step (`money_sheets.STEPS`) in the order of time: of a bond, of an item, else of all.

        What was spent is asked of `spent`, which knows the statement too.
        """
        steps = (
            row
            for row in self.rows(FundingStep)
            if row.step == step and bond in (None, row.bond) and item in (None, row.item)
        )
        return tuple(sorted(steps, key=lambda row: row.day))

    def money(self, yuan: Decimal) -> Decimal:
        """Give yuan (交易流水、合同) in units of the project's money, exactly."""
        return CONTEXT.divide(yuan, self.yuan_per_unit)

    def spent(self, source: str | None = None) -> tuple[Spent, ...]:
        """What was paid out for a purpose (`money_sheets.SPENT_ON`) in the order of time, from a source, else all; transfers between accounts are none.

        What comes back for such a purpose (退回), or is taken back by an entry in red (红字冲销), is a negative amount of its
        day: it is spent no longer.
        """
        return tuple(spent for spent in self._spent if source in (None, spent.source))

    @cached_property
    def _spent(self) -> tuple[Spent, ...]:
        typed = (
            Spent(
                day=row.day,
                amount=row.amount,
                source=row.source,
                spent_on=row.spent_on or UNSTATED_USE,
                item=row.item,
                contract=row.contract,
                bond=row.bond,
            )
            for row in self.rows(FundingStep)
            if row.step == "spent"
        )
        moved = (
            Spent(
                day=row.day,
                amount=self.money(row.paid_out),
                source=row.source,
                spent_on=row.moved_for,
                item=row.item,
                contract=row.contract,
                counterparty=row.counterparty,
            )
            for row in self.rows(Transaction)
            if row.moved_for in SPENT_FOR
        )
        return tuple(sorted((*typed, *moved), key=lambda spent: spent.day))

    def spent_by_month(
        self, *, source: str | None = None, item: str | None = None, spent_on: Iterable[str] | None = None
    ) -> ByMonth:
        """What was paid out by month: from a source, for an item, for the purposes named, else all."""
        wanted = None if spent_on is None else frozenset(spent_on)
        months: dict[Month, Decimal] = defaultdict(Decimal)
        for spent in self.spent(source):
            if item in (None, spent.item) and (wanted is None or spent.spent_on in wanted):
                months[Month.of(spent.day)] += spent.amount
        return dict(sorted(months.items()))

    def progress(self, item: str | None = None) -> tuple[ProgressReading, ...]:
        """Readings of an item's cumulative progress in the order of time; None is the project as a whole."""
        return tuple(sorted((row for row in self.rows(ProgressReading) if row.item == item), key=lambda row: row.day))

    def progress_on(self, day: date, item: str | None = None) -> Decimal | None:
        """Progress of an item as last read on or before a day; None where nothing was read."""
        known = [row.progress for row in self.progress(item) if row.day <= day]
        return known[-1] if known else None

    def balances_on(self, day: date, kind: str | None = None) -> tuple[AccountBalance, ...]:
        """Last balance of each account on or before a day: of a kind (`state_sheets.ACCOUNTS`), else of all."""
        last: dict[str, AccountBalance] = {}
        for row in sorted(self.rows(AccountBalance), key=lambda row: row.day):
            if row.day <= day and kind in (None, row.kind):
                last[row.account] = row
        return tuple(last.values())

    def accounts(self, kind: str) -> frozenset[str]:
        """The accounts of a kind of which a balance is told on any day."""
        return frozenset(row.account for row in self.rows(AccountBalance) if row.kind == kind)

    def held_on(self, day: date, kind: str) -> HeldInAccounts | None:
        """What the accounts of a kind hold as last told on or before a day; None where nobody told."""
        last = self.balances_on(day, kind)
        return HeldInAccounts(last) if last else None

    def service(self, bond: str | None = None) -> tuple[ServicePayment, ...]:
        """Debt service as paid, in the order of the days it was due: of a bond, else of all."""
        payments = (row for row in self.rows(ServicePayment) if bond in (None, row.bond))
        return tuple(sorted(payments, key=lambda row: row.due_on))

    def paid_with(self, money: str, day: date) -> tuple[ServicePayment, ...]:
        """Debt service paid on or before a day with money of others (`ServicePayment.paid_with`)."""
        return tuple(row for row in self.service() if row.paid_with == money and row.paid_on and row.paid_on <= day)

    @property
    def targets(self) -> tuple[MeasuredTarget, ...]:
        """Targets in numbers (绩效指标) with what was reached by year."""
        return self.rows(MeasuredTarget)

    @property
    def transactions(self) -> tuple[Transaction, ...]:
        """Movements of the accounts in the order of time; amounts in yuan."""
        return tuple(sorted(self.rows(Transaction), key=lambda row: row.day))

    @property
    def contracts(self) -> tuple[Contract, ...]:
        """Contracts of the project; amounts in yuan."""
        return self.rows(Contract)

    def matter(self, year: int) -> YearMatter | None:
        """What is told of a year beside amounts; None where nothing is."""
        return next((row for row in self.rows(YearMatter) if row.year == year), None)

    @cached_property
    def answers(self) -> Mapping[str, AlarmAnswer]:
        """Answers to alarms (预警处置) by the alarm: its last row counts, those above say how it came to that."""
        return {row.alarm: row for row in self.rows(AlarmAnswer)}


UNSTATED_USE = "works"
"""What a spending that names no purpose is for."""
SPENT_FOR = frozenset(("works", "land", "interest", "principal", "fees", "operating", "outside", "other"))
"""Purposes of a movement that are spending."""
DEBT = ("interest", "principal", "fees")
"""Those that bond money may not be spent on: what the debt itself costs."""
