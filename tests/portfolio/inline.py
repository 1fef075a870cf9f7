"""Runs over many projects without a process of their own."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import cache
from pathlib import Path

from bondcalc.portfolio.kept_record import Measured
from bondcalc.portfolio.measure import maker
from bondcalc.portfolio.portfolio_run import PortfolioEnd, run_portfolio
from bondcalc.portfolio.work import Task, work


@cache
def _computed(task: Task, made_by: str) -> Measured:
    del made_by
    return work(task)


def once(task: Task) -> Measured:
    """Compute a file, or give what the same program made of it before, for whichever test."""
    return _computed(replace(task, number=0), maker())


class Inline:
    """An engine without processes: it computes at once, or what a test puts in its place."""

    width = 1

    def __init__(self, worker: Callable[[Task], Measured] = once) -> None:
        self.worker, self.computed = worker, 0

    def __call__(self) -> "Inline":
        return self

    def submit(self, tasks: Sequence[Task]) -> Future[list[Measured]]:
        self.computed += len(tasks)
        done: Future[list[Measured]] = Future()
        done.set_result([self.worker(task) for task in tasks])
        return done

    def mend(self) -> None: ...

    def close(self) -> None: ...


def run(source: Path, store: Path, engine: Inline | None = None) -> PortfolioEnd:
    return run_portfolio(source, store, engine or Inline(), lambda *_: None)
