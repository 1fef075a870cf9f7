"""What our own commands refuse on a command line, in the language it asks for."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import typer

from bondcalc.wording.messages import Long, listed, notice


def refused(code: str, hint: str | None = None, **facts: object) -> typer.BadParameter:
    """Make the error of a catalogue code; `hint` names the option or argument where the library does not know it."""
    return typer.BadParameter(notice(code, **facts), param_hint=hint)


@contextmanager
def answered(option: str) -> Iterator[None]:
    """Say of an option what is wrong with its value (a ValueError)."""
    try:
        yield
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


def none_such(typed: object, known: Iterable[str], hint: str | None = None) -> typer.BadParameter:
    """Say that there is no such thing, and what there is."""
    return refused("none_such", hint, found=typed, known=Long(listed(known)))
