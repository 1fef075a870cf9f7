"""The program's own files as syntax: read and taken apart once, whichever test asks."""

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "bondcalc"
FILES = sorted(PACKAGE.rglob("*.py"))


@cache
def syntax(path: Path) -> ast.Module:
    """A file as a tree, for reading only."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file, in the order of `ast.walk`."""
    return tuple(ast.walk(syntax(path)))
