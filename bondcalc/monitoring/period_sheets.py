"""分期执行 and 收入缴库: revenue and costs of a month, a quarter or a year, and when revenue reached the treasury."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, Named, UnclearError, check
from bondcalc.inputs.project import Project
from bondcalc.monitoring.actuals_particulars import ActualsParticulars, day_faults

PERIODS = {
    "year": "全年",
    **{f"q{number}": f"第{zh}季度" for number, zh in enumerate("一二三四", 1)},
    **{f"m{number:02d}": f"{number}月" for number in range(1, 13)},
}
"""What part of a year (期间) a row tells."""
LINE_KINDS = {
    "revenue": "经营收入",
    "land": "土地出让收入",
    "land_cost": "土地成本及计提",
    "cost": "运营成本",
    "tax": "税费",
}
SHEETS_OF: Mapping[str, tuple[str, ...]] = {
    "revenue": ("revenue", "node"),
    "land": ("land",),
    "land_cost": ("land",),
    "cost": ("costs",),
    "tax": ("taxes_paid",),
}
"""Sheets of the project file on which a line of each kind stands; 维持运营投资 is a line of 运营成本."""
MONTHS_A_QUARTER = 3


def months_of(period: str) -> range:
    """Give the months of a part of a year, by its id: `year`, `q1`, `m03`."""
    if period == "year":
        return range(1, 13)
    number = int(period[1:])
    if period.startswith("q"):
        return range(MONTHS_A_QUARTER * number - 2, MONTHS_A_QUARTER * number + 1)
    return range(number, number + 1)


def known_line(kind: str, line: str | None, project: Project) -> Iterator[Fault]:
    """A line stands in the project file on a sheet of its kind."""
    known = {row.id for sheet in SHEETS_OF[kind] for row in project.tables.get(sheet, ())}
    if line is not None and line not in known:
        yield Fault("line", "unknown_reference", {"found": line, "sheet": Named(SHEETS_OF[kind][0])})


@sheet(
    "period_amounts",
    family="actuals",
    zh="分期执行",
    en="Revenue and costs by period",
    number=2,
    help_="一行一个收入或成本项目一期；按月、按季、按年均可，同一项目同一时间只填一次；未统计的留空，没有发生的填0。",
)
class PeriodAmount:
    """分期执行 — what a line earned or cost in a month, a quarter or a year; taxes are in prices as in the plan."""

    year: Input[int] = cell("年份", "Year", low="1990", high="2100")
    period: Input[str] = cell("期间", "Period", default="year", choices=PERIODS, why="留空为全年")
    kind: Input[str] = cell("类别", "Kind", choices=LINE_KINDS)
    line: Input[str | None] = cell(
        "编号",
        "Line",
        default=None,
        refers=("revenue", "node", "land", "costs", "taxes_paid"),
        own_check=True,
        why="申报文件中收入、地块、成本、税费的编号；留空为该类合计，合计与分项不能在同一年混填",
    )
    name: Input[str | None] = cell("名称", "Name", default=None, why="便于辨认，不参与计算")
    amount: Input[Decimal | None] = cell(
        "实际金额", "Amount", unit="money", default=None, why="含税；退款冲减的可为负数；留空为未统计"
    )
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)

    @check
    def line_known(self, project: Project) -> Iterator[Fault]:
        """The line is one of the plan."""
        yield from known_line(self.kind, self.line, project)

    @check
    def told_once(self, project: Project) -> Iterator[Fault]:
        """A month of a line is told once, and a kind is told as a whole or by line within a year."""
        above = project.asked_once("months told above", lambda: RowsAbove(project.rows(PeriodAmount)))
        code = above.faults.get(id(self))
        if code == "period_twice":
            yield Fault("period", code, {"found": PERIODS[self.period], "year": self.year})
        elif code is not None:
            yield Fault("line", code, {"kind": LINE_KINDS[self.kind], "year": self.year})

    def months_told(self) -> frozenset[tuple[int, str, str | None, int]]:
        """Give what tells a month of a line from others; none where no amount is told."""
        if self.amount is None:
            return frozenset()
        return frozenset((self.year, self.kind, self.line, month) for month in months_of(self.period))

    @check
    def begun(self, project: Project) -> Iterator[Fault]:
        """A period that is told has begun by the day up to which the actuals are told."""
        first = date(self.year, months_of(self.period)[0], 1)
        for form in project.rows(ActualsParticulars):
            if self.amount is not None and first > form.as_of:
                yield Fault("year", "period_later", {"found": self.year, "day": form.as_of})


class RowsAbove:
    """What the rows of 分期执行 say twice, found in one walk and not for each pair of rows."""

    def __init__(self, rows: tuple[PeriodAmount, ...]) -> None:
        """Walk through the rows; one in which something could not be read is passed over."""
        self.faults: dict[int, str] = {}
        self._months: set[tuple[int, str, str | None, int]] = set()
        self._by_line: dict[tuple[int, str], bool] = {}
        for row in rows:
            with suppress(UnclearError):
                self._walk(row)

    def _walk(self, row: PeriodAmount) -> None:
        months = row.months_told()
        if not months:
            return
        by_line = self._by_line.setdefault((row.year, row.kind), row.line is not None)
        if months & self._months:
            self.faults[id(row)] = "period_twice"
        elif by_line is not (row.line is not None):
            self.faults[id(row)] = "line_and_total"
        self._months |= months


@sheet(
    "treasury_payments",
    family="actuals",
    zh="收入缴库",
    en="Revenue paid into the treasury",
    number=3,
    help_="一行一笔缴款；所属年份、期间填收入实现的时间，据此核对应缴未缴和缴库天数。",
)
class TreasuryPayment:
    """收入缴库 — a payment of revenue into the treasury, and the period that earned it."""

    day: Input[date] = cell("缴库日期", "Paid on")
    year: Input[int] = cell("所属年份", "Year earned", low="1990", high="2100")
    period: Input[str] = cell("所属期间", "Period earned", default="year", choices=PERIODS, why="留空为全年")
    line: Input[str | None] = cell(
        "编号", "Line", default=None, refers=("revenue", "node", "land"), why="收入或地块的编号；留空为各项收入合计缴库"
    )
    amount: Input[Decimal] = cell("缴库金额", "Amount", unit="money", low="0")
    evidence: Input[str | None] = cell("缴款书号", "Voucher", default=None)

    @check
    def happened(self, project: Project) -> Iterator[Fault]:
        """It was paid by the day up to which the actuals are told."""
        yield from day_faults("day", self.day, project)
