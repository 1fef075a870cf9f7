"""The project behind what somebody hands in: a project file, schedules.xlsx, a filing PDF, an output folder."""

from pathlib import Path

from bondcalc.inputs.messages import file_error
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import ProjectFile, load, read_bytes

OWN = ("manifest.json", "schedules.xlsx")
"""Attachments of a filing that are not its input."""


def project_of(path: Path) -> Project:
    """Read the project behind a file or folder; ProjectError and FileError as read_project raises them."""
    file = project_file(path)
    return read_bytes(file.name, file.data)


def project_file(path: Path) -> ProjectFile:
    """Find the project file: a PDF carries it, a folder holds a PDF or schedules.xlsx; any other file is one itself."""
    if path.is_dir():
        inside = [*sorted(path.glob("*.pdf")), *path.glob("schedules.xlsx"), *sorted(path.glob("project.*"))]
        if not inside:
            raise file_error("no_project_inside", name=path)
        return project_file(inside[0])
    file = load(path)
    return _attached(file) if file.data.startswith(b"%PDF") else file


def _attached(pdf: ProjectFile) -> ProjectFile:
    from pikepdf import PdfError

    from bondcalc.output.archive import attachments_of

    try:
        attached = attachments_of(pdf.data)
    except PdfError as error:
        raise file_error("unreadable", name=pdf.name, reason=str(error)) from None
    inputs = [ProjectFile(name, data) for name, data in sorted(attached.items()) if name not in OWN]
    if not inputs and OWN[1] in attached:
        inputs = [ProjectFile(OWN[1], attached[OWN[1]])]
    if not inputs:
        raise file_error("no_project_inside", name=pdf.name)
    return inputs[0]
