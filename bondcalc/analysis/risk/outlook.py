"""What is drawn for a project: its own sheets, or the default set of the rule data where 风险分布 is blank."""

from collections.abc import Sequence
from itertools import pairwise

from bondcalc.analysis.risk.sampling import Event, Marginal, Outlook
from bondcalc.analysis.stress.sensitivity import present
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.distributions import RiskCorrelation, RiskDriver, least_change
from bondcalc.inputs.sheets.risk_register import Risk
from bondcalc.probability.copula import Matrix, factor, matrix_of
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


def outlook_of(project: Project, rules: Rules) -> Outlook:
    """Give marginals, correlations and registered events of a project, of drivers that it has something of."""
    known = present(project)
    rows, events = [row for row in project.rows(RiskDriver) if row.driver in known], _events(project, known)
    if not project.rows(RiskDriver):
        return _default(project, rules, events)
    drivers = list(dict.fromkeys(row.driver for row in rows))
    marginals = tuple(_marginal(driver, [row for row in rows if row.driver == driver]) for driver in drivers)
    pairs = tuple(
        (row.driver, row.other, float(row.correlation))
        for row in project.rows(RiskCorrelation)
        if {row.driver, row.other} <= set(drivers)
    )
    return Outlook(marginals, _factored(drivers, pairs), events, correlations=pairs)


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


def _default(project: Project, rules: Rules, events: tuple[Event, ...]) -> Outlook:
    """Give the default set, of drivers that the project has something of."""
    known = present(project)
    marginals = tuple(marginal for marginal in (_stated(rules, id_) for id_ in DEFAULTS) if marginal.driver in known)
    drivers, together = [marginal.driver for marginal in marginals], float(rules.value("risk_correlation").number)
    pairs = ((*TOGETHER, together),) if set(TOGETHER) <= set(drivers) else ()
    return Outlook(marginals, _factored(drivers, pairs), events, stated=False, correlations=pairs)


def _stated(rules: Rules, id_: str) -> Marginal:
    value, driver = rules.value(id_), id_.removeprefix("risk_")
    numbers = tuple(float(number) for number in value.numbers)
    if value.unit in TRIANGULAR:
        return Marginal(driver, "triangular", numbers, (), float(least_change(driver)))
    return Marginal(driver, "discrete", outcomes=tuple(pairwise(numbers))[::2])


def _factored(drivers: list[str], pairs: tuple[tuple[str, str, float], ...]) -> Matrix:
    lower = factor(matrix_of(drivers, pairs))
    if lower is None:
        raise ValueError("correlations that cannot hold together")
    return lower
