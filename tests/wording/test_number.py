"""Numbers as text: ties away from zero, digits as entered, a figure beside its limit never contradicts it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondcalc.wording import number


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("2.5", 0, "3"),
        ("1.005", 2, "1.01"),
        ("-0.004", 2, "0.00"),
        ("1e3", 1, "1000.0"),
    ],
)
def test_ties_go_away_from_zero_and_zero_has_no_sign(value: str, places: int, text: str) -> None:
    assert number.fixed(Decimal(value), places) == text
    assert number.fixed(Fraction(Decimal(value)), places) == text


def test_thousands_and_signs() -> None:
    assert number.fixed(Decimal("56181.1"), 2, grouped=True) == "56,181.10"
    assert number.fixed(Decimal("0.0124"), 4, signed=True) == "+0.0124"
    assert number.trimmed(Decimal("-1234.5"), grouped=True) == "-1,234.5"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (7.480315, "7.48"),
        (9.996, "10"),
        (11.692913, "11.7"),
        (99.96, "100"),
        (297.4, "297"),
        (Decimal("0.04565"), "0.0457"),
        (Fraction(2, 3), "0.667"),
        (12345, "12345"),
    ],
)
def test_significant_digits_are_counted_from_the_first_that_is_not_zero(value: number.Number, text: str) -> None:
    assert number.significant(value, 3) == text


@pytest.mark.parametrize(
    ("entered", "text"),
    [
        ("0.03265", "3.265%"),
        ("0.04125", "4.125%"),
        ("0.031", "3.10%"),
        ("0.0338", "3.38%"),
        ("0", "0.00%"),
        ("0.0312345678", "3.12345678%"),
        ("0.12", "12.00%"),
    ],
)
def test_a_rate_has_the_digits_it_was_entered_with(entered: str, text: str) -> None:
    assert number.rate(Decimal(entered)) == text


def test_a_computed_fraction_has_two_decimals() -> None:
    assert number.rate(Fraction(1, 3)) == "33.33%"
    assert number.rate(Decimal(2) / Decimal(3)) == "66.67%"
    assert number.share(Fraction(2, 3)) == "66.67%"


@pytest.mark.parametrize(("entered", "text"), [("0.1", "10%"), ("0.125", "12.5%"), ("0", "0%"), ("1", "100%")])
def test_a_share_has_no_more_digits_than_it_was_entered_with(entered: str, text: str) -> None:
    assert number.share(Decimal(entered)) == text


@pytest.mark.parametrize(
    ("value", "limit", "texts"),
    [
        ("0.603", "0.6", ("60.3%", "60%")),
        ("0.6", "0.6", ("60%", "60%")),
        ("0.65", "0.6", ("65%", "60%")),
        ("0.60001", "0.6", ("60.001%", "60%")),
        ("0.5342119", "0.5", ("53.42%", "50%")),
        ("0.2499999", "0.25", ("24.99999%", "25%")),
    ],
)
def test_a_share_beside_its_limit(value: str, limit: str, texts: tuple[str, str]) -> None:
    assert number.percent_beside(Decimal(value), Decimal(limit)) == texts
    assert number.percent_beside(Fraction(Decimal(value)), Decimal(limit)) == texts


@pytest.mark.parametrize(
    ("value", "limit", "texts"),
    [
        ("1.3092", "1.2", ("1.31", "1.20")),
        ("1.195", "1.2", ("1.195", "1.20")),
        ("1.2", "1.2", ("1.20", "1.20")),
        ("1.2003", "1.2", ("1.2003", "1.20")),
        ("1.0044", "1.004", ("1.0044", "1.004")),
        ("0.996", "1", ("0.996", "1.00")),
    ],
)
def test_a_ratio_beside_its_limit(value: str, limit: str, texts: tuple[str, str]) -> None:
    assert number.beside(Decimal(value), Decimal(limit), 2) == texts


AMOUNTS = st.decimals(min_value=-10000, max_value=10000, places=6)


@settings(max_examples=300, deadline=None)
@given(AMOUNTS, st.integers(1, 10**6), AMOUNTS, st.integers(0, 4))
def test_what_is_read_compares_as_it_is(above: Decimal, below: int, limit: Decimal, least: int) -> None:
    value = Fraction(above) / below
    figure, stated = number.beside(value, limit, least)
    assert Decimal(stated) == limit
    assert (Decimal(figure) > limit, Decimal(figure) < limit) == (value > limit, value < limit)
    assert abs(Fraction(Decimal(figure)) - value) <= Fraction(1, 2 * 10**least)
    share, bound = number.percent_beside(value, limit)
    read = [Decimal(text.removesuffix("%")) / 100 for text in (share, bound)]
    assert (read[0] > read[1], read[0] < read[1]) == (value > limit, value < limit)


@settings(max_examples=200, deadline=None)
@given(st.decimals(min_value=0, max_value=1, places=13))
def test_no_digit_of_an_entered_rate_is_lost(entered: Decimal) -> None:
    assert Decimal(number.rate(entered).removesuffix("%")) / 100 == entered
    assert Decimal(number.share(entered).removesuffix("%")) / 100 == entered
