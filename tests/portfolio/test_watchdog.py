"""What runs too long or grows too large is broken off; what is broken off leaves nothing behind."""

import re
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bondcalc.portfolio import watchdog
from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.watchdog import OverMemoryError, OverTimeError, ProjectLimits, resident, watched
from bondcalc.portfolio.work import Task, work

SHORT = ProjectLimits(seconds=0.2)
SMALL = ProjectLimits(memory=60_000_000)


def forever() -> None:
    """A loop that catches every ordinary error."""
    while True:
        try:
            sum(range(1000))
        except Exception:  # noqa: BLE001
            continue


def test_a_loop_is_broken_off_in_time() -> None:
    begun = time.monotonic()
    with pytest.raises(OverTimeError), watched(SHORT):
        forever()
    assert 0.2 <= time.monotonic() - begun < 5


def test_what_is_in_time_is_left_alone_and_watched_no_more() -> None:
    before = threading.active_count()
    for _ in range(3):
        with watched(SHORT):
            pass
    time.sleep(0.4)
    assert threading.active_count() <= before


def test_memory_is_bounded() -> None:
    with pytest.raises((MemoryError, OverMemoryError)), watched(SMALL):
        _ = [bytes(1_000_000) for _ in range(400)]
    assert len(bytes(200_000_000)) == 200_000_000


@pytest.mark.slow
def test_memory_is_watched_where_the_system_does_not_bound_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: no limit of the system, only looks at what the process holds."""
    monkeypatch.setattr(watchdog, "_STATM", Path("there-is-none"))
    held = iter([10, 10, 10, 200_000_000])
    monkeypatch.setattr(watchdog, "resident", lambda: next(held, 200_000_000))
    with pytest.raises(OverMemoryError), watched(SMALL):
        forever()


def test_what_a_process_holds_is_told() -> None:
    before = resident()
    block = bytearray(b"x") * 50_000_000
    assert 40_000_000 < resident() - before < 200_000_000
    assert len(block) == 50_000_000


DEAF = """
import re
from bondcalc.portfolio.watchdog import ProjectLimits, watched
with watched(ProjectLimits(seconds=0.2, grace=0.3)):
    re.fullmatch(r"(?:a|aa)+b", "a" * 200)
"""
"""Holds the interpreter for longer than anybody waits: no error gets in."""


@pytest.mark.slow
def test_what_no_error_reaches_is_ended_with_its_process() -> None:
    done = subprocess.run([sys.executable, "-c", DEAF], capture_output=True, timeout=60, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stdout + done.stderr == b""


def test_a_project_that_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bondcalc.portfolio.work.measured", lambda *_: forever())
    made = work(Task(0, "a.toml", b"", SHORT))
    assert made.status is FileState.TOO_LONG
    assert re.search("0.2秒", made.reason)


def test_a_project_that_grows_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def grown(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("bondcalc.portfolio.work.measured", grown)
    assert work(Task(0, "a.toml", b"", replace(SHORT, seconds=5))).status is FileState.TOO_LARGE
