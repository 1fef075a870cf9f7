"""Commands run inside the test's own Python: the same entry point, words, streams and exit code, without another start."""

import gc
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import typer.main

from bondcalc.cli import main
from bondcalc.cli.console import app
from bondcalc.wording.messages import language, set_language

build_tree = typer.main.get_command
"""As the library has it, which `bondcalc` replaces while a command runs."""


class Ended(NamedTuple):
    """What a command ended with, named as `subprocess` names it."""

    returncode: int
    stdout: str
    stderr: str


def bondcalc(*words: str | Path, cwd: Path | None = None) -> Ended:
    """Run a command; for what the process itself does (signals, limits, the environment) start one instead."""
    with patch.object(typer.main, "get_command", lambda _: _tree(language(), len(list(every_command())))):
        return run_here(main, "bondcalc", *words, cwd=cwd)


def run_here(entry: Callable[[], int | None], *argv: str | Path, cwd: Path | None = None) -> Ended:
    """Run an entry point that reads the command line and gives or raises its exit code."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n", write_through=True) for _ in range(2))
    with _process_kept(), chdir(cwd or Path()), patch.multiple(sys, argv=[*map(str, argv)], stdout=out, stderr=err):
        code = _code(entry)
    return Ended(code, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))


def every_command() -> Iterator[tuple[str, Callable[..., object]]]:
    """Give every command by the words it is called by, those of a group behind its name."""
    groups = [("", app), *((f"{inner.name} ", inner.typer_instance) for inner in app.registered_groups)]
    for called, group in groups:
        assert group is not None
        for command in group.registered_commands:
            assert command.callback is not None
            yield f"{called}{command.name or command.callback.__name__}", command.callback


@cache
def _tree(_language: str, _commands: int) -> Any:
    """Put options and arguments of all commands together once a language: 15 ms, which a process spends once."""
    return build_tree(app)


def _code(entry: Callable[[], int | None]) -> int:
    try:
        return int(entry() or 0)
    except SystemExit as ended:
        return int(ended.code or 0)


@contextmanager
def _process_kept() -> Iterator[None]:
    """Leave language and collector as they were; a command sets both for a process of its own."""
    before, thresholds = language(), gc.get_threshold()
    try:
        yield
    finally:
        set_language(before)
        gc.set_threshold(*thresholds)
