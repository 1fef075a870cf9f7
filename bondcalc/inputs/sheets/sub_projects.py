"""Sheets 子项目 and 子项目分摊: what a bundled project (打包项目) consists of, and which rows several of them share."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.inputs.fault import Fault, Named, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.inputs.shares import TOLERANCE
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording import number

DIVIDED = {
    "investment": "投资估算",
    "funding": "资本金",
    "bonds": "专项债券",
    "loans": "市场化融资",
    "land": "土地出让",
    "revenue": "经营收入",
    "node": "节点收入",
    "costs": "运营成本",
    "taxes_paid": "税费",
}
"""Sheets whose rows belong to sub-projects, by id."""


@sheet("sub_projects", zh="子项目", en="Sub-projects", number=36, help_="打包项目逐个填写；单一项目留空。")
class SubProject:
    """子项目 — one row a part of a bundled project."""

    id: Input[str] = code()
    name: Input[str] = cell("子项目名称", "Sub-project")
    unit: Input[str | None] = cell("建设单位", "Unit", default=None)
    owner: Input[str | None] = cell("资产权属单位", "Owner of the assets", default=None)
    county: Input[str | None] = cell("所在县（市、区）", "County", default=None)
    code: Input[str | None] = cell("项目代码", "Project code", default=None, why="分别立项的填写")
    approval: Input[str | None] = cell("批复文号", "Approval document", default=None)

    @check
    def invested(self, project: Project) -> Iterator[Fault]:
        """Something is invested in a sub-project (子项目): what names none is divided by what is invested in each."""
        if not invested_in(project, self.id):
            yield Fault("name", "sub_project_without_investment", {"found": self.name})

    @check
    def capital_stated(self, project: Project) -> Iterator[Fault]:
        """Capital is entered by source: a gap of the whole belongs to no sub-project."""
        if project.rows(SubProject)[0] is self and project.form(Settings).capital == "plug":
            yield Fault("name", "sub_project_plug")


@sheet(
    "sub_shares",
    zh="子项目分摊",
    en="Shares of sub-projects",
    number=37,
    help_="由几个子项目分担的投资、资金、债券、收入、成本填写，每个子项目一行；比例、金额填一个。",
)
class SubShare:
    """子项目分摊 — what one sub-project has of a row that several share."""

    table: Input[str] = cell("所在表", "Sheet", choices=DIVIDED)
    row: Input[str] = cell("编号或名称", "Row", refers=tuple(DIVIDED), own_check=True)
    sub_project: Input[str] = cell("子项目", "Sub-project", refers=("sub_projects",))
    share: Input[Decimal | None] = cell("分摊比例", "Share", unit="fraction", default=None, low="0", high="1")
    amount: Input[Decimal | None] = cell(
        "分摊金额",
        "Amount",
        unit="money",
        default=None,
        low="0",
        why="只用于投资、资本金、债券、市场化融资；合计等于该行金额",
    )

    @check
    def known(self, project: Project) -> Iterator[Fault]:
        """The row is there, names no sub-project itself, and each sub-project has one share of it."""
        row = row_of(project, self)
        if row is None:
            yield Fault("row", "unknown_reference", {"found": self.row, "sheet": Named(self.table)})
        elif row.sub_project is not None:
            yield Fault("row", "shared_and_whole", {"found": self.row, "name": row.sub_project})
        elif stands_before(project, self, "table", "row", "sub_project"):
            yield Fault("sub_project", "shared_twice", {"found": self.sub_project, "row": self.row})

    @check
    def stated(self, project: Project) -> Iterator[Fault]:
        """A share or an amount, all shares of a row alike."""
        alike = {other.share is None for other in shares_of(project, self.table, self.row)}
        if (self.share is None) is (self.amount is None) or len(alike) > 1:
            yield Fault("share", "share_or_amount", {"row": self.row})
        elif self.amount is not None and self.table not in AMOUNTS:
            yield Fault("amount", "share_without_amount", {"row": self.row})

    @check
    def whole(self, project: Project) -> Iterator[Fault]:
        """The shares of a row total 100 %, its amounts the amount of the row."""
        every, row = shares_of(project, self.table, self.row), row_of(project, self)
        if every[0] is not self or row is None:
            return
        if self.share is not None:
            total = sum((other.share or Decimal(0) for other in every), Decimal(0))
            if abs(total - 1) > TOLERANCE:
                yield Fault("share", "shares_total", {"found": number.exact(total * 100)})
        elif self.table in AMOUNTS:
            total = sum((other.amount or Decimal(0) for other in every), Decimal(0))
            if total != amount_of(self.table, row):
                yield Fault("amount", "share_amounts", {"found": total, "whole": amount_of(self.table, row)})


AMOUNTS = ("investment", "funding", "bonds", "loans")
"""Sheets whose rows state an amount that can be divided."""


def row_of(project: Project, share: SubShare) -> Any:
    """Find the row that is shared; None where there is none."""
    return next((row for row in project.tables[share.table] if row.id == share.row), None)


def amount_of(table: str, row: Any) -> Decimal:
    """Give the amount of a row: that of an item, the face of a bond, all years of a source or loan."""
    if table == "investment":
        return row.amount  # type: ignore[no-any-return]
    return row.face if table == "bonds" else sum(row.by_year.values(), Decimal(0))


def shares_of(project: Project, table: str, row: str) -> list[SubShare]:
    """Give the shares of one row, in the order filled in."""
    return [share for share in project.rows(SubShare) if (share.table, share.row) == (table, row)]


def part_of(share: SubShare, whole: Decimal) -> Decimal:
    """Give the part of an amount that a share is."""
    return (share.amount or Decimal(0)) if share.share is None else share.share * whole


def invested_in(project: Project, sub_project: str) -> Decimal:
    """Give what is invested in a sub-project by items that name it or are shared; 0 where there is none."""
    own = (item.amount for item in project.tables["investment"] if item.sub_project == sub_project)
    shares = (row for row in project.rows(SubShare) if (row.table, row.sub_project) == ("investment", sub_project))
    shared = (part_of(share, row.amount) for share in shares if (row := row_of(project, share)) is not None)
    return sum((*own, *shared), Decimal(0))
