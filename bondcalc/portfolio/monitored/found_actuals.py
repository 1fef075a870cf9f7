"""The actuals of many projects: files of a folder, each known by the hash of its project file or by the code it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bondcalc.disk.file_names import LOCKS
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.raw import RawRow
from bondcalc.inputs.read import load, raw_of
from bondcalc.monitoring.actuals_particulars import ActualsParticulars
from bondcalc.portfolio.found_files import ENDINGS
from bondcalc.portfolio.store_reader import StoredProject
from bondcalc.problem import FileError
from bondcalc.wording.messages import file_error

FORM = sheet_of(ActualsParticulars)


@dataclass(frozen=True)
class ActualsOfOne:
    """A file of actuals: its path in the folder, its place, and what it says of its project; `told` is its day as typed."""

    path: str
    place: Path
    code: str
    filed: str
    told: str


def actuals_in(folder: Path) -> tuple[list[ActualsOfOne], list[str]]:
    """Look for actuals in a folder and all below it; the second answer names files that cannot be read.

    Raises FileError where there is none.
    """
    read: list[ActualsOfOne] = []
    unread: list[str] = []
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.suffix.lower() not in ENDINGS or path.name.startswith(LOCKS) or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        try:
            file = load(path)
            raw = raw_of(file.name, file.data, [FORM])
        except FileError:
            unread.append(name)
            continue
        rows = raw.sheets[FORM.id].rows if FORM.id in raw.sheets else ()
        if rows:
            read.append(_stated(name, path, rows[0]))
    if not read:
        raise file_error("no_actuals_files", name=folder.name or folder)
    return read, unread


def _stated(name: str, place: Path, row: RawRow) -> ActualsOfOne:
    def text(field: str) -> str:
        """Read a cell as it is typed; blank where it is."""
        value = row.cells[field].value if field in row.cells else None
        if isinstance(value, datetime):
            return value.date().isoformat()
        return value.isoformat() if isinstance(value, date) else "" if value is None else str(value).strip()

    return ActualsOfOne(name, place, text("project_code"), text("filed_sha256"), text("as_of"))


class NewestActuals:
    """The newest actuals of each project: those that name its file by its hash, or without a hash its code."""

    def __init__(self, files: Iterable[ActualsOfOne]) -> None:
        """Sort files; of two of one day the one whose path comes later counts."""
        self._newest: dict[tuple[str, str], ActualsOfOne] = {}
        for actuals in sorted(files, key=_age):
            name = ("file", actuals.filed) if actuals.filed else ("code", actuals.code)
            self._newest[name] = actuals

    def of(self, project: StoredProject) -> ActualsOfOne | None:
        """Give those of a project; None where there are none."""
        names = [("file", project.file_hash), *(("code", code) for code in (project.key, project.code))]
        mine = [self._newest[kind, name] for kind, name in names if name and (kind, name) in self._newest]
        return max(mine, key=_age, default=None)


def _age(actuals: ActualsOfOne) -> tuple[str, str]:
    return actuals.told, actuals.path
