"""A file of another kind than the one asked for: actuals in the place of a project, a project in the place of a list.

Each kind is known by sheets that no other has; read as the wrong one, a file that is in order has a page of problems.
"""

from bondcalc.inputs.cell import FileFamily
from bondcalc.inputs.raw import RawFile
from bondcalc.wording.messages import file_error

MARKS: dict[FileFamily, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "project": ("form_of_project", ("项目概况", "专项债券"), ("project", "bonds")),
    "actuals": ("form_of_actuals", ("执行数据说明",), ("actuals_of",)),
    "portfolio": ("form_of_portfolio", ("项目", "债券分配"), ("members",)),
}
"""The kinds of files: what is said of each, the names of sheets that a workbook of it has, and a TOML file, and no other."""


def refuse_other_form(raw: RawFile) -> None:
    """Refuse a file that has no required sheet of the kind asked for and those of another. Raises FileError."""
    asked = {sheet.family for sheet in raw.known}
    if any(sheet.required and sheet.id in raw.sheets for sheet in raw.known):
        return
    strange = {*raw.unread.sheets, *raw.near.values(), *(problem.sheet for problem in raw.problems)}
    for kind, (code, *marks) in MARKS.items():
        if kind not in asked and any(strange.issuperset(names) for names in marks):
            raise file_error(code, name=raw.name)
