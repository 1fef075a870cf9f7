"""What people type a little otherwise is taken, and what is not taken names its option."""

from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.analysis.stress.asked import pair_asked, steps_asked
from bondcalc.disk.folder import refuse_in_place
from bondcalc.inputs.values import in_list
from bondcalc.problem import FileError
from bondcalc.sizing.finds import tests_asked as rules_asked
from bondcalc.wording.number import with_unit
from bondcalc.wording.terms import Unit
from tests.commands import bondcalc
from tests.samples import SAMPLES, computed_sample

LAND = SAMPLES / "land-reserve" / "project.toml"


@pytest.mark.parametrize("words", ["C01,C02", "c01，c02", "C01、 C02；", "C01,,C02"])
def test_any_comma_and_either_case_between_rules(words: str) -> None:
    assert rules_asked(words, computed_sample("land-reserve")) == ("C01", "C02")


def test_any_comma_between_drivers_and_steps_and_each_step_once() -> None:
    assert pair_asked("全部收入、运营成本") == ("revenue", "costs")
    assert steps_asked("-10%，-10%；50bp") == {Unit.SHARE: [Decimal("-0.10")], Unit.POINTS: [Decimal("0.0050")]}
    assert in_list(" a b ，c,") == ["a b", "c"]


@pytest.mark.parametrize(
    "words",
    [
        ("stress", LAND, "--factor", "foo"),
        ("stress", LAND, "--steps", "10"),
        ("stress", LAND, "--pairs", "revenue"),
        ("size", LAND, "--tests", "C98"),
        ("new", "new.xlsx", "--by", "month", "--first-year", "2026"),
        ("new", "new.xlsx", "--as-of", "2025-06-30", "--first-year", "2026"),
    ],
)
def test_what_is_refused_names_its_option(words: tuple[str | Path, ...], tmp_path: Path) -> None:
    ended = bondcalc(*words, cwd=tmp_path)
    assert ended.returncode == 1
    assert f"{words[2]}填写有误" in ended.stderr
    assert not list(tmp_path.iterdir())


def test_an_empty_name_asks_for_no_line_at_all() -> None:
    ended = bondcalc("explain", LAND, "")
    assert ended.returncode == 1
    assert "名称含" not in ended.stderr


def test_words_in_the_place_of_a_figure_have_no_unit() -> None:
    assert with_unit("为负", "倍") == "为负"


@pytest.mark.slow
def test_public_copies_and_a_monitoring_are_never_written_over_what_they_are_made_of(tmp_path: Path) -> None:
    """The filings of a folder would be gone, and so would the monitoring before."""
    out = tmp_path / "out"
    assert bondcalc("run", LAND, "--out", out).returncode == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    for same in (out, tmp_path / "other" / ".." / "out"):
        ended = bondcalc("publish", out, "--out", same)
        assert (ended.returncode, "就是所读的文件夹" in ended.stderr) == (4, True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert bondcalc("publish", out, "--out", tmp_path / "public").returncode == 0
    assert bondcalc("publish", out, "--out", out, "--replace").returncode == 4
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_the_folder_that_is_read_is_refused_by_any_name(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        refuse_in_place(tmp_path, tmp_path / "sub" / "..")
    refuse_in_place(tmp_path / "new", tmp_path)
    refuse_in_place(tmp_path, None)
