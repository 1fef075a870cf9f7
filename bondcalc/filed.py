"""The project behind what somebody hands in: a project file, schedules.xlsx, a filing PDF, an output folder."""

import json
from pathlib import Path
from typing import Any

from bondcalc.inputs.messages import file_error
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import ProjectFile, load, read_bytes
from bondcalc.output.folder import MANIFEST, WORKBOOK

PDF = b"%PDF"
OWN = (MANIFEST, WORKBOOK)
"""Attachments of a filing that are not its input."""


def project_of(path: Path) -> Project:
    """Read the project behind a file or folder; ProjectError and FileError as read_project raises them."""
    file = project_file(path)
    return read_bytes(file.name, file.data)


def project_file(path: Path) -> ProjectFile:
    """Find the project file: a PDF carries it, a folder holds a PDF or schedules.xlsx; any other file is one itself."""
    file = _handed_in(path)
    if not file.data.startswith(PDF):
        return file
    attached = _attached(file)
    inputs = [name for name in sorted(attached) if name not in OWN] or [name for name in attached if name == WORKBOOK]
    if not inputs:
        raise file_error("no_project_inside", name=file.name)
    return ProjectFile(inputs[0], attached[inputs[0]])


def manifest_of(path: Path) -> dict[str, Any] | None:
    """Give the manifest a filing carries; None for what carries none."""
    file = _handed_in(path)
    text = _attached(file).get(MANIFEST) if file.data.startswith(PDF) else None
    try:
        told = json.loads(text) if text is not None else None
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _handed_in(path: Path) -> ProjectFile:
    if not path.is_dir():
        return load(path)
    inside = [*sorted(path.glob("*.pdf")), *path.glob(WORKBOOK), *sorted(path.glob("project.*"))]
    if not inside:
        raise file_error("no_project_inside", name=path)
    return load(inside[0])


def _attached(pdf: ProjectFile) -> dict[str, bytes]:
    from pikepdf import PdfError

    from bondcalc.output.archive import attachments_of

    try:
        return attachments_of(pdf.data)
    except (PdfError, ValueError) as error:
        raise file_error("unreadable", name=pdf.name, reason=str(error)) from None
