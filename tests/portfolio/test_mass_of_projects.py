"""Many projects through real processes: one, two, four of them and any order give the same; poison and kills cost nobody else.

`--count N` draws N projects; the full runs and their summaries stand in docs/mass-tests.md.
"""

import subprocess
import sys
import time
from pathlib import Path
from subprocess import DEVNULL

import pytest

from bondcalc.portfolio.engine import LocalEngine
from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.portfolio_run import run_portfolio
from bondcalc.portfolio.store_reader import open_store
from tests.portfolio.drawn import folder_of, list_text
from tests.portfolio.inline import run
from tests.portfolio.mass import SEED, mass_run, poisoned_folder
from tests.portfolio.poison import POISON
from tests.portfolio.test_portfolio_run import said

KEPT = 100_000
"""Bytes of the log from which a project has been kept: the empty store takes less."""
MANY = 50
"""Projects from which it is worth while to start four processes."""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> tuple[Path, int]:
    count = max(4, int(request.config.getoption("--count")) // 2)
    folder = tmp_path_factory.mktemp("mass")
    folder_of(folder / "p", SEED, count)
    for name, numbers in (("l", range(count)), ("r", reversed(range(count)))):
        (folder / f"{name}.toml").write_text(list_text(folder / "p", list(numbers), SEED), encoding="utf-8")
    return folder, count


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 4])
def test_any_number_of_processes_and_any_order_give_the_same(workers: int, drawn: tuple[Path, int]) -> None:
    folder, count = drawn
    if workers > 2 and count < MANY:
        pytest.skip("four processes where many projects are drawn")
    end = run_portfolio(folder / "r.toml", folder / f"{workers}.db", lambda: LocalEngine(workers), lambda *_: None)
    assert end.computed == count
    assert said(folder / f"{workers}.db") == said(_whole(folder))


@pytest.mark.slow
def test_a_run_that_is_killed_loses_what_is_in_flight_and_nothing_else(drawn: tuple[Path, int], tmp_path: Path) -> None:
    """The process itself is ended, without a chance to close anything; the same command goes on."""
    folder, count = drawn
    store, log = tmp_path / "s.db", tmp_path / "s.db-wal"
    words = ("portfolio", "run", folder / "l.toml", "--store", store, "--workers", "1")
    with subprocess.Popen([sys.executable, "-m", "bondcalc", *words], stdout=DEVNULL, stderr=DEVNULL) as running:
        end = time.monotonic() + 60
        while running.poll() is None and time.monotonic() < end and not (log.exists() and log.stat().st_size > KEPT):
            time.sleep(0.02)
        running.kill()
    again = run(folder / "l.toml", store)
    assert again.known >= 1
    assert (again.computed + again.known, again.failed) == (count, [])
    assert said(store) == said(_whole(folder))


def _whole(folder: Path) -> Path:
    """The store of a run that nobody disturbed."""
    if not (folder / "one.db").exists():
        run(folder / "l.toml", folder / "one.db")
    return folder / "one.db"


@pytest.mark.slow
def test_poison_and_kills_cost_nobody_else(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    count = int(request.config.getoption("--count"))
    poisoned = max(len(POISON), count // 100)
    folder = poisoned_folder(tmp_path / "p", count + poisoned, poisoned)
    made = mass_run(folder, tmp_path / "s.db", kills=1 if count < 100 else 20)
    assert made.states[FileState.DONE] == count
    assert sorted(row.path for row in made.end.failed) == sorted(path.name for path in folder.glob("*-x*"))
    assert made.states[FileState.KILLED] == sum(1 for number in range(poisoned) if number % len(POISON) == 2)
    with open_store(tmp_path / "s.db") as opened:
        assert len(opened.amounts("coverage.service")) == count
