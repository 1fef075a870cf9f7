"""Scenarios in chunks: the same digits for any number of workers, in order, a few at a time, and a clean stop."""

import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal

import numpy as np
import pytest

from bondcalc.algebra.exact import Program
from bondcalc.algebra.lanes.program import LaneProgram, Lanes
from bondcalc.algebra.line import Line, Structure
from bondcalc.analysis.risk import batch
from bondcalc.analysis.risk.batch import AHEAD, CHUNK, Chunk, chunks, in_order
from bondcalc.analysis.risk.named_streams import shares
from bondcalc.probability.normal import quantile
from bondcalc.result.result import Result
from bondcalc.schedules import cash, coverage
from tests.algebra.scenarios import Scenarios, simulate

FACTORS = [("stress", "0", cell) for cell in ("operating_revenue", "land_price", "costs", "investment", "rate_rise")]


@pytest.fixture(scope="module")
def outputs(sample: Result) -> list[Line]:
    return [*sample.book.use(coverage.schedule).ratios.values(), sample.book.use(cash.schedule).closing]


@pytest.fixture(scope="module")
def program(sample: Result, outputs: list[Line]) -> LaneProgram:
    return LaneProgram(sample.book.program(), outputs, varying=FACTORS)


def draw(chunk: Chunk) -> Scenarios:
    spread = {key: 0.01 if key[-1] == "rate_rise" else 0.1 for key in FACTORS}
    middle = {key: 0.0 if key[-1] == "rate_rise" else 1.0 for key in FACTORS}
    return Scenarios({key: middle[key] + spread[key] * quantile(shares(20170602, key, chunk)) for key in FACTORS})


def results(program: LaneProgram, outputs: list[Line], count: int, workers: int) -> list[bytes]:
    def whole(_: Chunk, __: Scenarios, lanes: Lanes) -> bytes:
        return b"".join(lanes[line].tobytes() for line in outputs)

    return list(simulate(program, count, draw, whole, workers=workers))


@pytest.mark.slow
def test_the_digits_do_not_depend_on_the_number_of_workers(program: LaneProgram, outputs: list[Line]) -> None:
    one = results(program, outputs, 2 * CHUNK + 100, 1)
    assert len(one) == 3
    assert all(results(program, outputs, 2 * CHUNK + 100, workers) == one for workers in (2, 5))
    assert results(program, outputs, 2 * CHUNK, 2) == one[:2]


def test_a_scenario_can_be_decided_exactly(sample: Result, program: LaneProgram) -> None:
    lines = [line for table in sample.book.tables for line in table.lines]
    scenarios, closing = draw(Chunk(3, 0, 5)), sample.book.use(cash.schedule).closing
    exact, lanes = Program(lines, Decimal("0.01")), program.run(scenarios.leaves)
    for lane in range(5):
        found = exact.run(*scenarios.lane(lane))
        assert [float(value) for value in found.amounts(closing)] == lanes[closing][1:, lane].tolist()
    row = next(line for line in lines if isinstance(line.definition, Structure))
    rows = Scenarios({}, {row: np.array([[0.1] * row.axis.size, [2.0] * row.axis.size]).T})
    assert exact.run(*rows.lane(1))[row] == (0, *[2] * row.axis.size)
    assert exact.run(*rows.lane(0))[row][1] == Decimal("0.1")


def test_chunks_cover_every_scenario_once() -> None:
    for count in (0, 1, CHUNK, CHUNK + 1, 5 * CHUNK - 1):
        made = list(chunks(count))
        assert sum(chunk.size for chunk in made) == count
        assert [chunk.first for chunk in made] == [number * CHUNK for number in range(len(made))]


def test_results_come_in_order() -> None:
    def slow(chunk: Chunk) -> int:
        time.sleep(0.02 * (chunk.number % 3 == 0))
        return chunk.number

    assert list(in_order(chunks(9 * CHUNK - 5), slow, workers=4)) == list(range(9))


def test_chunks_are_taken_a_few_at_a_time() -> None:
    taken = []

    def given() -> Iterator[Chunk]:
        for chunk in chunks(100 * CHUNK):
            taken.append(chunk.number)
            yield chunk

    for number, _ in enumerate(in_order(given(), lambda chunk: chunk, workers=2)):
        assert len(taken) <= number + 2 * AHEAD
    assert len(taken) == 100


class Stopped(BaseException):
    """What an interrupted program raises, as KeyboardInterrupt does."""


def test_an_interrupted_caller_leaves_no_thread_and_begins_nothing_more() -> None:
    before, begun = threading.active_count(), []

    def work(chunk: Chunk) -> None:
        begun.append(chunk.number)
        time.sleep(0.01)

    def interrupted() -> None:
        with closing(in_order(chunks(1000 * CHUNK), work, workers=2)) as steps:
            for _ in steps:
                raise Stopped

    with pytest.raises(Stopped):
        interrupted()
    assert threading.active_count() == before
    assert len(begun) <= 2 * AHEAD
    steps = in_order(chunks(1000 * CHUNK), work, workers=2)
    next(steps)
    steps.close()
    assert threading.active_count() == before


def test_a_fault_in_a_chunk_is_not_lost() -> None:
    def work(chunk: Chunk) -> None:
        if chunk.number == 3:
            raise ArithmeticError("third")

    with pytest.raises(ArithmeticError, match="third"):
        list(in_order(chunks(100 * CHUNK), work, workers=2))


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_scenarios(
    program: LaneProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten times as many scenarios take hardly more memory (numpy tells tracemalloc what it takes)."""
    monkeypatch.setattr(batch, "CHUNK", 256)

    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in simulate(program, count, draw, lambda chunk, scenarios, lanes: float(np.size(scenarios)), workers=2):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    few = peak(10 * 256)
    assert peak(100 * 256) < 1.2 * few + 100_000
