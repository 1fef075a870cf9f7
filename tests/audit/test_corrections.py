"""A filing made when a rule value was still wrong: it audits, nothing is called tampering, the correction is named."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from bondcalc.audit.difference import Cause
from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Subject
from bondcalc.result.result import Options
from bondcalc.rules import load
from bondcalc.run import run
from bondcalc.seal import manifest

PROJECT = """[project]
name = "县人民医院"
rule_date = {day}
sector = "{sector}"
[[bonds]]
id = "A"
status = "planned"
value_date = 2025-12-01
face = 5000
coupon = 0.02
term_years = 10
used_as_capital = 100
[[revenue]]
id = "r"
name = "医疗收入"
budget_class = "project_special"
claimed = true
price = 900
by_year = {{ 2026 = 1, 2030 = 2, 2035 = 9 }}
"""
WAS = {"2025-03-01": "guo-ban-fa-2024-52.toml", "2021-03-01": "guo-wu-yuan-hui-yi-2019-09-04.toml"}


@contextmanager
def before_the_correction(folder: Path, file: str) -> Iterator[None]:
    """The rule data of a time when one file still said what its correction tells of; where it said nothing, the row stays."""
    shutil.copytree(load.RULES_FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    old = re.search(r"corrected_from = (\[[^\]]+\])\n", text)
    assert old
    text = re.sub(r'(id = "capital_use_sectors"\nfrom = \S+\n)value = \[[^\]]+\]', rf"\1value = {old[1]}", text)
    (folder / file).write_text(re.sub(r"corrected_\w+ = .+\n", "", text), encoding="utf-8")
    load.own_library.cache_clear()
    with patch.object(load, "RULES_FOLDER", folder), patch.object(manifest, "RULES_FOLDER", folder):
        yield
    load.own_library.cache_clear()


def audited(folder: Path, day: str, sector: str) -> Subject:
    project = folder / "project.toml"
    project.write_text(PROJECT.format(day=day, sector=sector), encoding="utf-8")
    with before_the_correction(folder / "rules", WAS[day]):
        run(project, folder / "out", Options(filings=("review",)))
    return audit([folder / "out"]).subjects[0]


@pytest.mark.slow
@pytest.mark.parametrize(("day", "sector"), [("2025-03-01", "parking"), ("2021-03-01", "parking")])
def test_the_correction_is_named_and_no_hand_is_suspected(tmp_path: Path, day: str, sector: str) -> None:
    subject = audited(tmp_path, day, sector)
    assert {one.cause for one in subject.content} == {Cause.RULES}
    [named] = [note for note in subject.notes if "更正" in note]
    assert "capital_use_sectors" in named
    assert "2026-11-29" in named
    moved = {one.place: (one.filed, one.recomputed) for one in subject.content}
    rule = "K03" if day > "2024-12-24" else "N08"
    assert moved[f"findings[{rule}].verdict"] == ("fail", "pass")


@pytest.mark.slow
def test_a_filing_of_today_names_no_correction(tmp_path: Path) -> None:
    project = tmp_path / "project.toml"
    project.write_text(PROJECT.format(day="2025-03-01", sector="health"), encoding="utf-8")
    run(project, tmp_path / "out", Options(filings=("review",)))
    subject = audit([tmp_path / "out"]).subjects[0]
    assert not subject.differences
    assert not [note for note in subject.notes if "更正" in note]
