"""Figures by unit: the decimals of the quantum in text and in the workbook."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.wording import number
from bondcalc.wording.notation import Notation
from bondcalc.wording.terms import Unit


@pytest.mark.parametrize(
    ("quantum", "value", "text", "pattern"),
    [
        ("0.01", "16000.1251", "16,000.13", "#,##0.00"),
        ("0.0001", "16000.1251", "16,000.1251", "#,##0.0000"),
        ("0.0001", "0.3349", "0.3349", "#,##0.0000"),
        ("1", "1234567", "1,234,567", "#,##0"),
        ("0.000001", "1.0047", "1.004700", "#,##0.000000"),
    ],
)
def test_money_follows_the_quantum(quantum: str, value: str, text: str, pattern: str) -> None:
    notation = Notation(Decimal(quantum))
    assert notation.text(Decimal(value), "money") == text
    assert notation.number_format("money") == pattern
    assert notation.plain(Decimal(value), "money") == text.replace(",", "")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "ratio", "不适用"),
        (True, "flag", "是"),
        (Fraction(4, 3), "ratio", "1.3333"),
        (Decimal("2.1"), "disclosed", "2.1000"),
        (Decimal("0.03265"), "fraction", "3.265%"),
        (Decimal(2026), "year", "2026"),
        (Decimal(12000), "count", "12000"),
        (Decimal(140000), "quantity", "140,000.00"),
        (Decimal("12.345"), "亩", "12.345"),
    ],
)
def test_each_unit_has_its_digits(value: Decimal | None, unit: str, text: str) -> None:
    assert Notation().text(value, unit) == text


def test_a_figure_with_its_unit() -> None:
    notation = Notation(Decimal("0.0001"), "亿元")
    assert notation.whole(Decimal("0.3349"), "money") == "0.3349亿元"
    assert notation.whole(Decimal("1.2"), "ratio") == "1.2000倍"
    assert notation.whole(Decimal("1.2"), "money/亩") == "1.2亿元/亩"
    assert notation.whole(None, "money") == "不适用"
    assert notation.whole(Decimal("0.5"), "fraction") == "50.00%"


def test_a_limit_of_money_shows_more_digits_than_the_quantum_only_where_it_must() -> None:
    notation = Notation()
    assert notation.beside(Decimal("100.01"), Decimal(100)) == ("100.01", "100.00")
    assert notation.beside(Decimal("100.004"), Decimal(100)) == ("100.004", "100.00")
    assert notation.beside(Decimal("1234.5"), Decimal(2000)) == ("1,234.50", "2,000.00")


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_can_be_written(unit: Unit) -> None:
    assert Notation().text(Decimal("1.5"), unit)
    assert Notation().number_format(unit)
    assert Notation(language="en").heading(unit) or unit is Unit.NONE


def test_figures_for_programs_are_rounded_as_fractions_are() -> None:
    draw, notation = random.Random(3), Notation(Decimal("0.01"))
    drawn = [
        Decimal(draw.randint(-(10 ** draw.randint(1, 33)), 10 ** draw.randint(1, 33))).scaleb(-draw.randint(0, 33))
        for _ in range(2000)
    ]
    edges = ("0.0000000000005", "-0.0000000000005", "99999999999999999999.9999999999995", "-0", "1E+19", "1E+25")
    for value in [*drawn, *map(Decimal, edges)]:
        assert notation.plain(value, Unit.RATIO) == number.fixed(Fraction(value), 12), value
