"""The project behind what somebody hands in: a project file, schedules.xlsx, a filing, a manifest, an output folder."""

from pathlib import Path

from bondcalc.audit.filed import Filed, opened
from bondcalc.disk.file_names import refuse_name
from bondcalc.disk.folder import MANIFEST, WORKBOOK
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import ProjectFile, load, read_bytes
from bondcalc.seal.claims import claims
from bondcalc.wording.messages import file_error

FILED = (".pdf", ".docx")
"""Endings of filings, which carry the project file they were made from."""


def project_of(path: Path) -> Project:
    """Read the project behind a file or folder; ProjectError and FileError as read_project raises them."""
    file = project_file(path)
    return read_bytes(file.name, file.data)


def project_file(path: Path) -> ProjectFile:
    """Find the project file: a PDF carries it, as it was before its first signature; a folder holds one or a workbook."""
    return project_files(path)[0]


def project_files(path: Path) -> list[ProjectFile]:
    """Find every project file behind a path, the one it is computed from first; at least one. Raises FileError."""
    filed = _filing(path)
    if filed is None:
        return [load(path)]
    carried = [*(file for _, file in filed.inputs), *(ProjectFile(WORKBOOK, data) for data in filed.workbooks.values())]
    if not carried:
        raise file_error("no_project_inside", name=path.name)
    return carried


def manifest_of(path: Path) -> dict[str, object] | None:
    """Give the manifest a filing carries; None for what carries none."""
    filed = _filing(path)
    manifests = list(filed.manifests.values()) if filed is not None else []
    return (claims(manifests[0]) or None) if manifests else None


def _filing(path: Path) -> Filed | None:
    """Open a folder, PDF, Word file or manifest as an audit does; None for a project file itself."""
    refuse_name(path)
    filed = path.is_dir() or path.suffix.lower() in FILED or path.name == MANIFEST
    return next(opened(path)) if filed else None
