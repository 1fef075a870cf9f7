"""What holds for every project, whatever is filled in."""

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Result
from bondcalc.schedules import bonds, coverage, land, loans
from tests.parted import compute
from tests.schedules.drawn import projects

ROUNDING = Decimal("0.015")
"""One amount against the two it was split into: three roundings of half a cent."""


def read(text: str) -> Project:
    return read_bytes("project.toml", text.encode())


def total(result: Result, line: Any) -> Decimal:
    return sum(result.figures.amounts(line), Decimal(0))


def with_rows(project: Project, sheet: str, rows: tuple[Any, ...]) -> Project:
    return replace(project, tables={**project.tables, sheet: rows})


@pytest.mark.slow
@given(projects())
def test_debt_is_repaid_to_the_cent_and_never_below_zero(text: str) -> None:
    result = compute(read(text))
    for one in result.book.use(bonds.schedule).tranches:
        balances = result.figures.amounts(one.closing)
        assert total(result, one.principal) == one.row.data.face
        assert min(balances) >= 0
        assert balances[-1] == 0
        assert min(result.figures.amounts(one.principal)) >= 0
    other = result.book.use(loans.schedule)
    assert total(result, other.principal) == total(result, other.drawn)
    assert min(result.figures.amounts(other.closing)) >= 0
    assert result.figures.amounts(other.closing)[-1] == 0


@pytest.mark.slow
@given(projects(), st.integers(0, 2), st.integers(100, 90_000))
def test_more_revenue_never_lowers_coverage(text: str, place: int, cents: int) -> None:
    """A table of its own year by year: at least one 万元 more in one of them, taxes entered as they are."""
    project = read(text)
    rows = project.tables["revenue"]
    line = rows[place % len(rows)]
    fixed = replace(
        line, quantity=None, ramp=None, growth_rate=Decimal(0), price=Decimal(1), by_year={2024: Decimal(10)}
    )
    more = replace(fixed, by_year={2024: Decimal(10) + 1 + Decimal(cents) / 100})
    before, after = (
        ratio(compute(with_rows(project, "revenue", tuple(new if row is line else row for row in rows))))
        for new in (fixed, more)
    )
    assert after >= before


def ratio(result: Result) -> Decimal:
    value = result.figures.scalar(result.book.use(coverage.schedule).ratios["coverage_total_debt"])
    assert value is not None
    return Decimal(value)


@pytest.mark.slow
@given(projects(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(text: str, draw: random.Random) -> None:
    project = read(text)
    tables = {
        sheet.id: tuple(draw.sample(project.tables[sheet.id], len(project.tables[sheet.id]))) for sheet in sheets()
    }
    before, after = compute(project), compute(replace(project, tables=tables))
    assert figures(after) == figures(before)
    assert [found.verdict for found in after.findings] == [found.verdict for found in before.findings]


def figures(result: Result) -> dict[tuple[str, str], Any]:
    return {(table.id, line.id): result.figures[line] for table in result.book.tables for line in table.lines}


@pytest.mark.slow
@given(projects(), st.integers(1, 99))
def test_a_split_tranche_costs_the_same_but_for_roundings(text: str, percent: int) -> None:
    """Principal to the cent; interest by a rounding a payment, and by what the roundings of principal bear."""
    project = read(text)
    rows = project.tables["bonds"]
    first = rows[0]
    part = (first.face * percent / 100).quantize(Decimal("0.01")) or Decimal("0.01")
    if part >= first.face:
        return
    halves = (replace(first, face=part), replace(first, id="other", face=first.face - part))
    before, after = compute(project), compute(with_rows(project, "bonds", halves + rows[1:]))
    whole, split = before.book.use(bonds.schedule), after.book.use(bonds.schedule)
    assert total(after, split.principal) == total(before, whole.principal)
    count = len(first.payment_days())
    slack = ROUNDING * count + ROUNDING * first.coupon / first.times() * count * count
    assert abs(total(after, split.interest) - total(before, whole.interest)) <= slack


@pytest.mark.slow
@given(projects(), st.integers(1, 99))
def test_a_split_parcel_earns_the_same_but_for_roundings(text: str, percent: int) -> None:
    """Every line of a parcel is rounded once a year of sale: price, cost and each deduction."""
    project = read(text)
    rows = project.tables["land"]
    if not rows:
        return
    first = rows[0]
    part = first.area_mu * percent / 100
    halves = (replace(first, area_mu=part), replace(first, id="other", area_mu=first.area_mu - part))
    before, after = compute(project), compute(with_rows(project, "land", halves + rows[1:]))
    deductions = sum(value.base is not None for value in before.rules.values)
    slack = ROUNDING * (2 + deductions) * len(first.by_year)
    for name in ("claimed_net", "unclaimed_net", "gross"):
        one, other = (total(made, getattr(made.book.use(land.schedule), name)) for made in (before, after))
        assert abs(one - other) <= slack
