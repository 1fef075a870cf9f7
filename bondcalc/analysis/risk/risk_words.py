"""How figures of a simulation are written, wherever they are printed: few digits, fixed decimals."""

from collections.abc import Mapping
from decimal import Decimal
from math import inf

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.risk.sampling import Marginal
from bondcalc.analysis.risk.simulation import Chance, RiskFigures
from bondcalc.inputs.sheets.distributions import DISTRIBUTIONS
from bondcalc.wording import number
from bondcalc.wording.report import Words
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


def error_words(chance: Chance) -> Words | None:
    """Say what a probability is at most or at least where its standard error would be zero; None where that says something."""
    if chance.bound is None:
        return None
    limit = number.percent(chance.bound)
    zh, en = ("不低于", "at least") if chance.times else ("不高于", "at most")
    return Words(f"{zh}{limit}（95%）", f"{en} {limit} (95%)")


def source_of(risk: RiskFigures) -> Words:
    """Say where the distributions come from; the person who fills in is told where to state them, the reader what is to come."""
    if risk.outlook.stated:
        return Words("分布和相关系数取自“风险分布”“风险相关”表", paper="分布和相关系数由编制单位确定")
    return Words(
        "“风险分布”表未填写，采用规则参数中的默认分布（判断值，未核实），请按项目实际情况填写",
        paper="项目单位未确定分布，采用默认分布（判断值，未核实）",
    )


def stated_as(risk: RiskFigures) -> list[tuple[str, str, str]]:
    """Name each drawn driver with its distribution and parameters."""
    return [
        (DRIVERS[marginal.driver].zh, DISTRIBUTIONS[marginal.kind], _parameters(marginal))
        for marginal in risk.outlook.marginals
    ]


def _parameters(marginal: Marginal) -> str:
    if marginal.kind == "discrete":
        return "、".join(
            f"{_amount(marginal, value)}（{number.share(probability)}）" for value, probability in marginal.outcomes
        )
    stated = "，".join(_amount(marginal, value) for value in marginal.parameters)
    known = marginal.kind in {"normal", "lognormal"} and marginal.upper < inf
    return stated + (
        f"，取值限于{_amount(marginal, marginal.lower)}至{_amount(marginal, marginal.upper)}" if known else ""
    )


def _amount(marginal: Marginal, value: float) -> str:
    """Write a parameter in the unit of its driver."""
    scale, unit = AMOUNTS[DRIVERS[marginal.driver].unit]
    return f"{number.trimmed(Decimal(repr(value)) * scale)}{unit}"


def shares_of(risk: RiskFigures, language: Language = "zh") -> Mapping[str, float]:
    """Give the shares of variance by name, largest first, and the rest at the end."""
    events = {event.id: event.name for event in risk.outlook.events}
    named = {
        events.get(id_) or (DRIVERS[id_].zh if language == "zh" else DRIVERS[id_].en): share
        for id_, share in sorted(risk.variance.items(), key=lambda entry: -number.rounded(entry[1], 6))
    }
    return named | {"非线性和交互作用" if language == "zh" else "Curved or joint": risk.rest}
