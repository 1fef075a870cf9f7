"""A share typed finer than it is read is named; parts of a whole written out are not; what is proposed can be typed in."""

import random
from decimal import Decimal

import pytest

from bondcalc.inputs.cell import SHEETS
from bondcalc.inputs.read import read_bytes, read_project
from bondcalc.inputs.values import convert, typed_in
from tests.conftest import SAMPLE

TEXT = SAMPLE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0.0381234567890123", True),
        ("0.038123456789012", True),
        ("0.03812345678", False),
        ("0.0666666666666667", False),
    ],
)
def test_a_finer_rate_is_named_at_its_cell(typed: str, said: bool) -> None:
    text = TEXT.replace("coupon = 0.038", f"coupon = {typed}", 1)
    assert text != TEXT
    notices = [words for words in read_bytes("project.toml", text.encode()).notices if "13位" in words]
    assert ["coupon" in words for words in notices] == [True] * said


def test_the_sample_of_fifteenths_says_nothing() -> None:
    assert "0.0666666666666667" in TEXT
    assert not [words for words in read_project(SAMPLE).notices if "13位" in words]


def test_a_number_brought_to_a_cell_is_read_as_it_stands(count: int) -> None:
    """Products of any length: brought to what can be typed in they are accepted and come back unchanged, close by."""
    draw = random.Random("typed in")
    cells = (SHEETS["revenue"].cell("price"), SHEETS["revenue"].cell("utilisation"))
    for _ in range(20 * count):
        cell = draw.choice(cells)
        number = Decimal(draw.randrange(1, 10**15)).scaleb(-15) * Decimal(draw.randrange(1, 10**4)).scaleb(-4)
        typed = typed_in(cell, number)
        assert convert(cell, typed) == typed
        assert convert(cell, float(typed)) == typed
        assert abs(typed - number) <= Decimal("5.1e-14")
