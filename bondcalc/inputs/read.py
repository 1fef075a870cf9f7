"""Reading a project file: what kind it is, whether it is safe, and then its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bondcalc.disk.file_names import refuse_name
from bondcalc.disk.regular_file import read_regular
from bondcalc.inputs.bounds import FILE, TOML, hold
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.files.file_kinds import is_zip, refuse_other_kinds
from bondcalc.inputs.files.toml_file import read_toml
from bondcalc.inputs.project import Project
from bondcalc.inputs.raw import RawFile
from bondcalc.inputs.signs import Prints, drawable
from bondcalc.inputs.validate import validate
from bondcalc.wording.messages import file_error


def read_project(path: Path) -> Project:
    """Read a workbook (.xlsx, .xlsm) or a .toml file.

    Raises ProjectError with every Problem found, FileError for a file that cannot be read at all.
    """
    file = load(path)
    return read_bytes(file.name, file.data)


@dataclass(frozen=True)
class ProjectFile:
    """A project file in memory: what is computed, hashed and attached is one and the same."""

    name: str
    data: bytes


def load(path: Path) -> ProjectFile:
    """Load a project file; FileError when it is missing, too big or cannot be read."""
    refuse_name(path)
    return ProjectFile(path.name, read_regular(path, FILE.most))


def read_bytes(name: str, data: bytes, prints: Prints = drawable) -> Project:
    """Read a project file already in memory (an attachment of a filing); `name` tells TOML from a workbook.

    `prints` tells of a character whether the fonts of a filing have it. Raises ProjectError and FileError as read_project does.
    """
    return validate(raw_of(name, data), prints)


def raw_of(name: str, data: bytes, known: Sequence[Sheet] | None = None) -> RawFile:
    """Read the rows of a file in memory, of a project's sheets unless others are handed in; nothing is judged yet.

    Raises FileError.
    """
    if not data:
        raise file_error("empty", name=name)
    if is_zip(data):
        from bondcalc.inputs.files.archive import refuse_harmful
        from bondcalc.inputs.files.workbook_file import read_workbook

        refuse_harmful(name, data)
        return read_workbook(name, data, known)
    refuse_other_kinds(name, data)
    hold(TOML, len(data), name)
    return read_toml(name, _text(name, data), known)


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise file_error("not_utf8", name=name) from None
