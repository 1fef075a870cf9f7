"""A quantity in ten thousands beside a price in yuan of one, or of a day that counts once a year, is asked about."""

from decimal import Decimal

import pytest

from bondcalc.inputs.counted_units import unlike_counted
from bondcalc.inputs.read import read_bytes
from tests.inputs.filled import Filled, untouched

ONE = Decimal(1)


@pytest.mark.parametrize(
    ("unit", "price_unit", "times", "asked"),
    [
        ("万吨", "yuan", ONE, ["counted_in_multiples"]),
        ("百万度", "yuan", ONE, ["counted_in_multiples"]),
        ("亿立方米", "yuan", ONE, ["counted_in_multiples"]),
        ("万千瓦时", "yuan", ONE, ["counted_in_multiples"]),
        # 1.60 万元 of each 万吨 is 1.60 yuan of each ton.
        ("万吨", "money_unit", ONE, []),
        ("万元", "yuan", ONE, []),
        ("亿元", "yuan", ONE, []),
        ("千瓦时", "yuan", ONE, []),
        ("千克", "yuan", ONE, []),
        ("吨", "yuan", ONE, []),
        ("吨/日", "yuan", ONE, ["counted_once"]),
        ("吨／天", "yuan", ONE, ["counted_once"]),
        ("t/d", "yuan", ONE, ["counted_once"]),
        ("户/月", "money_unit", ONE, ["counted_once"]),
        ("吨/日", "yuan", Decimal(365), []),
        ("吨/年", "yuan", ONE, []),
        ("万吨/日", "yuan", ONE, ["counted_in_multiples", "counted_once"]),
        ("", "yuan", ONE, []),
    ],
)
def test_what_is_asked_of_a_unit(unit: str, price_unit: str, times: Decimal, asked: list[str]) -> None:
    assert [fault.code for fault in unlike_counted("quantity_unit", unit, price_unit, times)] == asked


def test_revenue_and_costs_are_asked_at_their_cells() -> None:
    filled = Filled()
    where = [
        filled.set("万个", "经营收入", "数量单位", "parking")[1],
        filled.set("人/月", "运营成本", "数量单位", "staff")[1],
    ]
    notices = read_bytes("project.xlsx", filled.data()).notices
    assert any(f"[经营收入] {where[0]}“数量单位”是万个，单价应是每万个的" in notice for notice in notices)
    assert any(f"[运营成本] {where[1]}“数量单位”是人/月，而全年只计一次" in notice for notice in notices)


def test_quantities_of_a_day_that_count_every_day_are_not_asked_about() -> None:
    """The sample sells 污水 by t/d and power by kWh/d, 365 times a year."""
    notices = untouched().notices
    assert not any("全年只计一次" in notice or "单价应是每" in notice for notice in notices)
