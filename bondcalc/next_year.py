"""Next year's file beside this year's: what was disclosed goes into it, what has to be told anew is left blank."""

from datetime import date
from pathlib import Path

from bondcalc.inputs.following_year import following
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import load, read_bytes
from bondcalc.monitoring.actuals_file import read_actuals
from bondcalc.monitoring.yearly_view import layered
from bondcalc.project_file import write_project
from bondcalc.run import compute
from bondcalc.schedules import coverage


def next_year(source: Path, day: date, target: Path, actuals: Path | None = None) -> tuple[Project, Project]:
    """Write the file and give both projects; FileError where the target is there already, ProjectError for what does not fit.

    With `actuals` the next file begins with what happened: bonds issued as they were, the sheet 执行情况 by year.
    """
    filed = load(source)
    before = read_bytes(filed.name, filed.data)
    result = compute(before)
    happened = before if actuals is None else layered(result, read_actuals(actuals, before, filed))
    basis = result.book.use(coverage.schedule).basis
    lines = {
        "investment": basis.investment,
        "special_bonds": basis.special_bonds,
        "revenue": basis.revenue,
        "service": basis.service,
    }
    after = following(happened, day, {field: result.figures.amount(line) for field, line in lines.items()})
    write_project(target, after)
    return before, after
