"""Sheet 执行情况: what happened, year by year, once a bond is out; empty before the first issue."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before


@sheet("actuals", zh="执行情况", en="Actuals", number=22, help_="发行后逐年据实填写；申报新项目时留空。")
class Actual:
    """执行情况 — one row a year of the bond's life; every amount is that of the year unless it says cumulative."""

    year: Input[int] = cell("年份", "Year", low="2015", high="2100")
    revenue: Input[Decimal] = cell("实现的偿债资金来源收入", "Revenue earned", unit="money", low="0")
    paid_in: Input[Decimal] = cell("缴入国库的收入", "Revenue paid into the treasury", unit="money", low="0")
    repayable: Input[Decimal] = cell(
        "实现的项目收益", "Repayable revenue earned", unit="money", why="收入扣除成本、税费后的净额，可为负数"
    )
    capital: Input[Decimal] = cell(
        "本年到位资本金", "Capital paid in", unit="money", default=Decimal(0), low="0", bears=()
    )
    works_paid: Input[Decimal] = cell(
        "本年支付的工程款",
        "Paid for works",
        unit="money",
        default=Decimal(0),
        bears=(),
        why="冲销以前年度的多于当年支付的，可为负数",
    )
    progress: Input[Decimal | None] = cell(
        "累计形象进度", "Physical progress, cumulative", unit="fraction", default=None, low="0", high="1"
    )
    outside_plan: Input[Decimal | None] = cell(
        "用于计划外事项的债券资金",
        "Bond money spent outside the plan",
        unit="money",
        default=None,
        low="0",
        why="没有的填0，留空视为未说明",
    )
    adjustment_approved: Input[bool | None] = cell(
        "用途调整已经批准", "Change of use approved", default=None, why="省级政府批准并公告"
    )
    execution_monitored: Input[bool | None] = cell("已开展预算执行监控", "Execution monitored", default=None)
    targets_monitored: Input[bool | None] = cell("已开展绩效目标实现程度监控", "Targets monitored", default=None)
    deviation: Input[Decimal | None] = cell(
        "目标偏离程度", "Deviation from targets", unit="fraction", default=None, low="0", high="10"
    )
    payment_stopped: Input[bool | None] = cell("已暂停拨款", "Payment stopped", default=None)
    disclosed_on: Input[date | None] = cell(
        "本年度信息公开日期", "In-life disclosure", default=None, why="应在次年6月30日前"
    )

    @check
    def once(self, project: Project) -> Iterator[Fault]:
        """Each year stands there once."""
        if stands_before(project, self, "year"):
            yield Fault("year", "year_twice", {"found": self.year})

    def disclosed_on_time(self) -> date:
        """Last day on which this year's figures are to be public."""
        return last_day_of_disclosure(self.year)


def last_day_of_disclosure(year: int) -> date:
    """Give the last day on which the figures of a year are to be public (财库〔2020〕36号: 30 June of the next)."""
    return date(year + 1, 6, 30)
