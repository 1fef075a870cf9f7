"""Options and arguments read without the library's own reader have the values that it gives, and are refused where it refuses."""

import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from bondcalc.cli import as_typed
from tests.commands import bondcalc

app = typer.Typer()


class Tongue(StrEnum):
    """A choice."""

    ZH = "zh"
    EN = "en"


@app.command()
def shown(
    source: Path,
    more: Annotated[list[Path] | None, typer.Option()] = None,
    name: str | None = None,
    lang: Tongue = Tongue.ZH,
    count: int = 3,
    share: float = 0.5,
    day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    plain: bool = False,
    given: Annotated[tuple[str, int] | None, typer.Option()] = None,
) -> None:
    """Print what came in, and of what kind it is."""
    typer.echo(repr((source, more, name, lang, count, share, day, plain, given)))


WORDS = (
    "a.toml",
    "./a//b/../项目[1].toml",
    " ",
    "a --name 甲 --lang en",
    "a --lang zh --plain",
    "a --lang EN",
    "a --lang de",
    "a --count 4 --share 1 --day 2024-02-29",
    "a --count four",
    "a --day 2024-02-30",
    "a --more b --more c",
    "a --given x 1",
    "a --given x y",
    "a --name",
    "",
)


@pytest.fixture(autouse=True)
def _spoken() -> None:
    """The library keeps the words it spoke first in a process: those of the program, for the tests that follow."""
    assert bondcalc("--bogus").returncode


@pytest.mark.parametrize("words", WORDS)
def test_values_are_those_of_the_library(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = words.split(" ") if words.strip() else [words] * len(words)
    monkeypatch.setattr(as_typed._OWNER, as_typed.READER, as_typed._library)
    library = CliRunner().invoke(app, typed)
    as_typed.take_as_typed()
    ours = CliRunner().invoke(app, typed)
    assert (ours.exit_code, ours.output) == (library.exit_code, library.output)


def test_a_file_that_may_not_be_read_is_left_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything: the system is asked to say otherwise."""
    monkeypatch.setattr("os.access", lambda path, mode: mode == os.F_OK and path == __file__)
    as_typed.take_as_typed()
    assert CliRunner().invoke(app, [__file__]).exit_code
    assert not CliRunner().invoke(app, [f"{__file__} is not there"]).exit_code


@pytest.mark.parametrize("day", ["2026.9.30", "2026/9/30", "20260930", "2026年9月30日", "2026-9-30"])
def test_a_day_is_taken_as_the_workbook_takes_it(day: str) -> None:
    as_typed.take_as_typed()
    first, other = (CliRunner().invoke(app, ["a.toml", "--day", typed]) for typed in ("2026-09-30", day))
    assert (other.exit_code, other.output) == (0, first.output)
    assert "datetime.datetime(2026, 9, 30, 0, 0)" in first.output
