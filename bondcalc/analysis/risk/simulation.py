"""风险模拟 (Monte Carlo): how likely coverage falls below a threshold or cash runs out, and what drives it.

Counts, means and variances are over all scenarios. Percentiles are those of the first SAMPLED scenarios, so that a million
scenarios need no more memory than a hundred thousand. Where the rounding of the lanes alone could turn a verdict, the exact
reading decides.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from math import sqrt
from typing import NamedTuple

import numpy as np

from bondcalc.analysis.risk.batch import Chunk, chunks, in_order
from bondcalc.analysis.risk.lane_figures import YEARLY
from bondcalc.analysis.risk.named_streams import Streams
from bondcalc.analysis.risk.outlook import outlook_of
from bondcalc.analysis.risk.outturns import Outturns
from bondcalc.analysis.risk.sale_draws import SaleDraws
from bondcalc.analysis.risk.sampling import Draw, Outlook, draw
from bondcalc.analysis.risk.tally import Tally, counted, percentiles
from bondcalc.analysis.risk.variance import shares
from bondcalc.analysis.stress.sensitivity import thresholds
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.probability.normal import Array
from bondcalc.rules.load import rules_on
from bondcalc.schedules.book import Book, build

PERCENTS = (5, 25, 50, 75, 95)
UNTOLD = ("revenue", "late_revenue", "service")
"""Figures read for verdicts only."""
CONFIDENCE = 0.95
"""Of the bound that stands where nothing, or everything, was counted."""
SAMPLED = 100_000
"""Scenarios behind the percentiles; all of them where there are no more."""


NORMAL_95 = 1.959964
"""Standard errors either way that hold with 95 %."""


class Chance(NamedTuple):
    """How often something happened in so many scenarios."""

    times: int
    scenarios: int

    @property
    def probability(self) -> float:
        """Share of the scenarios."""
        return self.times / self.scenarios if self.scenarios else 0.0

    @property
    def margin(self) -> float:
        """How far the share may be off with 95 %: so many standard errors either way (normal approximation)."""
        return NORMAL_95 * self.error

    @property
    def error(self) -> float:
        """Standard error of the share; 0 where it never or always happened, for which there is `bound`."""
        return sqrt(self.probability * (1 - self.probability) / self.scenarios) if self.scenarios else 0.0

    @property
    def bound(self) -> float | None:
        """What the probability is at most (never happened) or at least (always), with CONFIDENCE; None in between.

        One-sided and exact (Clopper and Pearson 1934): about 3/n from zero, the rule of three.
        """
        if not self.scenarios or 0 < self.times < self.scenarios:
            return None
        least: float = (1 - CONFIDENCE) ** (1 / self.scenarios)
        return least if self.times else 1 - least


class EventEffect(NamedTuple):
    """One registered event: how often it happened, mean coverage with and without it, chance below 1.00 with and without."""

    id: str
    name: str
    happened: Chance
    coverage_with: float | None
    coverage_without: float | None
    below_with: Chance
    below_without: Chance


class RiskFigures(NamedTuple):
    """What a simulation gives. `below` is by threshold; `gap_years` the first year without cash, by year.

    `below_late` is `below` with costs paid after the last maturity, empty where there are none. `ratios` and `yearly` hold the figures at PERCENTS, None where a scenario has no figure to give; `variance` the share of
    each driver or event in the variance of the coverage, `rest` what they do not explain. `coverage` is mean and deviation.
    """

    outlook: Outlook
    scenarios: int
    seed: int
    sampled: int
    exact: int
    below: Mapping[Decimal, Chance]
    below_late: Mapping[Decimal, Chance]
    gap: Chance
    gap_years: Mapping[int, Chance]
    ratios: Mapping[str, tuple[float | None, ...]]
    yearly: Mapping[str, Mapping[int, tuple[float | None, ...]]]
    variance: Mapping[str, float]
    rest: float
    coverage: tuple[float, float] | None
    events: tuple[EventEffect, ...]


class Simulation:
    """So many scenarios of one project, a chunk at a time; the same figures for any number of workers."""

    def __init__(self, book: Book, scenarios: int, seed: int, workers: int | None = None) -> None:
        self.book, self._scenarios, self._seed, self._workers = book, scenarios, seed, workers
        self._streams = Streams(seed, book.project.form(Particulars).key)
        self._outlook, self._limits = outlook_of(book.project, book.rules), thresholds(book.project, book.rules)
        self._sales = SaleDraws(book)
        self._outturns = Outturns(book, self._outlook, self._limits)
        self._tally: Tally | None = None

    @property
    def size(self) -> int:
        """Number of chunks that `work` goes through."""
        return len(list(chunks(self._scenarios)))

    def work(self) -> Iterator[None]:
        """Run every chunk, so that a progress bar may follow."""
        for tally in in_order(chunks(self._scenarios), self._counted, workers=self._workers):
            if self._tally is None:
                self._tally = tally
            else:
                self._tally.add(tally)
            yield

    def result(self) -> RiskFigures:
        """Run what is left and give what was found."""
        if self._tally is None:
            deque(self.work(), maxlen=0)
        assert self._tally is not None  # noqa: S101 - there is at least one chunk
        return _risk(self.book, self._outlook, self._limits, self._seed, self._tally)

    def _drawn(self, chunk: Chunk) -> Draw:
        """Draw drivers and events, then the sale of each parcel under the change of land prices that was drawn."""
        drawn = draw(self._outlook, self._streams, chunk)
        common = drawn.changes.get("land_price", np.zeros(chunk.size))
        return replace(drawn, changes={**drawn.changes, **self._sales.changes(self._streams, chunk, common)})

    def _counted(self, chunk: Chunk) -> Tally:
        drawn = self._drawn(chunk)
        # The first scenarios by number, not the first that are ready: the same for any number of workers.
        outturn, keep = self._outturns.run(drawn), max(0, min(SAMPLED - chunk.first, chunk.size))
        told = {id_: values for id_, values in outturn.figures.items() if id_ not in UNTOLD and keep}
        kept = {id_: values if keep == chunk.size else values[:, :keep].copy() for id_, values in told.items()}
        return counted(outturn.verdicts, drawn.own, drawn.hits, outturn.coverage, len(self.book.years.years), kept)


def simulation_of(project: Project, scenarios: int | None, seed: int | None, workers: int | None) -> Simulation:
    """Set up the simulation of a project; what is not said is as its settings have it. No rule is judged."""
    stated = project.form(Settings)
    book = build(project, rules_on(project.form(Particulars).rule_date))
    return Simulation(book, scenarios or stated.risk_scenarios, stated.risk_seed if seed is None else seed, workers)


def _risk(book: Book, outlook: Outlook, limits: list[Decimal], seed: int, tally: Tally) -> RiskFigures:
    floor = book.rules.value("coverage_floor").number
    years, names = (
        book.years.years,
        [*(marginal.driver for marginal in outlook.marginals), *(event.id for event in outlook.events)],
    )
    quantiles = {id_: percentiles(chunks_of, PERCENTS) for id_, chunks_of in tally.kept.items()}
    explained, known = shares(tally.moments), tally.moments[0, 0]
    parts = slice(len(limits)), slice(len(limits), None)
    below, late = (_chances(limits, tally, part) for part in parts)
    return RiskFigures(
        outlook=outlook,
        scenarios=tally.size,
        seed=seed,
        sampled=min(tally.size, SAMPLED),
        exact=tally.exact,
        below=below,
        # Where no scenario has such costs both are the same, and it is said once.
        below_late=late if late != below else {},
        gap=Chance(int(tally.gaps.sum()), tally.size),
        gap_years={
            year: Chance(int(times), tally.size) for year, times in zip(years, tally.gaps, strict=True) if times
        },
        ratios={id_: _figures(rows[0]) for id_, rows in quantiles.items() if id_ not in YEARLY},
        yearly={id_: {year: _figures(row) for year, row in zip(years, quantiles[id_], strict=True)} for id_ in YEARLY},
        variance=dict(zip(names, explained.tolist(), strict=True)),
        rest=float(1 - explained.sum()) if explained.any() else 0.0,
        coverage=_mean(tally) if known else None,
        events=tuple(_event(index, limits.index(floor), outlook, tally) for index in range(len(outlook.events))),
    )


def _chances(limits: list[Decimal], tally: Tally, counted_in: slice) -> dict[Decimal, Chance]:
    """Give the chance of each threshold by its own part of the counts; empty where that is."""
    return {
        limit: Chance(int(times), tally.size) for limit, times in zip(limits, tally.below[counted_in], strict=False)
    }


def _figures(row: Array) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else float(value) for value in row)


def _mean(tally: Tally) -> tuple[float, float]:
    """Mean and standard deviation of the coverage."""
    count, total, squares = tally.moments[0, 0], tally.moments[0, -1], tally.moments[-1, -1]
    return float(total / count), sqrt(max(0.0, float(squares / count - (total / count) ** 2)))


def _event(index: int, floor: int, outlook: Outlook, tally: Tally) -> EventEffect:
    event, (times, coverage, *below) = outlook.events[index], tally.hits[index].tolist()
    known, everywhere = float(tally.moments[0, 0]), float(tally.moments[0, -1])
    return EventEffect(
        id=event.id,
        name=event.name,
        happened=Chance(int(times), int(known)),
        coverage_with=coverage / times if times else None,
        coverage_without=(everywhere - coverage) / (known - times) if known > times else None,
        below_with=Chance(int(below[floor]), int(times)),
        below_without=Chance(int(tally.below[floor] - below[floor]), int(known - times)),
    )
