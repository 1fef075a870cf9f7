"""What papers of a bond's life read of the actuals: years, bonds and targets; None is "not recorded", never zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.performance import FIRST_LEVEL, Target
from bondcalc.inputs.sheets.performance import KINDS as TARGET_KINDS
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine

RevenueKind = Literal["operating", "asset", "other"]
KINDS: dict[RevenueKind, str] = {"operating": "运营收益", "asset": "资产收益", "other": "其他收益"}
"""How the in-life form of some provinces parts what a project earned."""


@dataclass(frozen=True)
class LifeYear:
    """One year, amounts in the unit of the project; `expected` is the latest 项目收益 expected over the bonds' life, where the unit states one.

    `by_line`: revenue by revenue line and parcel, empty where only the sum is recorded.
    """

    year: int
    revenue: Decimal | None
    paid_in: Decimal | None
    repayable: Decimal | None
    invested: Decimal | None
    capital: Decimal | None = None
    bond_spent: Decimal | None = None
    progress: Decimal | None = None
    by_line: Mapping[str, Decimal] = field(default_factory=dict)
    reason: str = ""
    measures: str = ""
    expected: Decimal | None = None


UNASSIGNED = ""
"""Stands for the bond of money that nobody told the bond of, where a project has several (未分到债券)."""


@dataclass(frozen=True)
class LifeBond:
    """A bond up to the day, amounts in the unit of the project: the dated amounts of its money, None where nobody told them."""

    id: str
    arrived_on: date | None = None
    arrived: Decimal | None = None
    appropriated: Decimal | None = None
    spent: Decimal | None = None


@dataclass(frozen=True)
class LifeTarget:
    """A target (绩效指标) in words and what was attained; `attained` is the share, None where it cannot be computed."""

    id: str
    first: str
    second: str
    name: str
    target: str
    actual: str = ""
    attained: Fraction | None = None
    weight: Decimal | None = None


@dataclass(frozen=True)
class LifeRecord:
    """What is recorded of a project up to a day."""

    as_of: date
    years: Sequence[LifeYear]
    bonds: Mapping[str, LifeBond] = field(default_factory=dict)
    targets: Sequence[LifeTarget] = ()

    @property
    def closed_year(self) -> int:
        """The last year that is over on the day: the one that is disclosed and evaluated."""
        over = (self.as_of.month, self.as_of.day) == (12, 31)
        return self.as_of.year if over else self.as_of.year - 1

    def closed(self, year: int | None = None) -> Sequence[LifeYear]:
        """Give the years up to one (the closed year unless stated), in order."""
        last = self.closed_year if year is None else year
        return [row for row in self.years if row.year <= last]

    def year(self, year: int) -> LifeYear | None:
        """Find a year; None where nothing is recorded of it."""
        return next((row for row in self.years if row.year == year), None)


def stated_targets(project: Project) -> list[LifeTarget]:
    """Give the targets of the sheet 绩效目标, which nobody has measured, by kind."""
    order = list(TARGET_KINDS)
    return [
        LifeTarget(row.id, FIRST_LEVEL[row.kind], TARGET_KINDS[row.kind], row.name, row.value)
        for row in sorted(project.rows(Target), key=lambda row: order.index(row.kind))
    ]


def kind_of(project: Project, line: str) -> RevenueKind:
    """Tell what a revenue line earns by: operation, sale of assets and land, or something else."""
    if line in {row.id for row in project.rows(Parcel)}:
        return "asset"
    return "operating" if line in {row.id for row in (*project.rows(RevenueLine), *project.rows(NodeLine))} else "other"


def by_kind(project: Project, year: LifeYear) -> dict[RevenueKind, Decimal] | None:
    """Part the revenue of a year by kind; None where it is recorded as a sum only."""
    if not year.by_line:
        return None
    parts = dict.fromkeys(KINDS, Decimal(0))
    for line, amount in year.by_line.items():
        parts[kind_of(project, line)] += amount
    return parts
