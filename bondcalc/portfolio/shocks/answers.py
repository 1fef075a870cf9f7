"""How a project answers to shocks: E, F and closing cash from the points that the store keeps, over arrays of scenarios.

At a kept point the answer is that of the project's own stress run, to the 分. Between two points it is a straight line,
beyond the last one goes on; what several drivers move is added.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from bondcalc.portfolio.kept_record import FEN, ResponseKept
from bondcalc.portfolio.told.store_view import StoreMember, StoreView
from bondcalc.probability.normal import Array


@dataclass(frozen=True)
class DriverAnswer:
    """What one driver moves: rows of `moves` are E, F, then closing cash by year, columns the points of `at` (0 among them)."""

    at: Array
    moves: Array

    def of(self, changes: Array) -> Array:
        """Give what each change moves, a column each."""
        segment = np.clip(np.searchsorted(self.at, changes, side="right") - 1, 0, len(self.at) - 2)
        slopes = np.diff(self.moves, axis=1) / np.diff(self.at)
        return self.moves[:, segment] + slopes[:, segment] * (changes - self.at[segment])


@dataclass(frozen=True)
class ShockMember:
    """A project under shocks, in 万元: E, F, closing cash by year, and its answers by driver."""

    member: StoreMember
    years: tuple[int, ...]
    base: Array
    answers: Mapping[str, DriverAnswer]

    @property
    def bonds(self) -> float:
        """Its special bonds."""
        return float(self.member.amount("special_bonds"))

    @property
    def threshold(self) -> float:
        """What E/F is to reach by its own statement."""
        return float(self.member.stored.threshold or 1)

    def under(self, changes: Mapping[str, Array], size: int) -> Array:
        """Give E, F and closing cash by year, a column a scenario; drivers are added in the order of the answers."""
        figures = np.repeat(self.base[:, None], size, axis=1)
        for driver, answer in self.answers.items():
            if driver in changes:
                figures += answer.of(changes[driver])
        return figures


def shock_members(view: StoreView) -> Iterator[ShockMember]:
    """Give every project that has a result and debt, in the order of keys; one at a time."""
    closing = view.store.by_year("cash.closing")
    kept = {key: list(rows) for key, rows in groupby(view.store.responses(), key=lambda row: row[0])}
    for member in view.done:
        if member.cover is not None:
            yield _member(view, member, closing.get(member.key, {}), [row for _, row in kept.get(member.key, [])])


def _member(
    view: StoreView, member: StoreMember, closing: Mapping[int, int], rows: Iterable[ResponseKept]
) -> ShockMember:
    stored = member.stored
    years = tuple(range(stored.first_year or 0, (stored.last_year or -1) + 1))
    cash = [closing.get(year, 0) for year in years]
    base = np.array([*view.fen(member), *cash], dtype=np.float64) / float(FEN)
    answers = {driver: _answer(list(mine)) for driver, mine in groupby(rows, key=lambda row: row.driver)}
    return ShockMember(member, years, base, answers)


def _answer(rows: list[ResponseKept]) -> DriverAnswer:
    size = len(json.loads(rows[0].closing))
    points = [(0.0, [0.0] * (size + 2))]
    points += [(float(row.change), [row.revenue, row.service, *json.loads(row.closing)]) for row in rows]
    points.sort(key=lambda point: point[0])
    return DriverAnswer(np.array([at for at, _ in points]), np.array([moves for _, moves in points]).T / float(FEN))
