"""How long and how large a project may become (60 seconds, 1 GB), watched by the process that computes it.

What runs in Python is broken off with an error, and the process goes on. What no error reaches (a loop inside a
library) is ended with its process, by a timer that needs nothing of Python. Nothing here is of one system alone: memory
is bounded by the system where it does so, and watched everywhere.
"""

import ctypes
import faulthandler
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

if sys.platform != "win32":
    import resource

LOOK = 0.1
"""Seconds between two looks of the watcher."""
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True)
class ProjectLimits:
    """What a project may take: seconds by the wall clock, bytes of memory beyond what the process had.

    `grace` are the seconds after which a process that does not answer is ended.
    """

    seconds: float = 60
    memory: int = 1024**3
    grace: float = 10


class OverrunError(BaseException):
    """A project passed a limit; no handler of ordinary errors stops this."""


class OverTimeError(OverrunError):
    """It took too long."""


class OverMemoryError(OverrunError):
    """It became too large."""


@contextmanager
def watched(limits: ProjectLimits) -> Iterator[None]:
    """Watch the block: OverTimeError, OverMemoryError or MemoryError end it, and the process where nothing else does."""
    watcher = _Watcher(limits)
    with Path(os.devnull).open("wb") as nowhere, _bounded(limits.memory):
        faulthandler.dump_traceback_later(limits.seconds + limits.grace, exit=True, file=nowhere)
        watcher.start()
        try:
            yield
        finally:
            watcher.stop()
            faulthandler.cancel_dump_traceback_later()


class _Watcher:
    """Looks again and again at the clock and the memory of a process, and breaks off the thread that asked for it."""

    def __init__(self, limits: ProjectLimits) -> None:
        self._limits, self._thread = limits, threading.get_ident()
        self._end, self._base = monotonic() + limits.seconds, resident()
        self._over, self._turn, self._broken = threading.Event(), threading.Lock(), False

    def start(self) -> None:
        """Begin to look."""
        threading.Thread(target=self._look, daemon=True).start()

    def stop(self) -> None:
        """Look no more; an error that is on its way arrives before this returns."""
        with self._turn:
            self._over.set()
        for _ in range(100 if self._broken else 0):
            sleep(0.001)

    def _look(self) -> None:
        while not self._over.wait(LOOK):
            passed = OverTimeError if monotonic() > self._end else OverMemoryError if self._grown() else None
            if passed is not None:
                self._break(passed)
                return

    def _grown(self) -> bool:
        return resident() - self._base > self._limits.memory

    def _break(self, passed: type[OverrunError]) -> None:
        with self._turn:
            if not self._over.is_set():
                self._broken = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(passed))


@contextmanager
def _bounded(memory: int) -> Iterator[None]:
    """Let the system refuse memory beyond the limit, where it can: the refusal is an ordinary MemoryError."""
    if sys.platform == "win32" or not _STATM.exists():
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _pages(0) + memory
    with suppress(ValueError, OSError):
        hard = before[1]
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, before)


def resident() -> int:
    """Give the bytes of memory that this process holds; where a system does not say, the most it ever held."""
    if sys.platform == "win32":
        return _working_set()
    if _STATM.exists():
        return _pages(1)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _pages(field: int) -> int:
    """Read a field of what Linux says of the memory of a process: 0 all that is mapped, 1 what is held."""
    return int(_STATM.read_text(encoding="ascii").split()[field]) * resource.getpagesize()


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of Windows."""

    _fields_ = (
        ("cb", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in ("peak", "working_set", *"abcdef")),
    )


def _working_set() -> int:
    """Ask Windows what the process holds; 0 where it does not say."""
    counters = _Counters()
    counters.cb = ctypes.sizeof(counters)
    kernel = vars(ctypes)["windll"].kernel32
    ask: Callable[..., int] = kernel.K32GetProcessMemoryInfo
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    done = ask(ctypes.c_void_p(kernel.GetCurrentProcess()), ctypes.byref(counters), counters.cb)
    return int(counters.working_set) if done else 0


def end_with_parent(parent: int) -> None:
    """End this process when the one that started it is gone: nobody waits for its answers any more."""
    from multiprocessing.connection import wait

    def watch() -> None:
        """Wait for the end of the parent."""
        wait([parent])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
