"""Everything a stress test runs: single steps, pairs of drivers, break-evens, a tornado."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.stress import sensitivity
from bondcalc.analysis.stress.sensitivity import Bar, BreakEven, DriverStep, SensitivityGrid
from bondcalc.analysis.stress.stressed import Stress, steps
from bondcalc.wording.terms import Unit


@dataclass
class StressRun:
    """Everything that was run, in the order in which it is shown.

    `drivers` are all that the project has when none are chosen; `given` are steps by unit, those of the rule data where a
    unit has none; without `pairs` it is revenue and costs, where both move something. `corner`: of that pair only less revenue and more costs.
    """

    stress: Stress
    drivers: tuple[str, ...] = ()
    given: Mapping[Unit, Sequence[Decimal]] = field(default_factory=dict)
    pairs: tuple[tuple[str, str], ...] = ()
    corner: bool = False
    singles: list[DriverStep] = field(default_factory=list)
    grids: list[SensitivityGrid] = field(default_factory=list)
    break_evens: list[BreakEven] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Fill in what was left open."""
        self.drivers = self.drivers or tuple(sensitivity.present(self.stress.book.project))

    @property
    def limits(self) -> list[Decimal]:
        """Every level E/F is tested on."""
        return sensitivity.thresholds(self.stress.book.project, self.stress.book.rules)

    def steps(self, driver: str) -> Sequence[Decimal]:
        """Give the steps of a driver."""
        return self.given.get(DRIVERS[driver].unit) or steps(self.stress.book.rules, driver)

    @property
    def size(self) -> int:
        """Number of pieces that `work` goes through."""
        return sum(len(self.steps(driver)) + 1 for driver in self.drivers) + max(len(self.pairs), 1)

    def work(self) -> Iterator[None]:
        """Run everything, a piece at a time, so that a progress bar may follow."""
        for step in sensitivity.single(self.stress, self.drivers, self.steps):
            self.singles.append(step)
            yield
        for pair in self.pairs or (sensitivity.PAIR,):
            grid = self._grid(pair)
            # What is asked for is shown; of what is not, only a table that says something.
            self.grids += [grid] if self.pairs or sensitivity.both_move(grid) else []
            yield
        for driver in self.drivers:
            self.break_evens.append(sensitivity.break_even(self.stress, driver, self.limits))
            yield
        self.bars = sensitivity.tornado(self.stress, self.stress.book.rules, self.drivers)

    def finished(self) -> "StressRun":
        """Run everything at once."""
        deque(self.work(), maxlen=0)
        return self

    def _grid(self, pair: tuple[str, str]) -> SensitivityGrid:
        if self.corner:
            return sensitivity.adverse_grid(self.stress, self.stress.book.rules)
        return sensitivity.grid(self.stress, pair, self.steps)
