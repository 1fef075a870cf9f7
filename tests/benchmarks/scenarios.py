"""Many scenarios of the sample: lanes beside the exact reading in a loop, and beside PySAM in a loop."""

import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bondcalc.algebra.compiled_step import _KNOWN
from bondcalc.algebra.exact import Program
from bondcalc.algebra.lanes.program import LaneProgram, Lanes
from bondcalc.algebra.line import Line
from bondcalc.analysis.risk.batch import Chunk
from bondcalc.analysis.risk.named_streams import shares
from bondcalc.inputs.read import read_project
from bondcalc.probability.normal import quantile
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.schedules import cash, coverage
from bondcalc.schedules.book import Book
from tests.algebra.scenarios import Scenarios, simulate
from tests.benchmarks.measure import ROOT, SAMPLE, Measured, beside
from tests.outside import library

FACTORS = {("stress", "0", cell): (1.0, 0.1) for cell in ("operating_revenue", "land_price", "costs", "investment")}
FACTORS["stress", "0", "rate_rise"] = (0.0, 0.005)
"""What varies, with mean and standard deviation."""
LOOP = 50
"""Scenarios that the loops run; their time is scaled up."""
QUANTUM = Decimal("0.01")


def outputs(book: Book) -> list[Line]:
    """What a simulation looks at: yearly revenue, debt service, closing cash and cover; E, F, every ratio, lowest cash."""
    made, yearly = book.use(coverage.schedule), book.find("coverage_by_year")
    scalars = [made.basis.revenue, made.basis.service, *made.ratios.values(), made.closing_lowest]
    return [yearly["revenue"], yearly["service"], book.use(cash.schedule).closing, made.dscr, made.cash_cover, *scalars]


def lines_of(result: Result) -> list[Line]:
    return [line for table in result.book.tables for line in table.lines]


def draw(chunk: Chunk) -> Scenarios:
    return Scenarios(
        {
            key: np.round(mean + sigma * quantile(shares(20170602, key, chunk)), 6)
            for key, (mean, sigma) in FACTORS.items()
        }
    )


def compiled(result: Result) -> LaneProgram:
    return LaneProgram(result.book.program(), outputs(result.book), varying=list(FACTORS))


def simulated(program: LaneProgram, lines: list[Line], count: int, workers: int | None = None) -> list[float]:
    """Run scenarios and reduce each chunk to the sum of all its figures."""

    def total(_: Chunk, __: Scenarios, lanes: Lanes) -> float:
        return float(sum(np.nansum(lanes[line]) for line in lines))

    return list(simulate(program, count, draw, total, workers=workers))


def kernel(rounds: int, count: int = 10_000, workers: int | None = None) -> Measured:
    """Lanes of the sample; the loop runs the exact reading of the first scenarios and must find the same figures."""
    result = compute(read_project(SAMPLE / "project.toml"))
    program, exact, lines = compiled(result), Program(lines_of(result), QUANTUM), outputs(result.book)
    first = draw(Chunk(0, 0, 5000))
    changed = [first.lane(lane) for lane in range(LOOP)]
    seconds, loop, _, figures = beside(
        lambda: simulated(program, lines, count, workers), lambda: [exact.run(*one) for one in changed], rounds
    )
    lanes = program.run(first.leaves)
    for lane, found in enumerate(figures):
        for line in lines:
            wanted = np.array([np.nan if value is None else float(value) for value in found[line]])
            assert np.allclose(wanted, lanes[line][:, lane], rtol=1e-12, atol=0.001, equal_nan=True), line.id
    cells = sum(line.axis.size for line in lines)
    cores = "all cores" if workers is None else f"{workers} core"
    return Measured(
        f"{count:,} scenarios, {cells} outputs each, {cores}: {count / seconds:,.0f} a second",
        seconds,
        f"exact reading in a loop (of {LOOP}, scaled)",
        loop * count / LOOP,
        "200 ms on two cores",
    )


def beside_sam(rounds: int, count: int = 10_000) -> Measured:
    """Lanes of the sample; PySAM runs its default single owner with another interest rate each time."""
    library("PySAM")
    result = compute(read_project(SAMPLE / "project.toml"))
    program, lines = compiled(result), outputs(result.book)
    _generation, owner = _sam()
    seconds, loop, _, worth = beside(lambda: simulated(program, lines, count), lambda: _loop(owner), rounds)
    assert len(set(worth)) == LOOP
    return Measured(
        f"{count:,} scenarios: {count / seconds:,.0f} a second",
        seconds,
        f"PySAM single owner in a loop (of {LOOP}, scaled)",
        loop * count / LOOP,
        "",
    )


def _sam() -> tuple[Any, Any]:
    """A plant and its single owner, who reads the plant's memory: both must be held."""
    import PySAM.CustomGeneration
    import PySAM.Singleowner

    generation = PySAM.CustomGeneration.default("CustomGenerationProfileSingleOwner")
    owner = PySAM.Singleowner.from_existing(generation, "CustomGenerationProfileSingleOwner")
    generation.execute()
    return generation, owner


def _loop(owner: Any) -> list[float]:
    worth = []
    for number in range(LOOP):
        owner.FinancialParameters.term_int_rate = 3 + number / 10
        owner.execute()
        worth.append(owner.Outputs.project_return_aftertax_npv)
    return worth


def compiling(rounds: int) -> Measured:
    """Compile the lanes of the sample for a simulation; the oracle compiles all lines exactly."""
    result = compute(read_project(SAMPLE / "project.toml"))

    def exactly() -> Program:
        _KNOWN.clear()
        return Program(lines_of(result), QUANTUM)

    seconds, exact, *_ = beside(lambda: compiled(result), exactly, rounds)
    return Measured("compile lanes for these outputs", seconds, "compile the exact reading", exact, "60 ms")


def memory(rounds: int, count: int) -> Measured:
    """A process of its own that simulates; the loop's time is scaled from the exact reading in this one."""
    result = compute(read_project(SAMPLE / "project.toml"))
    exact = Program(lines_of(result), QUANTUM)
    _, loop, *_ = beside(exact.run, lambda: [exact.run() for _ in range(LOOP)], rounds)
    words = [sys.executable, "-m", "tests.benchmarks.scenarios", str(count)]
    printed = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    seconds, busy, peak = (float(word) for word in printed.split())
    assert peak < 500
    return Measured(
        f"{count:,} scenarios: {count / seconds:,.0f} a second, {busy / seconds:.1f} cores busy, peak of the process "
        f"{peak:,.0f} MB",
        seconds,
        f"exact reading in a loop (of {LOOP}, scaled)",
        loop * count / LOOP,
        "500 MB",
    )


def peak_of_this_process() -> float:
    """The most memory this process has had, in MB; nothing where the system does not tell.

    Linux is asked for the peak since the program started: getrusage also counts what its parent held when it forked.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(row for row in status.read_text(encoding="utf-8").splitlines() if row.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def rows() -> list[Callable[[int], Measured]]:
    """Rows that also the tests run."""
    return [kernel, partial(kernel, workers=1), beside_sam, compiling, partial(memory, count=100_000)]


if __name__ == "__main__":
    sample = compute(read_project(SAMPLE / "project.toml"))
    made = compiled(sample)
    start, busy = time.perf_counter(), time.process_time()
    simulated(made, outputs(sample.book), int(sys.argv[1]))
    print(time.perf_counter() - start, time.process_time() - busy, peak_of_this_process())
