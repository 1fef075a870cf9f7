"""The result of an issue as a new project file beside the old one, and what it moved."""

from pathlib import Path

from bondcalc.compare.comparison import Comparison, compared
from bondcalc.inputs.issue_result import IssueResult, taken_over
from bondcalc.inputs.read import read_project
from bondcalc.project_file import write_project
from bondcalc.run import compute

MARK = "-发行结果"
"""Stands behind the name of the old file in that of the new one."""


def beside(source: Path) -> Path:
    """Name the new file where none is named; of several results the later ones are counted."""
    stem, _, number = source.stem.rpartition(MARK)
    again = stem and ((number.isascii() and number.isdigit()) or not number)
    name = f"{stem}{MARK}{int(number or 1) + 1}" if again else f"{source.stem}{MARK}"
    return source.with_name(f"{name}{'.toml' if source.suffix.lower() == '.toml' else '.xlsx'}")


def issued(source: Path, result: IssueResult, target: Path) -> Comparison:
    """Write the project with the result taken over, and compare the two; FileError where the target is there already.

    Raises ProjectError with what does not fit in the new file, of which nothing is then written.
    """
    before = read_project(source)
    after = taken_over(before, result)
    write_project(target, after)
    return compared(compute(before), compute(after), (source.name, target.name))
