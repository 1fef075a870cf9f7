"""Workers for tests of the engines: what a project file tells them to do, else what every worker does."""

import os
import re
import time

from bondcalc.portfolio.kept_record import FileState, Measured
from bondcalc.portfolio.measure import maker
from bondcalc.portfolio.work import Task, work


def quick(task: Task) -> Measured:
    """End the process, sleep, or answer at once: nothing is computed."""
    if task.data.startswith(b"abort"):
        os.abort()
    if task.data.startswith(b"once "):
        _first_time(task.data.decode().removeprefix("once "))
    return Measured(FileState.PROBLEMS, None, task.name, (task.data.decode(),), maker())


def hooked(task: Task) -> Measured:
    """Compute a project, but end the process where the file says so in a comment."""
    if task.data.startswith(b"# abort"):
        os.abort()
    if task.data.startswith(b"# endless"):
        return work(Task(task.number, task.name, b"", task.limits)) if _endless(task) else quick(task)
    return work(task)


def _endless(task: Task) -> bool:
    """Match a text against a pattern that holds the interpreter for longer than anybody waits."""
    del task
    return re.fullmatch(r"(a|aa)+b", "a" * 200) is None


def _first_time(mark: str) -> None:
    """End the process unless it was done before."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        time.sleep(0.01)
    else:
        os.abort()
