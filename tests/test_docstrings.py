"""What a newcomer reads first: every module, class and function that has a public name says what it does."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.sources import FILES, PACKAGE, syntax

Stated = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def given_later(tree: ast.Module) -> set[str]:
    """Names whose docstring is composed and assigned: the checks that one table registers."""
    return {
        target.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "__doc__" and isinstance(target.value, ast.Name)
    }


def silent(tree: ast.Module) -> Iterator[str]:
    """Public names without a docstring, those inside a function too.

    A name with an underscore in front is private, one with two (an operator, a constructor) says what its class says.
    """
    later = given_later(tree)
    if ast.get_docstring(tree) is None:
        yield "the module"
    for node in ast.walk(tree):
        if isinstance(node, Stated) and not node.name.startswith("_") and node.name not in later:
            words = ast.get_docstring(node)
            if not words or len(words.split()) < 2:
                yield f"{node.name}, line {node.lineno}"


def test_every_public_name_says_what_it_does() -> None:
    assert [f"{path.relative_to(PACKAGE)}: {name}" for path in FILES for name in silent(syntax(path))] == []


@pytest.mark.parametrize(
    "source",
    [
        "def told(): ...",
        '"""M."""\nclass Told:\n    """One two."""\n    def told(self): ...',
        '"""M."""\ndef told():\n    """One two."""\n    def inner(): ...',
        '"""M."""\nasync def told():\n    """Told."""',
    ],
)
def test_a_silent_one_is_found(source: str) -> None:
    assert list(silent(ast.parse(source))) != []


def test_private_names_operators_and_composed_words_are_left_out() -> None:
    source = '"""M."""\ndef _private(): ...\nclass _Own:\n    def __add__(self): ...\ndef told(): ...\ntold.__doc__ = "Composed."'
    assert list(silent(ast.parse(source))) == []


ROOT = PACKAGE.parent
PROOF = re.compile(r"(?:[Pp]roved by|By hand in)\s+(tests/\S+\.py):\s+((?:[\w-]+,\s+)*[\w-]+)\.")


def proofs() -> list[tuple[str, str, str]]:
    """What docstrings say proves a line, a published case or a figure by hand: place, file of tests, case or test in it."""
    found = []
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        stated = PROOF.findall(source)
        said = source.lower().count("proved by tests/") + source.count("By hand in tests/")
        assert len(stated) == said, f"{path}: write `Proved by tests/file.py: case, case.`"
        found += [(path.stem, file, case) for file, cases in stated for case in re.split(r",\s+", cases)]
    return found


def test_a_proof_is_where_a_docstring_says_it_is() -> None:
    """A case is a folder that the named file of tests reads, or a test in it."""
    assert len(proofs()) > 15
    for place, file, case in proofs():
        tests = (ROOT / file).read_text(encoding="utf-8")
        assert f'"{case}"' in tests or f"def {case}(" in tests, (place, file, case)
        assert case.startswith("test_") or ((ROOT / file).parent / case / "project.toml").is_file(), case
