"""How often a process of ours looks for garbage: a tenth of a run would go into it where there is next to none."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

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


def end_quickly() -> None:
    """Let the end of this process not look for garbage, a fifth of `show`: the system takes all memory back at once."""
    atexit.register(_look_no_more)


def _look_no_more() -> None:
    gc.freeze()
    gc.disable()
