"""章节空缺: chapters that a filing cannot do without and nobody has written yet."""

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.chapter_texts import texts_of
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.region_years import YEARS, RegionYear
from bondcalc.wording.prompts import wanted_texts

IN_FORMS = ("ex_ante_process", "ex_ante_conclusion", "legal")
"""Chapters of forms that are written on request only."""


def unwritten(project: Project) -> tuple[str, ...]:
    """Name the chapters of the plan in which a prompt stands (请填写), in the order of the plan."""
    return tuple(chapter for chapter in wanted_texts() if chapter not in IN_FORMS and not is_written(project, chapter))


def unwritten_in_forms(project: Project) -> tuple[str, ...]:
    """Name the chapters of forms in which a prompt stands."""
    return tuple(chapter for chapter in IN_FORMS if not is_written(project, chapter))


def is_written(project: Project, chapter: str) -> bool:
    """Tell whether a chapter has what it needs: words, or the figures and papers that stand elsewhere in the workbook."""
    if chapter == "region":
        return len(project.rows(RegionYear)) >= YEARS
    if chapter == "approval" and project.form(Particulars).approvals:
        return True
    return bool(texts_of(project, chapter))
