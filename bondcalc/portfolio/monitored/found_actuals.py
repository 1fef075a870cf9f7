"""The actuals of many projects: files of a folder, each known by the hash of its project file or by the code it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bondcalc.disk.file_names import LOCKS
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.raw import RawRow
from bondcalc.inputs.read import ProjectFile, load, raw_of
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS
from bondcalc.monitoring.actuals_particulars import ActualsParticulars
from bondcalc.portfolio.found_files import ENDINGS
from bondcalc.portfolio.store_reader import StoredProject
from bondcalc.problem import FileError
from bondcalc.wording.messages import file_error

FORM = sheet_of(ActualsParticulars).id


@dataclass(frozen=True)
class ActualsOfOne:
    """A file of actuals: where it stands in the folder, its bytes, and what it says of its project; `told` is its day as typed."""

    path: str
    file: ProjectFile
    code: str
    filed: str
    told: str


def actuals_in(folder: Path) -> tuple[list[ActualsOfOne], list[str]]:
    """Look for actuals in a folder and all below it; the second answer names files that cannot be read.

    Raises FileError where there is none.
    """
    read: list[ActualsOfOne] = []
    unread: list[str] = []
    known = [sheet_of(statement) for statement in STATEMENTS_OF_ACTUALS]
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.suffix.lower() not in ENDINGS or path.name.startswith(LOCKS) or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        try:
            file = load(path)
            raw = raw_of(file.name, file.data, known)
        except FileError:
            unread.append(name)
            continue
        rows = raw.sheets[FORM].rows if FORM in raw.sheets else ()
        if rows:
            read.append(_stated(name, file, rows[0]))
    if not read:
        raise file_error("no_actuals_files", name=folder.name or folder)
    return read, unread


def _stated(name: str, file: ProjectFile, row: RawRow) -> ActualsOfOne:
    def text(field: str) -> str:
        """Read a cell as it is typed; blank where it is."""
        value = row.cells[field].value if field in row.cells else None
        if isinstance(value, datetime):
            return value.date().isoformat()
        return value.isoformat() if isinstance(value, date) else "" if value is None else str(value).strip()

    return ActualsOfOne(name, file, text("project_code"), text("filed_sha256"), text("as_of"))


def newest_of(project: StoredProject, files: Sequence[ActualsOfOne]) -> ActualsOfOne | None:
    """Find the newest actuals of a project: those that name its file by its hash, else those that name its code; None where there are none."""
    by_hash = [actuals for actuals in files if actuals.filed and actuals.filed == project.file_hash]
    codes = {project.key, project.code} - {None, ""}
    by_code = [actuals for actuals in files if not actuals.filed and actuals.code in codes]
    mine = [*by_hash, *by_code]
    return max(mine, key=lambda actuals: (actuals.told, actuals.path), default=None)
