"""How the Windows Python is put together: only a system without Wine is passed over, and loudly; whatever else is missing is an error."""

import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bondcalc import offline
from bondcalc.problem import FileError
from tests.lowest import PROJECT
from tests.windows import wine_python
from tests.windows.test_under_wine import OWN
from tests.windows.wine_python import NO_WINE, SYSTEM, TESTS, WindowsPython, made, main


def test_a_system_whose_packages_give_no_wine_is_said_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []

    def no_such_package(words: list[str], **_: object) -> None:
        asked.append(words)
        if "install" in words:
            raise subprocess.CalledProcessError(100, words)

    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(subprocess, "run", no_such_package)
    assert main(tmp_path / "windows") == NO_WINE
    assert [words[-1] for words in asked] == ["update", SYSTEM[-1]]
    assert "!! SKIPPED" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_a_wheel_that_cannot_be_had_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*words: str) -> None:
        raise FileError(f"pip {words[0]}")

    monkeypatch.setattr(wine_python, "system", lambda: True)
    monkeypatch.setattr(offline, "pip", no_network)
    with pytest.raises(FileError, match="pip download"):
        main(tmp_path)


def test_a_python_that_does_not_start_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "prefix").mkdir()
    (tmp_path / "prefix" / "system.reg").touch()
    monkeypatch.setattr(wine_python, "_install", lambda _: None)
    dead = subprocess.CompletedProcess([], 53, "", "c0000135")
    monkeypatch.setattr(WindowsPython, "run", lambda *_, **__: dead)
    with pytest.raises(SystemExit, match="does not start the program: c0000135"):
        made(tmp_path)


def test_nothing_of_this_python_reaches_the_other_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONUTF8", "PYTEST_XDIST_WORKER", "LC_CTYPE", "CI"):
        monkeypatch.setenv(name, "x")
    variables = WindowsPython(Path("/w")).environment
    assert not {name for name in variables if name.startswith(("PYTHON", "PYTEST", "CI"))}
    assert (variables["WINEPREFIX"], variables["LC_ALL"]) == ("/w/prefix", "zh_CN.UTF-8")


COLLECTED = """
import sys
import pytest

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1].split():
            raise ModuleNotFoundError(f"no {name} on the Windows Python")

sys.meta_path.insert(0, Absent())
sys.exit(pytest.main(["--collect-only", "-m", "not slow", *sys.argv[2:]]))
"""


def not_installed() -> set[str]:
    """Give the modules that only extras bring of which the Windows Python has none."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    needed = {canonicalize_name(Requirement(line).name) for line in (*project["dependencies"], *TESTS)}
    extras = {
        canonicalize_name(Requirement(line).name)
        for lines in project["optional-dependencies"].values()
        for line in lines
    }
    return {
        module
        for module, brought_by in packages_distributions().items()
        if {canonicalize_name(name) for name in brought_by} & (extras - needed)
    }


@pytest.mark.slow
def test_what_is_run_by_it_imports_only_what_it_has() -> None:
    absent = not_installed()
    assert "ironcalc" in absent
    words = [sys.executable, "-c", COLLECTED, " ".join(sorted(absent)), *OWN]
    done = subprocess.run(words, cwd=PROJECT.parent, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-3000:]
