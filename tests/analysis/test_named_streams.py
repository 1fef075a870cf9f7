"""What is drawn hangs on the seed, a name and the scenario: closed properties of streams, projects and common factors."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from bondcalc.analysis.risk.batch import Chunk
from bondcalc.analysis.risk.named_streams import Streams, shares
from bondcalc.analysis.risk.outlook import left_by, outlook_of
from bondcalc.analysis.risk.sampling import Event, Loading, Marginal, Outlook, draw
from bondcalc.analysis.risk.simulation import Simulation
from bondcalc.inputs.sheets.distributions import RiskDriver
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.probability.copula import factor, of_normals
from bondcalc.probability.normal import Array
from bondcalc.result.result import Result
from bondcalc.schedules.book import build

SIZE = 60_000
WHOLE = Chunk(0, 0, SIZE)
FAR = 4.5 / math.sqrt(SIZE)
"""Standard errors of a correlation of independent figures; a seeded test does not flicker."""
ONE, OTHER = Streams(7, "2101-430426-04-01-123456"), Streams(7, "2101-430426-04-01-123457")
DRIVERS = ("costs", "land_price", "revenue")


def outlook(*, stated: tuple[tuple[str, str, float], ...] = (), loadings: tuple[Loading, ...] = ()) -> Outlook:
    marginals = tuple(Marginal(driver, "uniform", (0.0, 1.0)) for driver in DRIVERS)
    lower = factor(left_by(loadings, DRIVERS, stated))
    assert lower is not None
    return Outlook(marginals, lower, (Event("R1", "火灾", 0.3, (("costs", 0.5),)),), True, stated, loadings)


def drawn(given: Outlook, streams: Streams) -> dict[str, Array]:
    return dict(zip(DRIVERS, draw(given, streams, WHOLE).own, strict=True))


def alike(one: Array, other: Array) -> float:
    """Correlation of two rows of ranks: uniform figures are ranks."""
    return float(np.corrcoef(one, other)[0, 1])


def test_a_scenario_draws_the_same_whatever_the_chunks() -> None:
    whole, given = draw(outlook(), ONE, Chunk(0, 0, 100)), outlook()
    for size in (1, 7, 100):
        parts = [draw(given, ONE, Chunk(0, first, min(first + size, 100))) for first in range(0, 100, size)]
        for place in range(3):
            assert np.concatenate([part.own[place] for part in parts]).tolist() == whole.own[place].tolist()
        assert np.concatenate([part.hits[0] for part in parts]).tolist() == whole.hits[0].tolist()


def test_names_seeds_and_kinds_never_share_a_number() -> None:
    """Parts of a name do not run into each other, and a factor called like a project's driver is none."""
    some, names = Chunk(0, 0, 200), [("a", "bc"), ("ab", "c"), ("abc",), ("a", "b", "c"), ("", "abc")]
    told = [shares(seed, name, some) for seed in (1, 2) for name in names]
    told += [ONE.driver("x", some), ONE.event("x", some), ONE.factor("x", some), OTHER.driver("x", some)]
    assert len(np.unique(np.concatenate(told))) == 200 * len(told)
    assert all(row.min() > 0 and row.max() < 1 for row in told)


def test_two_projects_with_one_seed_are_independent_and_share_only_their_factors() -> None:
    """What two projects of one seed had in common was everything."""
    one, other = drawn(outlook(), ONE), drawn(outlook(), OTHER)
    assert max(abs(alike(one[left], other[right])) for left in DRIVERS for right in DRIVERS) < FAR
    assert abs(alike(draw(outlook(), ONE, WHOLE).hits[0], draw(outlook(), OTHER, WHOLE).hits[0])) < FAR
    wholly = outlook(loadings=(Loading("land_price", "全省地价", 1.0),))
    one, other = drawn(wholly, ONE), drawn(wholly, OTHER)
    assert one["land_price"].tolist() == other["land_price"].tolist()
    assert max(abs(alike(one[name], other[name])) for name in ("costs", "revenue")) < FAR


@pytest.mark.parametrize("weight", [0.8, -0.4])
def test_a_loading_gives_the_correlation_of_its_square_between_projects(weight: float) -> None:
    """Normals with correlation w² have the rank correlation 6/pi asin(w²/2); the marginals stay uniform."""
    loaded = outlook(loadings=(Loading("land_price", "全省地价", weight),))
    one, other = drawn(loaded, ONE)["land_price"], drawn(loaded, OTHER)["land_price"]
    assert abs(alike(one, other) - 6 / math.pi * math.asin(weight**2 / 2)) < FAR
    # Kolmogorov: 1.95 / sqrt(n) is exceeded once in a thousand.
    steps = np.arange(1, SIZE + 1) / SIZE
    assert np.abs(np.sort(one) - steps).max() < 1.95 / math.sqrt(SIZE)


