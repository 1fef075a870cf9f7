"""Many projects at once: an engine takes turns of tasks and gives futures; what ends its process is told apart from its neighbours."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import active_children, get_context
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Protocol

from bondcalc.portfolio.kept_record import Kept, Measured
from bondcalc.portfolio.measure import maker
from bondcalc.portfolio.work import (
    Tasks,
    Work,
    Worker,
    begin_process,
    deaf_to_keys,
    killed,
    one_by_one,
    over_time,
    ready,
    work,
)
from bondcalc.wording.messages import file_error

LONE_TRIES = 2
"""Ends of the process, with nothing else in it, that make a project one which ends it; somebody may kill one by chance."""
START_TRIES = 3
"""Processes that do not even start before the run is given up."""
MOST_WORKERS = 61
"""Processes that Windows can wait for."""
PATIENCE = 60
"""Seconds beyond its limits after which nobody works on a project any more."""
TOGETHER = 4
"""Tasks that go to a process in one turn: handing over, and waking up to store, take a twentieth of a project each time."""
ALONE = 4
"""Turns of one task, for each that may be under way, at both ends of a list: it is shared out evenly, and no process waits for another."""


class Engine(Protocol):
    """What computes: `width` turns, each of a few tasks, are given it at a time; `submit` never blocks."""

    width: int

    def submit(self, tasks: Tasks[Kept]) -> Future[list[Measured[Kept]]]:
        """Take the tasks of a turn; the future raises where the process that had them is gone."""

    def mend(self) -> None:
        """Make it whole again after the end of a process; what was in it is lost."""

    def close(self) -> None:
        """End it, whatever it is doing."""


class LocalEngine:
    """Processes on this computer; the end of one breaks them all, and they are begun anew."""

    def __init__(self, workers: int, worker: Worker = work) -> None:
        """Start the processes. Raises FileError where none starts."""
        self._workers, self._worker = min(workers, MOST_WORKERS), worker
        self.width = 2 * self._workers
        self._processes: set[BaseProcess] = set()
        self._pool = self._started()

    def submit(self, tasks: Tasks[Kept]) -> Future[list[Measured[Kept]]]:
        """Take the tasks of a turn."""
        try:
            return self._pool.submit(one_by_one, self._worker, tasks)
        except BrokenProcessPool as error:
            lost: Future[list[Measured[Kept]]] = Future()
            lost.set_exception(error)
            return lost

    def mend(self) -> None:
        """Begin the processes anew."""
        self.close()
        self._pool = self._started()

    def close(self) -> None:
        """End the processes: nobody waits for what they are at."""
        self._kill()
        self._hang_up()
        # The thread that keeps them ends with them; one that is still at it while Python ends is woken at a closed pipe, which is printed.
        self._pool.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        for _ in range(START_TRIES):
            others = set(active_children())
            # A fresh interpreter each, as on Windows: nothing of this process is in it, no thread is copied half.
            pool = ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"), initializer=begin_process)
            try:
                with deaf_to_keys():
                    # One for each, so that all of them start at once and not one after the other.
                    answers = [pool.submit(ready) for _ in range(self._workers)]
                self._processes = set(active_children()) - others
                for answer in answers:
                    answer.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
            except BaseException:
                self._kill()
                raise
            else:
                return pool
        raise file_error("workers_refused")

    def _kill(self) -> None:
        for process in self._processes:
            process.kill()

    def _hang_up(self) -> None:
        """Close this side's ends of the pipes that only the processes used.

        One that is killed while it answers leaves half an answer, for the rest of which the pool would wait for ever, and tasks
        that nobody takes any more: as long as this process holds these ends it looks as if somebody were there.
        """
        for process in self._processes:
            process.join()
        for queue, end in (("_result_queue", "_writer"), ("_call_queue", "_reader")):
            if (pipe := getattr(self._pool, queue)) is not None:  # ended before
                getattr(pipe, end).close()


def computed_by(
    start: Callable[[], Engine], tasks: Iterable[Work[Kept]], places: int
) -> Generator[tuple[Work[Kept], Measured[Kept]], None, None]:
    """Compute tasks as `computed` does, by an engine that is started for the first of them, if there is one, and ended with the last.

    Closed (`contextlib.closing`) before the last it ends the engine at once.
    """
    waiting = iter(tasks)
    first = next(waiting, None)
    if first is None:
        return
    engine = start()
    try:
        yield from computed(engine, chain([first], waiting), places)
    finally:
        engine.close()


def computed(engine: Engine, tasks: Iterable[Work[Kept]], places: int) -> Iterator[tuple[Work[Kept], Measured[Kept]]]:
    """Compute tasks of a list of so many places and give each with what it gave, as they come; they are taken only as fast as computed.

    What was in an engine when a process of it ended is computed again with nothing beside it, at the end: only what
    fails so is to blame.
    """
    doubtful: deque[Work[Kept]] = deque()
    yield from _together(engine, _turns(iter(tasks), ALONE * engine.width, places), doubtful)
    for task in doubtful:
        yield task, _alone(engine, task)


def _together(
    engine: Engine, turns: Iterator[Tasks[Kept]], doubtful: deque[Work[Kept]]
) -> Iterator[tuple[Work[Kept], Measured[Kept]]]:
    inside: dict[Future[list[Measured[Kept]]], Tasks[Kept]] = {}
    while True:
        while len(inside) < engine.width and (turn := next(turns, None)):
            inside[engine.submit(turn)] = turn
        if not inside:
            return
        done, _ = wait(inside, _longest(inside.values()), return_when=FIRST_COMPLETED)
        broken = not done or any(map(_lost, done))
        for future in done:
            yield from _answered(future, inside.pop(future), doubtful)
        if broken:
            # What was finished in an engine that broke counts; the rest is in doubt.
            if inside:
                wait(inside, _longest(inside.values()))
            for future, turn in inside.items():
                yield from _answered(future, turn, doubtful)
            inside.clear()
            engine.mend()


def _turns(tasks: Iterator[Work[Kept]], alone: int, places: int) -> Iterator[Tasks[Kept]]:
    """Share tasks out into turns of several, but for so many at the beginning and at the end of the list."""
    for task in tasks:
        several = alone <= task.number < places - alone
        yield [task, *islice(tasks, TOGETHER - 1)] if several else [task]


def _longest(turns: Iterable[Tasks[Kept]]) -> float:
    """Give the seconds within which a process has answered or is gone."""
    return max(sum(task.limits.seconds + task.limits.grace for task in turn) for turn in turns) + PATIENCE


def _answered(
    future: Future[list[Measured[Kept]]], turn: Tasks[Kept], doubtful: deque[Work[Kept]]
) -> Iterator[tuple[Work[Kept], Measured[Kept]]]:
    """Give the tasks of a turn with what they gave; all of them are in doubt where the process is gone."""
    if _lost(future):
        doubtful.extend(turn)
        return
    yield from zip(turn, map(_held, future.result()), strict=True)


def _alone(engine: Engine, task: Work[Kept]) -> Measured[Kept]:
    """Compute a task with nothing beside it."""
    for _ in range(LONE_TRIES):
        begun = monotonic()
        future = engine.submit([task])
        wait([future], _longest([[task]]))
        if not _lost(future):
            return _held(*future.result())
        # To begin a process anew takes time of its own, which is not the project's.
        seconds = monotonic() - begun
        engine.mend()
        if seconds >= task.limits.seconds:
            return over_time(task.limits)
    return killed()


def _lost(future: Future[list[Measured[Kept]]]) -> bool:
    """Tell whether a turn came back without an answer, or not at all."""
    return not future.done() or future.cancelled() or future.exception() is not None


def _held(made: Measured[Kept]) -> Measured[Kept]:
    """Refuse what another program or other rules made: a process of another version joined. Raises FileError."""
    if made.made_by != maker():
        raise file_error("worker_differs")
    return made
