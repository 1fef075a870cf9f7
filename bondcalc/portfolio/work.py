"""One project in a process of its own: computed within its limits, or told why not."""

import signal
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, Protocol

from bondcalc.disk.memory import collect_rarely
from bondcalc.portfolio.kept_record import FileState, Kept, Measured, ProjectRecord
from bondcalc.portfolio.measure import maker, measured
from bondcalc.portfolio.watchdog import OverMemoryError, OverTimeError, ProjectLimits, end_with_parent, watched
from bondcalc.wording.messages import word


@dataclass(frozen=True)
class Work(ABC, Generic[Kept]):
    """Something to do about one project file: its place in the list, its name, its bytes."""

    number: int
    name: str
    data: bytes
    limits: ProjectLimits = field(default_factory=ProjectLimits)

    @abstractmethod
    def measured(self) -> Measured[Kept]:
        """Do it; MemoryError and what ends a process are the caller's."""


Tasks = Sequence[Work[Kept]]
"""What a process is given in one turn."""


class Worker(Protocol):
    """What a process does with a task."""

    def __call__(self, task: Work[Kept], /) -> Measured[Kept]:
        """Do it within its limits, or tell why not."""


class Task(Work[ProjectRecord]):
    """A project file to compute."""

    def measured(self) -> Measured[ProjectRecord]:
        """Compute it."""
        return measured(self.name, self.data)


def one_by_one(worker: Worker, tasks: Tasks[Kept]) -> list[Measured[Kept]]:
    """Do the tasks of a turn, each within its own limits."""
    return [worker(task) for task in tasks]


def work(task: Work[Kept]) -> Measured[Kept]:
    """Do what is asked of a project file; whatever it does short of ending the process is told."""
    try:
        with watched(task.limits):
            return task.measured()
    except OverTimeError:
        return over_time(task.limits)
    except (OverMemoryError, MemoryError):
        return Measured(FileState.TOO_LARGE, None, word("over_memory"), made_by=maker())


def over_time(limits: ProjectLimits) -> Measured[Kept]:
    """Say that a project took too long."""
    return Measured(FileState.TOO_LONG, None, word("over_seconds", seconds=limits.seconds), made_by=maker())


def killed() -> Measured[Kept]:
    """Say that a project ended the process that computed it, alone as among others."""
    return Measured(FileState.KILLED, None, word("ended_process"), made_by=maker())


@contextmanager
def deaf_to_keys() -> Iterator[None]:
    """Start processes that leave Ctrl+C to this one from their first moment on: they inherit that it waits, and here it waits until the end.

    On Windows a new process hears the keys until `begin_process`.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin_process() -> None:
    """Make a new process ready: it leaves the keys to the one that started it, ends with it, and has read the program."""
    import multiprocessing

    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        end_with_parent(parent.sentinel)
    maker()


def ready() -> str:
    """Answer that a process works, and with which program and rules."""
    return maker()
