"""Numbers in Chinese running text: values worked out by hand."""

from decimal import Decimal

import pytest

from bondcalc.claims.chinese_numerals import numeral
from bondcalc.claims.quantities import Dimension, Quantity, quantities

HUNDRED_MILLION = 100_000_000


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("总投资5.9亿元", "590000000", "10000000"),
        ("专项债券３６，０００万元", "360000000", "10000"),
        ("专项债券36,000.00万元", "360000000", "100"),
        ("三亿六千万元", "360000000", "10000000"),
        ("三点六亿元", "360000000", "10000000"),
        ("叁亿陆仟万元整", "360000000", "10000000"),
        ("3亿6千万元", "360000000", "10000000"),
        ("5亿6181.20万元", "561812000", "100"),
        ("3.6个亿", "360000000", "10000000"),
        ("五亿六千一百八十一万二千元", "561812000", "1"),
        ("一万二千万元", "120000000", "10000000"),
        ("5,618,120千元", "5618120000", "1000"),
        ("5.62亿人民币", "562000000", "1000000"),
        ("-0.5亿元", "-50000000", "10000000"),
        ("36 000万元", "360000000", "10000"),
    ],
)
def test_money_is_held_in_yuan(text: str, value: str, step: str) -> None:
    one = only(text)
    assert (one.dimension, one.value, one.step) == (Dimension.MONEY, Decimal(value), Decimal(step))


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("1.45倍", Dimension.RATIO, "1.45"),
        ("一点四五倍", Dimension.RATIO, "1.45"),
        ("１．４５倍", Dimension.RATIO, "1.45"),
        ("35.92%", Dimension.SHARE, "0.3592"),
        ("３５．９２％", Dimension.SHARE, "0.3592"),
        ("百分之三十五点六", Dimension.SHARE, "0.356"),
        ("三成", Dimension.SHARE, "0.3"),
        ("期限20年", Dimension.YEARS, "20"),
        ("出让1,200亩", Dimension.MU, "1200"),
        ("建筑面积12.5万平方米", Dimension.SQUARE_METRES, "125000"),
    ],
)
def test_other_measures(text: str, dimension: Dimension, value: str) -> None:
    one = only(text)
    assert (one.dimension, one.value) == (dimension, Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        "2020年至2041年",
        "2021年5月1日",
        "2021-05-01",
        "财预〔2017〕89号",
        "第3章",
        "1. 总投资",
        "（一）总投资",
        "电话13800138000",
        "GB/T 9704",
        "一般公共预算",
        "二〇三〇年",
    ],
)
def test_days_and_numbers_of_documents_are_no_figures(text: str) -> None:
    assert quantities(text) == []


def test_a_price_is_no_amount() -> None:
    assert only("单价14.5万元/亩").dimension is Dimension.OTHER
    assert only("人口50万人").dimension is Dimension.OTHER


def test_a_range_covers_what_lies_in_it() -> None:
    one = only("1.2至1.5倍")
    assert (one.value, one.until) == (Decimal("1.2"), Decimal("1.5"))
    assert one.covers(Decimal("1.3"))
    assert not one.covers(Decimal("1.6"))


@pytest.mark.parametrize(
    ("text", "figure", "covered"),
    [
        ("5.6亿元", "561812000", True),
        ("5.7亿元", "561812000", False),
        ("约56,000万元", "561812000", True),
        ("56,000万元", "561812000", False),
        ("5亿余元", "561812000", True),
        ("5亿元", "561812000", False),
        ("近6亿元", "561812000", True),
        ("56,181.20万元", "561812049", True),
        ("56,181.20万元", "561812060", False),
    ],
)
def test_a_number_is_a_figure_rounded_to_its_digits(text: str, figure: str, covered: bool) -> None:
    assert only(text).covers(Decimal(figure)) is covered


@pytest.mark.parametrize("value", [7, 10, 16, 101, 1_200, 10_005, 36_000, 59_000_000, 1_203_400_500])
def test_numerals_are_read_as_they_are_spoken(value: int) -> None:
    said = spoken(value)
    read = numeral(said)
    assert read is not None
    assert read[0] == value, said


def spoken(value: int) -> str:
    """Speak a whole number in Chinese, by the rules of the language and not by the reader's."""
    digits, small = "零一二三四五六七八九", ("", "十", "百", "千")

    def four(part: int) -> str:
        text, gap = "", False
        for place in (3, 2, 1, 0):
            digit = part // 10**place % 10
            if digit:
                text += ("零" if gap and text else "") + digits[digit] + small[place]
                gap = False
            else:
                gap = True
        return text

    parts = [(value // HUNDRED_MILLION, "亿"), (value // 10**4 % 10**4, "万"), (value % 10**4, "")]
    text = ""
    for part, unit in parts:
        if part:
            text += ("零" if text and part < 1000 else "") + four(part) + unit
    return text
