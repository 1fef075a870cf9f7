"""Times beside an oracle of the same run; ratios, because machines differ and are noisy."""

import hashlib
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

import pikepdf

from bondcalc import __version__
from bondcalc.algebra.exact import Program
from bondcalc.inputs.read import read_bytes, read_project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.contract import contract
from bondcalc.rules.load import rules_on
from bondcalc.run import compute
from bondcalc.schedules.book import Book, build
from tests.benchmarks.large import large
from tests.benchmarks.model import Plain, book
from tests.raw_cells import raw_cells

One = TypeVar("One")
Other = TypeVar("Other")

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "samples" / "hengyang-park"
EMPTY = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None: ...\napp()\n"
EMPTY_VERSION = """import typer
def shown(wanted: bool) -> None:
    if wanted:
        typer.echo("0")
        raise typer.Exit
app = typer.Typer(add_completion=False)
@app.command()
def main(version: bool = typer.Option(False, "--version", callback=shown, is_eager=True)) -> None: ...
app()
"""


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


def beside(ours: Callable[[], One], oracle: Callable[[], Other], rounds: int) -> tuple[float, float, One, Other]:
    """Shortest of several rounds of each, in turns, so that a slow minute of the machine falls on both; what they gave."""
    pairs = [(_timed(ours), _timed(oracle)) for _ in range(rounds)]
    return min(one[0] for one, _ in pairs), min(other[0] for _, other in pairs), pairs[-1][0][1], pairs[-1][1][1]


def _timed(work: Callable[[], One]) -> tuple[float, One]:
    start = time.perf_counter()
    given = work()
    return time.perf_counter() - start, given


def process(*words: str) -> Callable[[], bytes]:
    """A whole Python process, giving what it prints."""
    return lambda: subprocess.run([sys.executable, *words], cwd=ROOT, check=True, capture_output=True).stdout


def read_and_build(text: str) -> Book:
    """From the file's bytes to all lines of the model, rules loaded."""
    project = read_bytes("project.toml", text.encode())
    return build(project, rules_on(project.form(Particulars).rule_date))


def reading(rounds: int) -> Measured:
    """Read and build the largest project; the oracle only parses its TOML."""
    text = large()
    rules_on(read_bytes("project.toml", text.encode()).form(Particulars).rule_date)
    seconds, oracle, *_ = beside(lambda: read_and_build(text), lambda: tomllib.loads(text), rounds)
    return Measured("read and build, largest project", seconds, "tomllib alone", oracle, "200 ms")


def evaluation(made: Book, target: str, rounds: int) -> Measured:
    """Evaluate compiled lines; the oracle walks every formula cell by cell and must find the same figures."""
    lines = [line for table in made.tables for line in table.lines]
    quantum = made.project.form(Settings).quantum
    program = Program(lines, quantum)
    seconds, oracle, figures, plain = beside(program.run, lambda: Plain(quantum).table(lines), rounds)
    for line in lines:
        assert list(figures.columns(line)) == plain[line], line.id
    cells = sum(line.axis.size for line in lines)
    return Measured(
        f"exact evaluation, {len(made.years.columns)} years, {len(made.project.tables['bonds'])} tranches, "
        f"{len(lines)} lines, {cells} cells",
        seconds,
        "plain interpreter",
        oracle,
        target,
    )


def show(source: str, target: str, rounds: int) -> Measured:
    """`bondcalc show --json` as a process; it must print what the library computes."""
    shown = process("-m", "bondcalc", "show", str(SAMPLE / source), "--json")
    seconds, oracle, printed, _ = beside(shown, process("-c", EMPTY), rounds)
    assert json.loads(printed) == contract(compute(read_project(SAMPLE / source)))
    return Measured(f"show --json from {source}", seconds, "empty typer command", oracle, target)


def version(name: str, oracle: tuple[str, ...], rounds: int) -> Measured:
    """`bondcalc --version` as a process, beside an empty command that runs, or one that only prints a version too."""
    seconds, empty, printed, _ = beside(process("-m", "bondcalc", "--version"), process("-c", *oracle), rounds)
    assert printed.decode().split() == ["bondcalc", __version__]
    return Measured("--version", seconds, name, empty, "that + 20 ms")


def run(rounds: int) -> Measured:
    """`bondcalc run` as a process; the oracle writes as many cells and pages with the bare libraries."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        written = process("-m", "bondcalc", "run", str(SAMPLE / "project.toml"), "--out", str(out))

        @cache
        def sizes() -> tuple[int, int, int]:
            """Count what was written, in the first round only."""
            return _sizes(out)

        def sketch() -> bytes:
            """Write as much."""
            return process("-m", "tests.benchmarks.sketch", *map(str, sizes()))()

        seconds, oracle, *_ = beside(written, sketch, rounds)
        _check_sums(out)
        filings = sorted(out.glob("*.pdf"))
    names = ", ".join(filing.stem for filing in filings)
    return Measured(
        f"run: workbook, {names} ({len(filings)} of 4 filings)",
        seconds,
        "bare libraries, same sizes",
        oracle,
        "2 s with 4 filings",
    )


def audit(rounds: int) -> Measured:
    """`bondcalc audit` of an output folder as a process, beside the `bondcalc run` that wrote it; it must find it identical."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        written = process("-m", "bondcalc", "run", str(SAMPLE / "project.xlsx"), "--out", str(out))
        oracle, seconds, _, printed = beside(written, process("-m", "bondcalc", "audit", str(out)), rounds)
    assert "结论：逐字节一致" in printed.decode()
    return Measured("audit of the output folder, 4 filings", seconds, "the run that wrote it", oracle, "1.3 x run")


def _check_sums(out: Path) -> None:
    listed = [row.split("  ") for row in (out / "SHA256SUMS").read_text().splitlines()]
    assert {name for _, name in listed} == {path.name for path in out.iterdir()} - {"SHA256SUMS"}
    for digest, name in listed:
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest, name


def _sizes(out: Path) -> tuple[int, int, int]:
    """Count formulas, other filled cells and pages of what was written."""
    pages = 0
    for path in out.glob("*.pdf"):
        with pikepdf.open(path) as filing:
            pages += len(filing.pages)
    return (*_cells((out / "schedules.xlsx").read_bytes()), pages)


def _cells(workbook: bytes) -> tuple[int, int]:
    filled = [cell for cell in raw_cells(workbook) if cell.formula is not None or cell.value is not None]
    formulas = sum(cell.formula is not None for cell in filled)
    return formulas, len(filled) - formulas


def rows() -> list[Callable[[int], Measured]]:
    """Every row of the table; each takes the number of rounds."""
    return [
        partial(evaluation, book(), "3 ms for 150 lines"),
        reading,
        partial(evaluation, read_and_build(large()), "12 ms"),
        partial(show, "project.toml", "0.35 s"),
        partial(show, "project.xlsx", "0.6 s"),
        partial(version, "empty typer command", (EMPTY,)),
        partial(version, "empty typer command, --version", (EMPTY_VERSION, "--version")),
        run,
        audit,
    ]


def table(measured: list[Measured]) -> str:
    """The table in Markdown."""
    lines = ["| what | time | beside | its time | ratio | target |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {row.what} | {1000 * row.seconds:.1f} ms | {row.oracle} | {1000 * row.oracle_seconds:.1f} ms | "
        f"{row.ratio:.{2 if row.ratio >= 0.01 else 4}f} | {row.target} |"
        for row in measured
    ]
    return "\n".join(lines)
