"""A file of another kind than the one asked for: actuals in the place of a project, a project in the place of a list.

Each kind is known by sheets that no other has; read as the wrong one, a file that is in order has a page of problems.
"""

from collections.abc import Iterable

from bondcalc.inputs.cell import FileFamily
from bondcalc.inputs.raw import RawFile
from bondcalc.wording.messages import file_error

MARKS: dict[FileFamily, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "project": ("form_of_project", ("项目概况", "专项债券"), ("project", "bonds")),
    "actuals": ("form_of_actuals", ("执行数据说明",), ("actuals_of",)),
    "portfolio": ("form_of_portfolio", ("项目", "债券分配"), ("members",)),
}
"""The kinds of files: what is said of each, the names of sheets that a workbook of it has, and a TOML file, and no other."""

PART = ("form_of_part", ("分发记录",))
"""What is said of a department's part, which has sheets of a project, and the sheet by which it is known."""
MONITORED = "form_of_monitoring"
WRITTEN = (("预警清单", "偏离来源"), ("次年专项债券还本付息预算表",))
"""By which sheets each workbook that a monitoring writes is known."""


def form_named(titles: Iterable[str]) -> str | None:
    """Tell by the sheets of a workbook what is said of it where it is wanted nowhere but elsewhere; None for an unknown one."""
    stand = set(titles)
    known = (PART, *((MONITORED, names) for names in WRITTEN), *((code, names) for code, names, _ in MARKS.values()))
    return next((code for code, names in known if stand.issuperset(names)), None)


def refuse_other_form(raw: RawFile) -> None:
    """Refuse a file that has no required sheet of the kind asked for and those of another, and a part of a project. Raises FileError."""
    if set(PART[1]) <= set(raw.unread.sheets):
        raise file_error(PART[0], name=raw.name)
    asked = {sheet.family for sheet in raw.known}
    if any(sheet.required and sheet.id in raw.sheets for sheet in raw.known):
        return
    strange = {*raw.unread.sheets, *raw.near.values(), *(problem.sheet for problem in raw.problems)}
    if any(strange.issuperset(names) for names in WRITTEN):
        raise file_error(MONITORED, name=raw.name)
    for kind, (code, *marks) in MARKS.items():
        if kind not in asked and any(strange.issuperset(names) for names in marks):
            raise file_error(code, name=raw.name)
