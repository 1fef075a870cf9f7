"""The hidden folder beside an output in which it is made, and what is left of it when a run is killed.

    .bondcalc-1f0c/lock         held by the run that works here
    .bondcalc-1f0c/record.json  which folder it is for, and where the old one stands aside
    .bondcalc-1f0c/new/         the output being made
    .bondcalc-1f0c/old/         the old output while the new one takes its place
"""

import json
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from bondcalc.output.standing import not_ours

PREFIX = ".bondcalc-"
RECORD, LOCK = "record.json", "lock"
PATIENCE = 2.0
"""Seconds for which a refusal of the system is tried again: scanners and sync programs hold a file only briefly."""
T = TypeVar("T")


@dataclass(frozen=True)
class Workplace:
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

    def record(self, aside: Path) -> None:
        """Note where the old output is about to stand, before it is moved; a later run reads this."""
        noted = {"program": "bondcalc", "out": self.out.name, "aside": aside.relative_to(self.out.parent).as_posix()}
        (self.path / RECORD).write_text(json.dumps(noted, ensure_ascii=False), encoding="utf-8")


@contextmanager
def workplace(out: Path) -> Iterator[Workplace]:
    """Give a new hidden folder beside an output; gone at the end, whatever happens. Raises OSError."""
    place = Workplace(out.parent / f"{PREFIX}{secrets.token_hex(4)}", out)
    place.path.mkdir()
    try:
        with FileLock(place.path / LOCK):
            place.record(place.old)
            place.new.mkdir()
            yield place
    finally:
        removed(place.path)


def restore(parent: Path) -> None:
    """Put right what killed runs left in a folder: an output that stands aside goes back, unfinished ones are removed.

    A workplace whose lock is held is somebody's at this moment and is left alone; so is all that is not recorded as ours.
    """
    with suppress(OSError):
        for left in sorted(parent.glob(f"{PREFIX}*")):
            with suppress(OSError, ValueError, KeyError, TypeError, Timeout):
                _put_right(left)


def _put_right(left: Path) -> None:
    if not any(left.iterdir()):
        _remove_if_old(left)
        return
    noted = json.loads((left / RECORD).read_text(encoding="utf-8"))
    if noted["program"] != "bondcalc":
        return
    with FileLock(left / LOCK, timeout=0):
        out, aside = left.parent / Path(noted["out"]).name, left.parent / noted["aside"]
        if aside.is_dir() and not out.exists():
            aside.replace(out)
        elif (left / "old").is_dir() and not_ours(left / "old"):
            (left / "old").replace(kept_name(out))
    removed(left)


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
    """Remove a folder of ours with all in it, read-only files too; what cannot be removed now goes with a later run."""
    with suppress(OSError):
        for path in (folder, *folder.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | stat.S_IWRITE)
    shutil.rmtree(folder, ignore_errors=True)
