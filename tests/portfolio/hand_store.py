"""Stores of projects that nobody computed: each with the bonds, payments and findings that a test states, in 万元."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bondcalc.portfolio.kept_record import BondKept, FindingKept, Measured, PaymentKept
from bondcalc.portfolio.list_sheets import RegionLimit
from bondcalc.portfolio.project_list import Portfolio
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.store_writer import ProjectRow, StoreWriter
from bondcalc.portfolio.told.report_folder import listings
from bondcalc.portfolio.told.store_pages import pages
from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.wording.report import Datum, Listing, Note
from tests.portfolio.kept import PROBLEMS, kept

WAN = 1_000_000
"""分 in 万元."""
DAY = date(2026, 11, 30)


def bond(
    id_: str, face: int, day: str = "2026-12-15", *, status: str = "planned", rolls: str | None = None
) -> BondKept:
    """A bond of a face."""
    return BondKept(id_, None, status, day, "2046-12-15", face * WAN, "0.02", 0, rolls)


@dataclass(frozen=True)
class HandProject:
    """A project as a test states it; `figures` are single ones in 分, without any it has no result."""

    key: str
    region: str | None
    bonds: tuple[BondKept, ...] = ()
    payments: tuple[PaymentKept, ...] = ()
    findings: tuple[FindingKept, ...] = ()
    called: str | None = None
    said_region: str | None = None
    batch: str | None = None
    fall: str | None = "0.2"
    threshold: str | None = None
    verdict: str = "pass"
    figures: "tuple[tuple[str, int], ...] | None" = (("revenue_counted", 120), ("service", 100))

    def measured(self) -> Measured:
        """What is kept of it."""
        if self.figures is None:
            return PROBLEMS
        made = kept(
            self.called or self.key,
            region=self.said_region,
            break_even=self.fall,
            threshold=self.threshold,
            verdict=self.verdict,
        )
        assert made.record is not None
        amounts = {f"coverage.{line}": fen for line, fen in self.figures}
        parts = {"bonds": self.bonds, "payments": self.payments, "findings": self.findings, "amounts": amounts}
        return replace(made, record=replace(made.record, **parts))  # type: ignore[arg-type]

    @property
    def hash(self) -> str:
        """That of its file, which knows nothing of the list."""
        return repr(replace(self, region=None, batch=None))

    def row(self) -> ProjectRow:
        """As the list has it."""
        made = self.measured()
        return ProjectRow(
            key=self.key,
            path=f"{self.key}.toml",
            status=made.status,
            reason=made.reason,
            file_hash=self.hash,
            code=self.key,
            region=self.region,
            batch=self.batch,
        )


def hand_store(path: Path, projects: Sequence[HandProject], limits: Sequence[RegionLimit] = ()) -> Path:
    """Write a run of these projects into a store."""
    with StoreWriter(path) as writer:
        run = writer.begin("清单.toml", "0")
        for project in projects:
            if writer.known(project.hash) is None:
                writer.keep(project.hash, project.measured())
        stated = Portfolio(name="清单.toml", sha256="0", folder=Path(), projects=(), limits=tuple(limits))
        writer.finish(run, [project.row() for project in projects], stated)
    return path


def told_of(store: Path, day: date = DAY) -> tuple[dict[str, Listing], list[str]]:
    """Every listing of the report, and every sentence."""
    with open_store(store) as opened:
        view = StoreView(opened, day)
        shown = pages(view, "province")
        said = [part.words.zh for page in shown for part in page.report(view).parts if isinstance(part, Note)]
        return listings(view, shown), said


def totals(listing: Listing, columns: Iterable[str]) -> list[object]:
    """What stands under some columns."""
    total = listing.total() or {}
    return [cell.value if isinstance(cell := total.get(id_), Datum) else cell for id_ in columns]
