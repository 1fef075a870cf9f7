"""Group C: what is left when the forecast is wrong."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bondcalc.analysis.drivers import DRIVERS, change_said, change_text
from bondcalc.analysis.stress.sensitivity import present
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.checks.verdicts.stress_verdicts import adverse_steps, level_runs
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Unit, Verdict


@check("C10", (Settings, Settings.stress_level), unit=Unit.RATIO)
def stressed_cover(case: Case) -> Outcome:
    """Revenue down and costs (of operation, of land) up by the local level, apart and together: E/F stays at 1.00 or above."""
    level = case.project.form(Settings).stress_level or Decimal(0)
    floor = case.rules.value("coverage_floor").number
    limit = Fraction(floor)
    by, runs = number.share(level), level_runs(level)
    names = (f"全部收入下降{by}时", f"{_costs(case, list(runs[1]))}上升{by}时", "收入下降与成本上升同时发生时")
    ratios = [(name, case.stress.at(changes).ratio) for name, changes in zip(names, runs, strict=True)]
    found = [(name, ratio) for name, ratio in ratios if ratio is not None]
    verdict = case.verdict("C10")
    if not found:
        return Outcome(verdict, "没有债务本息", "no debt service")
    worst = min(ratio for _, ratio in found)
    texts = "，".join(f"{name}为{number.against(ratio, limit)}倍" for name, ratio in found)
    return Outcome(
        verdict,
        f"覆盖倍数：{texts}",
        f"at {number.share(level)}: lowest {number.against(worst, limit)}",
        number.against(worst, limit),
        number.limit(floor),
    )


def _costs(case: Case, factors: Sequence[str]) -> str:
    """Name the costs that rise: the table of single factors raises one of them, and this rule all of them at once."""
    named = [DRIVERS[factor].zh for factor in factors if factor in present(case.project)]
    return f"{in_turn(named)}同时" if len(named) > 1 else "".join(named) or "成本"


@check("C11")
def break_even(case: Case) -> Outcome:
    """Every adverse step of the customary grid, and the fall of revenue at which E/F reaches 1.00."""
    verdict, floor = case.verdict("C11"), case.rules.value("coverage_floor").number
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "没有债务本息", "no debt service")
    steps = adverse_steps(case.book)
    looked = in_turn(dict.fromkeys(DRIVERS[factor].zh for factor, _ in steps))
    below = [
        f"{DRIVERS[factor].zh}{change_said(factor, change)}"
        for factor, change in steps
        if (case.stress.at({factor: change}).ratio or 0) < Fraction(floor)
    ]
    fall = case.stress.break_even("revenue", floor)
    deepest = change_text("revenue", -max(case.rules.value("stress_steps").numbers))
    if fall == 0:
        return Outcome(
            verdict,
            f"基准情形的覆盖倍数已低于{number.limit(floor)}倍",
            f"below {number.limit(floor)} before anything changes",
            number.percent(0),
            deepest,
        )
    shown = "不会低于" if fall is None else number.percent(fall)
    least = f"{number.limit(floor)}倍"
    margin = (
        "收入全部损失仍能覆盖本息" if fall is None else f"全部收入{change_said('revenue', fall)}时，覆盖倍数低于{least}"
    )
    return Outcome(
        verdict,
        margin + (f"；各档测试中低于{least}的情形：{in_turn(below)}" if below else f"；{looked}各档测试均能覆盖本息"),
        f"break-even change of revenue: {shown}; {len(below)} step(s) below",
        shown,
        deepest,
    )
