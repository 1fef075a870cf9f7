"""The three sheets of a list of projects (项目清单): projects, bonds shared out among them, limits of the regions."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import PureWindowsPath

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, UnclearError, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import says_again, stands_before
from bondcalc.inputs.sheets.particulars import SECTORS

MONEY_UNIT = "万元"
"""What amounts of a list are counted in."""
REGION_CODE = re.compile(r"[0-9]{6}")


def region_faults(code: str | None) -> Iterator[Fault]:
    """A region (行政区划代码) that is stated has six digits; one that could not be read is passed over, as in any check."""
    # str: a pattern asks a value that could not be read for nothing, and would break on it.
    if code is not None and not REGION_CODE.fullmatch(str(code)):
        yield Fault("region", "region_code", {"found": code})


def _named(project: Project) -> frozenset[str] | None:
    """Give the codes and files of all projects of a list; None where one could not be read, which may be any."""
    rows = project.rows(ListedProject)
    try:
        return frozenset(name for row in rows for name in (row.code, row.path) if name is not None)
    except UnclearError:
        return None


def _codes(project: Project) -> dict[str, str]:
    """Give the code of each project that has one, by its file."""
    return {row.path: row.code for row in project.rows(ListedProject) if row.code}


@sheet(
    "members",
    family="portfolio",
    zh="项目",
    en="Projects",
    number=1,
    required=True,
    help_="一行一个项目；项目文件写相对于本清单的路径，可以是.xlsx、.xlsm或.toml。",
)
class ListedProject:
    """项目 — one row a project, and the file that calculates it."""

    code: Input[str | None] = cell(
        "项目代码", "Project code", default=None, why="投资项目统一代码；留空取项目文件中的代码，都没有的按文件内容识别"
    )
    path: Input[str] = cell("项目文件", "Project file", why="如 项目/南片区.xlsx")
    region: Input[str | None] = cell(
        "行政区划代码", "Region code", default=None, why="六位，如430426；省、市、县按前两位、前四位、六位汇总"
    )
    sector: Input[str | None] = cell("投向领域", "Sector", default=None, choices=SECTORS, why="留空按项目文件")
    batch: Input[str | None] = cell("申报批次", "Batch", default=None, why="如2026年第二批")
    priority: Input[int | None] = cell("优先次序", "Priority", default=None, low="1", why="1为最先；留空排在最后")
    parcels: Input[str | None] = cell(
        "宗地不动产单元号", "Parcels", default=None, why="多个用顿号隔开；用于查找同一宗地列入两个项目"
    )
    assets: Input[str | None] = cell(
        "资产登记号", "Assets", default=None, why="多个用顿号隔开；用于查找同一资产列入两个项目"
    )
    site: Input[str | None] = cell("建设地点", "Site", default=None, why="用于查找拆分申报的项目")

    @check
    def once(self, project: Project) -> Iterator[Fault]:
        """Each project and each file stands there once."""
        for field in ("code", "path"):
            stated = getattr(self, field)
            if stated is not None and stands_before(project, self, field):
                yield Fault(field, "listed_twice", {"found": stated})

    @check
    def beside(self, _: Project) -> Iterator[Fault]:
        """The file stands beside the list or below it: a list from elsewhere must not reach for other files, or computers."""
        stated = PureWindowsPath(str(self.path))
        if stated.anchor or ".." in stated.parts:
            yield Fault("path", "listed_outside", {"found": self.path})

    @check
    def region_coded(self, _: Project) -> Iterator[Fault]:
        """A region is named by its six digits (行政区划代码)."""
        yield from region_faults(self.region)


@sheet(
    "allocations",
    family="portfolio",
    zh="债券分配",
    en="Bonds by project",
    number=2,
    help_="一行一笔：某只债券分配给某个项目的金额；调整用途的（财预〔2021〕110号），调出、调入各一行。",
)
class Allocation:
    """债券分配 — how much of a bond a project has, and from when to when."""

    bond: Input[str] = cell("债券代码", "Bond code", why="或债券简称，同一只债券用同一写法")
    project: Input[str] = cell("项目", "Project", why="填“项目”表的项目代码，没有代码的填项目文件")
    amount: Input[Decimal] = cell("分配金额", "Amount", unit="money", low="0")
    start: Input[date | None] = cell("起始日", "From", default=None, why="留空自起息日")
    end: Input[date | None] = cell("终止日", "To", default=None, why="调出的填调整日；留空至到期日")

    @check
    def project_listed(self, project: Project) -> Iterator[Fault]:
        """The project stands on its sheet."""
        named = project.asked_once("names of projects", lambda: _named(project))
        if named is not None and self.project not in named:
            yield Fault("project", "project_unlisted", {"found": self.project})

    @check
    def in_order(self, _: Project) -> Iterator[Fault]:
        """An allocation ends after it starts."""
        if self.start is not None and self.end is not None and self.end <= self.start:
            yield Fault("end", "allocation_order", {"found": self.end, "start": self.start})

    @check
    def stated_once(self, project: Project) -> Iterator[Fault]:
        """A bond goes to a project once from any one day, whether the project is named by its code or its file."""
        codes = project.asked_once("codes by file", lambda: _codes(project))

        def said(row: Allocation) -> tuple[str, str, date | None]:
            """Give what tells one row from another."""
            return row.bond, codes.get(row.project, row.project), row.start

        if says_again(project, self, "bond, project and day", said):
            yield Fault("bond", "allocated_twice", {"found": self.bond, "project": self.project})


@sheet(
    "limits",
    family="portfolio",
    zh="地区限额",
    en="Limits by region",
    number=3,
    help_="一行一个地区一年；省、市行为全辖合计，县行为本级，各级应能加总。",
)
class RegionLimit:
    """地区限额 — what a region may owe and owes, of special debt (专项债务)."""

    year: Input[int] = cell("年份", "Year", low="1990", high="2100")
    region: Input[str] = cell("行政区划代码", "Region code", why="六位，如430426")
    name: Input[str | None] = cell("地区名称", "Region", default=None)
    limit: Input[Decimal | None] = cell("专项债务限额", "Limit", unit="money", default=None, low="0")
    balance: Input[Decimal | None] = cell(
        "专项债务余额", "Balance", unit="money", default=None, low="0", why="本年发行前的余额"
    )
    repaid: Input[Decimal | None] = cell(
        "本年已还本金",
        "Repaid this year",
        unit="money",
        default=None,
        low="0",
        why="本年已偿还的专项债务本金，不含用再融资债券偿还的",
    )
    fund_revenue: Input[Decimal | None] = cell(
        "政府性基金预算收入",
        "Government-fund revenue",
        unit="money",
        default=None,
        low="0",
        why="本级；用于计算近三年平均",
    )

    @check
    def region_coded(self, _: Project) -> Iterator[Fault]:
        """A region is named by its six digits (行政区划代码)."""
        yield from region_faults(self.region)

    @check
    def one_row(self, project: Project) -> Iterator[Fault]:
        """A region has one row a year."""
        if stands_before(project, self, "year", "region"):
            yield Fault("region", "limit_twice", {"found": self.region, "year": self.year})
