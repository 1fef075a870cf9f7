"""The pictures the README and the manual show, drawn from the first sample by LibreOffice and poppler."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from bondcalc.filings.draw import known
from bondcalc.in_life.monitor_run import MonitorOptions, monitor
from bondcalc.portfolio.told.report_folder import PAPER, ReportAsked, write_report
from bondcalc.result.result import Options
from bondcalc.run import run
from tests.filed_names import DISCLOSURE, PLAN
from tests.outside import converted, ran, tool
from tests.portfolio.county_store import DAY
from tests.portfolio.inline import run as stored
from tests.samples import SAMPLES

SAMPLE = "hengyang-park"
PICTURES = {
    "plan-page": (PLAN, "", 60),
    "disclosure-page": (DISCLOSURE, "债券类型", 60),
    "input-particulars": ("project.pdf", "共 *[0-9]+ *页 +项目概况$", 75),
    "input-investment": ("project.pdf", "共 *[0-9]+ *页 +投资估算$", 75),
    "input-revenue": ("project.pdf", "共 *[0-9]+ *页 +经营收入$", 75),
    "input-bonds": ("project.pdf", "共 *[0-9]+ *页 +专项债券$", 75),
    "workbook-cover": ("schedules.pdf", "", 75),
    "workbook-charts": ("schedules.pdf", "^ *图表$", 75),
    "workbook-cash": ("schedules.pdf", "共 *[0-9]+ *页 +财务计划现金流量表$", 75),
}
"""Picture, document, what the page says (the first page where nothing is said), dots an inch."""


def pictures(samples: Path, docs: Path) -> dict[Path, bytes]:
    """Draw every picture of docs/."""
    made = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = samples / SAMPLE / "project.xlsx"
        run(source, folder / "out", Options(filings=tuple(known())))
        converted("pdf", folder, source, folder / "out" / "schedules.xlsx")
        for picture, (document, said, dots) in PICTURES.items():
            path = folder / "out" / document if (folder / "out" / document).exists() else folder / document
            made[docs / f"{picture}.png"] = _page(path, said, dots)
        made[docs / "monitoring-page.png"] = _monitoring_page(folder)
        made[docs / "portfolio-page.png"] = _portfolio_page(samples / "county-list" / "list.xlsx", folder)
    return made


def _portfolio_page(listed: Path, folder: Path) -> bytes:
    """Draw the first page of the report of a list."""
    stored(listed, folder / "county.db")
    write_report(folder / "county.db", folder / "report", ReportAsked(day=DAY))
    return _page(folder / "report" / PAPER, "", 80)


def _monitoring_page(folder: Path) -> bytes:
    """Draw the first page of the report of a monitoring."""
    source = SAMPLES / SAMPLE
    monitor(source / "project.toml", source / "actuals.toml", folder / "monitored", MonitorOptions())
    return _page(folder / "monitored" / "report.pdf", "", 70)


def _page(document: Path, said: str, dots: int) -> bytes:
    """Draw the first page that says it; StopIteration where none does."""
    pages = ran(tool("pdftotext"), "-layout", str(document), "-").split("\f")
    number = str(next(place for place, text in enumerate(pages, 1) if re.search(said, text, re.MULTILINE)))
    options = ("-r", str(dots), "-png", "-singlefile", "-f", number)
    ran(tool("pdftoppm"), *options, str(document), str(document.with_suffix("")))
    return document.with_suffix(".png").read_bytes()
