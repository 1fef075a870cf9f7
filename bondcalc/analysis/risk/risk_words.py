"""How figures of a simulation are written, wherever they are printed: few digits, fixed decimals."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import inf

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.risk.sampling import Marginal
from bondcalc.analysis.risk.simulation import Chance, RiskFigures
from bondcalc.inputs.sheets.distributions import DISTRIBUTIONS
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.money import places_of
from bondcalc.schedules.book import Book
from bondcalc.wording import number
from bondcalc.wording.terms import Language, Unit

AMOUNTS: dict[Unit, tuple[int, str]] = {
    Unit.SHARE: (100, "%"),
    Unit.POINTS: (10_000, "个基点"),
    Unit.YEARS: (1, "年"),
    Unit.MONTHS: (1, "个月"),
}
"""What a parameter is multiplied by and called, by the unit of its driver."""
MONEY = ("closing", "cash_min")
"""Figures in money; all others are ratios."""


def ratio(value: float | None) -> str | None:
    """Write a ratio or share with four decimals: the last digits of a double differ between processors."""
    return None if value is None else number.fixed(value, 4)


def figures(book: Book, id_: str, values: Sequence[float | None]) -> list[str | None]:
    """Write the figures of a line: money at the quantum, ratios with four decimals."""
    if id_ not in MONEY:
        return [ratio(value) for value in values]
    quantum = book.project.form(Settings).quantum
    return [None if value is None else number.fixed(value, places_of(quantum)) for value in values]


def printed(book: Book, id_: str, values: Sequence[float | None]) -> list[str | None]:
    """Write the figures of a line for people: money with thousands separators."""
    if id_ not in MONEY:
        return figures(book, id_, values)
    places = places_of(book.project.form(Settings).quantum)
    return [None if value is None else number.fixed(value, places, grouped=True) for value in values]


def percent(chance: Chance) -> str:
    """Write a probability in per cent with two decimals."""
    return number.percent(chance.probability)


def error(chance: Chance, language: Language = "zh") -> str:
    """Write how far a probability may be off: its standard error in per cent, or its bound where that would be nothing."""
    if chance.bound is None:
        return f"±{number.percent(chance.error)}"
    limit = number.percent(chance.bound)
    if language == "zh":
        return f"{'不低于' if chance.times else '不高于'}{limit}（95%）"
    return f"(at {'least' if chance.times else 'most'} {limit} with 95%)"


def source_of(risk: RiskFigures) -> str:
    """Say where the distributions come from."""
    if risk.outlook.stated:
        return "分布和相关系数取自录入表“风险分布”“风险相关”"
    return "录入表没有填写风险分布，采用规则参数中的默认分布；默认分布是判断值，未核实，应由编制单位按实际情况替换"


def stated_as(risk: RiskFigures) -> list[tuple[str, str, str]]:
    """Name each drawn driver with its distribution and parameters."""
    return [(DRIVERS[one.driver].zh, DISTRIBUTIONS[one.kind], _parameters(one)) for one in risk.outlook.marginals]


def _parameters(one: Marginal) -> str:
    if one.kind == "discrete":
        return "、".join(f"{_amount(one, value)}（{number.share(probability)}）" for value, probability in one.outcomes)
    stated = "，".join(_amount(one, value) for value in one.parameters)
    known = one.kind in {"normal", "lognormal"} and one.upper < inf
    return stated + (f"，截断于{_amount(one, one.lower)}至{_amount(one, one.upper)}" if known else "")


def _amount(one: Marginal, value: float) -> str:
    """Write a parameter in the unit of its driver."""
    scale, unit = AMOUNTS[DRIVERS[one.driver].unit]
    return f"{number.trimmed(Decimal(repr(value)) * scale)}{unit}"


def shares_of(risk: RiskFigures, language: Language = "zh") -> Mapping[str, float]:
    """Give the shares of variance by name, largest first, and the rest at the end."""
    events = {event.id: event.name for event in risk.outlook.events}
    named = {
        events.get(id_) or (DRIVERS[id_].zh if language == "zh" else DRIVERS[id_].en): share
        for id_, share in sorted(risk.variance.items(), key=lambda entry: -number.rounded(entry[1], 6))
    }
    return named | {"非线性和交互作用" if language == "zh" else "Curved or joint": risk.rest}
