"""Drawn projects by the thousand, poisoned ones among them, workers killed at random: `python -m tests.portfolio.mass 2000 20 20`."""

import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bondcalc.portfolio.engine import LocalEngine
from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.portfolio_run import PortfolioEnd, run_portfolio
from bondcalc.portfolio.watchdog import resident
from tests.portfolio.drawn import folder_of, project
from tests.portfolio.poison import POISON
from tests.portfolio.workers import hooked

SEED = 2611


@dataclass(frozen=True)
class MassRun:
    """What a run over many projects took and gave."""

    end: PortfolioEnd
    seconds: float
    largest: int
    kills: int

    @property
    def states(self) -> Counter[FileState]:
        """How many projects ended in each state."""
        return Counter(row.status for row in self.end.rows)


class _Killer:
    """Ends a worker now and then."""

    def __init__(self, engine: LocalEngine, kills: int, seed: int) -> None:
        self._engine, self._left, self._draw = engine, kills, random.Random(seed)
        self.done, self.over = 0, threading.Event()

    def run(self) -> None:
        while self.done < self._left and not self.over.wait(self._draw.uniform(1, 4)):
            running = list(self._engine._pool._processes or ())
            with suppress(ProcessLookupError, IndexError):
                os.kill(self._draw.choice(running), signal.SIGTERM)
                self.done += 1


def poisoned_folder(folder: Path, count: int, poisoned: int) -> Path:
    """Write drawn projects, and poisoned files evenly among them."""
    folder_of(folder, SEED, count - poisoned)
    for number in range(poisoned):
        ending, make = POISON[number % len(POISON)]
        (folder / f"{(number + 1) * max((count - poisoned) // (poisoned + 1), 1):05}-x{number}{ending}").write_bytes(
            make(project(SEED, 100_000 + number))
        )
    return folder


def mass_run(folder: Path, store: Path, kills: int = 0, workers: int = 2) -> MassRun:
    """Run a folder into a store with workers that are killed so many times."""
    largest, engine = resident(), LocalEngine(workers, hooked)
    killer = _Killer(engine, kills, SEED)
    killing = threading.Thread(target=killer.run, daemon=True)
    killing.start()

    def heard(done: int, failed: int, total: int) -> None:
        nonlocal largest
        del failed, total
        largest = max(largest, resident()) if done % 50 == 0 else largest

    begun = time.monotonic()
    end = run_portfolio(folder, store, lambda: engine, heard)
    seconds = time.monotonic() - begun
    killer.over.set()
    return MassRun(end, seconds, largest, killer.done)


def main(count: int, poisoned: int, kills: int) -> None:
    """Run and print what docs/mass-tests.md keeps."""
    with TemporaryDirectory() as place:
        folder = poisoned_folder(Path(place) / "p", count, poisoned)
        made = mass_run(folder, Path(place) / "s.db", kills)
        size = (Path(place) / "s.db").stat().st_size
        states = ", ".join(f"{state} {number}" for state, number in sorted(made.states.items()))
        print(f"{count} projects, {poisoned} poisoned, {made.kills} kills, 2 workers: {states}")
        rate = count / made.seconds
        print(
            f"{made.seconds:.0f} s, {rate:.1f} a second; coordinator {made.largest / 1e6:.0f} MB; store {size / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
