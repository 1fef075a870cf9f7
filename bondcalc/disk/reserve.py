"""Memory kept back while a command works, so that one that ran out of it can still clear away and say what happened."""

RESERVE = 16 * 1024**2
_kept: list[bytes] = []


def keep_reserve() -> None:
    """Keep some memory back from here on; for a process of our own, never for one that only calls the library."""
    # Bytes that are all zero are asked of the system and not written: a bytearray of as many takes 4 ms of every command.
    _kept[:] = [bytes(RESERVE)]


def use_reserve() -> None:
    """Let the memory kept back go: what stopped the work may be that there is none, and folders and sentences take some."""
    _kept.clear()
