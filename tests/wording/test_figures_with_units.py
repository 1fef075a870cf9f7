"""A unit stands close behind its figure in Chinese, and apart from it in English or where it is of letters; on every screen and page."""

import re
from decimal import Decimal

import pytest

from bondcalc.typeset.printed_texts import texts
from bondcalc.wording.notation import Notation
from bondcalc.wording.number import with_unit
from bondcalc.wording.terms import Unit
from tests.commands import bondcalc
from tests.samples import SAMPLES, filed_sample

UNITS = sorted(
    {unit.zh for unit in Unit if unit.zh and not unit.zh.isascii()} | {"万元", "亿元", "元", "倍", "年", "个月"}
)
APART = re.compile(rf"[\d%] (?:{'|'.join(map(re.escape, UNITS))})(?![\d\w])")
"""A figure that stands one blank apart from its Chinese unit; columns of a table stand two apart."""
LAND, WATER = SAMPLES / "land-reserve" / "project.toml", SAMPLES / "anping-water" / "project.toml"
SCREENS = {
    "explain": ("explain", LAND, "E/F"),
    "lines of a name": ("explain", LAND, "资本金"),
    "a finding": ("explain", LAND, "C03"),
    "check": ("check", LAND),
    "show": ("show", LAND),
    "size": ("size", LAND, "--find", "capital"),
    "stress": ("stress", LAND),
    "compare": ("compare", LAND, WATER),
    "debt system": ("report", LAND, "defaults"),
}
QUICK = ("lines of a name", "check")


@pytest.mark.parametrize(
    ("figure", "unit", "language", "said"),
    [
        ("65,485.19", "万元", "zh", "65,485.19万元"),
        ("1.19", "倍", "zh", "1.19倍"),
        ("90,000,000", "US dollar", "zh", "90,000,000 US dollar"),
        ("90,000,000", "US dollar", "en", "90,000,000 US dollar"),
        ("65,485.19", "万元", "en", "65,485.19 万元"),
        ("3", "", "zh", "3"),
    ],
)
def test_a_unit_behind_its_figure(figure: str, unit: str, language: str, said: str) -> None:
    assert with_unit(figure, unit, language) == said


def test_an_amount_and_a_ratio_say_their_unit() -> None:
    assert (
        Notation().amount(Decimal("65485.19")) == Notation().whole(Decimal("65485.19"), Unit.MONEY) == "65,485.19万元"
    )
    assert Notation(language="en").whole(Decimal("1.5"), Unit.RATIO) == "1.5000 x"
    assert APART.search("合计65,485.19 万元，")
    assert not APART.search("2030 年份表")


@pytest.mark.parametrize(
    "screen", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in SCREENS]
)
def test_no_screen_parts_a_figure_and_its_unit(screen: str) -> None:
    ended = bondcalc(*SCREENS[screen])
    assert APART.findall(ended.stdout + ended.stderr) == []


@pytest.mark.slow
@pytest.mark.parametrize("filing", ["plan", "evaluation", "disclosure", "review"])
def test_no_filing_parts_a_figure_and_its_unit(filing: str) -> None:
    assert APART.findall("\n".join(text for _, _, text in texts(filed_sample("land-reserve", filing)))) == []
