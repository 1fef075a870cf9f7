"""Workers for tests of the engines: they do what a file tells them, else what every worker does."""

import os
import re
import time

from bondcalc.portfolio.kept_record import FileState, Measured
from bondcalc.portfolio.measure import maker
from bondcalc.portfolio.watchdog import OverTimeError, watched
from bondcalc.portfolio.work import Task, over_time, work


def quick(task: Task) -> Measured:
    """Do what the file says, or answer at once: nothing is computed."""
    word, _, rest = task.data.decode().partition(" ")
    if word == "abort":
        os.abort()
    if word == "once":
        _first_time(rest)
    if word == "other":
        return Measured(FileState.DONE, None, "", (), "another program")
    if word == "slow":
        try:
            with watched(task.limits):
                while True:
                    pass
        except OverTimeError:
            return over_time(task.limits)
    if word == "deaf":
        with watched(task.limits):
            # Holds the interpreter for longer than anybody waits: no error gets in.
            re.fullmatch(r"(?:a|aa)+b", "a" * 200)
    return Measured(FileState.PROBLEMS, None, task.name, (rest,), maker())


def hooked(task: Task) -> Measured:
    """Compute a project, but end the process where the file asks for it in its first line."""
    if task.data.startswith(b"# abort"):
        os.abort()
    return work(task)


def _first_time(mark: str) -> None:
    """End the process, but not a second time."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        time.sleep(0.01)
    else:
        os.abort()
