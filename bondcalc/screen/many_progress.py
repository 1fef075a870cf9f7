"""How far a run over many projects is: a line that is written over on a terminal, one now and then in a log."""

import sys
from time import monotonic
from typing import Self

import typer

from bondcalc.wording import number
from bondcalc.wording.messages import word

EVERY = {True: 0.5, False: 30.0}
"""Seconds between two lines: on a terminal, in a log."""


class ManyProgress:
    """Told after every project; the remaining time is that of the rate so far."""

    def __init__(self) -> None:
        self._begun = monotonic()
        self._terminal = sys.stderr.isatty()
        self._next = self._begun + EVERY[self._terminal]

    def heard(self, done: int, failed: int, total: int) -> None:
        """Say how many projects are done with, how fast, and how long the rest takes, where it is time to."""
        now = monotonic()
        if now < self._next:
            return
        self._next = now + EVERY[self._terminal]
        rate = done / max(now - self._begun, 0.001)
        said = word(
            "progress_of_many",
            done=number.fixed(done, 0, grouped=True),
            total=number.fixed(total, 0, grouped=True),
            failed=number.fixed(failed, 0, grouped=True),
            rate=number.fixed(rate, 1),
            left=_time(int((total - done) / rate)),
        )
        typer.echo(f"\r{said}  " if self._terminal else said, err=True, nl=not self._terminal)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the line that was written over."""
        if self._terminal:
            typer.echo("", err=True)


def _time(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return word("time_left_long" if hours else "time_left", hours=hours, minutes=rest // 60, seconds=rest % 60)
