"""监测结果: everything monitoring computes of one project on one day; what workbook, report and forms are drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bondcalc.algebra.exact import Figures
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.analysis.stress.stress_point import StressPoint
from bondcalc.dates import working_day_from
from bondcalc.inputs.project import Project
from bondcalc.monitoring.alarm import COLOURS, Alarm, AlarmColour
from bondcalc.monitoring.alarm_lines import AlarmLines
from bondcalc.monitoring.layer import Actuals
from bondcalc.result.result import Result
from bondcalc.schedules.book import Book


@dataclass(frozen=True)
class MonitoredSeries:
    """One series: a line of revenue, land, cost or tax, a kind in all (`line` None), or 项目收益 (kind `repayable`).

    `lines` are its deviation and alarm lines, over the years of the table; `untold` those that have a plan and of which nobody told anything.
    """

    kind: str
    line: str | None
    name: str
    lines: AlarmLines
    untold: frozenset[int] = frozenset()

    @property
    def id(self) -> str:
        """The id before those of its lines: `revenue.rent`, `cost`, `repayable`."""
        return ".".join(part for part in (self.kind, self.line) if part)


@dataclass(frozen=True)
class UsualDeviation:
    """How far a figure usually is from its plan (standard deviation over mean), by series id and year, and where that is from.

    `assumed` names the series for which the simulation gives nothing and the assumed share stands.
    """

    shares: Mapping[str, Mapping[int, Decimal]]
    assumed: tuple[str, ...]
    scenarios: int


@dataclass(frozen=True)
class NextPayment:
    """下次付款: the day it falls due, what is due, and the lines of its cover: (balance - since - arrears - bound + plan to that day x (1 + f)) ÷ due.

    `balance` was seen on the day `seen`, the oldest where accounts were seen on several; `since` came out of it later, or was due later and nobody told of it; `arrears` are told as not paid; `bound` is bond money in it, which pays no debt. `short` is what is missing; `level` by the days that are left. `balance` is None where nobody told it: then `cover` and `short`
    are not known and not graded.
    """

    day: date
    days: int
    bonds: tuple[str, ...]
    due: Decimal
    balance: Decimal | None
    seen: date | None
    since: Decimal
    arrears: Decimal
    bound: Decimal
    expected: Decimal
    cover: Fraction | None
    short: Decimal | None
    from_capital: bool
    level: AlarmColour

    @property
    def ready(self) -> Decimal | None:
        """已备: what of the balance is there for the payment; None where nobody told it."""
        return None if self.balance is None else max(self.balance - self.since - self.arrears - self.bound, Decimal(0))

    @property
    def paid_on(self) -> date:
        """The working day on which it is paid."""
        return working_day_from(self.day)


@dataclass(frozen=True)
class IdleMoney:
    """Bond money of one arrival that is not spent: the day it came, what is left of it, and for how many whole months."""

    arrived: date
    left: Decimal
    months: int


@dataclass(frozen=True)
class BondMoney:
    """债券资金: arrived, spent, left; what the filed funding table has spent by the day; what lies idle, the oldest first.

    `progress` is 支出进度, spent ÷ planned; None where nothing was planned yet. Where nobody told of any spending, `spent`,
    `progress` and what lies idle are not known.
    """

    arrived: Decimal
    spent: Decimal | None
    planned: Decimal
    progress: Fraction | None
    idle: tuple[IdleMoney, ...]


class CapitalMoney(NamedTuple):
    """资本金: arrived (None: nobody told), planned by the day of the data, and of that what belongs to years that are over."""

    arrived: Decimal | None
    planned: Decimal
    due: Decimal

    @property
    def progress(self) -> Fraction | None:
        """到位率, arrived ÷ planned; None where nobody told or nothing was planned yet."""
        return Fraction(self.arrived) / Fraction(self.planned) if self.arrived is not None and self.planned else None


class BalanceCheck(NamedTuple):
    """债券资金账户余额核对: on a day what the accounts of bond money hold, and what arrived and is not spent."""

    day: date
    held: Decimal
    left: Decimal

    @property
    def difference(self) -> Decimal:
        """What the accounts hold above what is left; below zero they hold less."""
        return self.held - self.left


@dataclass(frozen=True)
class TreasuryGap:
    """收入未缴库: earned, paid in (None: nobody told), and since when the oldest part of what is left is booked; None where nothing is left."""

    earned: Decimal
    paid_in: Decimal | None
    oldest: date | None
    days: int

    @property
    def left(self) -> Decimal | None:
        """What is booked and not paid in; None where nobody told what was."""
        return None if self.paid_in is None else max(self.earned - self.paid_in, Decimal(0))


@dataclass(frozen=True)
class TargetReached:
    """绩效指标: the latest value, its share of the target, and by how much it misses (negative is bad); None where not known.

    Of a target of 0 there is no share. One whose year is over without a value is 黄: it is asked for. `missed`: a value is told and does not reach the target. `is_due`: its year is over or
    its value told; a target that names no year is due from the first. Only what is due is judged.
    """

    id: str
    kind: str
    name: str
    unit: str
    target: Decimal
    year: int | None
    actual: Decimal | None
    attained: Fraction | None
    off: Fraction | None
    due: int | None
    missed: bool
    is_due: bool
    level: AlarmColour


@dataclass(frozen=True)
class EarnedValue:
    """挣值: single figures as lines (`lines` by id: bac pv ev ac sv cv spi cpi eac tcpi es at spi_t ahead)."""

    lines: Mapping[str, Line]
    values: Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Reforecast:
    """重新测算 under one rule: what the rest of the plan is taken times, and the whole model run again.

    `id` is plan (计划不变, the statutory line), cumulated (× (1 + I)) or filtered (× (1 + f)). `point` has E, F, the ratio
    before rounding, closing cash by year, the first short year, lowest DSCR; `dscr` is by year, None in years without service.
    """

    id: str
    name: str
    factors: Mapping[str, Decimal]
    point: StressPoint
    dscr: Mapping[int, Fraction | None]
    level: AlarmColour


@dataclass(frozen=True)
class ErrorRates:
    """How often the charts tell of what is there, and of what is not; of `seeds` drawn plans, each share from 0 to 1.

    `shift_first` is the share of plans short by one standard deviation from period 1 told by period 12, `shift_sixth` of
    those from period 6 told by period 17; `clean_average` the share of clean plans of `periods` the average tells of,
    `clean` those that any channel tells of, `clean_by` by channel.
    """

    seeds: int
    periods: int
    shift_first: Fraction
    shift_sixth: Fraction
    clean_average: Fraction
    clean: Fraction
    clean_by: Mapping[str, Fraction]


@dataclass(frozen=True)
class MonitoringResult:
    """What one monitoring gives. `book` holds the tables of the monitoring itself, `figures` their exact figures.

    `filed` is the result of the project file as handed in, never overwritten; `layered` the project with what happened.
    `alarms` are in the order of a report, the worst first, answers in them; `untold` names series of which a past year is
    not told, `blank` what else nobody told: it is counted nowhere and alarms nobody.
    """

    as_of: date
    filed: Result
    actuals: Actuals
    layered: Project
    book: Book
    figures: Figures
    series: tuple[MonitoredSeries, ...]
    usual: UsualDeviation
    payment: NextPayment | None
    money: BondMoney | None
    capital: CapitalMoney | None
    balance: BalanceCheck | None
    treasury: TreasuryGap | None
    targets: tuple[TargetReached, ...]
    earned: EarnedValue | None
    reforecasts: tuple[Reforecast, ...]
    alarms: tuple[Alarm, ...]
    rates: ErrorRates
    untold: tuple[str, ...]
    blank: tuple[str, ...]

    @property
    def tables(self) -> Sequence[Table]:
        """The tables in their order."""
        return self.book.tables

    @property
    def statutory(self) -> Reforecast:
        """The reforecast that the statutory line rests on: actuals, and the rest as planned."""
        return self.reforecasts[0]

    @property
    def worst(self) -> AlarmColour:
        """The level of the project: that of its worst alarm."""
        return max((alarm.level for alarm in self.alarms), key=lambda level: level.order, default=AlarmColour.GREEN)

    def of(self, id_: str) -> MonitoredSeries:
        """Find a series by id; KeyError when there is none."""
        for series in self.series:
            if series.id == id_:
                return series
        raise KeyError(id_)

    def level(self, line: Line, column: int = -1) -> AlarmColour:
        """Give the colour of a level line in a column, the last one unless said otherwise."""
        return COLOURS[int(self.figures.amounts(line)[column])]
