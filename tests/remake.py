"""Everything that is made from the program and committed, written again in the right order: `python -m tests.remake`.

First the workbooks of the samples, since manifests are made of them; then the manifests; then the pages of docs/. With
`--pictures` (LibreOffice and poppler) the pictures the README shows are drawn again too; they are looked at, not compared.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bondcalc.checks.rulebook import rules_page
from bondcalc.disk.folder import MANIFEST
from bondcalc.filings.draw import known
from bondcalc.inputs.read import load, read_bytes
from bondcalc.monitoring.actuals_file import read_actuals
from bondcalc.monitoring.prefilled import blank_actuals
from bondcalc.result.result import Options
from bondcalc.rules.load import rules_on
from bondcalc.run import run
from bondcalc.samples import sample_names, write_input
from tests.errors_page import errors_page
from tests.glossary_page import glossary_page
from tests.lines_page import lines_page
from tests.pictures import pictures
from tests.portfolio.county import county_files
from tests.published.page import method_page
from tests.report_schemas import portfolio_schemas
from tests.reviewer.page import reviewer_page
from tests.samples import computed_sample
from tests.trials.page import trials_page

ROOT = Path(__file__).parent.parent
DOCS, SAMPLES = ROOT / "docs", ROOT / "samples"
NEWEST = date(2026, 1, 1)
"""The day whose rules the pages show."""
SHOWN = "hengyang-park"
"""The sample whose schedules they show."""
BESIDE = ("land-reserve",)
"""Samples that have schedules of their own."""

PAGES: dict[str, Callable[[], str]] = {
    "lines.md": lambda: lines_page(*map(computed_sample, (SHOWN, *BESIDE))),
    "rules.md": lambda: rules_page(rules_on(NEWEST)),
    "method.md": lambda: method_page(rules_on(NEWEST)),
    "errors.md": errors_page,
    "trials.md": trials_page,
    "glossary.md": lambda: glossary_page(computed_sample(SHOWN)),
    "reviewer.md": reviewer_page,
}
"""Page of docs/ and what writes it; a new page is one line here."""


def workbooks() -> dict[Path, bytes]:
    """Give the input workbook of every sample, as `bondcalc new --from` writes it."""
    made = {}
    for name in sample_names():
        with TemporaryDirectory() as folder:
            write_input(Path(folder) / "project.xlsx", name, ())
            made[SAMPLES / name / "project.xlsx"] = (Path(folder) / "project.xlsx").read_bytes()
    return made


def actuals() -> dict[Path, bytes]:
    """Give the actuals workbook of every sample that has actuals; it names no project file by hash, so both read it."""
    made = {}
    for source in sorted(SAMPLES.glob("*/actuals.toml")):
        filed = load(source.with_name("project.toml"))
        project = read_bytes(filed.name, filed.data)
        made[source.with_suffix(".xlsx")] = blank_actuals(project, read_actuals(source, project, filed).stated)
    return made


def manifests() -> dict[Path, bytes]:
    """Give the manifest that a run of every sample writes; `bondcalc audit samples` reruns them."""
    made = {}
    for source in sorted(SAMPLES.glob("*/project.xlsx")):
        with TemporaryDirectory() as folder:
            run(source, Path(folder) / "out", Options(filings=tuple(known())))
            made[source.with_name(MANIFEST)] = (Path(folder) / "out" / MANIFEST).read_bytes()
    return made


def pages() -> dict[Path, bytes]:
    """Give every generated page with its text."""
    return {DOCS / name: page().encode() for name, page in PAGES.items()}


def schemas() -> dict[Path, bytes]:
    """Give the schemas that follow from what reports state of their columns."""
    return {DOCS / "contract" / name: text.encode() for name, text in portfolio_schemas()}


def remake() -> None:
    """Write everything again, and say what changed."""
    for made in (
        county_files,
        workbooks,
        actuals,
        manifests,
        pages,
        schemas,
        *((lambda: pictures(SAMPLES, DOCS),) if "--pictures" in sys.argv else ()),
    ):
        for path, data in made().items():
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
                print(f"changed: {path.relative_to(ROOT).as_posix()}")


if __name__ == "__main__":
    remake()
