"""Whole runs killed at drawn moments (tests/disk/killed_runs.py); docs/mass-tests.md has the large draw."""

from pathlib import Path

import pytest

from tests.disk import killed_runs
from tests.disk.killed_runs import STRANGER, WORDS


@pytest.mark.slow
def test_a_kill_costs_nothing(tmp_path: Path, count: int) -> None:
    kinds, told = killed_runs.run(count, 16, tmp_path)
    assert sum(kinds.values()) == count
    assert not told, "\n".join(told)


def written(out: Path) -> None:
    out.mkdir(parents=True)
    (out / STRANGER).write_bytes(WORDS)


def test_what_a_kill_cost_is_told(tmp_path: Path) -> None:
    """The judge itself: a stranger's file that is gone, half an output, one that nobody brings back."""
    assert "the output is not whole after the next command" in killed_runs.faults(tmp_path, replace=True)
    assert "the stranger's file is gone after the kill" in killed_runs.faults(tmp_path, replace=True)
    written(tmp_path / "out")
    assert "the output is half there after the kill" in killed_runs.faults(tmp_path, replace=True)
    assert killed_runs.faults(tmp_path / "nothing", replace=False) == []
