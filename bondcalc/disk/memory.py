"""How often a process of ours looks for garbage: a tenth of a run would go into it where there is next to none."""

import atexit
import gc

COLLECTED_EVERY = 100_000
"""Objects made since garbage was last looked for, until it is looked for again."""


def collect_rarely() -> None:
    """Look for garbage rarely from here on; for a process of our own, never for one that only calls the library."""
    gc.set_threshold(COLLECTED_EVERY)


def end_quickly() -> None:
    """Let the end of this process not look for garbage, a fifth of `show`: the system takes all memory back at once."""
    atexit.register(_look_no_more)


def _look_no_more() -> None:
    gc.freeze()
    gc.disable()
