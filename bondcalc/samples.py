"""The samples that come with the program."""

from collections.abc import Sequence
from pathlib import Path

from bondcalc.data import data_path
from bondcalc.disk.whole_file import write_whole
from bondcalc.inputs.form.example_units import in_unit
from bondcalc.inputs.form.project_kinds import KINDS
from bondcalc.inputs.form.template import template
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_project
from bondcalc.inputs.sheets.settings import USUAL_UNIT
from bondcalc.problem import FileError
from bondcalc.project_file import filled_workbook

EXAMPLE = "hengyang-park"
"""The sample whose rows stand as examples in a blank workbook."""


def sample_names() -> list[str]:
    """List the samples."""
    return sorted(path.parent.name for path in data_path("samples").glob("*/project.toml"))


def write_input(
    workbook: Path, sample: str | None, years: Sequence[int], kind: str | None = None, money_unit: str | None = None
) -> None:
    """Write an input workbook, blank, for a `kind` of project and in a unit of money, or filled from a sample.

    An existing file is never overwritten.
    """
    if sample is not None and sample not in sample_names():
        raise FileError(f"没有示例{sample}；可选：{'、'.join(sample_names())}")
    shown = KINDS[kind].sample if kind else EXAMPLE
    stated = read_project(data_path("samples", sample or shown, "project.toml"))
    write_whole(workbook, filled_workbook(stated) if sample else _blank(years, stated, kind, money_unit or USUAL_UNIT))


def _blank(years: Sequence[int], examples: Project, kind: str | None, money_unit: str) -> bytes:
    shown = in_unit(examples, money_unit)
    return template(None, years, shown, KINDS[kind] if kind else None, money_unit=money_unit)
