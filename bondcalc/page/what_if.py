"""What a page needs to compute a project again: drivers, steps in their order, the figures they go out from, verdicts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from bondcalc.algebra.axis import Key
from bondcalc.algebra.exact import Figures
from bondcalc.algebra.line import Line
from bondcalc.algebra.script import Script, Tree, exact_text
from bondcalc.analysis.drivers import ADDED, DRIVERS, Driver, change_text, change_text_en
from bondcalc.analysis.ends import Ends
from bondcalc.analysis.stress.sensitivity import present
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.page.delay_steps import DelayStep, delay_steps
from bondcalc.page.live_verdicts import LiveVerdicts, live_verdicts, stressed_runs
from bondcalc.result.result import Result
from bondcalc.wording.terms import Unit, Verdict

REACH = {Unit.SHARE: (Decimal("-0.5"), Decimal("0.5")), Unit.POINTS: (Decimal("-0.02"), Decimal("0.02"))}
"""How far a slider goes; what is typed may go as far."""
SCALE = {Unit.SHARE: 2, Unit.POINTS: 4}
"""Powers of ten between a change and the per cent or basis points that are shown."""


def what_if(result: Result, script: Script, shown: Collection[Line] = ()) -> dict[str, object]:
    """Give the data for JSON; `script` has written the lines, `shown` are those that charts need whether they move or not."""
    numbers = {leaf.key: number for number, leaf in enumerate(script.leaves)}
    sliders = [driver for driver in _movable(result) if not driver.keys.isdisjoint(numbers)]
    delayed = list(delay_steps(result))
    moved: set[object] = {key for driver in sliders for key in driver.keys}
    moved.update(key for step in delayed for key in (*step.leaves, *step.rows))
    lines = [script.lines[number] for step in script.reached(moved) for number in step]
    verdicts = live_verdicts(result, script, lines)
    # Leaves that conditions read are numbered by now, those that only a run of its own moves are moved too.
    numbers = {leaf.key: number for number, leaf in enumerate(script.leaves)}
    moved.update(key for line in stressed_runs(script) for id_, _ in line.changes for key in DRIVERS[id_].keys)
    reached = script.reached(moved)
    return {
        "places": result.project.form(Settings).notation().places,
        "steps": reached,
        "asides": [_aside(script, line) for line in script.asides],
        "runs": list(_runs(script, numbers)),
        "values": dict(_values(result.figures, script, reached, shown)),
        "sliders": [_slider(driver, numbers) for driver in sliders],
        "delays": list(_delays(delayed, result, script, numbers, verdicts.cases)),
        "verdicts": verdicts.cases,
        "together": _together(result, verdicts),
        "unjudged": verdicts.unjudged,
        "names": {str(verdict): [verdict.zh, verdict.en] for verdict in Verdict},
    }


def _aside(script: Script, line: Line) -> tuple[int, Tree, Tree]:
    size = 0 if line.axis.kind == "scalar" else line.axis.size
    return size, script.formula(line), script.opening(line)


def _runs(script: Script, numbers: Mapping[Key, int]) -> Iterator[tuple[object, object]]:
    """Give the runs under further changes: what each moves, and which lines of it stand in place of asides."""
    lines = stressed_runs(script)
    for changes in dict.fromkeys(line.changes for line in lines):
        takes = [(script.number(line), script.number(line.of)) for line in lines if line.of and line.changes == changes]
        yield [_moves(DRIVERS[id_], change, numbers) for id_, change in changes], takes


def _moves(driver: Driver, change: Decimal, numbers: Mapping[Key, int]) -> tuple[list[int], bool, str]:
    return _leaves(driver, numbers), driver.unit in ADDED, exact_text(change)


def _leaves(driver: Driver, numbers: Mapping[Key, int]) -> list[int]:
    return sorted(numbers[key] for key in driver.keys if key in numbers)


def _together(result: Result, verdicts: LiveVerdicts) -> dict[str, list[tuple[str, str]]]:
    """Give for rules made of others these, each with its filed verdict."""
    filed = {finding.rule.id: str(finding.verdict) for finding in result.findings}
    return {id_: [(other, filed[other]) for other in others] for id_, others in verdicts.others.items()}


def _movable(result: Result) -> Iterator[Driver]:
    """Give the drivers whose change is one of factors and moves no date."""
    ends = Ends(result.book)
    for id_ in present(result.project):
        driver = DRIVERS[id_]
        if driver.unit in REACH and not ends.reads(driver.keys):
            yield driver


def _slider(driver: Driver, numbers: Mapping[Key, int]) -> dict[str, object]:
    low, high = REACH[driver.unit]
    scale = SCALE[driver.unit]
    return {
        "id": driver.id,
        "names": [driver.zh, driver.en],
        "unit": ["%", "%"] if driver.unit is Unit.SHARE else ["个基点", "bp"],
        "scale": scale,
        "adds": driver.unit in ADDED,
        "leaves": _leaves(driver, numbers),
        "low": int(low.scaleb(scale)),
        "high": int(high.scaleb(scale)),
    }


def _delays(
    steps: Sequence[DelayStep], result: Result, script: Script, numbers: Mapping[Key, int], following: Collection[str]
) -> Iterator[dict[str, object]]:
    """Give the delays with their steps: names, leaves, rows fixed by dates, rules that are in doubt."""
    still = {finding.rule.id for finding in result.findings} - set(following)
    for id_ in dict.fromkeys(step.driver for step in steps):
        options = [
            [
                str(step.change),
                change_text(id_, step.change),
                change_text_en(id_, step.change),
                {numbers[key]: exact_text(value) for key, value in step.leaves.items() if key in numbers},
                {script.number(line): [exact_text(value) for value in row] for line, row in step.rows.items()},
                step.doubtful(result, still),
            ]
            for step in steps
            if step.driver == id_
        ]
        yield {"id": id_, "names": [DRIVERS[id_].zh, DRIVERS[id_].en], "options": options}


def _values(
    figures: Figures, script: Script, reached: list[list[int]], shown: Collection[Line]
) -> Iterator[tuple[int, list[str]]]:
    """Give the figures of lines that do not move and are read by those that do, by a verdict or by a chart."""
    moving = {number for step in reached for number in step}
    takes = {script.number(line) for line in shown} | {
        script.number(line.of) for line in stressed_runs(script) if line.of
    }
    for number in sorted((script.read(moving) | takes) - moving):
        if number < len(script.lines):
            yield number, [exact_text(value) for value in figures[script.lines[number]]]
