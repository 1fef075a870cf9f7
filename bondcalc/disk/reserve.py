"""Memory kept back while a command works, so that one that ran out of it can still clear away and say what happened."""

RESERVE = 16 * 1024**2
_kept: list[bytearray] = []


def keep_reserve() -> None:
    """Keep some memory back from here on; for a process of our own, never for one that only calls the library."""
    _kept[:] = [bytearray(RESERVE)]


def use_reserve() -> None:
    """Let the memory kept back go: what stopped the work may be that there is none, and folders and sentences take some."""
    _kept.clear()
