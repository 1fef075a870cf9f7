"""Times beside an oracle of the same run; ratios, because machines differ and are noisy."""

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bondcalc.algebra.exact import Program
from bondcalc.inputs.settings import Settings
from tests.benchmarks.model import Plain, book

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "samples" / "hengyang-park"
EMPTY = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None: ...\napp()\n"


@dataclass(frozen=True)
class Measured:
    """What took how long, beside what."""

    what: str
    seconds: float
    oracle: str
    oracle_seconds: float
    target: str

    @property
    def ratio(self) -> float:
        """Ours over the oracle's."""
        return self.seconds / self.oracle_seconds


def best(work: Callable[[], object], rounds: int) -> float:
    """Shortest of several rounds: what the work costs when nothing disturbs it."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def process(*words: str) -> Callable[[], object]:
    """A whole Python process."""
    return lambda: subprocess.run([sys.executable, *words], cwd=ROOT, check=True, capture_output=True)


def evaluation(rounds: int) -> Measured:
    """Evaluate compiled lines; the oracle walks every formula cell by cell."""
    made = book()
    lines = [line for table in made.tables for line in table.lines]
    quantum = made.project.form(Settings).quantum
    program = Program(lines, quantum)
    cells = sum(line.axis.size for line in lines)
    return Measured(f"exact evaluation, {len(made.years.columns)} years, 5 tranches, {len(lines)} lines, {cells} cells",
                    best(program.run, rounds), "plain interpreter", best(lambda: Plain(quantum).table(lines), max(1, rounds // 10)),
                    "3 ms")  # fmt: skip


def show(source: str, target: str, rounds: int) -> Measured:
    """`bondcalc show --json` as a process."""
    return Measured(f"show --json from {source}", best(process("-m", "bondcalc", "show", str(SAMPLE / source), "--json"), rounds),
                    "empty typer command", best(process("-c", EMPTY), rounds), target)  # fmt: skip


def version(rounds: int) -> Measured:
    """`bondcalc --version` as a process."""
    return Measured("--version", best(process("-m", "bondcalc", "--version"), rounds), "empty typer command",
                    best(process("-c", EMPTY), rounds), "+ 20 ms")  # fmt: skip


def run(rounds: int) -> Measured:
    """`bondcalc run` as a process; the oracle writes as many formulas and pages with the bare libraries."""
    with tempfile.TemporaryDirectory() as folder:
        ours = best(
            process("-m", "bondcalc", "run", str(SAMPLE / "project.toml"), "--out", str(Path(folder) / "out")), rounds
        )
    return Measured("run: workbook and plan", ours, "bare libraries, same sizes", best(process("-m", "tests.benchmarks.sketch"), rounds),
                    "2 s with four filings")  # fmt: skip


def all_measured(rounds: int) -> list[Measured]:
    """Every row of the table."""
    return [evaluation(10 * rounds), show("project.toml", "0.35 s", rounds), show("project.xlsx", "0.6 s", rounds),
            version(rounds), run(rounds)]  # fmt: skip


def table(rows: list[Measured]) -> str:
    """The table in Markdown."""
    lines = ["| what | time | beside | its time | ratio | target |", "|---|---|---|---|---|---|"]
    lines += [f"| {row.what} | {1000 * row.seconds:.1f} ms | {row.oracle} | {1000 * row.oracle_seconds:.1f} ms | "
              f"{row.ratio:.2f} | {row.target} |" for row in rows]  # fmt: skip
    return io.StringIO("\n".join(lines)).read()
