"""`--json` for commands that make files: which files, with their hashes, and the lines that were said."""

import inspect
import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from contextvars import ContextVar
from functools import wraps
from pathlib import Path

import typer

from bondcalc.cli.console import JsonOption
from bondcalc.cli.written import put_data
from bondcalc.result.contract import CONTRACT

MADE = ("out", "workbook", "store")
"""Parameters that name what a command makes."""
Command = Callable[..., None]
_AS_DATA: ContextVar[bool] = ContextVar("as_data", default=False)


def as_data() -> bool:
    """Tell whether a command is asked for data (--json): lists that a screen cuts are then whole."""
    return _AS_DATA.get()


def told_as_json(command: Command) -> Command:
    """Give a command the option --json: then it prints its files and what it said as plain data, and ends as it would."""
    signature = inspect.signature(command)
    option = inspect.Parameter("as_json", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=JsonOption)
    stated = [value.replace(kind=inspect.Parameter.KEYWORD_ONLY) for value in signature.parameters.values()]

    @wraps(command)
    def with_json(**given: object) -> None:
        """Run the command; with --json take what it says and print it as data."""
        if not given.pop("as_json"):
            command(**given)
            return
        code, lines = _run(command, given)
        files = {path.as_posix(): _digest(path) for name in MADE for path in _files(given.get(name))}
        put_data({"contract": CONTRACT, "files": files, "said": lines, "exit": code})
        if code:
            raise typer.Exit(code)

    with_json.__signature__ = signature.replace(parameters=[*stated[:-1], option, stated[-1]])  # type: ignore[attr-defined]
    with_json.__annotations__ = {**command.__annotations__, "as_json": JsonOption}
    return with_json


def _run(command: Command, given: dict[str, object]) -> tuple[int, list[str]]:
    """Run a command and take its lines; its exit code."""
    taken, code = io.StringIO(), 0
    asked = _AS_DATA.set(True)
    try:
        with redirect_stdout(taken):
            command(**given)
    except typer.Exit as ended:
        code = int(ended.exit_code)
    finally:
        _AS_DATA.reset(asked)
    return code, [line for line in taken.getvalue().splitlines() if line.strip()]


def _files(path: object) -> Iterator[Path]:
    """Give a file, or the files of a folder, that is there."""
    if isinstance(path, Path) and path.is_file():
        yield path
    elif isinstance(path, Path) and path.is_dir():
        yield from sorted(filter(Path.is_file, path.rglob("*")), key=Path.as_posix)


def _digest(path: Path) -> str:
    from bondcalc.data import digest

    return digest(path.read_bytes())
