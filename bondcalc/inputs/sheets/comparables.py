"""Sheet 可比价格: dated prices of comparable deals behind each claimed price."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, Named, check, question
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.wording.terms import Department

FAR = 5
"""Times the line's own price, up or down, from which a comparable price is asked about."""


def _index(zh: str, en: str, why: str, low: str, high: str) -> Any:
    """State an index that a deal is adjusted by; a blank one adjusts nothing.

    It has no unit: one that is measured against 100 is no multiple, and a multiple typed for it would lift a price a hundredfold.
    """
    return cell(zh, en, default=None, low=low, high=high, why=why)


def _against_100(zh: str, en: str, why: str) -> Any:
    """State an index of the deal where the parcel has 100."""
    return _index(zh, en, why, low="20", high="500")


@sheet(
    "comparables",
    zh="可比价格",
    en="Comparable prices",
    number=25,
    department=Department.LAND,
    help_="每项收入、每个地块至少两个近24个月的可比价格，单位与该行单价相同；地块案例的修正指数留空为不修正。",
)
class Comparable:
    """可比价格 — one row a deal; for a parcel, with the indices that adjust its price (市场比较法)."""

    line: Input[str] = cell("收入行或地块编号", "Line or parcel", refers=("revenue", "node", "land"))
    day: Input[date] = cell("日期", "Date")
    price: Input[Decimal] = cell("可比单价", "Price", low="0")
    source: Input[str] = cell("来源", "Source")
    circumstance: Input[Decimal | None] = _against_100(
        "交易情况指数", "Circumstance of the deal", "正常交易为100；高于正常价成交的大于100"
    )
    index_then: Input[Decimal | None] = _index(
        "成交时地价指数", "Land price index then", "与估价期日指数一并填写", low="1", high="10000"
    )
    index_now: Input[Decimal | None] = _index(
        "估价期日地价指数", "Land price index now", "与成交时指数为同一基期", low="1", high="10000"
    )
    area_index: Input[Decimal | None] = _against_100(
        "区域因素指数", "Area factors", "待估地块为100，优于待估地块的大于100"
    )
    parcel_index: Input[Decimal | None] = _against_100(
        "个别因素指数", "Parcel factors", "待估地块为100，优于待估地块的大于100"
    )
    term: Input[int | None] = cell(
        "案例出让年期", "Term of use", unit="year", default=None, low="1", high="70", why="留空与待估地块相同"
    )
    weight: Input[Decimal | None] = cell(
        "权重", "Weight", default=None, low="0.01", high="100", why="越相近权重越大；留空为1"
    )
    start_price: Input[Decimal | None] = cell("案例起始价", "Start price", default=None, low="0")
    bidders: Input[int | None] = cell("案例竞买人数", "Bidders", default=None, low="1", high="1000")
    electronic_number: Input[str | None] = cell("电子监管号", "Electronic number", default=None)

    @question
    def price_plausible(self, project: Project) -> Iterator[Fault]:
        """A price a few times the line's own, or a small part of it, is in another unit or has its point elsewhere."""
        lines: tuple[RevenueLine | NodeLine | Parcel, ...] = (
            *project.rows(RevenueLine),
            *project.rows(NodeLine),
            *project.rows(Parcel),
        )
        own = next((line.price for line in lines if line.id == self.line), None)
        if own and self.price and not own / FAR < self.price < own * FAR:
            yield Fault("price", "comparable_far", {"found": self.price, "line": self.line, "own": own})

    @question
    def day_reached(self, project: Project) -> Iterator[Fault]:
        """No deal is dated after the file was written: its price counts as none (W08)."""
        if self.day > (day := project.form(Particulars).written_on):
            yield Fault("day", "comparable_ahead", {"found": self.day, "day": day})

    @check
    def both_indices(self, _: Project) -> Iterator[Fault]:
        """An index of land prices is read on two days."""
        for field, other in (("index_then", "index_now"), ("index_now", "index_then")):
            if getattr(self, field) is None and getattr(self, other) is not None:
                yield Fault(field, "index_alone", {"other": Named("comparables", other)})
