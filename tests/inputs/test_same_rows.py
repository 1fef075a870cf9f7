"""A row pasted twice is asked about, whatever sheet it stands on; one that differs in any figure is not."""

import pytest

from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes

PROJECT = """[project]
name = "x"
rule_date = 2020-05-01
operation_start = 2022-01-01
[[bonds]]
status = "planned"
value_date = 2021-01-01
face = 1000
coupon = 0.03
term_years = 5
"""
REVENUE = """[[revenue]]
name = "停车收费"
price = 100
quantity = 12
price_unit = "money_unit"
"""
CAPITAL = """[[funding]]
kind = "budget"
by_year = { 2021 = 300, 2022 = 100 }
"""
COST = """[[costs]]
kind = "wages"
name = "工资"
basis = "fixed"
rate = 10
"""
PARCEL = """[[land]]
id = "{id}"
use = "工业"
area_mu = 15
price = 20
claimed = true
by_year = {{ 2023 = 1 }}
"""


def read(text: str) -> Project:
    return read_bytes("project.toml", (PROJECT + text).encode())


def asked(text: str) -> list[str]:
    return [one for one in read(text).notices if "完全相同" in one]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (REVENUE + REVENUE, ("revenue", "第1项", "第2项")),
        (CAPITAL + CAPITAL, ("funding", "第1项", "第2项")),
        (COST + COST, ("costs", "第1项", "第2项")),
        (PARCEL.format(id="P1") + PARCEL.format(id="P2"), ("land", "第1项", "第2项")),
        (REVENUE + REVENUE.replace("停车", "充电") + REVENUE, ("revenue", "第1项", "第3项")),
    ],
)
def test_both_rows_are_named(text: str, cells: tuple[str, ...]) -> None:
    (one,) = asked(text)
    assert all(cell in one for cell in cells), one


def test_three_of_a_kind_are_two_too_many() -> None:
    assert len(asked(REVENUE * 3)) == 2


@pytest.mark.parametrize(
    "text",
    [
        REVENUE + REVENUE.replace("quantity = 12", "quantity = 13"),
        REVENUE + REVENUE.replace("停车", "充电"),
        CAPITAL + CAPITAL.replace("2022 = 100", "2023 = 100"),
        COST + REVENUE,
    ],
)
def test_rows_that_differ_are_not_asked_about(text: str) -> None:
    assert asked(text) == []
