"""What a page needs to compute a project again: drivers, steps in their order, the figures they go out from, verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from bondcalc.algebra.axis import Key
from bondcalc.algebra.exact import Figures
from bondcalc.algebra.line import Expression, Line
from bondcalc.algebra.script import Script, Tree, exact_text
from bondcalc.analysis.drivers import DRIVERS, Driver, change_text, change_text_en, leaves
from bondcalc.analysis.ends import Ends
from bondcalc.analysis.stress.sensitivity import present
from bondcalc.analysis.stress.stressed import steps
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.page.live_verdicts import VerdictCase, conditions, followers
from bondcalc.result.result import Result
from bondcalc.wording.terms import Unit, Verdict

REACH = {Unit.SHARE: (Decimal("-0.5"), Decimal("0.5")), Unit.POINTS: (Decimal("-0.02"), Decimal("0.02"))}
"""How far a slider goes; what is typed may go as far."""
SCALE = {Unit.SHARE: 2, Unit.POINTS: 4}
"""Powers of ten between a change and the per cent or basis points that are shown."""
CELL = "stress"
"""The form of factors that drivers move."""


def what_if(result: Result, script: Script) -> dict[str, object]:
    """Give the data for JSON; `script` has written the lines."""
    numbers = {leaf.key: number for number, leaf in enumerate(script.leaves)}
    sliders = [driver for driver in _movable(result) if _keys(driver) and not _keys(driver).isdisjoint(numbers)]
    delays = list(_delays(result, numbers))
    moved = {key for driver in sliders for key in _keys(driver)} | {key for _, key in _moved(result)}
    reached = script.reached(moved)
    following = followers(result, [script.lines[number] for step in reached for number in step])
    every = conditions(result.book)
    stated = {id_: every.get(id_, []) for id_ in following}
    return {
        "places": result.project.form(Settings).notation().places,
        "steps": reached,
        "values": dict(_values(result.figures, script, reached, stated)),
        "sliders": [_slider(driver, numbers) for driver in sliders],
        "delays": delays,
        "verdicts": {id_: [_condition(script, case) for case in cases] for id_, cases in stated.items()},
        "names": {str(verdict): [verdict.zh, verdict.en] for verdict in Verdict},
    }


def _movable(result: Result) -> Iterator[Driver]:
    """Give the drivers whose change is one of factors and moves no date."""
    ends = Ends(result.book)
    for id_ in present(result.project):
        driver = DRIVERS[id_]
        if driver.unit in REACH and not ends.reads(_keys(driver)):
            yield driver


def _keys(driver: Driver) -> set[Key]:
    return {(CELL, "0", cell) for cell in driver.cells}


def _slider(driver: Driver, numbers: Mapping[Key, int]) -> dict[str, object]:
    low, high = REACH[driver.unit]
    scale = SCALE[driver.unit]
    return {
        "id": driver.id,
        "names": [driver.zh, driver.en],
        "unit": ["%", "%"] if driver.unit is Unit.SHARE else ["个基点", "bp"],
        "scale": scale,
        "adds": driver.unit is Unit.POINTS,
        "leaves": sorted(numbers[key] for key in _keys(driver) if key in numbers),
        "low": int(low.scaleb(scale)),
        "high": int(high.scaleb(scale)),
    }


def _moved(result: Result) -> Iterator[tuple[Decimal, Key]]:
    """Give the leaves that sales a step later move."""
    if "sale_delay" in present(result.project):
        for change in steps(result.rules, "sale_delay"):
            yield from ((change, key) for key in leaves(result.book, {"sale_delay": change}))


def _delays(result: Result, numbers: Mapping[Key, int]) -> Iterator[dict[str, object]]:
    """Give the steps of a delay of sales, each with the shares sold by year that it leaves, computed here."""
    driver = DRIVERS["sale_delay"]
    if driver.id not in present(result.project):
        return
    options: list[Sequence[object]] = []
    for change in steps(result.rules, driver.id):
        shares = leaves(result.book, {driver.id: change})
        names = [change_text(driver.id, change), change_text_en(driver.id, change)]
        options.append(
            [str(change), *names, {numbers[key]: exact_text(value) for key, value in shares.items() if key in numbers}]
        )
    yield {"id": driver.id, "names": [driver.zh, driver.en], "options": options}


def _values(
    figures: Figures, script: Script, reached: list[list[int]], stated: Mapping[str, Sequence[VerdictCase]]
) -> Iterator[tuple[int, list[str]]]:
    """Give the figures of lines that do not move and are read by those that do, or by a verdict."""
    moving = {number for step in reached for number in step}
    holding = [case.holds for cases in stated.values() for case in cases]
    for number in sorted(script.read(moving, holding) - moving):
        yield number, [exact_text(value) for value in figures[script.lines[number]]]


def _condition(script: Script, case: VerdictCase) -> tuple[str, int, Tree]:
    return str(case.verdict), _size(case.holds), script.tree(case.holds, None)


def _size(part: Expression) -> int:
    """Count the columns of a condition: those of the lines it reads by column."""
    if isinstance(part, Line):
        return part.axis.size
    return max((_size(inner) for inner in part.parts), default=1)
