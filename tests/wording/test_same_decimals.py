"""An amount has the same decimals on every screen and page: those of the smallest unit of money that is stated."""

import re
from pathlib import Path

import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.read import read_bytes
from bondcalc.run import compute
from bondcalc.typeset.printed_texts import texts
from tests.commands import bondcalc
from tests.samples import SAMPLES

LAND = (SAMPLES / "land-reserve" / "project.toml").read_text(encoding="utf-8")
BOND, BOTH = "5,300.1251", "8,300.1251"
"""The first of the two bonds with four decimals, and both together."""
SCREENS = ("check", "show", "ask", "stress", "explain")


def fine() -> str:
    """The sample counted to a hundredth of a hundredth, with a bond that has all four decimals and is named in a text."""
    text = LAND.replace("[settings]", "[settings]\nquantum = 0.0001", 1).replace("face = 5300", "face = 5300.1251", 1)
    assert text.count("5300.1251") == text.count("quantum = 0.0001") == 1
    return text


def differently(said: str) -> set[str]:
    """Amounts near the two that are written with other decimals; cells of a table stand side by side."""
    return set(re.findall(r"(?:5,300|8,300)\.\d{1,4}", said)) - {BOND, BOTH}


@pytest.mark.parametrize(
    "screen", [pytest.param(name, marks=() if name == "check" else pytest.mark.slow) for name in SCREENS]
)
def test_screens_write_an_amount_as_it_is(screen: str, tmp_path: Path) -> None:
    (tmp_path / "fine.toml").write_text(fine(), encoding="utf-8")
    ended = bondcalc(screen, tmp_path / "fine.toml", *(["coverage.special_bonds"] if screen == "explain" else []))
    assert BOTH in ended.stdout or screen in {"ask", "stress"}
    assert differently(ended.stdout + ended.stderr) == set()


@pytest.mark.slow
@pytest.mark.parametrize("filing", ["plan", "evaluation", "review"])
def test_filings_write_an_amount_as_it_is(filing: str) -> None:
    said = "\n".join(text for _, _, text in texts(write(compute(read_bytes("fine.toml", fine().encode())), filing)))
    assert BOTH in said
    assert differently(said) == set()


def test_an_amount_in_yuan_keeps_what_it_has_in_ten_thousands(tmp_path: Path) -> None:
    """1,234,567.89 yuan are 123.456789万元."""
    text = (
        '[project]\nname = "x"\nrule_date = 2021-05-01\n[settings]\nmoney_unit = "元"\nyuan_per_unit = 1\n'
        '[[bonds]]\nid = "A"\nstatus = "planned"\nvalue_date = 2021-06-15\nface = 1234567.89\ncoupon = 0.03\nterm_years = 5\n'
    )
    (tmp_path / "yuan.toml").write_text(text, encoding="utf-8")
    assert "123.456789万元" in bondcalc("check", tmp_path / "yuan.toml").stdout
