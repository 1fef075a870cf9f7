"""A file of another kind than the one asked for: actuals in the place of a project, a project in the place of a list.

Each kind is known by sheets that no other has; read as the wrong one, a file that is in order has a page of problems.
"""

from bondcalc.inputs.cell import FileFamily
from bondcalc.inputs.raw import RawFile
from bondcalc.wording.messages import file_error

MARKS: dict[FileFamily, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "project": (("项目概况", "专项债券"), ("project", "bonds")),
    "actuals": (("执行数据说明",), ("actuals_of",)),
    "portfolio": (("项目", "债券分配"), ("members",)),
}
"""The kinds of files with the names of sheets that a workbook, and a TOML file, of each has and no other."""


def refuse_other_form(raw: RawFile) -> None:
    """Refuse a file that has no required sheet of the kind asked for and those of another. Raises FileError."""
    asked = {sheet.family for sheet in raw.known}
    if any(sheet.required and sheet.id in raw.sheets for sheet in raw.known):
        return
    strange = {*raw.unread.sheets, *raw.near.values(), *(problem.sheet for problem in raw.problems)}
    for kind, marks in MARKS.items():
        if kind not in asked and any(strange.issuperset(names) for names in marks):
            raise file_error(f"form_of_{kind}", name=raw.name)
