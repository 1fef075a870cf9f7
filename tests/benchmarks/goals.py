"""What was aimed at, as ratios of processor time in one run: each job beside something that the machine slows down alike."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bondcalc.algebra.exact import Program
from bondcalc.analysis.risk.simulation import Simulation
from bondcalc.analysis.stress.stress_run import StressRun
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.judge import Case, judge
from bondcalc.disk.memory import collect_rarely
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.workbook.assemble import draw_workbook
from tests.benchmarks.growing import distinct, grown
from tests.benchmarks.measure import EMPTY, ROOT, SAMPLE
from tests.benchmarks.scenarios import compiled, outputs
from tests.benchmarks.scenarios import simulated as lanes_of
from tests.benchmarks.workbooks import cells_of, plainly_written
from tests.samples import computed_sample

SCENARIOS = 10_000


@dataclass(frozen=True)
class Goal:
    """A job beside another: milliseconds of processor time of both, and the ratio aimed at.

    `before` is the ratio of the last commit before these were worked on, by this file, on a machine with a load of twelve.
    """

    job: str
    took: float
    beside: str
    other: float
    before: str
    reach: float

    @property
    def ratio(self) -> float:
        """The job's time in that of the other."""
        return self.took / self.other

    @property
    def row(self) -> str:
        """The row of the table."""
        reached = "" if self.ratio <= self.reach else " (not reached)"
        return (
            f"| {self.job} | {self.took:,.1f} ms | {self.beside} | {self.other:,.1f} ms | {self.before} | "
            f"**{self.ratio:.2f}** | {self.reach:g}{reached} |"
        )


HEAD = "| job | its time | beside | its time | ratio before | ratio | to reach |\n|---|---|---|---|---|---|---|"


def least(work: Callable[[], object], rounds: int) -> float:
    """The least processor time of some rounds, in milliseconds."""
    return min(_processor(work, time.process_time) for _ in range(rounds))


