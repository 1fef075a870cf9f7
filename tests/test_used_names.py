"""What nobody asks for goes: a function, a method, a property or a word for a type that stands alone in the repository."""

import ast
import re
from collections import Counter
from pathlib import Path

from tests.sources import FILES, PACKAGE, nodes
from tests.test_one_meaning import types

ASKED_BY_A_LIBRARY = ("__", "visit_", "handle_", "pytest_")
"""Begins the names that Python, ast, html.parser and pytest look for."""
PLAIN = (
    "property",
    "cache",
    "cached_property",
    "lru_cache",
    "staticmethod",
    "classmethod",
    "contextmanager",
    "abstractmethod",
)
"""Decorators after which a function is still found by its name only; others hand it to a table (a rule, a command)."""


def _named() -> Counter[str]:
    """How often each word stands in the sources of the program and of its tests."""
    texts = [path.read_text(encoding="utf-8") for path in (*FILES, *sorted((PACKAGE.parent / "tests").rglob("*.py")))]
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


def _plain(function: ast.FunctionDef) -> bool:
    return all(ast.unparse(decorator).split("(")[0] in PLAIN for decorator in function.decorator_list)


def _stated(path: Path) -> list[str]:
    functions = [node for node in nodes(path) if isinstance(node, ast.FunctionDef)]
    return [function.name for function in functions if _plain(function)] + types(path)


def test_no_name_stands_alone() -> None:
    named = _named()
    alone = {
        f"{path.relative_to(PACKAGE).as_posix()}: {name}"
        for path in FILES
        for name in _stated(path)
        if named[name] == 1 and not name.startswith(ASKED_BY_A_LIBRARY)
    }
    assert alone == set()
