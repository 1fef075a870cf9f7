"""Sheet 区域经济财政: what the region published of its economy, budget and debt, year by year."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, check, question
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.region import Region
from bondcalc.wording.terms import Department

YEARS = 3
"""Years that provinces ask for."""


@sheet(
    "region_years",
    zh="区域经济财政",
    en="Economy and budget of the region",
    number=52,
    department=Department.FINANCE,
    help_="只填已公开的数（统计公报、政府决算），近三年逐年一行；“本级”指借用债券的县（市、区）。",
)
class RegionYear:
    """区域经济财政 — one row a year that is over; shown in the plan, in no ratio."""

    year: Input[int] = cell("年份", "Year", low="2000", high="2100")
    product: Input[Decimal | None] = cell(
        "地区生产总值", "Gross regional product", unit="money", default=None, low="0", why="公报以亿元列示的换算后填写"
    )
    growth: Input[Decimal | None] = cell(
        "地区生产总值增长率", "Growth", unit="fraction", default=None, low="-1", high="1", why="可比价增长率，按公报"
    )
    general_revenue: Input[Decimal | None] = cell(
        "本级一般公共预算收入", "General-budget revenue", unit="money", default=None, low="0"
    )
    general_spending: Input[Decimal | None] = cell(
        "本级一般公共预算支出", "General-budget spending", unit="money", default=None, low="0"
    )
    fund_revenue: Input[Decimal | None] = cell(
        "本级政府性基金预算收入", "Government-fund revenue", unit="money", default=None, low="0"
    )
    land_revenue: Input[Decimal | None] = cell(
        "其中：国有土地使用权出让收入", "Of which land", unit="money", default=None, low="0"
    )
    fund_spending: Input[Decimal | None] = cell(
        "本级政府性基金预算支出", "Government-fund spending", unit="money", default=None, low="0"
    )
    general_limit: Input[Decimal | None] = cell(
        "年末一般债务限额", "General-debt limit", unit="money", default=None, low="0"
    )
    general_balance: Input[Decimal | None] = cell(
        "年末一般债务余额", "General-debt balance", unit="money", default=None, low="0"
    )
    special_limit: Input[Decimal | None] = cell(
        "年末专项债务限额", "Special-debt limit", unit="money", default=None, low="0"
    )
    special_balance: Input[Decimal | None] = cell(
        "年末专项债务余额", "Special-debt balance", unit="money", default=None, low="0"
    )
    source: Input[str | None] = cell("资料来源", "Source", default=None, why="公报或决算的名称、公开日期和网址")

    @check
    def one_row(self, project: Project) -> Iterator[Fault]:
        """Each year stands there once."""
        if stands_before(project, self, "year"):
            yield Fault("year", "year_twice", {"found": self.year})

    @check
    def over(self, project: Project) -> Iterator[Fault]:
        """A year that is not over has been published by nobody."""
        first = _year_of_the_rules(project)
        if first is not None and self.year >= first:
            yield Fault("year", "region_year_open", {"found": self.year, "last": first - 1})

    @check
    def land_inside(self, _: Project) -> Iterator[Fault]:
        """Land is part of the revenue of government funds."""
        if self.land_revenue is not None and self.fund_revenue is not None and self.land_revenue > self.fund_revenue:
            yield Fault("land_revenue", "land_above_fund", {"found": self.land_revenue, "fund": self.fund_revenue})

    @question
    def same_as_the_form(self, project: Project) -> Iterator[Fault]:
        """The year before says what the sheet 地区限额 says of last year."""
        form = project.form(Region)
        if self.year + 1 != _year_of_the_rules(project):
            return
        for field, there in SAME.items():
            stated, other = getattr(self, field), getattr(form, there)
            if stated is not None and other is not None and stated != other:
                yield Fault(field, "region_differs", {"found": stated, "other": other})


def _year_of_the_rules(project: Project) -> int | None:
    """Give the year of the rule date; None where it is missing, which is told of its own cell."""
    day: date | None = project.form(Particulars).rule_date
    return day.year if day else None


SAME = {
    "general_revenue": "general_revenue",
    "fund_revenue": "fund_revenue",
    "special_limit": "prior_limit",
    "special_balance": "prior_balance",
}
"""What is stated of last year on the sheet 地区限额 too."""
