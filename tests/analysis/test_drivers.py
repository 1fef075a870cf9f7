"""Drivers: a change is other leaf values, the same whether figures are Decimal or arrays; delays move what they say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.drivers import DRIVERS, change_text, leaves, lost
from bondcalc.inputs.particulars import Particulars
from bondcalc.result import Result
from bondcalc.schedules.book import horizon

CHANGES = {"share": ("-0.1", "0.25"), "points": ("0.005", "-0.01"), "years": ("0.4", "2", "3.75")}


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
    assert shares == {2031: 0, 2032: Decimal("0.1"), **dict.fromkeys(range(2033, 2037), Decimal("0.2")), 2037: Decimal("0.1"), 2038: 0}  # fmt: skip
    assert lost(sample.book, Decimal("1.5")) == 0
    last = horizon(sample.project)[1]
    assert lost(sample.book, Decimal(last - 2030)) > 0
    assert lost(sample.book, Decimal(last)) == 1


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


def test_a_structural_driver_is_no_leaf(sample: Result) -> None:
    with pytest.raises(ValueError, match="operation_delay"):
        leaves(sample.book, {"operation_delay": Decimal(6)})
    with pytest.raises(KeyError):
        leaves(sample.book, {"weather": Decimal(1)})


@pytest.mark.parametrize(
    ("id_", "change", "text"),
    [("costs", "0.1", "+10%"), ("revenue", "-0.2415", "-24%"), ("rate_rise", "0.005", "+50个基点"), ("sale_delay", "1", "推迟1年"),
     ("operation_delay", "6", "推迟6个月")],
)  # fmt: skip
def test_a_change_is_written_with_its_unit(id_: str, change: str, text: str) -> None:
    assert change_text(id_, Decimal(change)) == text
