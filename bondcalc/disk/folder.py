"""An output folder that is either whole or not there, and never in place of something of the user's."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bondcalc.disk.file_names import reason, refuse_name
from bondcalc.disk.standing import CHECKSUMS, MANIFEST, WORKBOOK, not_ours
from bondcalc.disk.workplace import Workplace, kept_name, patiently, restore, workplace
from bondcalc.wording.messages import file_error

__all__ = ["CHECKSUMS", "MANIFEST", "WORKBOOK", "Folder", "fresh_folder"]
MOST_NAMED = 10
"""Files of the user's that a refusal names one by one."""


class Folder:
    """Files written so far, by name; at the end `kept` is where the folder stands that held something of the user's."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.files: dict[str, bytes] = {}
        self.kept: Path | None = None

    def write(self, files: dict[str, bytes]) -> None:
        """Write files into the folder being made; a name may begin with that of a folder (wheels/x.whl). Raises OSError."""
        for name, data in files.items():
            (self._path / name).parent.mkdir(parents=True, exist_ok=True)
            (self._path / name).write_bytes(data)
            self.files[name] = data


@contextmanager
def fresh_folder(out: Path, *, replace: bool = False) -> Iterator[Folder]:
    """Give a folder to write in and put it in the place of `out` at the end; on any fault `out` stays as it was.

    `out` must be new, empty, or an earlier output of ours with every byte as it was written. With `replace` it may
    hold anything and is kept under another name (…-原有-…). Raises FileError.
    """
    refuse_name(out)
    made: list[Path] = []
    try:
        out = out.resolve()
        made = [parent for parent in out.parents if not parent.exists()]
        restore(out.parent)
        _refuse(out, replace=replace)
        out.parent.mkdir(parents=True, exist_ok=True)
        with workplace(out) as place:
            folder = Folder(place.new)
            yield folder
            folder.kept = _swap(place, keep=replace)
            made = []
    except OSError as error:
        raise file_error("not_writable", name=out.name, reason=reason(error)) from error
    finally:
        with suppress(OSError):
            for parent in made:
                parent.rmdir()


def _refuse(out: Path, *, replace: bool) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise file_error("out_is_file", name=out.name or out)
    if out in (Path.cwd().resolve(), *Path.cwd().resolve().parents):
        raise file_error("out_is_here", name=out.name or out)
    if not replace:
        _refuse_others(out, not_ours(out))


def _refuse_others(out: Path, found: list[str]) -> None:
    if found:
        named = "、".join(found[:MOST_NAMED])
        raise file_error("out_not_ours", name=out.name, files=named, count=len(found))


def _swap(place: Workplace, *, keep: bool) -> Path | None:
    """Move the old output aside, the new one in; give where the old one is kept. What came into it meanwhile is kept too."""
    out, aside = place.out, place.old
    try:
        if out.exists():
            aside = kept_name(out) if keep and not_ours(out) else place.old
            place.record(aside)
            patiently(lambda: out.replace(aside))
            if aside == place.old and (found := not_ours(aside)):
                patiently(lambda: aside.replace(out))
                _refuse_others(out, found)
        _put_in(place, aside)
        place.record(None)
    except PermissionError as error:
        raise file_error("out_held", name=out.name, reason=error.strerror or "PermissionError") from error
    return None if aside == place.old else aside


def _put_in(place: Workplace, aside: Path) -> None:
    try:
        patiently(lambda: place.new.replace(place.out))
    except OSError:
        if aside.exists() and not place.out.exists():
            patiently(lambda: aside.replace(place.out))
        raise
