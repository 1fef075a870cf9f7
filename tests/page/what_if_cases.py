"""Settings of drivers as a user types them, drawn by seed, and what the exact reading makes of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from bondcalc.algebra.exact import Figures
from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.drivers import DRIVERS, leaves
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.judge import Case, judge_only
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.page.line_data import LineData
from bondcalc.page.what_if import what_if
from bondcalc.result.result import Result
from bondcalc.schedules.book import build
from tests.browser import Browser

EXACT = """(() => {
  const values = page.compute(%s), exact = (value) => value === null ? "" : typeof value === "boolean" ? String(value) : `${value.c}E${value.e}`;
  const numbers = page.data.whatif.steps.flat(), unit = (number) => page.lines[number].unit;
  return {
    values: Object.fromEntries(numbers.map((number) => [number, values[number].map(exact)])),
    shown: Object.fromEntries(numbers.map((number) => [number, values[number].map((value) => notation.text(value, unit(number), page.data.whatif.places)[0])])),
    verdicts: Object.fromEntries(Object.keys(page.data.whatif.verdicts).map((id) => [id, page.judged(id)])),
  };
})()"""


@dataclass(frozen=True)
class WhatIfCase:
    """What is typed, and the changes by driver that it means."""

    typed: Mapping[str, str]
    changes: Mapping[str, Decimal]


class WhatIf:
    """One sample: its data, and its lines by the exact reading."""

    def __init__(self, result: Result) -> None:
        self.result, lines = result, LineData(result)
        self.script = lines.script
        self.data: dict[str, Any] = what_if(result, lines.script)

    def cases(self, seed: int) -> Iterator[WhatIfCase]:
        """Draw settings: some drivers, whole steps and odd decimals, a delay now and then."""
        random = Random(seed)
        while True:
            typed: dict[str, str] = {}
            for driver in self.data["sliders"]:
                if random.random() < 0.6:
                    places = random.choice((0, 0, 1, 4))
                    drawn = Decimal(random.uniform(driver["low"], driver["high"])).quantize(Decimal(1).scaleb(-places))
                    typed[driver["id"]] = str(drawn)
            changes = {
                driver["id"]: Decimal(typed[driver["id"]]).scaleb(-driver["scale"])
                for driver in self.data["sliders"]
                if driver["id"] in typed
            }
            for delay in self.data["delays"]:
                if random.random() < 0.4:
                    typed[delay["id"]] = random.choice(delay["options"])[0]
                    changes[delay["id"]] = Decimal(typed[delay["id"]])
            yield WhatIfCase(typed, changes)

    def figures(self, case: WhatIfCase) -> tuple[Figures, Case]:
        """Compute by the exact reading a project whose own factors are moved, told by the lines of the page.

        Only land sold later is put to the lines as stress does: its shares are no factors.
        """
        changes = dict(case.changes)
        later = {"sale_delay": changes.pop("sale_delay")} if "sale_delay" in changes else {}
        project = moved_project(self.result, changes)
        book = build(project, self.result.rules)
        own = book.program().run(leaves(book, later))
        figures = Figures(
            {line: own[other] for line, other in zip(self.script.lines, book.program().lines, strict=True)}
        )
        return figures, Case(project, self.result.rules, book, own, Stress(book).under(leaves(book, later)))

    def verdicts(self, case: Case, rules: list[str]) -> dict[str, str]:
        """Judge by the checks themselves."""
        return {finding.rule.id: str(finding.verdict) for finding in judge_only(case, rules)}


def moved_project(result: Result, changes: Mapping[str, Decimal]) -> Project:
    """Give the project as a user would fill it in: with other factors, and dates of a later operation."""
    factors = {key[2]: value for key, value in leaves(result.book, fixed(changes)).items()}
    project = rebuilt(result.project, changes)
    stated = replace(project.form(StressFactors), **factors)
    return replace(project, tables={**project.tables, "stress": (stated,)})


def fixed(changes: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Leave out what moves dates."""
    return {id_: change for id_, change in changes.items() if not DRIVERS[id_].structural}


def computed(page: Browser, case: WhatIfCase) -> dict[str, Any]:
    """Compute on the page."""
    told: dict[str, Any] = page.ask(EXACT % str(dict(case.typed)))
    return told
