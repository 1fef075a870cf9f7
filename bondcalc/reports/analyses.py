"""The analyses there are: each a report of a result, registered by id."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import NamedTuple

import bondcalc.reports
from bondcalc.registry import Registry, place_of
from bondcalc.result.result import Result
from bondcalc.wording.report import EVERYWHERE, Medium, Report, Words

Telling = Callable[[Result], Report]
Asking = Callable[[Result], bool]


def of_every_project(_: Result) -> bool:
    """Whoever reads the filings of a project reads the analysis."""
    return True


def of_no_project(_: Result) -> bool:
    """The analysis is for the reviewer alone."""
    return False


class Analysis(NamedTuple):
    """An analysis: its title (that of the tab, `paper` that of the chapter) and what tells it; `number` orders all of them.

    `on`: the media it is part of unasked. `bondcalc report` shows every one. `handed_on` tells of a project whether plan and
    evaluation print it; where they do not, the review does. A project that it does not `concern` has neither chapter nor tab of it.
    """

    id: str
    title: Words
    number: int
    tell: Telling
    on: frozenset[Medium]
    handed_on: Asking
    concerns: Asking = of_every_project

    def told(self, result: Result) -> Report:
        """Tell a result once: the workbook and every filing draw the same report."""
        if self.id not in result.told:
            result.told[self.id] = self.tell(result)
        return result.told[self.id]


ANALYSES: Registry[Analysis] = Registry("analysis")


def analysis(
    id_: str,
    title: Words,
    number: int,
    on: frozenset[Medium] = EVERYWHERE,
    handed_on: Asking = of_every_project,
    concerns: Asking = of_every_project,
) -> Callable[[Telling], Telling]:
    """Register what tells a result as a report; TakenError for an id that is taken."""

    def register(tell: Telling) -> Telling:
        """Claim the id for the telling, which stays what it is."""
        made = Analysis(id=id_, title=title, number=number, tell=tell, on=on, handed_on=handed_on, concerns=concerns)
        ANALYSES.claim(id_, made, place_of(tell))
        return tell

    return register


def analyses(medium: Medium | None = None, result: Result | None = None) -> list[Analysis]:
    """Give every analysis that is part of a medium, in order, of a `result` those that concern it; files of this package are found."""
    for module in pkgutil.iter_modules(bondcalc.reports.__path__):
        importlib.import_module(f"bondcalc.reports.{module.name}")
    chosen = [analysis for analysis in ANALYSES.values() if medium is None or medium in analysis.on]
    chosen = [analysis for analysis in chosen if result is None or analysis.concerns(result)]
    return sorted(chosen, key=lambda analysis: (analysis.number, analysis.id))
