"""共同风险: all projects drawn together: a factor draws the same for all that name it, what is a project's own by its name.

The draws of a scenario hang on the seed, the name of the factor or of project and driver, and the number of the scenario
alone (decision 0068): not on the order of the list, on other projects, or on how many scenarios there are.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from bondcalc.analysis.risk.batch import Chunk
from bondcalc.analysis.risk.named_streams import Streams
from bondcalc.portfolio.shocks.answers import ShockMember, shock_members
from bondcalc.portfolio.shocks.common_stress import sums_of
from bondcalc.portfolio.shocks.factor_model import FactorModel
from bondcalc.portfolio.shocks.factor_sheets import SHOCKED
from bondcalc.portfolio.shocks.shortfall import MemberTally, ShockSums
from bondcalc.portfolio.told.store_view import StoreMember, StoreView
from bondcalc.probability.normal import Array, below, quantile


@dataclass(frozen=True)
class CommonRisk:
    """What was drawn: scenarios, seed, the sums of all projects by scenario, a tally of each project, the factors used."""

    scenarios: int
    seed: int
    sums: ShockSums
    tallies: tuple[tuple[StoreMember, MemberTally], ...]
    factors: tuple[str, ...]


class CommonDraw:
    """The draws of many projects: normals of the common factors are drawn once, those of a project as it comes."""

    def __init__(self, model: FactorModel, scenarios: int, seed: int) -> None:
        self._model, self._seed, self._chunk = model, seed, Chunk(0, 0, scenarios)
        self.factors: dict[str, Array] = {}

    def changes(self, member: StoreMember, name: str, drivers: Container[str] = SHOCKED) -> Mapping[str, Array]:
        """Give the change of each driver of a project in every scenario; `name` is what its own draws hang on."""
        streams = Streams(self._seed, name)
        return {
            driver: marginal.values(self._shares(member, driver, streams))
            for driver, marginal in self._model.marginals.items()
            if driver in drivers
        }

    def _shares(self, member: StoreMember, driver: str, streams: Streams) -> Array:
        weights = self._model.weights(member, driver)
        own = streams.driver(driver, self._chunk)
        if not weights:
            return own
        left = sqrt(max(0.0, 1 - sum(weight**2 for _, weight in weights)))
        mixed = left * quantile(own)
        for factor, weight in weights:
            mixed = mixed + weight * self._factor(factor, streams)
        return below(mixed)

    def _factor(self, factor: str, streams: Streams) -> Array:
        if factor not in self.factors:
            self.factors[factor] = quantile(streams.factor(factor, self._chunk))
        return self.factors[factor]


class DrawnTogether:
    """Projects drawn together, one after the other, keeping sums only; `work` does it, `result` is what came of it."""

    def __init__(self, members: list[ShockMember], model: FactorModel, scenarios: int, seed: int) -> None:
        self._members, self._scenarios, self._seed = members, scenarios, seed
        self._names = names_of([shocked.member for shocked in members])
        self._draw, self._sums = CommonDraw(model, scenarios, seed), sums_of(members, scenarios)
        self._tallies: list[tuple[StoreMember, MemberTally]] = []

    @property
    def size(self) -> int:
        """How many projects there are."""
        return len(self._members)

    def work(self) -> Iterator[int]:
        """Draw project after project, telling how many are done."""
        for shocked in self._members:
            changes = self._draw.changes(shocked.member, self._names[shocked.member.key], shocked.answers)
            figures = shocked.under(changes, self._scenarios)
            self._tallies.append((shocked.member, self._sums.add(shocked, figures)))
            yield len(self._tallies)

    def result(self) -> CommonRisk:
        """Give the sums."""
        return CommonRisk(
            self._scenarios, self._seed, self._sums, tuple(self._tallies), tuple(sorted(self._draw.factors))
        )


def common_risk(view: StoreView, model: FactorModel, scenarios: int, seed: int) -> CommonRisk:
    """Draw all projects of a store together."""
    return drawn_together(list(shock_members(view)), model, scenarios, seed)


def drawn_together(members: list[ShockMember], model: FactorModel, scenarios: int, seed: int) -> CommonRisk:
    """Draw projects together, to the end."""
    drawing = DrawnTogether(members, model, scenarios, seed)
    for _ in drawing.work():
        pass
    return drawing.result()


def names_of(members: list[StoreMember]) -> dict[str, str]:
    """Name each project for its draws as `risk` of one project does: by its code, else its name; by its key where two share that."""
    said = {member.key: member.stored.code or member.name for member in members}
    times = Counter(said.values())
    return {key: name if times[name] == 1 else key for key, name in said.items()}


PERCENTS = (5, 50, 95, 99)


def percentiles(values: Array) -> list[float]:
    """Give the percentiles of a sum over its scenarios: each is the value of a scenario, none lies between two."""
    ordered = np.sort(values)
    return [float(ordered[min(len(ordered) - 1, -(-len(ordered) * percent // 100) - 1)]) for percent in PERCENTS]
