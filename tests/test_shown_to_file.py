"""Figures written to a file, as the ending of its name says."""

import csv
import json
from pathlib import Path

import pytest

from tests.commands import bondcalc

SAMPLE = Path(__file__).parents[1] / "samples" / "anping-water" / "project.toml"


def test_a_table_for_excel_begins_with_the_mark_of_utf_8(tmp_path: Path) -> None:
    ended = bondcalc("show", SAMPLE, "cash", "--out", tmp_path / "现金.csv")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == f"已写入{tmp_path / '现金.csv'}\n"
    data = (tmp_path / "现金.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert rows == list(csv.reader(bondcalc("show", SAMPLE, "cash", "--csv").stdout.splitlines()))
    assert rows[1][0] == "期初资金余额"


@pytest.mark.parametrize("ending", [".JSON", ".txt"])
def test_the_ending_says_what_is_written(ending: str, tmp_path: Path) -> None:
    option = ["--json"] if ending == ".JSON" else []
    bondcalc("show", SAMPLE, "--out", tmp_path / f"x{ending}")
    written = (tmp_path / f"x{ending}").read_text(encoding="utf-8")
    assert written == bondcalc("show", SAMPLE, *option).stdout
    if option:
        assert json.loads(written)["schedules"]


@pytest.mark.parametrize(
    "options", [("--csv", "--out", "x.json"), ("--json", "--out", "x.csv"), ("--json", "--csv"), ("--out", "x.pdf")]
)
def test_two_forms_at_once_are_refused(options: tuple[str, ...], tmp_path: Path) -> None:
    ended = bondcalc("show", SAMPLE, *options, cwd=tmp_path)
    assert ended.returncode == 1
    assert not list(tmp_path.iterdir())


def test_a_table_is_found_by_its_title_too_and_an_unknown_one_is_told_both() -> None:
    assert bondcalc("show", SAMPLE, "资金测算平衡表").stdout == bondcalc("show", SAMPLE, "cash").stdout
    told = bondcalc("show", SAMPLE, "资金平衡表")
    assert told.returncode == 1
    assert "cash（资金测算平衡表）" in "".join(told.stderr.replace("│", "").split())
