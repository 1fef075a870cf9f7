"""The analyses there are: each a report of a result, registered by id."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

import bondcalc.reports
from bondcalc.registry import Registry, place_of
from bondcalc.result.result import Result
from bondcalc.wording.report import EVERYWHERE, Medium, Report, Words

Telling = Callable[[Result], Report]


@dataclass(frozen=True)
class Analysis:
    """An analysis: its title (that of the tab, `paper` that of the chapter) and what tells it; `number` orders all of them.

    `on`: the media it is part of unasked. `bondcalc report` shows every one.
    """

    id: str
    title: Words
    number: int
    tell: Telling
    on: frozenset[Medium]


ANALYSES: Registry[Analysis] = Registry("analysis")


def analysis(id_: str, title: Words, number: int, on: frozenset[Medium] = EVERYWHERE) -> Callable[[Telling], Telling]:
    """Register what tells a result as a report; TakenError for an id that is taken."""

    def register(tell: Telling) -> Telling:
        """Claim the id for the telling, which stays what it is."""
        ANALYSES.claim(id_, Analysis(id_, title, number, tell, on), place_of(tell))
        return tell

    return register


def analyses(medium: Medium | None = None) -> list[Analysis]:
    """Give every analysis that is part of a medium, in order; the files of this package are found, not listed."""
    for module in pkgutil.iter_modules(bondcalc.reports.__path__):
        importlib.import_module(f"bondcalc.reports.{module.name}")
    chosen = [one for one in ANALYSES.values() if medium is None or medium in one.on]
    return sorted(chosen, key=lambda one: (one.number, one.id))
