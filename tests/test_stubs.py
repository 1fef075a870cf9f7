"""The types we state for libraries that ship none: nothing that the libraries do not have; and where the program says `Any`."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import FILES, PACKAGE, nodes

STUBS = Path(__file__).parent.parent / "stubs"
LEFT_OUT = ("stub does not have parameter", "is not keyword-only", "metaclass differs")
"""What is left out of a stub, or asked for by name, cannot mislead."""

MOST = 100
"""Times the whole package may say `Any`: where a cell, a rule file or a PDF holds whatever somebody put there."""


def test_the_package_says_any_less_than_a_hundred_times() -> None:
    said = {
        path.relative_to(PACKAGE).as_posix(): sum(
            isinstance(part, ast.Name) and part.id == "Any" for part in nodes(path)
        )
        for path in FILES
    }
    assert sum(said.values()) < MOST, {name: count for name, count in said.items() if count}


def faults_of(stubs: Path) -> list[str]:
    """Compare stubs with the installed libraries."""
    libraries = sorted(path.name for path in stubs.iterdir())
    done = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", *libraries, "--ignore-missing-stub", "--concise"],
        env=os.environ | {"MYPYPATH": str(stubs)},
        cwd=stubs,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.stderr, done.stderr
    return [line for line in done.stdout.splitlines() if not line.endswith(LEFT_OUT) and LEFT_OUT[0] not in line]


@pytest.mark.slow
def test_stubs_say_only_what_the_libraries_have() -> None:
    assert not faults_of(STUBS)


@pytest.mark.slow
def test_a_parameter_and_a_method_that_are_not_there_are_found(tmp_path: Path) -> None:
    (tmp_path / "numpy_financial").mkdir()
    (tmp_path / "numpy_financial" / "__init__.pyi").write_text(
        "def irr(values: list[float], guessed: float = 0) -> float: ...\ndef wacc() -> float: ...\n", encoding="utf-8"
    )
    found = "\n".join(faults_of(tmp_path))
    assert "guessed" in found
    assert "wacc" in found
