"""计划与实际: each line of the plan beside what was told of it, by year, with the months that both cover.

A month that nobody told is no zero: plan and actual are compared over the months told, and the rest stays planned.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bondcalc.algebra.line import Line
from bondcalc.inputs.sheets.operating_costs import CostLine, Outlay, TaxLine
from bondcalc.inputs.sheets.revenue_lines import ALL_LINES
from bondcalc.money import half_up
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.months import MONTHS_A_YEAR, ByMonth, Month, months_between
from bondcalc.monitoring.period_sheets import LINE_KINDS
from bondcalc.result.result import Result
from bondcalc.schedules import costs, land, revenue, timing
from bondcalc.schedules.actual_amounts import LineActuals, LineOfKind

KINDS = tuple(LINE_KINDS)
SIGNS: Mapping[str, int] = {"revenue": 1, "land": 1, "land_cost": -1, "cost": -1, "tax": -1}
"""What a kind does to 项目收益."""
FOLLOWS = ("share_of_revenue",)
"""Bases of a cost or tax that follow revenue by themselves."""
EVENTS = ("land", "land_cost")
"""Kinds that happen on a day: once one is told of a year, no month of it up to the day of the data is open."""


@dataclass(frozen=True)
class PlannedLine:
    """A line of the plan: its kind and id, its name, and the amount of each year; `follows` what moves it by itself.

    That is a line by kind and id, every line of the kind where the id is None.
    """

    kind: str
    id: str
    name: str
    by_year: Mapping[int, Decimal]
    follows: tuple[str, str | None] | None = None


@dataclass(frozen=True)
class TwoSides:
    """A line as planned and as told: by year the amount told, the months told out of the `whole` of the year, the plan of these."""

    line: PlannedLine
    actual: Mapping[int, Decimal] = field(default_factory=dict)
    months: Mapping[int, int] = field(default_factory=dict)
    whole: Mapping[int, int] = field(default_factory=dict)
    plan: Mapping[int, Decimal] = field(default_factory=dict)

    def told_whole(self, year: int) -> bool:
        """Tell whether every month of a year is told; a year without a plan asks for none."""
        return not self.line.by_year.get(year) or self.months.get(year, 0) >= self.whole.get(year, 1)

    def left(self, year: int) -> Decimal:
        """Give the plan of the months of a year that nobody told."""
        return self.line.by_year.get(year, Decimal(0)) - self.plan.get(year, Decimal(0))

    def layer(self, factor: Decimal, begins: int, followed: Mapping[int, Decimal]) -> LineActuals:
        """Say it as schedules take it, with what the rest is multiplied by from a year on; `followed` is what that does to a line that follows others."""
        left = {
            year: self.left(year) * followed.get(year, Decimal(1)) for year, months in self.months.items() if months
        }
        return LineActuals(self.actual, left, factor, begins)


def planned_lines(filed: Result) -> tuple[PlannedLine, ...]:
    """List the lines of the plan that actuals may be told of and that 项目收益 is made of, in the order of the tables."""
    book, years = filed.book, filed.book.years.years

    def by_year(amounts: Iterable[Decimal]) -> dict[int, Decimal]:
        """Put amounts to their years."""
        return dict(zip(years, amounts, strict=True))

    def read(line: Line) -> dict[int, Decimal]:
        """Read a line by year."""
        return by_year(filed.figures.amounts(line))

    sold, spent = book.use(revenue.schedule), book.use(costs.schedule)
    grounds = [account for account in book.use(land.schedule).accounts.values() if account.row.data.claimed]
    lines = [PlannedLine("revenue", row.data.id, row.data.name, read(amount)) for row, amount in sold.claimed_lines]
    lines += [
        PlannedLine("land", account.row.data.id, f"土地出让（{account.row.data.id}）", read(account.gross))
        for account in grounds
    ]
    for account in grounds:
        both = zip(filed.figures.amounts(account.gross), filed.figures.amounts(account.net), strict=True)
        costs_of, id_ = by_year(gross - net for gross, net in both), account.row.data.id
        lines.append(PlannedLine("land_cost", id_, f"土地成本及计提（{id_}）", costs_of, ("land", id_)))
    for kind, statement, amounts in (("cost", CostLine, spent.amounts), ("tax", TaxLine, spent.tax_amounts)):
        lines += [
            PlannedLine(kind, row.data.id, row.data.name, read(amounts[row.data.id]), _followed_by(row.data))
            for row in book.rows(statement)
        ]
    return tuple(lines)


def _followed_by(row: Outlay) -> tuple[str, str | None] | None:
    """Name the revenue that a cost or tax is a share of; None where it is a share of none."""
    return ("revenue", None if row.of == ALL_LINES else row.of) if row.basis in FOLLOWS else None


class Sides:
    """Holds the plan against the actuals of a day."""

    def __init__(self, filed: Result, actuals: Actuals) -> None:
        self._filed, self._actuals, self.lines = filed, actuals, planned_lines(filed)
        self._last = Month.of(actuals.told_to)

    def every(self) -> tuple[TwoSides, ...]:
        """Give every line; a kind told as a whole is parted to its lines by their plans."""
        return tuple(side for kind in KINDS for side in self._of_kind(kind))

    def _of_kind(self, kind: str) -> Iterable[TwoSides]:
        lines = [line for line in self.lines if line.kind == kind]
        whole = self._told(kind, None)
        for number, line in enumerate(lines):
            amounts = self._told(kind, line.id) | self._part(whole, lines, number)
            yield self._side(line, amounts)

    def _told(self, kind: str, line: str | None) -> ByMonth:
        """Give what is told of the months up to the day of the data."""
        amounts = self._actuals.by_month(kind, [line])
        return {month: amount for month, amount in amounts.items() if month <= self._last}

    def _part(self, whole: ByMonth, lines: Sequence[PlannedLine], number: int) -> ByMonth:
        """Part the amounts of a kind to one of its lines by the plans of the year, to the quantum; the last line has the rest."""
        given: ByMonth = {}
        for month, amount in whole.items():
            plans = [line.by_year.get(month.year, Decimal(0)) for line in lines]
            # Where nothing was planned in a year nothing says how to part it: the first line stands for the kind.
            plans = plans if sum(plans) else [Decimal(1), *(Decimal(0) for _ in lines[1:])]
            ends = [
                half_up(amount * sum(plans[:count], Decimal(0)) / sum(plans, Decimal(0)), self._actuals.quantum)
                for count in (number, number + 1)
            ]
            given[month] = ends[1] - ends[0]
        return given

    def _side(self, line: PlannedLine, amounts: ByMonth) -> TwoSides:
        years = sorted({month.year for month in amounts})
        running = self._running_months(line.kind)
        of = {year: [month for month in _year(year) if month in running] or _year(year) for year in years}
        covered = self._told_months(line.kind, amounts)
        months = {year: sum(month in covered for month in of[year]) for year in years}
        quantum = self._actuals.quantum
        return TwoSides(
            line=line,
            actual={
                year: sum((value for month, value in amounts.items() if month.year == year), Decimal(0))
                for year in years
            },
            months=months,
            whole={year: len(of[year]) for year in years},
            plan={
                year: half_up(line.by_year.get(year, Decimal(0)) * months[year] / len(of[year]), quantum)
                for year in years
            },
        )

    def _told_months(self, kind: str, amounts: ByMonth) -> frozenset[Month]:
        """Give the months that are told; of what happens on a day all of the year up to the day of the data."""
        if kind not in EVENTS:
            return frozenset(amounts)
        every = (month for year in {month.year for month in amounts} for month in _year(year))
        return frozenset(month for month in every if month <= self._last)

    def _running_months(self, kind: str) -> frozenset[Month]:
        """Give the months of operation; land and its cost go by the calendar, and have none."""
        days = timing.operation(self._filed.book)
        if days is None or kind in EVENTS:
            return frozenset()
        first, last = days
        last = min(last, date(self._actuals.as_of.year, MONTHS_A_YEAR, 31))
        return frozenset(months_between(Month.of(first), Month.of(last)))


def _year(year: int) -> list[Month]:
    return [Month(year, month) for month in range(1, MONTHS_A_YEAR + 1)]


def summed(
    sides: Iterable[TwoSides], part: Callable[[TwoSides], Mapping[int, Decimal]], *, signed: bool = False
) -> dict[int, Decimal]:
    """Add one side of several lines up by year; signed as 项目收益 takes them."""
    by_year: dict[int, Decimal] = {}
    for side in sides:
        for year, amount in part(side).items():
            by_year[year] = by_year.get(year, Decimal(0)) + amount * (SIGNS[side.line.kind] if signed else 1)
    return dict(sorted(by_year.items()))


def of_kind(sides: Iterable[TwoSides], kind: str) -> list[TwoSides]:
    """Give the lines of a kind."""
    return [side for side in sides if side.line.kind == kind]


def layer_of(sides: Sequence[TwoSides], factors: Mapping[str, Decimal], begins: int) -> dict[LineOfKind, LineActuals]:
    """Give what schedules take for what happened; `factors` by `kind.id`, 1 where none is named, from a year on."""
    return {
        (side.line.kind, side.line.id): side.layer(
            _factor(side, factors), begins, _followed(side, sides, factors, begins)
        )
        for side in sides
    }


def _factor(side: TwoSides, factors: Mapping[str, Decimal]) -> Decimal:
    return factors.get(f"{side.line.kind}.{side.line.id}", Decimal(1))


def _followed(
    side: TwoSides, sides: Sequence[TwoSides], factors: Mapping[str, Decimal], begins: int
) -> dict[int, Decimal]:
    """Give what the factors make of the rest of what a line follows, by year told in part: years told of nothing follow by themselves."""
    if side.line.follows is None:
        return {}
    kind, id_ = side.line.follows
    leading = [other for other in of_kind(sides, kind) if id_ in (None, other.line.id)]
    shares = {}
    for year in (year for year in side.months if year >= begins):
        left = sum((other.left(year) for other in leading), Decimal(0))
        made = sum((other.left(year) * _factor(other, factors) for other in leading), Decimal(0))
        shares[year] = made / left if left else Decimal(1)
    return shares
