"""Stressed runs are the same lines with other input cells; a break-even is where stepping finely finds it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.inputs.project import Project
from bondcalc.result import Result
from bondcalc.run import compute
from bondcalc.schedules import coverage

TENTH = Decimal("0.1")
PRICED = {"operating_revenue": (("revenue", "price"), ("node", "price")), "land_price": (("land", "price"),),
          "costs": (("costs", "rate"), ("costs", "by_year"))}  # fmt: skip
"""Input cells that a factor stands for; a project with these changed by hand must give the same."""


def ratio(result: Result) -> Fraction:
    basis = result.book.use(coverage.schedule).basis
    return Fraction(result.figures.amount(basis.revenue)) / Fraction(result.figures.amount(basis.service))


def scaled(project: Project, cells: tuple[tuple[str, str], ...], factor: Decimal) -> Project:
    tables = dict(project.tables)
    for sheet, field in cells:
        tables[sheet] = tuple(replace(row, **{field: times(getattr(row, field), factor)}) for row in tables[sheet])
    return replace(project, tables=tables)


def times(value: Any, factor: Decimal) -> Any:
    if isinstance(value, dict):
        return {year: amount * factor for year, amount in value.items()}
    return None if value is None else value * factor


@pytest.mark.parametrize("factor", PRICED)
@pytest.mark.parametrize("change", [-TENTH, TENTH])
def test_a_factor_is_every_price_of_its_kind(sample: Result, factor: str, change: Decimal) -> None:
    by_hand = compute(scaled(sample.project, PRICED[factor], 1 + change))
    assert sample.stress.at({factor: change}).ratio == ratio(by_hand) != ratio(sample)


def test_all_revenue_is_operating_and_land_together(sample: Result) -> None:
    apart = {"operating_revenue": -TENTH, "land_price": -TENTH}
    assert sample.stress.at({"revenue": -TENTH}) == sample.stress.at(apart)


def test_interest_rises_for_planned_bonds_only(sample: Result) -> None:
    rise = Decimal("0.005")
    bonds = tuple(replace(bond, coupon=bond.coupon + rise) if bond.status == "planned" else bond
                  for bond in sample.project.tables["bonds"])  # fmt: skip
    by_hand = compute(replace(sample.project, tables={**sample.project.tables, "bonds": bonds}))
    assert sample.stress.at({"rate_rise": rise}).ratio == ratio(by_hand) != ratio(sample)
    issued = tuple(replace(bond, status="issued") for bond in sample.project.tables["bonds"])
    fixed = compute(replace(sample.project, tables={**sample.project.tables, "bonds": issued}))
    assert fixed.stress.at({"rate_rise": rise}).ratio == ratio(fixed)


def test_no_change_is_the_base_case(sample: Result) -> None:
    basis = sample.book.use(coverage.schedule).basis
    point = sample.stress.at({})
    assert point.ratio == ratio(sample)
    assert point.margin == sample.figures.amount(basis.revenue) - sample.figures.amount(basis.service)


@pytest.mark.parametrize("factor", DRIVERS)
def test_break_even_lies_between_two_steps_that_were_run(sample: Result, factor: str) -> None:
    found = sample.stress.break_even(factor, Decimal(1))
    if found is None:
        furthest = DRIVERS[factor].furthest * DRIVERS[factor].adverse
        assert (sample.stress.at({factor: furthest}).ratio or 0) >= 1
        return
    before = found - DRIVERS[factor].step * DRIVERS[factor].adverse
    assert (sample.stress.at({factor: found}).ratio or 0) < 1 <= (sample.stress.at({factor: before}).ratio or 0)


def test_break_even_is_where_stepping_finely_finds_it(sample: Result) -> None:
    step = 0
    while (sample.stress.at({"revenue": -step * DRIVERS["revenue"].step}).ratio or 0) >= Decimal("1.15"):
        step += 1
    assert step > 1
    assert sample.stress.break_even("revenue", Decimal("1.15")) == -step * DRIVERS["revenue"].step


def test_a_project_already_below_has_its_break_even_at_nothing(sample: Result) -> None:
    assert sample.stress.break_even("revenue", Decimal(100)) == 0
