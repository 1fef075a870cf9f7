"""What is drawn for a project: its own sheets, or the default set of the rule data where 风险分布 is blank."""

from collections.abc import Sequence
from itertools import pairwise

from bondcalc.analysis.risk.sampling import Event, Loading, Marginal, Outlook
from bondcalc.analysis.stress.sensitivity import present
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.distributions import DRIVERS, RiskCorrelation, RiskDriver, least_change
from bondcalc.inputs.sheets.risk_register import Risk
from bondcalc.probability.copula import factor, matrix_of
from bondcalc.rules.load import Rules

DEFAULTS = (
    "risk_operating_revenue",
    "risk_land_price",
    "risk_costs",
    "risk_land_costs",
    "risk_investment",
    "risk_rate_rise",
    "risk_sale_delay",
    "risk_operation_delay",
)
"""Rule values of the default set; the name of the driver stands behind `risk_`."""
TOGETHER = ("operating_revenue", "land_price")
"""Drivers that the default set correlates."""
TRIANGULAR = ("fraction",)
"""Units whose defaults are low, mode and high; the others are values, each with its probability."""


def outlook_of(project: Project, rules: Rules, loadings: Sequence[Loading] = ()) -> Outlook:
    """Give marginals, correlations and registered events of a project, of drivers that it has something of.

    Drivers stand in the order of the list of drivers, whatever the order of the sheet: what is drawn does not hang on it.
    `loadings` of common factors count for drivers that are drawn; ValueError where they cannot go with the correlations.
    """
    known = present(project)
    rows, events = [row for row in project.rows(RiskDriver) if row.driver in known], _events(project, known)
    if not project.rows(RiskDriver):
        return _default(project, rules, events, loadings)
    drivers = sorted({row.driver for row in rows}, key=list(DRIVERS).index)
    marginals = tuple(_marginal(driver, [row for row in rows if row.driver == driver]) for driver in drivers)
    pairs = tuple(
        (row.driver, row.other, float(row.correlation))
        for row in project.rows(RiskCorrelation)
        if {row.driver, row.other} <= set(drivers)
    )
    return _outlook(marginals, events, pairs, loadings, stated=True)


def _marginal(driver: str, rows: list[RiskDriver]) -> Marginal:
    first = rows[0]
    if first.distribution == "discrete":
        return Marginal(
            driver, "discrete", outcomes=tuple((float(row.value or 0), float(row.probability or 0)) for row in rows)
        )
    return Marginal(driver, first.distribution, first.parameters(), (), *first.limits())


def _events(project: Project, known: Sequence[str]) -> tuple[Event, ...]:
    """Give the registered risks that change a driver the project has."""
    felt = [
        (risk, tuple((name, float(change)) for name, change in risk.effects() if name in known))
        for risk in project.rows(Risk)
    ]
    return tuple(Event(risk.id, risk.name, float(risk.likelihood), effects) for risk, effects in felt if effects)


def _default(project: Project, rules: Rules, events: tuple[Event, ...], loadings: Sequence[Loading]) -> Outlook:
    """Give the default set, of drivers that the project has something of."""
    known = present(project)
    marginals = tuple(marginal for marginal in (_stated(rules, id_) for id_ in DEFAULTS) if marginal.driver in known)
    drivers, together = [marginal.driver for marginal in marginals], float(rules.value("risk_correlation").number)
    pairs = ((*TOGETHER, together),) if set(TOGETHER) <= set(drivers) else ()
    return _outlook(marginals, events, pairs, loadings, stated=False)


def _outlook(
    marginals: tuple[Marginal, ...],
    events: tuple[Event, ...],
    pairs: tuple[tuple[str, str, float], ...],
    loadings: Sequence[Loading],
    *,
    stated: bool,
) -> Outlook:
    drivers = [marginal.driver for marginal in marginals]
    felt = tuple(
        sorted((load for load in loadings if load.driver in drivers), key=lambda load: (load.driver, load.factor))
    )
    lower = factor(left_by(felt, drivers, pairs))
    if lower is None:
        raise ValueError("correlations that cannot hold together")
    return Outlook(marginals, lower, events, stated=stated, correlations=pairs, loadings=felt)


def left_by(
    loadings: Sequence[Loading], drivers: Sequence[str], pairs: Sequence[tuple[str, str, float]]
) -> list[list[float]]:
    """Give the covariances of what the common factors leave of the drivers' normals.

    The stated correlation of a pair holds in the whole, so that its own part carries what the factors do not; a pair of which
    nothing is stated moves together by its factors alone.
    """
    whole, stated = matrix_of(drivers, pairs), {frozenset(pair[:2]) for pair in pairs}
    weights = [{load.factor: load.weight for load in loadings if load.driver == driver} for driver in drivers]
    left = [list(row) for row in whole]
    for row, driver in enumerate(drivers):
        for column, other in enumerate(drivers):
            if driver == other or frozenset((driver, other)) in stated:
                left[row][column] -= sum(
                    weight * weights[column].get(name, 0.0) for name, weight in weights[row].items()
                )
    return left


def _stated(rules: Rules, id_: str) -> Marginal:
    value, driver = rules.value(id_), id_.removeprefix("risk_")
    numbers = tuple(float(number) for number in value.numbers)
    if value.unit in TRIANGULAR:
        return Marginal(driver, "triangular", numbers, (), float(least_change(driver)))
    return Marginal(driver, "discrete", outcomes=tuple(pairwise(numbers))[::2])
