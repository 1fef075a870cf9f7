"""`bondcalc risk`: what a simulation found, as plain data and on the terminal."""

from math import isinf
from typing import Any

from bondcalc.analysis.risk.lane_figures import YEARLY
from bondcalc.analysis.risk.risk_words import error, figures, percent, ratio, shares_of, source_of
from bondcalc.analysis.risk.simulation import PERCENTS, Chance, EventEffect, RiskFigures, Simulation
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.risk_register import CONTROL
from bondcalc.inputs.sheets.risk_register import Risk as Registered
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.contract import CONTRACT
from bondcalc.rules.load import rules_on
from bondcalc.schedules import coverage
from bondcalc.schedules.book import Book, build
from bondcalc.wording import number
from bondcalc.wording.terms import Language


def simulation_of(project: Project, scenarios: int | None, seed: int | None, workers: int | None) -> Simulation:
    """Set up the simulation of a project; what is not said is as its settings have it. No rule is judged."""
    stated = project.form(Settings)
    book = build(project, rules_on(project.form(Particulars).rule_date))
    return Simulation(book, scenarios or stated.risk_scenarios, stated.risk_seed if seed is None else seed, workers)


def as_data(book: Book, risk: RiskFigures, language: Language = "zh") -> dict[str, Any]:
    """Give the simulation as plain data."""
    return {
        "contract": CONTRACT,
        "project": book.project.form(Particulars).name,
        "unit": book.project.form(Settings).money_unit,
        "scenarios": risk.scenarios,
        "seed": risk.seed,
        "percentiles_of": risk.sampled,
        "decided_exactly": risk.exact,
        "distributions": {
            "source": "project" if risk.outlook.stated else "default",
            "drivers": _drivers(risk),
            "rank_correlations": [[one, other, _stated(rank)] for one, other, rank in risk.outlook.correlations],
        },
        "coverage": None
        if risk.coverage is None
        else dict(zip(("mean", "deviation"), map(ratio, risk.coverage), strict=True)),
        "below": [{"threshold": number.limit(limit), **_chance(chance)} for limit, chance in risk.below.items()],
        "cash_gap": {
            **_chance(risk.gap),
            "first_year": {str(year): _chance(one) for year, one in risk.gap_years.items()},
        },
        "percents": list(PERCENTS),
        "ratios": {id_: figures(book, id_, values) for id_, values in risk.ratios.items()},
        "by_year": {
            id_: {str(year): figures(book, id_, values) for year, values in risk.yearly[id_].items()} for id_ in YEARLY
        },
        "variance": {**{name: ratio(share) for name, share in risk.variance.items()}, "rest": ratio(risk.rest)},
        "events": [_event(event) for event in risk.events],
        "register": [_registered(one, language) for one in book.project.rows(Registered)],
    }


def _chance(chance: Chance) -> dict[str, Any]:
    return {
        "times": chance.times,
        "of": chance.scenarios,
        "probability": number.fixed(chance.probability, 6),
        "standard_error": number.fixed(chance.error, 6),
        "bound_95": None if chance.bound is None else number.fixed(chance.bound, 6),
    }


def _drivers(risk: RiskFigures) -> list[dict[str, Any]]:
    return [
        {
            "driver": one.driver,
            "distribution": one.kind,
            "parameters": [_stated(value) for value in one.parameters],
            "outcomes": [[_stated(value), _stated(probability)] for value, probability in one.outcomes],
            "lower": _stated(one.lower),
            "upper": _stated(one.upper),
        }
        for one in risk.outlook.marginals
    ]


def _stated(value: float) -> str | None:
    """Write a parameter as decimal text: the shortest that means what was drawn from; None for no limit."""
    return None if isinf(value) else number.trimmed(value)


def _event(event: EventEffect) -> dict[str, Any]:
    return {
        "id": event.id,
        "name": event.name,
        "happened": _chance(event.happened),
        "coverage_with": ratio(event.coverage_with),
        "coverage_without": ratio(event.coverage_without),
        "below_with": _chance(event.below_with),
        "below_without": _chance(event.below_without),
    }


def _registered(risk: Registered, language: Language) -> dict[str, Any]:
    return {
        "id": risk.id,
        "name": risk.name,
        "cause": risk.cause,
        "bearer": risk.bearer,
        "control": CONTROL[risk.control] if language == "zh" else risk.control,
        "likelihood": number.exact(risk.likelihood),
        "effects": [{"driver": driver, "effect": number.exact(effect)} for driver, effect in risk.effects()],
        "measure": risk.measure,
        "owner": risk.owner,
    }


def as_text(book: Book, risk: RiskFigures, language: Language = "zh") -> str:
    """Tell the main figures on the terminal."""
    zh = language == "zh"
    rows = [
        f"{number.fixed(risk.scenarios, 0, grouped=True)} 个情景，种子 {risk.seed}。{source_of(risk)}。"
        if zh
        else f"{number.fixed(risk.scenarios, 0, grouped=True)} scenarios, seed {risk.seed}; distributions: {'sheet' if risk.outlook.stated else 'default set'}"
    ]
    rows += [
        _line(f"覆盖倍数低于 {number.limit(limit)}" if zh else f"coverage below {number.limit(limit)}", chance, zh)
        for limit, chance in risk.below.items()
    ]
    rows.append(_line("资金断流" if zh else "a year without cash", risk.gap, zh))
    rows += [
        _line(f"  首次在 {year} 年" if zh else f"  first in {year}", chance, zh)
        for year, chance in risk.gap_years.items()
    ]
    lines = {**book.use(coverage.schedule).ratios, "cash_min": book.use(coverage.schedule).closing_lowest}
    rows.append(("分位数 " if zh else "percentiles ") + " ".join(f"{percent}%" for percent in PERCENTS))
    rows += [
        f"  {lines[id_].zh if zh else lines[id_].en}: "
        + "  ".join(value or "—" for value in figures(book, id_, values))
        for id_, values in risk.ratios.items()
    ]
    rows.append("覆盖倍数方差的来源" if zh else "variance of the coverage")
    rows += [f"  {name}: {number.percent(share, 1)}" for name, share in shares_of(risk, language).items()]
    return "\n".join(rows)


def _line(words: str, chance: Chance, zh: bool) -> str:
    return f"{words}{'：' if zh else ': '}{percent(chance)} {error(chance, 'zh' if zh else 'en')}"