def in_turns(work: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The least of both, taken in turns."""
    pairs = [(least(work, 1), least(other, 1)) for _ in range(rounds)]
    return min(one for one, _ in pairs), min(two for _, two in pairs)


def _processor(work: Callable[[], object], clock: Callable[[], float]) -> float:
    begun = clock()
    work()
    return 1000 * (clock() - begun)


def process(*words: str) -> float:
    """Processor time of a whole Python process, in milliseconds; wall time where the system does not tell of children."""
    run = partial(subprocess.run, [sys.executable, *words], cwd=ROOT, check=True, capture_output=True)
    return _processor(run, children)


def children() -> float:
    """Seconds of processor time that ended child processes took."""
    try:
        import resource
    except ImportError:  # Windows
        return time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sample() -> Result:
    """The sample, computed."""
    return computed_sample(SAMPLE.name)


def exact_run(result: Result) -> Callable[[], object]:
    """One exact run of all lines."""
    lines = [line for table in result.book.tables for line in table.lines]
    program = Program(lines, result.project.form(Settings).quantum)
    # A leaf that is not there: what nothing is changed of is not computed again.
    return lambda: program.run({("none",): result.project.form(Settings).quantum})


def commands(rounds: int) -> list[Goal]:
    """Whole commands beside an empty typer command."""
    with tempfile.TemporaryDirectory() as folder:
        words: dict[str, tuple[str, ...]] = {
            "show --json, .toml": ("show", str(SAMPLE / "project.toml"), "--json"),
            "show --json, .xlsx": ("show", str(SAMPLE / "project.xlsx"), "--json"),
            "run, .xlsx: workbook and four PDFs": ("run", str(SAMPLE / "project.xlsx"), "--out", f"{folder}/out"),
            "run --docx, .xlsx": ("run", str(SAMPLE / "project.xlsx"), "--out", f"{folder}/word", "--docx"),
        }
        times: dict[str, list[float]] = {name: [] for name in ("", *words)}
        for _ in range(rounds):
            times[""].append(process("-c", EMPTY))
            for name, given in words.items():
                times[name].append(process("-m", "bondcalc", *given))
    empty = min(times.pop(""))
    stated = (("4.72", 2.4), ("6.24", 4.3), ("36.5", 12.5), ("41.7", 25.0))
    return [
        Goal(name, min(took), "empty typer command", empty, before, reach)
        for (name, took), (before, reach) in zip(times.items(), stated, strict=True)
    ]


def stressed(rounds: int) -> Goal:
    """Break-evens, single steps, grid and tornado beside one exact run."""
    result = sample()
    took, run = in_turns(lambda: StressRun(Stress(result.book)).finished(), exact_run(result), rounds)
    return Goal("break-evens, singles, grid, tornado", took, "exact run, all lines", run, "246", 45)


def judged(rounds: int) -> Goal:
    """All rules, stressed points among them, beside one exact run."""
    took, run = in_turns(ruled(sample()), exact_run(sample()), rounds)
    return Goal("judge", took, "exact run, all lines", run, "15.5", 12)


def ruled(result: Result) -> Callable[[], object]:
    """Judge with nothing known of stressed points."""
    return lambda: judge(Case(result.project, result.rules, result.book, result.figures, Stress(result.book)))


def judged_large(rounds: int) -> Goal:
    """The same with ten times the rows of the largest project; aimed at was 1.5 s at 3,000 rows, five runs."""
    result = compute(read_bytes("project.toml", grown(rows=10).encode()))
    took, run = in_turns(ruled(result), exact_run(result), rounds)
    return Goal("judge, rows x 10", took, "exact run, all lines", run, "20.1", 5)


def drawn(rounds: int) -> Goal:
    """schedules.xlsx beside XlsxWriter writing the same cells with their formulas ready."""
    result = sample()
    cells = cells_of(draw_workbook(result))
    took, plain = in_turns(lambda: draw_workbook(result), lambda: plainly_written(cells), rounds)
    return Goal("schedules.xlsx", took, "plain XlsxWriter, same cells", plain, "1.97", 0.9)


def tranches(rounds: int) -> Goal:
    """An exact run of fifty bonds beside one of five."""
    many, few = (compute(read_bytes("project.toml", grown(bonds=count).encode())) for count in (50, 5))
    took, other = in_turns(exact_run(many), exact_run(few), rounds)
    return Goal("exact run, bonds x 10", took, "exact run, 5 bonds", other, "3.8", 8)


def many_rows(rounds: int) -> Goal:
    """Reading, building, computing and judging ten times the rows beside once the rows."""
    took, other = in_turns(computing(grown(rows=10).encode()), computing(grown().encode()), rounds)
    return Goal("figures and findings, rows x 10", took, "the same, rows x 1", other, "5.6", 12)


def computing(data: bytes, name: str = "project.toml") -> Callable[[], object]:
    """Everything from the bytes of a file to its findings; nothing is left of it, as where many are computed."""

    def work() -> None:
        """Compute the file."""
        compute(read_bytes(name, data)).book.take_apart()

    return work


def one_by_one(texts: Sequence[bytes]) -> Callable[[], object]:
    """Compute projects one after the other, none of them kept."""
    return lambda: deque((work() for work in map(computing, texts)), maxlen=0)


def projects(rounds: int) -> list[Goal]:
    """Figures and findings of distinct projects one after the other, each beside an empty typer command; ten times as many."""
    texts = distinct(10)
    book = (SAMPLE / "project.xlsx").read_bytes()
    for work in map(computing, texts):
        work()
    empty = min(process("-c", EMPTY) for _ in range(rounds))
    two, twenty = (min(least(one_by_one(some), 1) for _ in range(rounds)) for some in (texts[4:6], texts * 2))
    filled = least(computing(book, "project.xlsx"), rounds)
    return [
        Goal(
            f"a project from .toml: {20_000 / twenty:.0f} distinct a second",
            twenty / 20,
            "empty typer command",
            empty,
            "1.28",
            0.25,
        ),
        Goal(f"a project from .xlsx: {1000 / filled:.0f} a second", filled, "empty typer command", empty, "1.23", 0.78),
        Goal("projects x 10: twenty", twenty, "two of them", two, "", 12),
    ]


def simulated(rounds: int) -> Goal:
    """A whole simulation beside the lanes of as many scenarios."""
    result = sample()
    lanes, lines = compiled(result), outputs(result.book)
    took, alone = in_turns(
        lambda: Simulation(result.book, SCENARIOS, 7, workers=1).result(),
        lambda: lanes_of(lanes, lines, SCENARIOS, workers=1),
        rounds,
    )
    return Goal("simulation, 10,000 scenarios", took, "lanes of as many", alone, "10.5", 2.9)


def recalculated() -> list[Goal]:
    """One recalculation of schedules.xlsx by LibreOffice beside a whole `run`; nothing where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "schedules.xlsx"
        path.write_bytes(draw_workbook(sample()))
        words = [
            office,
            f"-env:UserInstallation=file://{folder}/office",
            "--headless",
            "--convert-to",
            "ods",
            "--outdir",
            folder,
            str(path),
        ]
        took = _processor(partial(subprocess.run, words, check=True, capture_output=True), children)
        run = process("-m", "bondcalc", "run", str(SAMPLE / "project.xlsx"), "--out", f"{folder}/out")
    return [
        Goal(
            "run, .xlsx: workbook and four PDFs",
            run,
            "LibreOffice recalculating schedules.xlsx once",
            took,
            "0.20",
            0.12,
        )
    ]


def goals(rounds: int) -> Iterator[Goal]:
    """Every row, the quickest first."""
    for row in (judged, stressed, drawn, simulated, tranches, judged_large, many_rows):
        yield row(rounds)
    yield from projects(rounds)
    yield from commands(rounds)
    yield from recalculated()


if __name__ == "__main__":
    # As a command does; the processes that are measured do it themselves.
    collect_rarely()
    print(HEAD)
    for goal in goals(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        print(goal.row, flush=True)
