"""A new actuals workbook beside a project file, and after the one before it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bondcalc.disk.whole_file import write_whole
from bondcalc.inputs.files.toml_file import write_toml
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.read import ProjectFile, load, read_bytes
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS, actuals_of, read_actuals
from bondcalc.monitoring.next_actuals import carried_on
from bondcalc.monitoring.prefilled import blank_actuals, prefilled
from bondcalc.wording.messages import file_error


@dataclass(frozen=True)
class WantedActuals:
    """What a new workbook is to ask for: up to which day, the last year by `grain`, after which actuals."""

    day: date
    grain: str = "year"
    previous: Path | None = None


def new_actuals(workbook: Path, source: Path, wanted: WantedActuals) -> None:
    """Write the workbook; an existing file is never overwritten. Raises ProjectError and FileError."""
    filed = load(source)
    project = read_bytes(filed.name, filed.data)
    if wanted.previous is None:
        stated = prefilled(filed, project, wanted.day, wanted.grain)
    else:
        before = read_actuals(wanted.previous, project, filed)
        if before.as_of >= wanted.day:
            raise file_error("actuals_not_later", found=wanted.day, before=before.as_of)
        stated = carried_on(before, project, filed, wanted.day, wanted.grain)
    write_actuals(workbook, project, filed, stated)


def write_actuals(path: Path, project: Project, filed: ProjectFile, stated: Project) -> None:
    """Write rows of actuals as a workbook or TOML, by the ending; read as any file is before it is written.

    Raises ProjectError with what does not fit, FileError where the file cannot be written.
    """
    toml = path.suffix.lower() == ".toml"
    known = [sheet_of(statement) for statement in STATEMENTS_OF_ACTUALS]
    data = write_toml(stated, known).encode() if toml else blank_actuals(project, stated)
    actuals_of(ProjectFile(path.name, data), project, filed)
    write_whole(path, data)
