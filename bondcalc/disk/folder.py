"""An output folder that is either whole or not there, and never in place of something of the user's."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bondcalc.disk.file_names import reason, refuse_new
from bondcalc.disk.standing import CHECKSUMS, MANIFEST, WORKBOOK, not_ours, project_of
from bondcalc.disk.windows_names import refuse_length
from bondcalc.disk.workplace import Workplace, kept_name, patiently, restore, workplace
from bondcalc.wording.messages import file_error

__all__ = ["CHECKSUMS", "MANIFEST", "WORKBOOK", "Folder", "fresh_folder"]
MOST_NAMED = 10
"""Files of the user's that a refusal names one by one."""


class Folder:
    """Files written so far, by name; at the end `kept` is where the folder stands that held something of the user's."""

    def __init__(self, path: Path, out: Path) -> None:
        self._path, self._out = path, out
        self.files: dict[str, bytes] = {}
        self.kept: Path | None = None

    def write(self, files: dict[str, bytes]) -> None:
        """Write files into the folder being made; a name may begin with that of a folder (wheels/x.whl).

        Raises OSError, and FileError where a file would have too long a path, here or where the folder goes.
        """
        for name, data in files.items():
            for folder in (self._out, self._path):
                refuse_length(folder / name)
            (self._path / name).parent.mkdir(parents=True, exist_ok=True)
            (self._path / name).write_bytes(data)
            self.files[name] = data


@contextmanager
def fresh_folder(out: Path, *, replace: bool = False, project: str = "") -> Iterator[Folder]:
    """Give a folder to write in and put it in the place of `out` at the end; on any fault `out` stays as it was.

    `out` must be new, empty, or an earlier output of `run` for the same `project` with every byte as it was written;
    what writes no filings names none and replaces none. With `replace` it may hold anything and is kept under another
    name (…-原有-…). Raises FileError.
    """
    refuse_new(out)
    made: list[Path] = []
    try:
        out = out.resolve()
        refuse_length(out, folder=True)
        if not out.name:
            raise file_error("out_is_root", name=out)
        made = [parent for parent in out.parents if not parent.exists()]
        restore(out.parent)
        _refuse(out, project, replace=replace)
        out.parent.mkdir(parents=True, exist_ok=True)
        with workplace(out) as place:
            folder = Folder(place.new, out)
            yield folder
            folder.kept = _swap(place, project, keep=replace)
            made = []
    except OSError as error:
        raise file_error("not_writable", name=out.name, reason=reason(error)) from error
    finally:
        with suppress(OSError):
            for parent in made:
                parent.rmdir()


def refuse_in_place(out: Path, source: Path | None) -> None:
    """Refuse to write over the folder that is read: what was filed would be gone, as nothing in it is another's. Raises FileError."""
    if source is not None and out.resolve() == source.resolve():
        raise file_error("out_is_read", name=out.name or out)


def _refuse(out: Path, project: str, *, replace: bool) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise file_error("out_is_file", name=out.name or out)
    if out in (Path.cwd().resolve(), *Path.cwd().resolve().parents):
        raise file_error("out_is_here", name=out.name or out)
    if replace:
        return
    filed = project_of(out)
    if project and filed not in ("", project):
        raise file_error("out_of_another", name=out.name, project=filed)
    _refuse_others(out, not_ours(out, project))


def _refuse_others(out: Path, found: list[str]) -> None:
    if found:
        named = "、".join(found[:MOST_NAMED])
        raise file_error("out_not_ours", name=out.name, files=named, count=len(found))


def _swap(place: Workplace, project: str, *, keep: bool) -> Path | None:
    """Move the old output aside, the new one in; give where the old one is kept. What came into it meanwhile is kept too."""
    out, aside = place.out, place.old
    try:
        if out.exists():
            aside = kept_name(out) if keep and not_ours(out, project) else place.old
            place.record(aside)
            patiently(lambda: out.replace(aside))
        _put_in(place, aside)
        with suppress(OSError):
            # The new output stands; what is not noted now is seen by the next run.
            place.record(None)
    except PermissionError as error:
        raise file_error("out_held", name=out.name) from error
    return None if aside == place.old else aside


def _put_in(place: Workplace, aside: Path) -> None:
    """Move the new output in; on any fault the old one goes back."""
    try:
        if aside == place.old and aside.exists():
            _refuse_others(place.out, not_ours(aside))
        patiently(lambda: place.new.replace(place.out))
    except BaseException:
        if aside.exists() and not place.out.exists():
            _put_back(place, aside)
        raise


def _put_back(room: Workplace, aside: Path) -> None:
    """Put the old output where it stood, as a copy where the system does not let it move. Raises FileError where neither goes."""
    try:
        patiently(lambda: aside.replace(room.out))
    except OSError as error:
        if not _copied(aside, room.out):
            where = aside.relative_to(room.out.parent)
            raise file_error("out_aside", name=room.out.name, where=where) from error
        room.record(None)


def _copied(aside: Path, out: Path) -> bool:
    """Copy the old output to its place, whole or not at all; tell whether it stands there."""
    try:
        out.mkdir()
    except OSError:
        return False
    try:
        shutil.copytree(aside, out, dirs_exist_ok=True)
    except OSError:
        shutil.rmtree(out, ignore_errors=True)
        return False
    return True
