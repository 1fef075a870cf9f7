"""Workbooks, archives, folders: every kind of tampering is told with its place and cause, and no innocent file raises an alarm.

`--count 500` draws every kind twice and all innocents; by default a few are drawn.
"""

import importlib.util
import os
import random
from pathlib import Path

import pytest

from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from tests.audit.book_innocents import INNOCENTS, InnocentBook
from tests.audit.book_tampering import KINDS, outcomes
from tests.audit.tamper import Ground

ALL = 100
"""Count from which every innocent kind is tried."""
pytestmark = pytest.mark.slow


def test_every_tampering_is_told_with_place_and_cause(ground: Ground, count: int) -> None:
    assert len({kind.what for kind in KINDS}) == len(KINDS) >= 100
    found = list(outcomes(ground, count, seed=16))
    assert [(one.what, one.told) for one in found if not one.right] == []


def installed(needed: str) -> bool:
    try:
        return not needed or importlib.util.find_spec(needed) is not None
    except ModuleNotFoundError:
        return False


def drawn(count: int) -> list[InnocentBook]:
    there = [one for one in INNOCENTS if installed(one.needs)]
    return there if count >= ALL else random.Random(16).sample(there, min(count // 2, len(there)))


def test_no_innocent_workbook_raises_an_alarm(ground: Ground, count: int, tmp_path: Path) -> None:
    assert len({one.what for one in INNOCENTS}) == len(INNOCENTS) >= 35
    alarms = []
    for one in drawn(count):
        data = one.make((ground.out / "schedules.xlsx").read_bytes(), random.Random(one.what))
        (tmp_path / one.file).write_bytes(data)
        (subject,) = audit([tmp_path / one.file]).subjects
        alarms += [(one.what, found) for found in subject.content]
        assert subject.status is (Status.CONTENT if "renamed" not in one.what else Status.BYTES), one.what
    assert alarms == []


@pytest.mark.slow
@pytest.mark.parametrize("needed", sorted({one.needs for one in INNOCENTS} - {""}))
def test_independent_writers_are_there(needed: str) -> None:
    if not installed(needed):
        assert not os.environ.get("CI"), f"{needed} is wanted here: .[writers]"
        pytest.skip(f"{needed} is not installed: workbooks saved by it are not tried")
