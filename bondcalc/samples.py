"""The samples that come with the program."""

from collections.abc import Sequence
from pathlib import Path

from bondcalc.data import data_path
from bondcalc.disk.whole_file import write_whole
from bondcalc.inputs.form.project_kinds import KINDS
from bondcalc.inputs.form.template import template
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_project
from bondcalc.problem import FileError
from bondcalc.project_file import filled_workbook

EXAMPLE = "hengyang-park"
"""The sample whose rows stand as examples in a blank workbook."""


def sample_names() -> list[str]:
    """List the samples."""
    return sorted(path.parent.name for path in data_path("samples").glob("*/project.toml"))


def write_input(workbook: Path, sample: str | None, years: Sequence[int], kind: str | None = None) -> None:
    """Write an input workbook, blank, for a `kind` of project, or filled from a sample; an existing file is never overwritten."""
    if sample is not None and sample not in sample_names():
        raise FileError(f"没有示例{sample}；可选：{'、'.join(sample_names())}")
    shown = KINDS[kind].sample if kind else EXAMPLE
    stated = read_project(data_path("samples", sample or shown, "project.toml"))
    write_whole(workbook, filled_workbook(stated) if sample else _blank(years, stated, kind))


def _blank(years: Sequence[int], examples: Project, kind: str | None) -> bytes:
    return template(None, years, examples, KINDS[kind] if kind else None)
