"""Arguments reach the program as they were typed, also where the library would make other names of them."""

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer.core

from bondcalc.cli.starred import starred
from bondcalc.inputs.read import read_project
from tests.commands import bondcalc

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library take this system for Windows."""
    monkeypatch.setattr(typer.core, "os", SimpleNamespace(**{**vars(os), "name": "nt"}))


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("typed", "beside"), [("项目[1].toml", "项目1.toml"), ("项目[ab].toml", "项目b.toml"), ("$HOME.toml", "x.toml")]
)
def test_brackets_and_dollars_are_part_of_a_name(typed: str, beside: str, tmp_path: Path) -> None:
    land, other = (SAMPLES / name / "project.toml" for name in ("land-reserve", "anping-water"))
    shutil.copy(land, tmp_path / typed)
    shutil.copy(other, tmp_path / beside)
    ended = bondcalc("check", typed, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == bondcalc("check", land).stdout.replace("project.toml", typed)
    assert read_project(land) != read_project(other)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("typed", ["项目?.toml", "*.toml", "~", "%HOME%.toml"])
def test_a_name_of_one_file_stands_for_no_other(typed: str, tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "land-reserve" / "project.toml", tmp_path / "项目1.toml")
    ended = bondcalc("check", typed, cwd=tmp_path)
    assert ended.returncode == 4
    assert typed in ended.stderr


def test_stars_stand_for_the_files_they_fit(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf", "c[1].pdf", "c1.pdf", "d.txt"):
        (tmp_path / name).touch()
    names = [path.name for path in starred(tmp_path / "*.pdf")]
    assert names == ["a.pdf", "b.pdf", "c1.pdf", "c[1].pdf"]
    assert [path.name for path in starred(tmp_path / "c[1].*")] == ["c[1].pdf"]
    assert starred(tmp_path / "c[1].pdf") == [tmp_path / "c[1].pdf"]
    assert starred(tmp_path / "x*.pdf") == [tmp_path / "x*.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_called_with_a_star_comes_first(tmp_path: Path) -> None:
    for name in ("*.pdf", "a.pdf"):
        (tmp_path / name).touch()
    assert starred(tmp_path / "*.pdf") == [tmp_path / "*.pdf"]


@pytest.mark.slow
def test_audit_takes_stars(tmp_path: Path) -> None:
    out = tmp_path / "申报"
    made = bondcalc("run", SAMPLES / "anping-water" / "project.toml", "--out", out, "--filing", "disclosure,review")
    assert made.returncode == 0, made.stderr
    named = bondcalc("audit", *sorted(out.glob("*.pdf")))
    assert bondcalc("audit", out / "*.pdf").stdout == named.stdout
    assert "disclosure.pdf" in named.stdout
