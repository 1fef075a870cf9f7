"""A Chinese user meets no English of the library: usage, help and what is wrong with a command line are said in Chinese."""

import ast
import json
import os
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import typer

from bondcalc.cli import MODULES
from bondcalc.cli.usage import half, said
from bondcalc.cli.written import folder
from tests.commands import bondcalc, every_command
from tests.sources import FILES, nodes

WRONG = (
    ("check",),
    ("run", "x.xlsx"),
    ("run", "x.xlsx", "--out", "out", "--bogus"),
    ("frobnicate",),
    ("rules", "--on", "2021"),
    ("monitor", "x.toml", "y.toml", "--out", "z", "--as-of", "2026-02-30"),
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
    ("portfolio", "--help"),
    ("portfolio", "issue", "--help"),
    ("portfolio", "issue"),
)
"""Command lines that the library answers by itself."""
for module in MODULES:
    import_module(f"bondcalc.cli.{module}")
ROOT = Path(__file__).parents[2]
NAMES = [name for name, _ in every_command()]
ENGLISH = re.compile(r"\b(?:[A-Z][a-z]+|is|the|for|not|of|and|an?|required|default|this|valid|input|should)\b")
"""Words of English sentences; names of options, files and kinds of values are none."""
PLACEHOLDER = re.compile(r"[A-Z]{4,}|\bor\b")
NAMED_SO = {"JSON", "DSCR", "HTML", "TOML"}
"""What has no other name in Chinese."""


@pytest.mark.parametrize("typed", WRONG, ids=" ".join)
def test_what_is_wrong_is_said_in_chinese(typed: tuple[str, ...]) -> None:
    answer = bondcalc(*typed)
    text = answer.stdout + answer.stderr
    assert re.search("[一-鿿]", text)
    assert ENGLISH.findall(text) == []
    assert answer.returncode == (0 if "--help" in typed else 1)


@cache
def spoken(tongue: str) -> tuple[dict[str, str], list[str]]:
    """Give every help by its command, and what our commands refuse: in one process, since a process speaks one language.

    `new` takes none and speaks Chinese.
    """
    names = [name for name in NAMES if tongue == "zh" or name != "new"]
    answer = subprocess.run(
        [sys.executable, "-c", SPOKEN, tongue, json.dumps(names), json.dumps(OURS)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"},
    )
    helps, refusals = json.loads(answer.stdout)
    return dict(zip(names, helps, strict=True)), refusals


@pytest.mark.slow
@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_no_word_of_a_help_is_cut_off(tongue: str) -> None:
    """Chinese has no spaces at which the library would break a line; it cut the rest off."""
    texts, _ = spoken(tongue)
    assert len(texts) > 10
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


OURS = (
    ("run", "x.xlsx", "--out", "y.xlsx"),
    ("run", "x.xlsx", "--out", "y", "--filing", "z"),
    ("publish", "x", "--out", "y.PDF"),
    ("split", "x.xlsx", "--out", "y.xlsm"),
    ("size", "x.xlsx", "--find", "z"),
    ("size", "x.xlsx", "--save", "z.pdf"),
    ("stress", "x.xlsx", "--factor", "z"),
    ("stress", "x.xlsx", "--pairs", "costs"),
    ("stress", "x.xlsx", "--steps", "10"),
    ("stress", "x.xlsx", "--steps", "5000bp"),
    ("stress", "x.xlsx", "--json", "--out", "z.csv"),
    ("report", "x.xlsx", "z"),
    ("merge", "x.xlsx", "y.xlsx", "--out", "z.xlsm"),
    ("next-year", "x.xlsx", "--date", "z", "--out", "y.toml"),
    ("check", "x.xlsx", "--mark", "z.xlsm"),
)
"""Command lines that our own commands refuse before they read a file."""
SPOKEN = """import json, sys
from tests.commands import bondcalc
tongue, names, ours = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
helps = [bondcalc(*name.split(), "--help", *([] if name == "new" else ["--lang", tongue])).stdout for name in names]
print(json.dumps([helps, [bondcalc(*words, "--lang", tongue).stderr for words in ours]]))
"""


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_what_our_commands_refuse_is_said_in_the_language_asked_for(tongue: str) -> None:
    told = dict(zip(OURS, spoken(tongue)[1], strict=True))
    chinese = {words for words, text in told.items() if re.search("[一-鿿]", text)}
    # The factors, and what names a step, may be written in either language: an example of one is no sentence.
    assert chinese == (set(OURS) if tongue == "zh" else set()), [told[words] for words in chinese]
    if tongue == "zh":
        assert [text for text in told.values() if ENGLISH.findall(text)] == []


def test_what_an_argument_is_called_is_no_placeholder_of_english() -> None:
    helps, _ = spoken("zh")
    found = {name: set(PLACEHOLDER.findall(text)) - NAMED_SO for name, text in helps.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_command_writes_its_refusals_by_hand() -> None:
    """What a command refuses is worded in the catalogue, which has both languages of it."""
    by_hand = [
        (path.name, node.lineno)
        for path in FILES
        if path.parent.name == "cli"
        for node in nodes(path)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("BadParameter") and node.args
        if isinstance(node.args[0], ast.JoinedStr | ast.Constant)
    ]
    assert by_hand == []


def test_a_folder_is_not_called_like_a_file_unless_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "旧.xlsx").mkdir()
    assert folder(tmp_path / "旧.xlsx") == tmp_path / "旧.xlsx"
    assert folder(tmp_path / "结果.2026") == tmp_path / "结果.2026"
    for name in ("新.xlsx", "新.PDF", "新.toml", "新.docx"):
        with pytest.raises(typer.BadParameter, match=re.escape(f"{name}是文件名，此处应填文件夹，请改为新")):
            folder(tmp_path / name)


def test_an_unknown_message_stands_as_it_is() -> None:
    assert said("A sentence of a later version.") == "A sentence of a later version."
    assert said("没有 x；可选：y") == "没有 x；可选：y"


def test_a_help_text_is_parted() -> None:
    assert half("检查。Looks.", chinese=True) == "检查。"
    assert half("检查。Looks.", chinese=False) == "Looks."
    assert half("检查。", chinese=False) == "检查。"
