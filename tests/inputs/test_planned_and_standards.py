"""Days and standards that are possible and seldom meant are asked about; amounts are weighed against the project, in any unit."""

from datetime import date
from decimal import Decimal

import pytest

from bondcalc.checks.verdicts.revenue_verdicts import odd_prices
from bondcalc.inputs.read import read_bytes
from bondcalc.screen.readback import questions
from tests.parted import compute

TEXT = """[project]
name = "x"
rule_date = {day}
operation_start = 2022-01-01
[settings]
money_unit = "{unit}"
yuan_per_unit = {yuan}
{standards}
[[bonds]]
id = "A"
status = "{status}"
value_date = 2021-03-01
face = {face}
coupon = 0.03
term_years = 5
[[revenue]]
id = "fee"
name = "收费"
price = {price}
price_unit = "{per}"
quantity = 10
[[costs]]
id = "power"
kind = "materials"
name = "电费"
basis = "fixed"
rate = {rate}
price_unit = "money_unit"
"""
GIVEN = {
    "day": "2021-03-01",
    "unit": "万元",
    "yuan": 10000,
    "standards": "",
    "status": "planned",
    "face": 1000,
    "price": 50,
    "per": "money_unit",
    "rate": 10,
}


def text(**changed: object) -> bytes:
    return TEXT.format(**{**GIVEN, **changed}).encode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": "2021-03-02"}, "早于适用规定日期"),
        ({"standards": "coverage_threshold = 0.8"}, "低于完全覆盖"),
        ({"standards": "coverage_threshold = 0.999"}, "低于完全覆盖"),
        ({"standards": "coverage_threshold = 1.2\ncoverage_upper = 1.2"}, "不高于本省标准"),
        ({"standards": "coverage_upper = 0.9"}, "不高于本省标准"),
        ({"standards": "stress_level = 0"}, "5%至50%"),
        ({"standards": "stress_level = 1"}, "5%至50%"),
    ],
)
def test_what_is_seldom_meant_is_asked(changed: dict[str, object], said: str) -> None:
    (one,) = read_bytes("p.toml", text(**changed)).notices
    assert said in one


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"day": "2021-03-02", "status": "issued"},
        {"standards": "coverage_threshold = 1\ncoverage_upper = 1.01\nstress_level = 0.05"},
        {"standards": "coverage_threshold = 1.2\ncoverage_upper = 3\nstress_level = 0.5"},
    ],
)
def test_at_the_limit_nothing_is_asked(changed: dict[str, object]) -> None:
    assert read_bytes("p.toml", text(**changed)).notices == ()


@pytest.mark.parametrize(
    ("day", "asked"),
    [("2020-03-01", True), ("2021-02-28", True), ("2021-03-01", False), ("2022-03-01", False), ("2022-04-01", True)],
)
def test_a_filing_dated_in_another_year_than_its_rules_is_asked_about(day: str, asked: bool) -> None:
    dated = text().replace(b"rule_date = 2021-03-01", f"rule_date = 2021-03-01\nfiling_date = {day}".encode())
    assert ["成文日期" in said for said in read_bytes("p.toml", dated).notices] == [True] * asked


@pytest.mark.parametrize(("price", "asked"), [("500", True), ("5", True), ("0.5", True), ("60", False), ("20", False)])
def test_a_comparable_price_far_from_its_line_is_asked_about(price: str, asked: bool) -> None:
    """The line's own price is 50."""
    deal = f'[[comparables]]\nline = "fee"\nday = 2021-01-01\nprice = {price}\nsource = "甲"\n'.encode()
    assert ["可比单价" in said for said in read_bytes("p.toml", text() + deal).notices] == [True] * asked


@pytest.mark.parametrize(
    ("unit", "yuan", "scale"),
    [("万元", 10**4, Decimal(1)), ("亿元", 10**8, Decimal("0.0001")), ("元", 1, Decimal(10000))],
)
@pytest.mark.parametrize(("rate", "asked"), [(8 * 10**7, True), (501, True), (500, False)])
def test_a_cost_above_all_revenue_is_asked_about_in_any_unit(
    unit: str, yuan: int, scale: Decimal, rate: int, asked: bool
) -> None:
    """Revenue is 500 万元 a year, as often as the cost is paid."""
    given = text(unit=unit, yuan=yuan, face=1000 * scale, price=50 * scale, rate=rate * scale)
    found = [one for one in questions(compute(read_bytes("p.toml", given)), date(2021, 5, 1)) if "电费" in one]
    assert len(found) == asked


@pytest.mark.parametrize(("price", "odd"), [("0.015", False), ("0.4153", False), ("0.41537", True), ("1.4153", True)])
def test_a_tariff_below_one_yuan_is_quoted_to_its_ten_thousandth(price: str, odd: bool) -> None:
    given = read_bytes("p.toml", text(price=price, per="yuan", unit="万元", yuan=10**4, face=1000, rate=0))
    assert bool(odd_prices(given)) is odd


@pytest.mark.parametrize(
    ("price", "per", "unit", "yuan", "odd"),
    [
        # 1,250 yuan stated in three units, and 9.12 yuan: a market quotes them.
        ("0.125", "money_unit", "万元", 10**4, False),
        ("0.0000125", "money_unit", "亿元", 10**8, False),
        ("1250", "yuan", "亿元", 10**8, False),
        ("9.12", "yuan", "万元", 10**4, False),
        # 9.123 yuan, and a sum divided by something: 1,200.0371 万元.
        ("9.123", "yuan", "万元", 10**4, True),
        ("0.00000009123", "money_unit", "亿元", 10**8, True),
        ("1200.0371", "money_unit", "万元", 10**4, True),
        ("0.12000371", "money_unit", "亿元", 10**8, True),
    ],
)
def test_odd_prices_are_odd_in_any_unit(price: str, per: str, unit: str, yuan: int, odd: bool) -> None:
    scale = Decimal(10**4) / yuan
    given = text(price=price, per=per, unit=unit, yuan=yuan, face=1000 * scale, rate=0)
    found = next(one for one in compute(read_bytes("p.toml", given)).findings if one.rule.id == "W04")
    assert ("小数位数" in found.outcome.zh) is odd
