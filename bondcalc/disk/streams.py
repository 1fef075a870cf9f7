"""The streams of the terminal, whatever the console is set to."""

import sys


def in_utf8() -> None:
    """Let Chinese text go out as UTF-8: a Windows console set to GBK would refuse some of it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
