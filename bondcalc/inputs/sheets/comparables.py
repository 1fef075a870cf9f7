"""Sheet 可比价格: dated prices of comparable deals behind each claimed price."""

from datetime import date
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.wording.terms import Department


@sheet(
    "comparables",
    zh="可比价格",
    en="Comparable prices",
    number=25,
    department=Department.LAND,
    help_="每项收入、每个地块至少两个近24个月的可比价格，单位与该行单价相同。",
)
class Comparable:
    """可比价格 — one row a deal."""

    line: Input[str] = cell("收入行或地块编号", "Line or parcel", refers=("revenue", "node", "land"))
    day: Input[date] = cell("日期", "Date")
    price: Input[Decimal] = cell("可比单价", "Price", low="0")
    source: Input[str] = cell("来源", "Source")
