"""Bonds repaid early: the day on which the last yuan is repaid follows coupon and size in every kind of run."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from bondcalc.analysis.risk.lane_figures import Compiled
from bondcalc.analysis.risk.sampling import Marginal, Outlook
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_project
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.result.result import Result
from bondcalc.schedules import bonds
from bondcalc.sizing import one_input
from tests.conftest import SAMPLE
from tests.parted import compute
from tests.sizing.test_sizing import sized

RISES = [Decimal(points) / 10_000 for points in (-120, 0, 300, 420)]


@pytest.fixture(scope="module")
def early() -> Result:
    """A level bond of which a good part is repaid early, so that it ends before it is due."""
    project = read_project(SAMPLE.parent.parent / "anping-water" / "project.toml")
    paid = PrincipalPayment(bond="A", day=date(2030, 4, 15), kind="early", amount=Decimal(1500))
    return compute(replace(project, tables={**project.tables, "principal": (paid,)}))


def last_day(project: Project) -> date:
    return compute(project).book.use(bonds.schedule).tranches[0].last_day


@pytest.mark.slow
def test_a_stressed_window_is_that_of_the_project_filled_in_so(early: Result) -> None:
    days = set()
    for rise in RISES:
        by_hand = one_input.with_coupons(early.project, rise)
        assert early.stress.at({"rate_rise": rise}) == compute(by_hand).stress.at({})
        days.add(last_day(by_hand))
    assert len(days) > 1
    both = {"rate_rise": RISES[-1], "operation_delay": Decimal(5)}
    by_hand = one_input.with_coupons(early.project, RISES[-1])
    assert early.stress.at(both) == compute(by_hand).stress.at({"operation_delay": Decimal(5)})


@pytest.mark.slow
def test_size_tests_the_window_of_each_value(early: Result) -> None:
    for find, tests in (("coupon", ("C01",)), ("bond", ("C01", "C10"))):
        assert sized(early, find, tests).value is not None


def test_other_figures_in_the_same_cells_move_the_window_too(early: Result) -> None:
    changed = {("bonds", "0", "coupon"): early.project.tables["bonds"][0].coupon + RISES[-1]}
    by_hand = compute(one_input.with_coupons(early.project, RISES[-1]))
    assert Stress(early.book).under(changed).at({}) == by_hand.stress.at({})


@pytest.mark.slow
def test_lanes_have_the_window_of_their_scenario(early: Result) -> None:
    marginals = (Marginal("rate_rise", "uniform", (-0.012, 0.042)), Marginal("operation_delay", "uniform", (0.0, 2.0)))
    outlook = Outlook(marginals, ((1.0, 0.0), (0.0, 1.0)), ())
    drawn = {
        "rate_rise": np.array([float(rise) for rise in RISES] * 2),
        "operation_delay": np.array([0.0] * 4 + [2.0] * 4),
    }
    lanes = Compiled(early.book, outlook).run(drawn, 8)["coverage_total_debt"][0]
    for lane, found in enumerate(lanes.tolist()):
        by_hand = compute(one_input.with_coupons(early.project, RISES[lane % 4])).stress
        ratio = by_hand.at({"operation_delay": Decimal(2 * (lane // 4))}).ratio
        assert found == pytest.approx(float(ratio or 0), abs=1e-9)