@pytest.mark.parametrize(
    ("stated", "loadings", "wanted"),
    [
        ((("costs", "land_price", 0.5),), (), 0.5),
        ((("costs", "land_price", 0.5),), (("costs", 0.6), ("land_price", 0.7)), 0.5),
        ((("costs", "land_price", 0.0),), (("costs", 0.6), ("land_price", 0.7)), 0.0),
        ((), (("costs", 0.6), ("land_price", 0.7)), 6 / math.pi * math.asin(0.42 / 2)),
    ],
)
def test_a_stated_correlation_is_kept_beside_common_factors(
    stated: tuple[tuple[str, str, float], ...], loadings: tuple[tuple[str, float], ...], wanted: float
) -> None:
    given = outlook(stated=stated, loadings=tuple(Loading(driver, "景气", weight) for driver, weight in loadings))
    found = drawn(given, ONE)
    assert abs(alike(found["costs"], found["land_price"]) - wanted) < FAR
    assert abs(alike(found["costs"], found["revenue"])) < FAR


def test_factors_that_cannot_go_with_a_stated_correlation_are_refused() -> None:
    """Both almost the same factor, and stated to run against each other: no normals do that."""
    loadings = (Loading("costs", "景气", 0.9), Loading("land_price", "景气", 0.9))
    assert factor(left_by(loadings, DRIVERS, (("costs", "land_price", -0.5),))) is None
    assert factor(left_by(loadings, DRIVERS, (("costs", "land_price", 0.8),))) is not None
    assert left_by((), DRIVERS, (("costs", "land_price", 0.5),))[0][1] == of_normals(0.5)


def test_the_order_of_the_sheet_and_the_row_of_another_driver_draw_nothing_else(sample: Result) -> None:
    project = sample.project
    rows = project.rows(RiskDriver)
    turned = replace(project, tables={**project.tables, "risk_drivers": rows[::-1]})
    kept = tuple(row for row in rows if row.driver != "investment")
    fewer = replace(project, tables={**project.tables, "risk_drivers": kept, "risk_correlations": ()})
    one, other, less = (
        dict(zip(given.drivers, draw(given, ONE, Chunk(0, 0, 50)).own, strict=False))
        for given in (outlook_of(each, sample.rules) for each in (project, turned, fewer))
    )
    assert one.keys() == other.keys()
    assert all(one[driver].tolist() == other[driver].tolist() for driver in one)
    alone = [
        driver
        for driver in less
        if not any(driver in pair[:2] for pair in outlook_of(project, sample.rules).correlations)
    ]
    assert alone
    assert all(less[driver].tolist() == one[driver].tolist() for driver in alone)


@pytest.mark.slow
def test_a_simulation_is_that_of_its_project(sample: Result) -> None:
    """The same file under another code draws other scenarios; under the same code a changed input draws the same."""
    form = sample.project.form(Particulars)
    assert form.key == form.code

    def found(**changed: object) -> tuple[float, float]:
        tables = {**sample.project.tables, "project": (replace(form, **changed),)}  # type: ignore[arg-type]
        risk = Simulation(build(replace(sample.project, tables=tables), sample.rules), 100, 3, 1).result()
        assert risk.coverage is not None
        return risk.coverage

    same, renamed, other = found(), found(name="另一名称"), found(code="2101-430426-04-01-999999")
    assert same == renamed
    assert same != other
    assert replace(form, code=None).key == form.name


@pytest.mark.slow
def test_the_one_factor_closed_form_is_met() -> None:
    """A large portfolio with correlation 0.2 and 5 % failing: given the factor's worst 5 %, 15.47 % fail (Vasicek 2002)."""
    known, rho, size = NormalDist(), 0.2, 400
    threshold = 0.05
    given = Outlook(
        (Marginal("land_price", "uniform", (0.0, 1.0)),),
        ((math.sqrt(1 - rho),),),
        (),
        loadings=(Loading("land_price", "景气", math.sqrt(rho)),),
    )
    some = Chunk(0, 0, 4000)
    failing = np.array([draw(given, Streams(11, str(number)), some).own[0] < threshold for number in range(size)]).mean(
        axis=0
    )
    state = Streams(11, "").factor("景气", some)
    wanted = {
        float(share): known.cdf((known.inv_cdf(threshold) - math.sqrt(rho) * known.inv_cdf(share)) / math.sqrt(1 - rho))
        for share in state[:50]
    }
    assert (
        round(
            100 * known.cdf((known.inv_cdf(threshold) - math.sqrt(rho) * known.inv_cdf(0.05)) / math.sqrt(1 - rho)), 2
        )
        == 15.47
    )
    for share, found in zip(state[:50], failing[:50], strict=True):
        likely = wanted[float(share)]
        assert abs(found - likely) < 4.5 * math.sqrt(likely * (1 - likely) / size) + 1 / size
    assert abs(failing.mean() - threshold) < 0.01
