"""The samples computed and filed: once, whichever test asks. What a test changes is a copy."""

from functools import cache
from pathlib import Path

import pytest

from bondcalc.filings.draw import write, write_whole
from bondcalc.inputs.read import read_project
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.typeset.document import Document
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.pdf import Typeset, typeset
from bondcalc.workbook.assemble import draw_workbook

SAMPLES = Path(__file__).parent.parent / "samples"
SAMPLE_NAMES = ("hengyang-park", "land-reserve", "anping-water")
LARGE_IS_SLOW = (pytest.param(SAMPLE_NAMES[0], marks=pytest.mark.slow), *SAMPLE_NAMES[1:])
"""The samples for a test that takes most of its time for the large one: the quick tests show the same with the two others."""


@cache
def computed_sample(name: str) -> Result:
    """Read a sample's TOML and compute it."""
    return compute(read_project(SAMPLES / name / "project.toml"))


@cache
def drawn_sample(name: str) -> bytes:
    """A sample's schedules.xlsx."""
    return draw_workbook(computed_sample(name))


@cache
def filed_sample(name: str, filing: str) -> Document:
    """A filing of a sample as blocks."""
    return write(computed_sample(name), filing)


@cache
def whole_sample(name: str, filing: str) -> Document:
    """The same with every table in one piece."""
    return write_whole(computed_sample(name), filing)


@cache
def set_sample(name: str, filing: str) -> Typeset:
    """A filing of a sample as a PDF, with the log of its figures."""
    return typeset(filed_sample(name, filing), FontSet.load())
