"""A project as a file of its own: an input workbook or TOML, by the ending; never over a file that is there."""

from pathlib import Path

from bondcalc.disk.whole_file import write_whole
from bondcalc.inputs.files.toml_file import write_toml
from bondcalc.inputs.form.template import template
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes
from bondcalc.schedules.horizon import horizon

WRITABLE = (".xlsx", ".toml")
"""Endings of project files that can be written (录入文件)."""


def write_project(path: Path, project: Project) -> None:
    """Write a project so that reading it gives the same project; checked as any file is before it is written.

    Raises ProjectError when what was made is no project that `check` accepts, ValueError for another ending and
    FileError where the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in WRITABLE:
        raise ValueError(path.suffix)
    data = write_toml(project).encode() if ending == ".toml" else filled_workbook(project)
    read_bytes(path.name, data)
    write_whole(path, data)


def filled_workbook(project: Project) -> bytes:
    """Make the input workbook of a project, with a column for every year of its schedules."""
    first, last = horizon(project)
    return template(project, range(first, last + 1))
