"""Next year's file beside this year's: what was disclosed goes into it, what has to be told anew is left blank."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from bondcalc.inputs.following_year import following
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import load, read_bytes
from bondcalc.inputs.sheets.chapter_texts import ChapterText
from bondcalc.monitoring.actuals_file import read_actuals
from bondcalc.monitoring.arrears import HEAD, Arrears, arrears
from bondcalc.monitoring.monitored import monitoring_case
from bondcalc.monitoring.yearly_view import layered
from bondcalc.project_file import write_project
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.schedules import coverage

DISCLOSED_IN = "disclosure"
"""Chapter of 方案文字 (信息披露) in which the next plan tells of arrears."""


class NextYear(NamedTuple):
    """The file of this year, that of the next, and what is owed of the bonds; None where no actuals were given."""

    before: Project
    after: Project
    owed: Arrears | None


def next_year(source: Path, day: date, target: Path, actuals: Path | None = None) -> NextYear:
    """Write the file and give both projects; FileError where the target is there already, ProjectError for what does not fit.

    With `actuals` the next file begins with what happened: bonds issued as they were, the sheet 执行情况 by year, and what is
    owed of the bonds as a paragraph of 方案文字.
    """
    filed = load(source)
    before = read_bytes(filed.name, filed.data)
    result = compute(before)
    happened, owed = before, None
    if actuals is not None:
        layer = read_actuals(actuals, before, filed)
        as_told = layered(result, layer)
        owed = arrears(monitoring_case(result, layer, as_told))
        happened = _telling(as_told, owed)
    after = following(happened, day, _disclosed(result))
    write_project(target, after)
    return NextYear(before, after, owed)


def _disclosed(result: Result) -> Mapping[str, Decimal]:
    """Give the figures of this year's form by field of 上次披露."""
    basis = result.book.use(coverage.schedule).basis
    lines = {
        "investment": basis.investment,
        "special_bonds": basis.special_bonds,
        "revenue": basis.revenue,
        "service": basis.service,
    }
    return {field: result.figures.amount(line) for field, line in lines.items()}


def _telling(project: Project, owed: Arrears) -> Project:
    """Put what is owed among the texts of the plan, in the place of what the year before told of it."""
    said, kept = owed.paragraph(), [row for row in project.rows(ChapterText) if not row.words.startswith(HEAD)]
    texts = [ChapterText(chapter=DISCLOSED_IN, words=said)] if said else []
    return replace(project, tables={**project.tables, "texts": (*kept, *texts)})
