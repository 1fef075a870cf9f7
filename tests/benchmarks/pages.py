"""A what-if in the page: every moving cell and every verdict, measured by the browser's own clock, beside the exact reading."""

from decimal import Decimal
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bondcalc.inputs.read import read_bytes
from bondcalc.page.project_page import project_page
from bondcalc.run import compute
from tests.benchmarks.growing import grown
from tests.benchmarks.measure import Measured, beside
from tests.browser import Browser, browser
from tests.page.what_if_cases import WhatIf, computed
from tests.samples import computed_sample

TIMED = """(() => {
  const times = [];
  for (let round = 1; round <= %d; round += 1) {
    const before = performance.now();
    page.compute({revenue: String(-round / 10), costs: "3", rate_rise: String(round)});
    Object.keys(page.data.whatif.verdicts).forEach((id) => page.judged(id));
    times.push(performance.now() - before);
  }
  return times;
})()"""
ROUNDS = 60
BONDS, FEW = 50, 5
"""How many are measured, and are drawn in a single round."""


def bonds(rounds: int) -> Measured:
    """The same of fifty bonds, in seconds of the processor: other work on the machine doubles the seconds of a clock."""
    count, settings = (BONDS, ROUNDS) if rounds > 1 else (FEW, 2)
    result = compute(read_bytes("project.toml", grown(bonds=count).encode()))
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "page.html"
        file.write_bytes(project_page(result))
        with browser(Path(folder) / "profile") as page:
            page.open(file.as_uri())
            page.ask("page.ready.then(() => true)")
            page.call("Performance.enable", timeDomain="threadTicks")
            page.ask(TIMED % 2)
            before = _processor(page)
            page.ask(TIMED % settings)
            seconds = (_processor(page) - before) / settings
    oracle, *_ = beside(
        lambda: result.book.program().run({("stress", "0", "costs"): Decimal("1.1")}), lambda: None, rounds
    )
    return Measured(
        f"what-if in the page, {count} bonds and verdicts, processor",
        seconds,
        "exact reading, all lines",
        oracle,
        "50 ms",
    )


def _processor(page: Browser) -> float:
    """Seconds that the page has used the processor."""
    metrics = page.call("Performance.getMetrics")["metrics"]
    return next(float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration")


def recomputed(rounds: int) -> Measured:
    """The median of sixty settings of hengyang-park, of the smallest sample in a single round; one more must be the exact reading."""
    sample = WhatIf(computed_sample("hengyang-park" if rounds > 1 else "land-reserve"))
    (case,) = islice(sample.cases(1), 1)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "page.html"
        file.write_bytes(project_page(sample.result))
        with browser(Path(folder) / "profile") as page:
            page.open(file.as_uri())
            times = page.ask(TIMED % (ROUNDS if rounds > 1 else 2))
            told = computed(page, case)
    figures, _ = sample.figures(case)
    for number, row in told["values"].items():
        exact = figures[sample.script.lines[int(number)]]
        assert [text for text in row if text] == [
            text for text, value in zip(row, exact, strict=True) if value is not None
        ]
        assert all(Decimal(text) == value for text, value in zip(row, exact, strict=True) if isinstance(value, Decimal))
    oracle, *_ = beside(lambda: sample.figures(case), lambda: None, rounds)
    cells = sum(len(row) - 1 for row in told["values"].values())
    what = f"what-if in the page, {cells} cells and verdicts, median in the browser"
    return Measured(what, median(times) / 1000, "exact reading, all lines", oracle, "50 ms")
