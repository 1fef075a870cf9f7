"""A progress bar for long work, on stderr, and only where somebody sits in front of it."""

import sys
from collections.abc import Iterable

import typer


def followed(work: Iterable[object], size: int, label: str) -> None:
    """Go through work to its end, showing how far it is; silent when stderr is no terminal."""
    if not sys.stderr.isatty():
        for _ in work:
            pass
        return
    with typer.progressbar(work, length=size, label=label, file=sys.stderr) as bar:
        for _ in bar:
            pass
