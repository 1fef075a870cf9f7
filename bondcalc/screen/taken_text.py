"""What `take` says and writes: the fields that were taken, the columns that were not, and the file to fill in."""

from bondcalc.dates import today
from bondcalc.inputs.form.template import template
from bondcalc.taking.taken import Taken, project_of
from bondcalc.wording.messages import Long, listed, notice

YEARS = 35
"""Columns of years of the file that is made."""


def taken_text(result: Taken) -> str:
    """Count what was taken, and name the rows and columns that were not."""
    lines = [notice("taken", count=len(result.sources))]
    if result.passed:
        lines.append(notice("rows_passed", rows=Long(listed(result.passed))))
    return "\n".join([*lines, notice("left_out", columns=Long(listed(result.left)))] if result.left else lines)


def skeleton(result: Taken) -> bytes:
    """Write the file to fill in; its years begin where the first bond does, else this year."""
    days = [bond["value_date"] for bond in result.rows.get("bonds", ()) if bond.get("value_date")]
    first = min((day.year for day in days if hasattr(day, "year")), default=today().year)
    return template(project_of(result), range(first, first + YEARS))
