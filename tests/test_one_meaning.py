"""One name, one thing: no class is called like another, and a file that shares its name says why."""

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "bondcalc"
RULES = "a rule group in checks/, the schedule it judges in schedules/, the filing of it in filings/: a subject has one file in each"
COMMAND = "a command has one file in cli/, its options, and one in screen/, what it says; what it does stands under the same word"
SHARED_FILES = {
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
    "publish": COMMAND,
    "risk": COMMAND,
    "size": COMMAND,
    "stress": COMMAND + "; checks/stress.py judges it",
}
"""Names that several files have, and why."""


def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_no_class_is_called_like_another() -> None:
    found = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        tree = syntax(path)
        classes = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        for name in classes:
            found[name].add(path.relative_to(PACKAGE).as_posix())
        assert len(classes) == len(set(classes)), path
    words = {name: files for name, files in found.items() if len(files) > 1}
    assert words == {}


def test_no_file_is_called_like_another_without_a_reason() -> None:
    files = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        if path.stem != "__init__":
            files[path.stem].append(path.relative_to(PACKAGE).as_posix())
    assert {name for name, paths in files.items() if len(paths) > 1} == set(SHARED_FILES)
