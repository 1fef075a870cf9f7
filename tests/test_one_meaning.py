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
    "stress": "a command has one file in cli/, its options; checks/stress.py judges it",
}
"""Names that several files have, and why."""


def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def types(tree: ast.Module) -> list[str]:
    """Names of classes, and of types that are only a word for another: `Key = tuple[str, ...]`."""
    stated = [node.targets[0] for node in tree.body if isinstance(node, ast.Assign)]
    words = [
        name.id for name in stated if isinstance(name, ast.Name) and name.id[:1].isupper() and not name.id.isupper()
    ]
    return [*(node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)), *words]


def test_no_class_or_type_is_called_like_another() -> None:
    files = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        for name in types(syntax(path)):
            if len(name) > 1:
                files[name].append(path.relative_to(PACKAGE).as_posix())
    assert {name: paths for name, paths in files.items() if len(paths) > 1} == {}


def test_no_file_is_called_like_another_without_a_reason() -> None:
    files = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        if path.stem != "__init__":
            files[path.stem].append(path.relative_to(PACKAGE).as_posix())
    assert {name for name, paths in files.items() if len(paths) > 1} == set(SHARED_FILES)
