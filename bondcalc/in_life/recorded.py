"""The layer of actuals as papers of a bond's life read it: years, bonds and targets up to a day."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bondcalc.in_life.life_record import LifeRecord, LifeTarget, LifeYear, stated_targets
from bondcalc.in_life.recorded_bonds import recorded_bonds
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.money_sheets import Contract, Transaction
from bondcalc.monitoring.months import by_year
from bondcalc.monitoring.period_sheets import LINE_KINDS
from bondcalc.monitoring.state_sheets import DIRECTIONS, AccountBalance, MeasuredTarget, YearMatter, levels_of
from bondcalc.monitoring.two_sides import Sides, TwoSides
from bondcalc.monitoring.yearly_view import WORKS, earned_payments, yearly_rows
from bondcalc.result.result import Result
from bondcalc.wording import number

OTHERS, MASKED = "有关单位", "****"
"""Stand for a counterparty and for an account in words that are published."""
EARNED = ("revenue", "land")
"""Kinds that earn."""
LONG_ACCOUNT = 8
"""Signs from which on an account is told from any other number."""


def recorded(filed: Result, actuals: Actuals, as_of: date | None = None) -> LifeRecord:
    """Read the layer up to a day, that of the layer unless another is stated.

    Revenue and 项目收益 of a year are recorded where all that makes them is told of it: what is published holds no plan.
    """
    day, project = as_of or actuals.as_of, filed.project
    rows, sides = [row for row in yearly_rows(filed, actuals) if row.year <= day.year], Sides(filed, actuals).every()
    by_line = _by_line(actuals, sides)
    spending = by_year(actuals.spent_by_month(source="bond", spent_on=WORKS)) if actuals.spent() else None
    earning = {month.year for kind in LINE_KINDS for month in actuals.by_month(kind)}
    recorded_years = [_year(actuals, row, by_line, spending) for row in rows]
    if not earned_payments(project, actuals):
        recorded_years = [replace(year, paid_in=None) for year in recorded_years]
    years = [_unearned(year, sides, earns=year.year in earning) for year in recorded_years]
    bonds = {bond.id: bond for bond in recorded_bonds(project, actuals, day)}
    record = LifeRecord(day, years, bonds=bonds)
    return replace(record, targets=targets_of(project, actuals, record.closed_year))


def _by_line(actuals: Actuals, sides: Sequence[TwoSides]) -> dict[str, dict[int, Decimal]]:
    """Give revenue by line and year, of years that are told as a whole: the others are beside no plan of a year."""
    planned = {side.line.id: side for side in sides if side.line.kind in EARNED}
    return {
        line: {
            year: amount
            for year, amount in by_year(actuals.by_month(kind, [line])).items()
            if line not in planned or planned[line].told_whole(year)
        }
        for kind in EARNED
        for line in actuals.lines(kind)
        if line is not None
    }


def _unearned(year: LifeYear, sides: Sequence[TwoSides], *, earns: bool) -> LifeYear:
    """Take out what was earned where the year is not told as a whole: no figure is better than one that counts blanks as zero."""
    open_kinds = {side.line.kind for side in sides if not side.told_whole(year.year)}
    return replace(
        year,
        revenue=year.revenue if earns and not open_kinds & {*EARNED} else None,
        paid_in=year.paid_in if earns else None,
        repayable=year.repayable if earns and not open_kinds else None,
    )


def _year(
    actuals: Actuals, row: Actual, by_line: dict[str, dict[int, Decimal]], spending: dict[int, Decimal] | None
) -> LifeYear:
    """Put a year together; what was spent or arrived is not recorded where the layer does not speak of it."""
    matter = actuals.matter(row.year) or YearMatter(year=row.year)
    return LifeYear(
        year=row.year,
        revenue=row.revenue,
        paid_in=row.paid_in,
        repayable=row.repayable,
        invested=None if spending is None else row.works_paid,
        capital=row.capital if actuals.steps("capital") else None,
        bond_spent=None if spending is None else spending.get(row.year, Decimal(0)),
        progress=row.progress,
        by_line={line: years[row.year] for line, years in by_line.items() if row.year in years},
        reason=unnamed(actuals, matter.gap_reason or ""),
        measures=unnamed(actuals, matter.measures or ""),
        expected=matter.expected_revenue,
    )


def unnamed(actuals: Actuals, text: str) -> str:
    """Take names of counterparties and accounts out of words that are published: the longest first, 有关单位 in their place."""
    names = {row.counterparty or "" for row in actuals.rows(Transaction)} - {""}
    names |= {row.counterparty for row in actuals.rows(Contract)}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        text = text.replace(name, OTHERS)
    accounts = {row.account for row in actuals.rows(Transaction)} | {
        row.account for row in actuals.rows(AccountBalance)
    }
    for account in sorted(accounts, key=lambda account: (-len(account), account)):
        # A short one may be part of any number: it is one only where the word stands before it.
        before = "" if len(account) >= LONG_ACCOUNT else "(?<=账户)|(?<=账号)"
        text = re.sub(f"(?:{before}){re.escape(account)}", MASKED, text)
    return text


def targets_of(project: Project, actuals: Actuals, year: int) -> list[LifeTarget]:
    """Give the targets in numbers with what was reached by a year, then those of the project file that nobody measures."""
    measured = [_target(row, year) for row in actuals.targets]
    names = {target.name for target in measured}
    return [*measured, *(target for target in stated_targets(project) if target.name not in names)]


def _target(row: MeasuredTarget, year: int) -> LifeTarget:
    known = [row.by_year[of] for of in sorted(row.by_year) if of <= year]
    reached = known[-1] if known else None
    first, second = levels_of(row.kind)
    by = f"（{row.due}年）" if row.due is not None and row.due > year else ""
    return LifeTarget(
        id=row.id,
        first=first,
        second=second,
        name=row.name,
        # A share of what is due in a later year is no miss: the year stands beside the target.
        target="" if row.target is None else f"{DIRECTIONS[row.direction]}{_said(row, row.target)}{by}",
        actual="" if reached is None else _said(row, reached),
        attained=attained(row, reached),
        weight=row.weight,
    )


def attained(row: MeasuredTarget, reached: Decimal | None) -> Fraction | None:
    """Give the share of a target that was reached; of a ceiling 1 up to it, and less the further it is passed."""
    if reached is None or row.target is None:
        return None
    if row.direction == "at_most":
        return Fraction(1) if reached <= row.target else Fraction(row.target) / Fraction(reached)
    return Fraction(reached) / Fraction(row.target) if row.target else None


def _said(row: MeasuredTarget, amount: Decimal) -> str:
    return f"{number.trimmed(amount, grouped=True)}{row.unit}"
