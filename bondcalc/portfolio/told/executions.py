"""What is kept of the actuals of many projects for the weekly tables, in 万元; None is "not recorded", never zero."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.dates import add_months
from bondcalc.portfolio.kept_record import BondKept, PaymentKept


@dataclass(frozen=True)
class BondExecution:
    """A bond's money up to the day, and the day by which the county pays in for its next payment."""

    arrived_on: date | None = None
    arrived: Decimal | None = None
    appropriated: Decimal | None = None
    spent: Decimal | None = None
    hand_over: date | None = None

    @property
    def left(self) -> Decimal | None:
        """What has arrived and is not spent."""
        return None if self.arrived is None or self.spent is None else self.arrived - self.spent

    def idle(self, day: date, months: int) -> Decimal | None:
        """Give what is still unspent some months after it arrived; 0 before."""
        if self.arrived_on is None or self.left is None:
            return None
        return max(self.left, Decimal(0)) if add_months(self.arrived_on, months) <= day else Decimal(0)


class IssuedBonds(NamedTuple):
    """Bonds as they were issued, and what each of them then pays: they hold in place of what the store has of the project file."""

    bonds: tuple[BondKept, ...]
    payments: tuple[PaymentKept, ...]


@dataclass(frozen=True)
class ProjectExecution:
    """A project on a day: its bonds by id, what stands, what was earned in the year, what is laid by, who sees to it by when.

    `as_of` is the day that all projects are looked at on (统计日), `told` the one up to which it is told (数据截至日), None for the same.
    `ready` is 已备, without bond money; `unplaced` is unspent bond money that no account of its own is told to hold, None where there is none.
    `issued` is None where bonds were issued as the project file has them.
    """

    as_of: date
    bonds: Mapping[str, BondExecution] = field(default_factory=dict)
    built: Decimal | None = None
    earned: Decimal | None = None
    paid_in: Decimal | None = None
    ready: Decimal | None = None
    advanced: Decimal | None = None
    undisclosed: bool | None = None
    owner: str = ""
    measure: str = ""
    issued: IssuedBonds | None = None
    told: date | None = None
    unplaced: Decimal | None = None
