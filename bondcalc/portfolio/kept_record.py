"""What of a project is kept (项目测算结果): plain data, made by one process and stored by another; rows have the columns of their tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

FEN = Decimal(1_000_000)
"""分 in 万元: amounts are kept in whole 分, lists, quotas and reports of many projects count in 万元."""


class FileState(StrEnum):
    """What became of a project of a list."""

    DONE = "done"
    PROBLEMS = "problems"
    UNREADABLE = "unreadable"
    CRASHED = "crashed"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"
    KILLED = "killed"
    DOUBLE = "double"
    OTHER_CODE = "other_code"


class BondKept(NamedTuple):
    """A bond of a project: amounts in whole 分, days as ISO dates, the coupon as an exact decimal."""

    id: str
    name: str | None
    status: str
    value_date: str
    last_day: str
    face: int
    coupon: str
    used_as_capital: int
    refinances: str | None

    @property
    def planned(self) -> bool:
        """Whether it is still to be issued."""
        return self.status == "planned"

    @property
    def new_money(self) -> bool:
        """Whether it raises new money (新增专项债券), which takes room under a limit; refinancing replaces principal that is there already."""
        return self.refinances is None


class PaymentKept(NamedTuple):
    """What a bond pays on a day, in whole 分: `day` is that of the terms, `paid_on` the working day.

    `rolled` is what of the principal the money of refinancing bonds repays (再融资偿还的到期本金).
    """

    bond: str
    day: str
    paid_on: str
    interest: int
    principal: int
    fee: int
    rolled: int = 0


class FindingKept(NamedTuple):
    """A finding; the reason only where it is neither passed nor without application."""

    rule: str
    severity: str
    verdict: str
    figure: str | None
    threshold: str | None
    reason: str | None


class ParcelKept(NamedTuple):
    """A parcel of the project file: its id, what it is used for, its area in 亩 as an exact decimal."""

    id: str
    use: str
    area: str


class ResponseKept(NamedTuple):
    """What E, F and the closing cash of each year from `first_year` on move by, in 分, where one driver changes alone.

    `change` is an exact decimal in the unit of the driver; `closing` a JSON list of whole numbers.
    """

    driver: str
    change: str
    revenue: int
    service: int
    first_year: int
    closing: str


class ProjectFacts(NamedTuple):
    """What a project file says of itself; days as ISO dates, the threshold and break-even as exact decimals.

    `break_even` is the fall of revenue (share) at which E < F: 0 where that is so already, None where no fall does it.
    `short_year` is the first year that ends without cash, None where none does. `verdict` is the worst of all rules.
    """

    name: str
    code: str | None
    region: str | None
    sector: str | None
    use: str
    unit: str | None
    rule_date: str
    money_unit: str
    first_year: int
    last_year: int
    operation_start: str | None
    threshold: str | None
    break_even: str | None
    short_year: int | None
    verdict: str
    example: bool


@dataclass(frozen=True)
class ProjectRecord:
    """One project computed: facts, single figures and lines by year in whole 分, ratios, bonds, payments, findings.

    `amounts` and `lines` go by `table.line`, as in docs/lines.md; a line gives each year of which it holds something.
    """

    facts: ProjectFacts
    amounts: Mapping[str, int]
    lines: Mapping[str, Mapping[int, int]]
    ratios: Mapping[str, str]
    bonds: tuple[BondKept, ...] = ()
    payments: tuple[PaymentKept, ...] = ()
    findings: tuple[FindingKept, ...] = ()
    parcels: tuple[ParcelKept, ...] = ()
    responses: tuple[ResponseKept, ...] = ()


Kept = TypeVar("Kept")
"""What is kept of one piece of work."""


@dataclass(frozen=True)
class Measured(Generic[Kept]):
    """What became of a project file: a record, or why there is none, in the words a person can act on.

    `details` are the problems of the input one by one. `made_by` names program and rules that made it.
    """

    status: FileState
    record: Kept | None = None
    reason: str = ""
    details: tuple[str, ...] = field(default=())
    made_by: str = ""
