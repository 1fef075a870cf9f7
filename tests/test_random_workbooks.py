"""Workbooks of random whole projects, recalculated by another program from their formulas alone: no cell is off."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from bondcalc.inputs.read import read_bytes
from bondcalc.workbook.assemble import draw_workbook
from tests.parted import compute
from tests.recalculate import by_ironcalc, by_libreoffice, differences, stored
from tests.schedules.drawn import projects

WITHOUT_SHRINKING = (Phase.explicit, Phase.generate)
"""A smaller project is no easier to read here, and each try takes a second."""
EVERY = settings.get_profile("seeded").max_examples


@pytest.mark.slow
@given(projects())
@settings(max_examples=max(1, EVERY // 6), phases=WITHOUT_SHRINKING)
def test_ironcalc_finds_every_figure(text: str) -> None:
    workbook = draw_workbook(compute(read_bytes("project.toml", text.encode())))
    with tempfile.TemporaryDirectory() as folder:
        found = by_ironcalc(workbook, Path(folder))
    assert not list(differences(stored(workbook), found))


@pytest.mark.outside
@pytest.mark.slow
@given(projects())
@settings(max_examples=max(1, EVERY // 45), phases=WITHOUT_SHRINKING)
def test_libreoffice_finds_every_figure(text: str) -> None:
    workbook = draw_workbook(compute(read_bytes("project.toml", text.encode())))
    with tempfile.TemporaryDirectory() as folder:
        found = by_libreoffice(workbook, Path(folder))
    assert not list(differences(stored(workbook), found))
