"""One name, one thing: no class is called like another, and a file that shares its name says why."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.sources import FILES, PACKAGE, nodes, syntax

RULES = "a rule group in checks/, the schedule it judges in schedules/, the filing of it in filings/: a subject has one file in each"
COMMAND = "a command has one file in cli/, its options, and one in screen/, what it says; what it does stands under the same word"
SHARED_FILES = {
    "__main__": "what `python -m` starts, of the program and of a room that is a program of its own",
    "ability": RULES,
    "coverage": RULES,
    "debt": RULES,
    "disclosure": RULES,
    "funding": RULES,
    "land": RULES,
    "audit": COMMAND,
    "compare": COMMAND,
    "explain": COMMAND,
    "figures": COMMAND,
    "parts": COMMAND,
    "publish": COMMAND,
    "stress": "a command has one file in cli/, its options; checks/stress.py judges it",
}
"""Names that several files have, and why."""


def types(path: Path) -> list[str]:
    """Names of classes, and of types that are only a word for another: `Key = tuple[str, ...]`."""
    stated = [node.targets[0] for node in syntax(path).body if isinstance(node, ast.Assign)]
    words = [
        name.id for name in stated if isinstance(name, ast.Name) and name.id[:1].isupper() and not name.id.isupper()
    ]
    return [*(node.name for node in nodes(path) if isinstance(node, ast.ClassDef)), *words]


def test_no_class_or_type_is_called_like_another() -> None:
    files = defaultdict(list)
    for path in FILES:
        for name in types(path):
            if len(name) > 1:
                files[name].append(path.relative_to(PACKAGE).as_posix())
    assert {name: paths for name, paths in files.items() if len(paths) > 1} == {}


def test_no_file_is_called_like_another_without_a_reason() -> None:
    files = defaultdict(list)
    for path in FILES:
        if path.stem != "__init__":
            files[path.stem].append(path.relative_to(PACKAGE).as_posix())
    assert {name for name, paths in files.items() if len(paths) > 1} == set(SHARED_FILES)


VALUE_NOTHING = re.compile(
    r"[;,] (or )?nothing (where|when|for|at all|\()|or nothing [(]|"
    r"\b(below|above|from|to|near to|than|plus|with|of|as|is|are|be|become|becomes|counts as|entered) nothing[.,;:)]"
)
"""`nothing` in the place of a value; that a module knows nothing of bonds is English."""
SPOKEN = ("all or nothing", "draws nothing", "there is nothing")


def test_a_value_is_never_called_nothing() -> None:
    """0 is zero, None is no value, a blank cell is blank, a list without items is empty: four things, four words."""
    found = []
    for path in FILES:
        for node in nodes(path):
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                words = " ".join(node.value.value.split())
                for spoken in SPOKEN:
                    words = words.replace(spoken, "")
                found += [f"{path.name}:{node.lineno}: {match[0]}" for match in VALUE_NOTHING.finditer(words)]
    assert found == []


@pytest.mark.parametrize(
    "words",
    ["never below nothing.", "the hash; nothing where there is none", "a plus nothing, left out", "or nothing (False)"],
)
def test_such_words_are_found(words: str) -> None:
    assert VALUE_NOTHING.search(words)


@pytest.mark.parametrize("words", ["knows nothing of bonds", "the same pages and nothing else", "nothing is written"])
def test_other_words_are_not(words: str) -> None:
    assert not VALUE_NOTHING.search(words)


EMPTY_WORDS = ("one", "found", "place", "told", "thing")
MOST_EMPTY = 304
"""How many functions still have a local of such a word; the number only falls. It was 760."""


def test_locals_carry_the_noun_of_what_they_hold() -> None:
    """`bond`, `parcel`, `column` in place of `one`; a `place` is right where it is the place of a value."""
    count = 0
    for path in FILES:
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.Lambda):
                names = {
                    name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
                }
                parameters = {name.arg for name in ast.walk(node.args) if isinstance(name, ast.arg)}
                count += len((names | parameters) & set(EMPTY_WORDS))
    assert count <= MOST_EMPTY
