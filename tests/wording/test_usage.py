"""A Chinese user meets no English of the library: usage, help and what is wrong with a command line are said in Chinese."""

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bondcalc.cli import MODULES
from bondcalc.cli.console import app
from bondcalc.cli.usage import half, said
from tests.commands import bondcalc

WRONG = (
    ("check",),
    ("run", "x.xlsx"),
    ("run", "x.xlsx", "--out", "out", "--bogus"),
    ("frobnicate",),
    ("rules", "--on", "2021"),
    ("stress", "x.xlsx", "--out", "x"),
    ("size", "x.xlsx", "--find"),
    ("new", "a.xlsx", "b", "c"),
    ("new", "a.xlsx", "--years", "99"),
    ("new", "a.xlsx", "--years", "many"),
    ("check", "x.xlsx", "--lang", "fr"),
    ("run", "x.xlsx", "--out", "out", "--strict=3"),
    ("chec", "x.xlsx"),
    ("run", "x", "y", "z", "--out", "out"),
    ("show", "x.xlsx", "--json=1"),
    ("audit",),
    ("check", "--lang"),
    ("--bogus",),
    ("check", "--help"),
    ("--help",),
)
"""Command lines that the library answers by itself."""
for module in MODULES:
    import_module(f"bondcalc.cli.{module}")
ROOT = Path(__file__).parents[2]
NAMES = [command.name or str(getattr(command.callback, "__name__", "")) for command in app.registered_commands]
ENGLISH = re.compile(r"\b(?:[A-Z][a-z]+|is|the|for|not|of|and|an?|required|default|this|valid|input|should)\b")
"""Words of English sentences; names of options, files and kinds of values are none."""


@pytest.mark.parametrize("typed", WRONG, ids=" ".join)
def test_what_is_wrong_is_said_in_chinese(typed: tuple[str, ...]) -> None:
    answer = bondcalc(*typed)
    text = answer.stdout + answer.stderr
    assert re.search("[一-鿿]", text)
    assert ENGLISH.findall(text) == []
    assert answer.returncode == (0 if "--help" in typed else 1)


HELPS = """import sys
from tests.commands import bondcalc
for name in sys.argv[2:]:
    print(bondcalc(name, "--help", *([] if name == "new" else ["--lang", sys.argv[1]])).stdout, end="\\f")
"""


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_no_word_of_a_help_is_cut_off(tongue: str) -> None:
    """Chinese has no spaces at which the library would break a line; it cut the rest off.

    One process a language, since a process speaks one; `new` takes none and speaks Chinese.
    """
    names = [name for name in NAMES if tongue == "zh" or name != "new"]
    answer = subprocess.run(
        [sys.executable, "-c", HELPS, tongue, *names],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"},
    )
    texts = dict(zip(names, answer.stdout.decode("utf-8").split("\f"), strict=False))
    assert len(texts) == len(names) > 10
    assert [name for name, text in texts.items() if "…" in text or "--help" not in text] == []
    assert ("选项" in texts["run"]) == (tongue == "zh")


def test_english_is_said_where_it_is_asked_for() -> None:
    """The language is taken from the command line before anything is said, which only a process of its own shows."""
    answer = subprocess.run(
        [sys.executable, "-m", "bondcalc", "check", "--lang", "en"], capture_output=True, check=False
    )
    text = answer.stderr.decode("utf-8")
    assert "Missing argument" in text
    assert not re.search("[一-鿿]", text)


def test_an_unknown_message_stands_as_it_is() -> None:
    assert said("A sentence of a later version.") == "A sentence of a later version."
    assert said("没有 x；可选：y") == "没有 x；可选：y"


def test_a_help_text_is_parted() -> None:
    assert half("检查。Looks.", chinese=True) == "检查。"
    assert half("检查。Looks.", chinese=False) == "Looks."
    assert half("检查。", chinese=False) == "检查。"
