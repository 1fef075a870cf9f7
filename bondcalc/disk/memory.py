"""How often a process of ours looks for garbage, and how it ends: a tenth of a run would go into what frees hardly any memory."""

import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

COLLECTED_EVERY = 100_000
"""Objects made since garbage was last looked for, until it is looked for again."""
OF_A_COMMAND = 1_000_000
"""The same in a command that computes one project and ends: a run makes half as many, nearly all of which it keeps."""


def collect_rarely(every: int = COLLECTED_EVERY) -> None:
    """Look for garbage rarely from here on; for a process of our own, never for one that only calls the library."""
    gc.set_threshold(every)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage within the block, and as before after it: what makes much, all of which is kept, leaves none."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def end_quickly(code: object) -> None:
    """End this process with an exit code and take nothing apart, which is a thirtieth of `show`: the system takes all memory back at once.

    Returns, for Python to end it, where threads or processes of its own want to be told, where the code is a sentence or
    the streams take no more.
    """
    gc.freeze()
    gc.disable()
    if not isinstance(code, int | None) or threading.active_count() > 1 or "multiprocessing" in sys.modules:
        return
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code or 0)
