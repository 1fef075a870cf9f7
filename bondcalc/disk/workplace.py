"""The hidden folder beside an output in which it is made, and what is left of it when a run is killed.

.bc-1f0c2a/lock         held by the run that works here
.bc-1f0c2a/record.json  which folder it is for, and where the old one stands aside
.bc-1f0c2a/new/         the output being made
.bc-1f0c2a/old/         the old output while the new one takes its place
"""

import json
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from filelock import FileLock, Timeout

from bondcalc.disk.reserve import use_reserve
from bondcalc.disk.standing import is_whole, not_ours

PREFIX = ".bc-"
OURS = re.compile(re.escape(PREFIX) + "[0-9a-f]{6}")
"""Short, since what is made in it stands deeper than where it goes, and Windows counts the signs of a path."""
RECORD, RECORD_PART, LOCK = "record.json", "record.part", "lock"
PATIENCE = 2.0
"""Seconds for which a refusal of the system is tried again: scanners and sync programs hold a file only briefly."""
T = TypeVar("T")


class Workplace(NamedTuple):
    """One such folder, and the output it is for."""

    path: Path
    out: Path

    @property
    def new(self) -> Path:
        """The output being made."""
        return self.path / "new"

    @property
    def old(self) -> Path:
        """The old output while the new one takes its place."""
        return self.path / "old"

    def record(self, aside: Path | None) -> None:
        """Note where the old output is about to stand before it is moved, None when it is no longer wanted.

        A later run reads this; it is put in place in one step, so that a kill never leaves half of it.
        """
        where = None if aside is None else aside.relative_to(self.out.parent).as_posix()
        noted = {"program": "bondcalc", "out": self.out.name, "aside": where}
        part = self.path / RECORD_PART
        part.write_text(json.dumps(noted, ensure_ascii=False), encoding="utf-8")
        patiently(lambda: part.replace(self.path / RECORD))

    def settled(self) -> bool:
        """Tell whether no old output that is still wanted stands aside."""
        noted = json.loads((self.path / RECORD).read_text(encoding="utf-8"))["aside"]
        if noted is None:
            return True
        aside = self.out.parent / noted
        return not aside.exists() or (aside != self.old and self.out.exists())


def hidden_name() -> str:
    """Give the name of something hidden that stands beside what is being written, for a moment."""
    return f"{PREFIX}{secrets.token_hex(3)}"


@contextmanager
def workplace(out: Path) -> Iterator[Workplace]:
    """Give a new hidden folder beside an output; gone at the end, unless the only copy of the old output lies in it. Raises OSError."""
    place = Workplace(out.parent / hidden_name(), out)
    place.path.mkdir()
    try:
        with FileLock(place.path / LOCK):
            place.record(place.old)
            place.new.mkdir()
            yield place
    except BaseException:
        # Where memory ended, the folder could not even be listed.
        use_reserve()
        raise
    finally:
        with suppress(OSError):
            if (place.path / RECORD).exists() and not place.settled():
                _emptied(place.new)
            else:
                removed(place.path)


def restore(parent: Path) -> None:
    """Put right what killed runs left in a folder: an output that stands aside goes back, unfinished ones are removed.

    A workplace whose lock is held is somebody's at this moment and is left alone; so is all that is not recorded as ours.
    """
    with suppress(OSError):
        for left in sorted(filter(_is_ours, parent.glob(f"{PREFIX}*")), key=Path.as_posix):
            with suppress(OSError, ValueError, KeyError, TypeError, Timeout):
                _put_right(left)


def _is_ours(path: Path) -> bool:
    return OURS.fullmatch(path.name) is not None


def _put_right(left: Path) -> None:
    names = {path.name for path in left.iterdir()}
    if not names:
        _remove_if_old(left)
    elif RECORD in names:
        _put_back(left)
    elif names <= {RECORD_PART, LOCK}:
        # Killed before it was first recorded, or after all but these was removed.
        with FileLock(left / LOCK, timeout=0):
            pass
        removed(left)


def _put_back(left: Path) -> None:
    noted = json.loads((left / RECORD).read_text(encoding="utf-8"))
    if noted["program"] != "bondcalc":
        return
    with FileLock(left / LOCK, timeout=0):
        out = left.parent / Path(noted["out"]).name
        aside = noted["aside"] and left.parent / noted["aside"]
        if aside and aside.is_dir() and not out.exists():
            patiently(lambda: aside.replace(out))
        elif aside == left / "old" and aside.is_dir() and _wanted(aside, out):
            patiently(lambda: aside.replace(kept_name(out)))
    removed(left)


def _wanted(aside: Path, out: Path) -> bool:
    """Tell whether an old output is still wanted though something stands in its place: it is not ours, or that is not whole."""
    return any(aside.iterdir()) and (bool(not_ours(aside)) or not is_whole(out))


def _remove_if_old(empty: Path) -> None:
    """Remove a workplace killed before its first file; one of the last minute may be about to get its lock."""
    if time.time() - empty.stat().st_mtime > 60:
        empty.rmdir()


def kept_name(out: Path) -> Path:
    """Give the name under which an old output is kept (原有), that of the moment and free."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    names = (out.with_name(f"{out.name}-原有-{stamp}{extra}") for extra in ("", *(f"-{n}" for n in range(2, 100))))
    return next(name for name in names if not name.exists())


def patiently(act: Callable[[], T]) -> T:
    """Do something that another program may be in the way of for a moment. Raises the last OSError."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except PermissionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def removed(folder: Path) -> None:
    """Remove a workplace with all in it, read-only files too, its record last; what resists now goes with a later run."""
    for part in (folder / "old", folder / "new"):
        _emptied(part)
    if not (folder / "old").exists():
        _emptied(folder)


def _emptied(folder: Path) -> None:
    with suppress(OSError):
        for path in (folder, *folder.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | stat.S_IWRITE)
    with suppress(OSError):
        (folder / RECORD).unlink(missing_ok=True)
    with suppress(OSError):
        patiently(lambda: shutil.rmtree(folder))
    shutil.rmtree(folder, ignore_errors=True)
