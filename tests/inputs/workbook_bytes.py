"""Input workbooks as bytes: drawn by the program, and saved by openpyxl."""

import io
from collections.abc import Sequence

import openpyxl

from bondcalc.inputs.form.project_kinds import ProjectKind
from bondcalc.inputs.form.template import write_template
from bondcalc.inputs.project import Project


def template(project: Project | None, years: Sequence[int], kind: ProjectKind | None = None) -> bytes:
    """Draw a workbook to fill in, blank or with the rows of a project."""
    buffer = io.BytesIO()
    write_template(buffer, project, years, kind=kind)
    return buffer.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    """Save a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
