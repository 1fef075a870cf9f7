"""The layer seen by year: the sheet 执行情况 of a project, derived from the actuals, and the issues that took place."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bondcalc.inputs.divided_bond import in_proportion
from bondcalc.inputs.issue_result import as_issued
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.inputs.values import typed_in
from bondcalc.money import half_up
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.money_sheets import FundingStep
from bondcalc.monitoring.months import ByMonth, Month, added, by_year, less
from bondcalc.monitoring.period_sheets import TreasuryPayment
from bondcalc.monitoring.repaid_early import with_early_redemption
from bondcalc.monitoring.state_sheets import ProgressReading, YearMatter
from bondcalc.monitoring.two_sides import Sides, TwoSides, layer_of
from bondcalc.result.result import Result
from bondcalc.schedules import repayable
from bondcalc.schedules.book import build

WORKS = ("works", "land")
"""Purposes that build what the plan lists."""
EARNING = ("revenue", "land")
"""Kinds that bring revenue."""


def layered(filed: Result, actuals: Actuals) -> Project:
    """Give the project with what happened: bonds issued and repaid as they were, and the sheet 执行情况 by year.

    A year that the layer tells takes the place of a row typed in the project file; the file itself is not touched. 项目收益 of
    a year is what was told and the plan of what was not, line by line, as the reforecast has it.
    """
    project = filed.project
    after = bonds_as_told(filed, actuals)
    derived = {row.year: row for row in yearly_rows(filed, actuals)}
    kept = {row.year: row for row in project.rows(Actual) if row.year not in derived}
    rows = tuple(row for _, row in sorted({**kept, **derived}.items()))
    return replace(after, tables={**after.tables, "actuals": rows})


def bonds_as_told(filed: Result, actuals: Actuals) -> Project:
    """Give the project with its bonds as they were issued and repaid; the project itself where nothing is told that it has not."""
    return with_early_redemption(with_issues(filed.project, actuals), filed.rules, actuals)


def with_issues(project: Project, actuals: Actuals) -> Project:
    """Take over every issue that the layer tells: day, amount, coupon and what else it fixed hold, whatever the file planned or states."""
    after = project
    for step in actuals.steps("issued"):
        stated = _result(step)
        for bond in after.rows(Bond):
            if bond.id == step.bond and step.amount and not _is_filed(bond, stated):
                after = as_issued(in_proportion(after, bond, step.amount), bond, stated)
    return after


def _is_filed(bond: Bond, stated: dict[str, object]) -> bool:
    """Tell whether the project file knows a bond as it was issued."""
    return bond.status == "issued" and all(getattr(bond, field) == value for field, value in stated.items())


def _result(step: FundingStep) -> dict[str, object]:
    """Name what a step states as the result of an issue names it; what it leaves blank stays as it was planned."""
    stated = {
        "coupon": step.coupon,
        "value_date": step.day,
        "face": step.amount,
        "issue_price": step.price,
        "first_value_date": step.first_value_date,
        "name": step.bond_name,
    }
    return {field: value for field, value in stated.items() if value is not None}


def claimed_lines(project: Project, kind: str) -> tuple[str | None, ...]:
    """Lines of a kind that repay the bonds (列为偿债资金来源); the kind told as a whole counts as such."""
    statements: dict[str, tuple[type[Parcel | RevenueLine | NodeLine], ...]] = {
        "revenue": (RevenueLine, NodeLine),
        "land": (Parcel,),
        "land_cost": (Parcel,),
    }
    ids = (row.id for statement in statements[kind] for row in project.rows(statement) if row.claimed)
    return (None, *ids)


def earning_lines(project: Project) -> frozenset[str | None]:
    """Lines of revenue and land that repay the bonds, None for a kind as a whole: what is paid in of others is no money of theirs."""
    return frozenset(line for kind in EARNING for line in claimed_lines(project, kind))


def earned_payments(project: Project, actuals: Actuals) -> list[TreasuryPayment]:
    """收入缴库 of the lines that repay the bonds; empty where nobody told of any."""
    earning = earning_lines(project)
    return [row for row in actuals.rows(TreasuryPayment) if row.line in earning]


def revenue_by_month(project: Project, actuals: Actuals) -> ByMonth:
    """实现的偿债资金来源收入: what claimed lines earned, land before its costs."""
    return added(*(actuals.by_month(kind, claimed_lines(project, kind)) for kind in EARNING))


def repayable_by_month(project: Project, actuals: Actuals) -> ByMonth:
    """项目收益 as told: claimed revenue less the cost of land, of operation and renewal, and taxes; it can be negative."""
    spent = added(
        actuals.by_month("land_cost", claimed_lines(project, "land_cost")),
        actuals.by_month("cost"),
        actuals.by_month("tax"),
    )
    return less(revenue_by_month(project, actuals), spent)


def whole_progress(project: Project, actuals: Actuals, day: date) -> Decimal | None:
    """Physical progress of the project: as read for the whole, else of its items by their amounts.

    None where neither the whole nor every item is read: what nobody read is no zero.
    """
    whole = actuals.progress_on(day)
    if whole is not None or unread_items(project, actuals, day):
        return whole
    items = project.rows(InvestmentItem)
    built = sum((row.amount * (actuals.progress_on(day, row.id) or 0) for row in items), Decimal(0))
    total = sum((row.amount for row in items), Decimal(0))
    return typed_in(sheet_of(ProgressReading).cell(ProgressReading.progress), built / total) if total else None


def progress_day(actuals: Actuals, day: date) -> date | None:
    """Give the day on which progress was read last, of the whole where it is, else the oldest of the last readings of items; None where none was."""
    items = dict.fromkeys(row.item for row in actuals.rows(ProgressReading))
    last = {item: [row.day for row in actuals.progress(item) if row.day <= day] for item in items}
    read = {item: days[-1] for item, days in last.items() if days}
    return read.get(None) or min(read.values(), default=None)


def unread_items(project: Project, actuals: Actuals, day: date) -> list[str]:
    """Name the items of the investment of which no progress is read by a day."""
    items = project.rows(InvestmentItem)
    return [row.name for row in items if row.amount and actuals.progress_on(day, row.id) is None]


def yearly_rows(filed: Result, actuals: Actuals) -> tuple[Actual, ...]:
    """The rows of 执行情况 that the layer makes, one a year of which something is told, in the order of years."""
    sides, project = Sides(filed, actuals).every(), filed.project
    years = sorted(_years(project, actuals))
    left = {year for year in years if not all(side.told_whole(year) for side in sides)}
    partly = _with_the_plan(filed, actuals, sides) if left else {}
    amounts = _amounts(project, actuals)
    rows = (_row(project, actuals, year, amounts) for year in years)
    return tuple(
        replace(row, repayable=partly[row.year]) if row.year in left and row.year in partly else row for row in rows
    )


def _with_the_plan(filed: Result, actuals: Actuals, sides: tuple[TwoSides, ...]) -> dict[int, Decimal]:
    """Give 项目收益 by year with the plan of what nobody told, as the reforecast has it: a cost that is not told is no zero."""
    book = build(bonds_as_told(filed, actuals), filed.rules, None, layer_of(sides, {}, actuals.as_of.year))
    amounts = book.program().run().amounts(book.use(repayable.schedule).counted)
    return dict(zip(book.years.years, amounts, strict=True))


def _years(project: Project, actuals: Actuals) -> set[int]:
    amounts = added(
        repayable_by_month(project, actuals), actuals.paid_in_by_month(), actuals.spent_by_month(), _capital(actuals)
    )
    read = {row.day.year for row in actuals.rows(ProgressReading)}
    return {month.year for month in amounts} | read | {row.year for row in actuals.rows(YearMatter)}


def _amounts(project: Project, actuals: Actuals) -> dict[str, dict[int, Decimal]]:
    """Give the amounts of 执行情况 by field and year, as told."""
    months = {
        "revenue": revenue_by_month(project, actuals),
        "paid_in": actuals.paid_in_by_month(earning_lines(project)),
        "repayable": repayable_by_month(project, actuals),
        "capital": _capital(actuals),
        "works_paid": actuals.spent_by_month(spent_on=WORKS),
        "outside_plan": _spent_outside(actuals),
    }
    return {field: by_year(amounts) for field, amounts in months.items()}


def _row(project: Project, actuals: Actuals, year: int, amounts: Mapping[str, Mapping[int, Decimal]]) -> Actual:
    def amount(field: str) -> Decimal:
        """Give what was told of the year, to the quantum."""
        return half_up(amounts[field].get(year, Decimal(0)), actuals.quantum)

    matter = actuals.matter(year) or YearMatter(year=year)
    return Actual(
        year=year,
        revenue=amount("revenue"),
        paid_in=amount("paid_in"),
        repayable=amount("repayable"),
        capital=amount("capital"),
        works_paid=amount("works_paid"),
        progress=whole_progress(project, actuals, min(date(year, 12, 31), actuals.as_of)),
        outside_plan=amount("outside_plan"),
        adjustment_approved=matter.adjustment_approved,
        execution_monitored=matter.execution_monitored,
        targets_monitored=matter.targets_monitored,
        deviation=matter.deviation,
        payment_stopped=matter.payment_stopped,
        disclosed_on=matter.disclosed_on,
    )


def _spent_outside(actuals: Actuals) -> ByMonth:
    """用于计划外事项的债券资金 by month: what comes back later or is reversed does not undo that it was spent so."""
    spent = (row for row in actuals.spent("bond") if row.spent_on == "outside" and row.amount > 0)
    return added(*({Month.of(row.day): row.amount} for row in spent))


def _capital(actuals: Actuals) -> ByMonth:
    """资本金到位 by month."""
    return added(*({Month.of(step.day): step.amount} for step in actuals.steps("capital")))
