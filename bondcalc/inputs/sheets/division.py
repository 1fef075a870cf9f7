"""Sheet 责任分工: which department fills in which sheet or row, where it is not the one stated with the sheet."""
# ruff: noqa: RUF009 - cell() states a field, as dataclasses.field does

from collections.abc import Iterator
from dataclasses import dataclass

from bondcalc.inputs.cell import Input, Sheet, cell, sheet
from bondcalc.inputs.codes import NAMES
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project, sheets
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.messages import Long
from bondcalc.wording.terms import Department


@dataclass(frozen=True, kw_only=True)
class Aimed:
    """A row that is about a sheet, or about one row of it."""

    table: Input[str] = cell("工作表", "Sheet", why="工作表名称，如 经营收入")
    row: Input[str | None] = cell("编号", "Row", default=None, why="该行的编号或名称；“项目概况”等表单留空")

    @check
    def sheet_known(self, _: Project) -> Iterator[Fault]:
        """The sheet is one of ours."""
        if named_sheet(self.table) is None:
            names = Long(in_turn(known.zh for known in sheets()))
            yield Fault("table", "unknown_sheet_named", {"found": self.table, "sheets": names})

    @check
    def row_known(self, project: Project) -> Iterator[Fault]:
        """The row stands on that sheet, by its code or its name."""
        named = named_sheet(self.table)
        if named is None or self.row is None:
            return
        words = (named.cells[0].id, *NAMES)
        known = {str(getattr(row, field, None)) for row in project.tables[named.id] for field in words}
        if named.form or self.row not in known:
            yield Fault("row", "unknown_row_named", {"found": self.row, "sheet": named.zh})


@sheet(
    "division",
    zh="责任分工",
    en="Division of work",
    number=39,
    help_="各表已有通常的责任部门；不同的在此填写，某几行由别的部门负责的逐行填写。",
    department=Department.FINANCE,
)
class DutyShare(Aimed):
    """责任分工 — one row a sheet or row that another department than the usual one fills in."""

    department: Input[str] = cell("责任部门", "Department", why="如 县自然资源局；分发时每个部门一个文件")


def named_sheet(name: str) -> Sheet | None:
    """Find a sheet by the name on its tab, in either language, or by its id; None where there is no such sheet."""
    return next((known for known in sheets() if name in {*known.names, known.id}), None)
