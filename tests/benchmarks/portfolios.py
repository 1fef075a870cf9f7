"""Many drawn projects into a store: one process beside computing alone, two processes beside one.

python -m tests.benchmarks.portfolios 400 5       so many projects, best of so many rounds in turns; on a machine at rest
"""

import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bondcalc.portfolio.engine import Engine, LocalEngine
from bondcalc.portfolio.kept_record import FileState, Measured
from bondcalc.portfolio.measure import measured
from bondcalc.portfolio.portfolio_run import run_portfolio
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.work import begin_process, work
from tests.benchmarks.measure import Measured as Row
from tests.benchmarks.measure import beside
from tests.portfolio.drawn import folder_of, project
from tests.portfolio.inline import Inline

SEED, MANY, FEW = 77, 60, 3


class _Kept:
    """An engine whose processes stay for the next round."""

    def __init__(self, engine: LocalEngine) -> None:
        self.width, self.submit, self.mend = engine.width, engine.submit, engine.mend

    def close(self) -> None:
        """Leave the processes as they are."""


def stored(rounds: int) -> Row:
    """Figures, findings and store, in one process."""
    size = MANY if rounds > 1 else FEW
    with TemporaryDirectory() as place:
        run = _runs(Path(place), size)

        def alone() -> list[Measured]:
            """Compute them and keep nothing."""
            return [measured("p.toml", project(SEED, number).encode()) for number in range(size)]

        ours, oracle, store, made = beside(lambda: run(Inline(work)), alone, rounds)
        _hold(store, made)
    what = f"figures, findings and store, a project of {size} drawn, TOML"
    return Row(what, ours / size, "the same without the store", oracle / size, "50 ms; 40 ms without")


def two_processes(rounds: int) -> Row:
    """The same by two processes; the ratio is what is left of the time."""
    size = MANY if rounds > 1 else FEW
    turns = _in_turns(size, rounds)
    return Row("the same by two processes", turns.two / size, "one process", turns.one / size, "ratio 0.53")


@dataclass(frozen=True)
class _Turns:
    """Seconds of two processes and of one, by the clock, and seconds of a processor that storing took a project."""

    two: float
    one: float
    storing: float


def _in_turns(size: int, rounds: int) -> _Turns:
    """Run by two processes and by one in turns, after each has computed all of it once."""
    engines = [LocalEngine(workers) for workers in (2, 1)]
    try:
        with TemporaryDirectory() as place:
            run = _runs(Path(place), size)
            for engine in engines:
                run(_Kept(engine))
            begun = time.process_time()
            two, one, first, second = beside(*(partial(run, _Kept(engine)) for engine in engines), rounds)
            storing = (time.process_time() - begun) / (2 * rounds * size)
            with open_store(first) as stored_by_two, open_store(second) as stored_by_one:
                assert stored_by_two.amounts("coverage.service") == stored_by_one.amounts("coverage.service")
    finally:
        for engine in engines:
            engine.close()
    return _Turns(two, one, storing)


def computed_alone(numbers: Sequence[int]) -> int:
    """Compute projects in this process and count them: nothing is handed over, nothing stored."""
    for number in numbers:
        measured("p.toml", project(SEED, number).encode())
    return len(numbers)


def sharing_nothing(size: int, rounds: int) -> float:
    """Tell how many times as quick two processes are that share nothing: more than that no engine can give on these cores."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn"), initializer=begin_process) as pool:

        def by(parts: int) -> int:
            """Compute all of them in so many processes."""
            return sum(pool.map(computed_alone, [range(first, size, parts) for first in range(parts)]))

        by(2)
        two, one, by_two, by_one = beside(partial(by, 2), partial(by, 1), rounds)
    assert by_two == by_one == size
    return one / two


def _runs(place: Path, size: int) -> Callable[[Engine], Path]:
    """Give what runs the drawn projects into a new store."""
    folder, number = folder_of(place / "p", SEED, size), count()

    def run(engine: Engine) -> Path:
        """Run them all."""
        store = place / f"{next(number)}.db"
        end = run_portfolio(folder, store, lambda: engine, lambda *_: None)
        assert (end.computed, end.failed) == (size, [])
        return store

    return run


def _hold(store: Path, made: list[Measured]) -> None:
    """Hold the store to what was computed."""
    services = [one.record.amounts["coverage.service"] for one in made if one.record and one.status is FileState.DONE]
    with open_store(store) as opened:
        assert sorted(opened.amounts("coverage.service").values()) == sorted(services)


def main(size: int, rounds: int) -> None:
    """Print rates and speed-up, and what the process that stores takes of a processor."""
    turns = _in_turns(size, rounds)
    one, two = size / turns.one, size / turns.two
    print(f"{size} projects, best of {rounds}: one process {one:.1f} a second, two {two:.1f}, {two / one:.2f} times")
    print(f"reading and storing them: {1000 * turns.storing:.2f} ms of a processor a project")
    print(f"two processes that share nothing: {sharing_nothing(size // 4, rounds):.2f} times as quick as one")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
