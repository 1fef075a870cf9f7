"""`bondcalc risk --json`: the keys that docs/analysis.md states, over the figures of the report."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isinf

from bondcalc.analysis.risk.sampling import Marginal
from bondcalc.analysis.risk.simulation import PERCENTS, Chance, EventEffect, RiskFigures
from bondcalc.inputs.sheets.risk_register import Risk as Registered
from bondcalc.reports.risk_chances import cash_gaps
from bondcalc.schedules.book import Book
from bondcalc.wording import number
from bondcalc.wording.report import Datum, Listing, ReportCell, ReportRow
from bondcalc.wording.terms import Unit


def risk_data(
    book: Book,
    risk: RiskFigures,
    ratios: Mapping[str, ReportRow],
    yearly: Sequence[Listing],
    events: Listing,
    register: Listing,
) -> dict[str, object]:
    """Give what programs read of a simulation."""
    return {
        "scenarios": risk.scenarios,
        "seed": risk.seed,
        "percentiles_of": risk.sampled,
        "decided_exactly": risk.exact,
        "distributions": {
            "source": "project" if risk.outlook.stated else "default",
            "drivers": [_marginal(marginal) for marginal in risk.outlook.marginals],
            "rank_correlations": [[one, other, _stated(rank)] for one, other, rank in risk.outlook.correlations],
        },
        "coverage": None
        if risk.coverage is None
        else {key: _ratio(value) for key, value in zip(("mean", "deviation"), risk.coverage, strict=True)},
        "below": _below(risk.below),
        "below_with_late_costs": _below(risk.below_late),
        "cash_gap": {
            **_chance(risk.gap),
            **{gap.id: _chance(gap.chance) for gap in cash_gaps(book, risk)},
            "first_year": {str(year): _chance(one) for year, one in risk.gap_years.items()},
        },
        "percents": PERCENTS,
        "ratios": {id_: _percentiles(row) for id_, row in ratios.items()},
        "by_year": {listing.id: _by_year(risk, listing) for listing in yearly},
        "variance": {name: _ratio(share) for name, share in [*risk.variance.items(), ("rest", risk.rest)]},
        "events": [_event(effect, row) for effect, row in zip(risk.events, events.rows, strict=True)],
        "register": [
            _registered(one, row) for one, row in zip(book.project.rows(Registered), register.rows, strict=True)
        ],
    }


def _below(chances: Mapping[Decimal, Chance]) -> list[dict[str, object]]:
    return [{"threshold": number.limit(limit), **_chance(chance)} for limit, chance in chances.items()]


def _ratio(value: float) -> Datum:
    """A ratio or share of four decimals: the last digits of a double differ between processors."""
    return Datum(value, Unit.RATIO, digits=4)


def _percentiles(row: ReportRow) -> list[ReportCell]:
    return [row[f"p{index}"] for index in PERCENTS]


def _by_year(risk: RiskFigures, listing: Listing) -> dict[str, object]:
    """Every year, those without a figure too."""
    by_year: dict[str, object] = {str(year): [None] * len(PERCENTS) for year in risk.yearly[listing.id]}
    for row in listing.rows:
        year = row["year"]
        if isinstance(year, Datum):
            by_year[str(year.value)] = _percentiles(row)
    return by_year


def _chance(chance: Chance) -> dict[str, object]:
    shares = (
        ("probability", chance.probability),
        ("standard_error", chance.error),
        ("margin_95", chance.margin),
        ("bound_95", chance.bound),
    )
    return {
        "times": chance.times,
        "of": chance.scenarios,
        **{key: Datum(share, Unit.FRACTION, digits=6) for key, share in shares},
    }


def _marginal(marginal: Marginal) -> dict[str, object]:
    return {
        "driver": marginal.driver,
        "distribution": marginal.kind,
        "parameters": [_stated(value) for value in marginal.parameters],
        "outcomes": [[_stated(value), _stated(probability)] for value, probability in marginal.outcomes],
        "lower": _stated(marginal.lower),
        "upper": _stated(marginal.upper),
    }


def _stated(value: float) -> str | None:
    """Write a parameter as decimal text: the shortest that means what was drawn from; None for no limit."""
    return None if isinf(value) else number.trimmed(value)


def _event(event: EventEffect, row: ReportRow) -> dict[str, object]:
    chances = {"happened": event.happened, "below_with": event.below_with, "below_without": event.below_without}
    return {"id": event.id, **row, **{key: _chance(chance) for key, chance in chances.items()}}


def _registered(risk: Registered, row: ReportRow) -> dict[str, object]:
    """What the project stated, blanks as blanks."""
    stated = {key: cell for key, cell in row.items() if key not in {"measure", "owner"}}
    effects = [{"driver": driver, "effect": number.exact(effect)} for driver, effect in risk.effects()]
    return {"id": risk.id, **stated, "effects": effects, "measure": risk.measure, "owner": risk.owner}
