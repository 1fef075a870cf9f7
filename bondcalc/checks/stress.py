"""Group C: what is left when the forecast is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bondcalc.analysis.drivers import DRIVERS, change_said, change_text
from bondcalc.analysis.stress.sensitivity import present
from bondcalc.analysis.stress.stress_point import CoverRead, StressPoint, coverage_inside, coverage_with_late, has_late
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.checks.verdicts.stress_verdicts import adverse_steps, level_runs
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Unit, Verdict

WITH_LATE = "计入末期债券到期后支付的成本后"
"""Stands before a stressed multiple that counts costs paid after the last maturity (decision 0104)."""


@check("C10", (Settings, Settings.stress_level), unit=Unit.RATIO)
def stressed_cover(case: Case) -> Outcome:
    """Revenue down and costs (of operation, of land) up by the local level, apart and together: E/F stays at 1.00 or above.

    It warns where it does so only without costs that are paid after the last maturity.
    """
    level = case.project.form(Settings).stress_level or Decimal(0)
    floor = case.rules.value("coverage_floor").number
    by, runs = number.share(level), level_runs(level)
    names = (f"全部收入下降{by}时", f"{_costs(case, list(runs[1]))}上升{by}时", "收入下降与成本上升同时发生时")
    points = {name: case.stress.at(changes) for name, changes in zip(names, runs, strict=True)}
    verdict, ratios = case.verdict("C10"), _ratios(points, coverage_inside)
    if not ratios:
        return Outcome(verdict, "没有债务本息", "no debt service")
    late = _ratios(points, coverage_with_late) if has_late(points.values()) else {}
    worst = number.against(min((ratios if verdict is Verdict.FAIL or not late else late).values()), Fraction(floor))
    return Outcome(
        verdict,
        f"覆盖倍数：{_listed(ratios, floor)}{f'；{WITH_LATE}：{_listed(late, floor)}' if late else ''}",
        f"at {number.share(level)}: lowest {worst}",
        worst,
        number.limit(floor),
    )


def _ratios(points: Mapping[str, StressPoint], cover: CoverRead) -> dict[str, Fraction]:
    """Give the coverage of each run that has debt service."""
    return {name: ratio for name, point in points.items() if (ratio := cover(point)) is not None}


def _listed(ratios: Mapping[str, Fraction], floor: Decimal) -> str:
    """Say the coverage of each run."""
    return "，".join(f"{name}为{number.against(ratio, Fraction(floor))}倍" for name, ratio in ratios.items())


def _costs(case: Case, factors: Sequence[str]) -> str:
    """Name the costs that rise: the table of single factors raises one of them, and this rule all of them at once."""
    named = [DRIVERS[factor].zh for factor in factors if factor in present(case.project)]
    return f"{in_turn(named)}同时" if len(named) > 1 else "".join(named) or "成本"


class _Margin(NamedTuple):
    """What revenue may lose, and which adverse steps fall below the floor; `fall` is None where none does, 0 where the base case is below."""

    fall: Decimal | None
    below: Sequence[str]


@check("C11")
def break_even(case: Case) -> Outcome:
    """Every adverse step of the customary grid, and the fall of revenue at which E/F reaches 1.00.

    Both are told with costs paid after the last maturity too, where there are any.
    """
    verdict, floor = case.verdict("C11"), case.rules.value("coverage_floor").number
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "没有债务本息", "no debt service")
    margins, deepest = [*_margins(case)], -max(case.rules.value("stress_steps").numbers)
    least = margins[-1]
    shown = "不会低于" if least.fall is None else number.percent(least.fall)
    if least.fall == 0:
        en = f"below {number.limit(floor)} before anything changes"
    else:
        en = f"break-even change of revenue: {shown}; {len(least.below)} step(s) below"
    zh = f"；{WITH_LATE}，".join(_said(case, margin) for margin in margins)
    return Outcome(verdict, zh, en, shown, change_text("revenue", deepest))


def _margins(case: Case) -> Iterator[_Margin]:
    """Give the margin of E/F, then that with costs paid after the last maturity where there are any."""
    yield _margin(case, coverage_inside)
    changed = ({}, *({factor: step} for factor, step in adverse_steps(case.book)))
    if has_late(case.stress.at(changes) for changes in changed):
        yield _margin(case, coverage_with_late)


def _margin(case: Case, cover: CoverRead) -> _Margin:
    """Look at every adverse step, and for the fall of revenue."""
    floor = case.rules.value("coverage_floor").number
    below = [
        f"{DRIVERS[factor].zh}{change_said(factor, change)}"
        for factor, change in adverse_steps(case.book)
        if (cover(case.stress.at({factor: change})) or 0) < Fraction(floor)
    ]
    return _Margin(case.stress.break_even("revenue", floor, cover), below)


def _said(case: Case, margin: _Margin) -> str:
    least = f"{number.limit(case.rules.value('coverage_floor').number)}倍"
    if margin.fall == 0:
        return f"基准情形的覆盖倍数已低于{least}"
    if margin.below:
        steps = f"各档测试中低于{least}的情形：{in_turn(margin.below)}"
    else:
        looked = dict.fromkeys(DRIVERS[factor].zh for factor, _ in adverse_steps(case.book))
        steps = f"{in_turn(looked)}各档测试均能覆盖本息"
    if margin.fall is None:
        return f"收入全部损失仍能覆盖本息；{steps}"
    return f"全部收入{change_said('revenue', margin.fall)}时，覆盖倍数低于{least}；{steps}"
