"""Drivers: a change is other leaf values, the same whether figures are Decimal or arrays; delays move what they say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from bondcalc.algebra.exact import Program
from bondcalc.algebra.inspection import upstream
from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.drivers import DRIVERS, change_text, leaves, lost
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.result.result import Result
from bondcalc.schedules.horizon import horizon
from tests.parted import compute

CHANGES = {
    "share": ("-0.1", "0.25"),
    "points": ("0.005", "-0.01"),
    "years": ("0.4", "2", "3.75"),
    "months": ("1", "18"),
}


@pytest.mark.parametrize("id_", [id_ for id_, driver in DRIVERS.items() if not driver.structural])
def test_arrays_give_what_decimals_give(sample: Result, id_: str) -> None:
    changes = CHANGES[DRIVERS[id_].unit]
    together = leaves(sample.book, {id_: np.array([float(change) for change in changes])})
    for lane, change in enumerate(changes):
        alone = leaves(sample.book, {id_: Decimal(change)})
        assert alone
        assert together.keys() >= alone.keys()
        for key, values in together.items():
            assert values[lane] == pytest.approx(float(alone.get(key, 0)), abs=1e-15)


def test_changes_of_one_cell_multiply(sample: Result) -> None:
    both = leaves(sample.book, {"revenue": Decimal("-0.1"), "operating_revenue": Decimal("-0.2")})
    assert both[("stress", "0", "operating_revenue")] == Decimal("0.72")
    assert both[("stress", "0", "land_price")] == Decimal("0.9")


def test_land_sold_later_keeps_its_shares_until_the_horizon_ends(sample: Result) -> None:
    parcel = sample.project.tables["land"][5]
    assert parcel.by_year == dict.fromkeys(range(2031, 2036), Decimal("0.2"))
    late = leaves(sample.book, {"sale_delay": Decimal("1.5")})
    shares = {year: late.get(("land", "5", "by_year", str(year))) for year in range(2031, 2039)}
    assert shares == {
        2031: 0,
        2032: Decimal("0.1"),
        **dict.fromkeys(range(2033, 2037), Decimal("0.2")),
        2037: Decimal("0.1"),
        2038: 0,
    }
    assert lost(sample.book, Decimal("1.5")) == 0
    last = horizon(sample.project)[1]
    assert lost(sample.book, Decimal(last - 2030)) > 0
    assert lost(sample.book, Decimal(last)) == 1


def test_land_that_does_not_repay_is_none_that_is_lost(sample: Result) -> None:
    """Only the last parcel repays: sold from 2031 to 2035 in fifths, a delay of eight years takes what it sells after 2041."""
    *others, last = sample.project.tables["land"]
    alone = (*(replace(parcel, claimed=False) for parcel in others), last)
    book = compute(replace(sample.project, tables={**sample.project.tables, "land": alone})).book
    assert horizon(sample.project)[1] == 2041
    assert lost(book, Decimal(8)) == Decimal("0.4")
    assert lost(sample.book, Decimal(8)) < Decimal("0.4")


def test_a_delay_below_nothing_is_none(sample: Result) -> None:
    assert leaves(sample.book, {"sale_delay": Decimal(-2)}) == leaves(sample.book, {"sale_delay": Decimal(0)})
    assert rebuilt(sample.project, {"operation_delay": Decimal(-3)}) is sample.project


def test_operation_delayed_moves_dates_and_quantities_by_calendar_year(sample: Result) -> None:
    project = rebuilt(sample.project, {"operation_delay": Decimal(18)})
    stated = project.form(Particulars)
    assert (stated.construction_end, stated.operation_start) == (date(2024, 6, 30), date(2024, 7, 1))
    assert stated.operation_end == sample.project.form(Particulars).operation_end
    before, after = (one.tables["node"][0].by_year for one in (sample.project, project))
    assert after[2023] == 0
    assert after[2024] == before[2023] / 2
    assert after[2026] == (before[2024] + before[2025]) / 2
    assert horizon(project) == horizon(sample.project)
    assert project.tables["investment"] == sample.project.tables["investment"]


def test_quantities_before_opening_do_not_depend_on_it(sample: Result) -> None:
    early = replace(sample.project.tables["node"][0], by_year={2021: Decimal(3), 2023: Decimal(8)})
    project = replace(sample.project, tables={**sample.project.tables, "node": (early,)})
    assert rebuilt(project, {"operation_delay": Decimal(6)}).tables["node"] == (early,)


def with_node(project: Project, by_year: dict[int, Decimal], **particulars: object) -> Project:
    line = replace(project.tables["node"][0], by_year=by_year)
    form = replace(project.form(Particulars), **particulars)
    return replace(project, tables={**project.tables, "node": (line,), "project": (form,)})


def test_a_typed_zero_before_opening_is_no_quantity(sample: Result) -> None:
    stated = {year: Decimal(10) for year in range(2023, 2030)}
    plain, zero = (with_node(sample.project, by_year) for by_year in (stated, {2021: Decimal(0), **stated}))
    moved, other = (rebuilt(one, {"operation_delay": Decimal(24)}).tables["node"][0].by_year for one in (plain, zero))
    assert {year: amount for year, amount in other.items() if amount} == {
        year: amount for year, amount in moved.items() if amount
    }
    assert moved[2024] == 0


def test_nothing_moves_past_the_end_of_operation(sample: Result) -> None:
    stated = {**{year: Decimal(12) for year in range(2023, 2030)}, 2030: Decimal(6)}
    project = with_node(sample.project, stated, operation_end=date(2030, 6, 30))
    for months, last in ((6, 6), (12, 6), (30, 6)):
        moved = rebuilt(project, {"operation_delay": Decimal(months)}).tables["node"][0].by_year
        assert max(year for year, amount in moved.items() if amount) == 2030
        assert moved[2030] == last
        assert sum(moved.values()) == sum(stated.values()) - months


def test_repairs_that_are_a_share_of_works_rise_with_the_works(sample: Result) -> None:
    (line,) = (row for row in sample.project.tables["costs"] if row.id == "repair_plants")
    item = next(one for one in sample.project.tables["investment"] if one.id == line.of)
    dearer = tuple(
        replace(one, amount=one.amount * 2) if one is item else one for one in sample.project.tables["investment"]
    )
    by_hand = compute(replace(sample.project, tables={**sample.project.tables, "investment": dearer}))
    doubled = sample.book.find("costs")[f"amount.{line.id}"]
    needed = [one for table in sample.book.tables for one in table.lines if one in upstream(doubled)]
    stressed = Program(needed, Decimal("0.01")).run(leaves(sample.book, {"investment": Decimal(1)}))
    assert stressed[doubled] == by_hand.figures[by_hand.book.find("costs")[f"amount.{line.id}"]]
    assert stressed[doubled] != sample.figures[doubled]


def test_a_structural_driver_is_no_leaf(sample: Result) -> None:
    with pytest.raises(ValueError, match="operation_delay"):
        leaves(sample.book, {"operation_delay": Decimal(6)})
    with pytest.raises(KeyError):
        leaves(sample.book, {"weather": Decimal(1)})


@pytest.mark.parametrize(
    ("id_", "change", "text"),
    [
        ("costs", "0.1", "+10%"),
        ("revenue", "-0.2415", "-24%"),
        ("rate_rise", "0.005", "+50个基点"),
        ("sale_delay", "1", "推迟1年"),
        ("sale_delay", "1.5", "推迟1.5年"),
        ("sale_delay", "10", "推迟10年"),
        ("operation_delay", "6", "推迟6个月"),
    ],
)
def test_a_change_is_written_with_its_unit(id_: str, change: str, text: str) -> None:
    assert change_text(id_, Decimal(change)) == text


@pytest.mark.parametrize(("change", "text"), [("0.7949", "推迟0.79年"), ("0.8", "推迟0.80年"), ("2", "推迟2年")])
def test_years_in_a_column_of_break_evens_have_decimals_alike(change: str, text: str) -> None:
    assert change_text("sale_delay", Decimal(change), 2) == text
