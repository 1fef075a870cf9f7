"""What is counted over scenarios, chunk by chunk; adding chunks in their order gives the same figures each time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bondcalc.algebra.lanes.calls import Flags
from bondcalc.probability.normal import Array

RowNumbers = NDArray[np.int64]


@dataclass
class Tally:
    """Counts over all scenarios, sums for means and variances, and the figures of the scenarios kept for percentiles.

    `below` counts scenarios under each threshold, `gaps` the first year without cash (by place of the year). `moments` are
    sums of products of: one, each driver, each event, the coverage. `hits` are, for each event, how often it happened, and
    then the sum of coverage and the counts under each threshold when it did. `kept` has one row of figures a line and year.
    """

    size: int
    below: RowNumbers
    gaps: RowNumbers
    moments: Array
    hits: Array
    exact: int
    kept: dict[str, list[Array]] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Add the next chunk."""
        self.size += other.size
        self.exact += other.exact
        self.below += other.below
        self.gaps += other.gaps
        self.moments += other.moments
        self.hits += other.hits
        for id_, rows in other.kept.items():
            self.kept.setdefault(id_, []).extend(rows)


class Verdicts(NamedTuple):
    """What is decided of each scenario: under each threshold or not, and the place of the first year without cash (-1: none)."""

    below: Flags
    first_gap: RowNumbers
    exact: int


def counted(
    verdicts: Verdicts, inputs: Sequence[Array], hits: Flags, coverage: Array, years: int, kept: Mapping[str, Array]
) -> Tally:
    """Count one chunk; scenarios without debt service (no coverage) are under no threshold and in no mean."""
    # Without debt service there is no multiple: such a scenario is neither good nor bad, and no mean may hold it.
    known = ~np.isnan(coverage)
    variables = np.array([np.ones_like(coverage), *inputs, *hits.astype(float), coverage])[:, known]
    moments = np.empty((len(variables), len(variables)))
    for row, left in enumerate(variables):
        # The sum of a product is that of its factors the other way round.
        moments[row, row:] = moments[row:, row] = [np.sum(left * right) for right in variables[row:]]
    gaps = np.bincount(verdicts.first_gap[verdicts.first_gap >= 0], minlength=years)
    happened = [
        [np.sum(hit & known), np.sum(coverage[hit & known]), *(np.sum(row & hit & known) for row in verdicts.below)]
        for hit in hits
    ]
    return Tally(
        size=len(coverage),
        below=verdicts.below.sum(axis=1),
        gaps=gaps,
        moments=moments,
        hits=np.array(happened, dtype=float).reshape(len(hits), 2 + len(verdicts.below)),
        exact=verdicts.exact,
        kept={id_: [values] for id_, values in kept.items()},
    )


def percentiles(chunks: Sequence[Array], percents: Sequence[int]) -> Array:
    """Give, for each row, the smallest figure that so many per cent of the scenarios do not exceed; NaN where none has one.

    Always a figure of one scenario, never a mean of two.
    """
    # Sorted, though only some places are wanted: numpy sorts by vectors of the processor, which partitioning does not use.
    values = np.concatenate(chunks, axis=-1)
    values.sort(axis=-1)
    # What is missing is sorted to the end.
    known = (~np.isnan(values)).sum(axis=-1)
    # In whole numbers, rounded up: no float decides which scenario it is.
    places = np.maximum(-(-known[:, np.newaxis] * np.array(percents) // 100) - 1, 0)
    return np.take_along_axis(values, places, axis=-1)
