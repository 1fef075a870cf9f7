"""What a run is told and what it finds; everything that writes something is handed one of these."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bondcalc.algebra.exact import Figures
from bondcalc.analysis.stress import Stress
from bondcalc.checks.judge import Finding
from bondcalc.inputs.particulars import Particulars
from bondcalc.inputs.project import Project
from bondcalc.rules.load import Rules
from bondcalc.schedules.book import Book


@dataclass(frozen=True)
class Options:
    """What a run may be told: which filings to write, the bureau's own fonts."""

    filings: tuple[str, ...] = ("plan",)
    fonts: Path | None = None
    language: str = "zh"


@dataclass(frozen=True, repr=False)
class Result:
    """One project computed: inputs, rules, schedules, figures, findings."""

    project: Project
    rules: Rules
    book: Book
    figures: Figures
    findings: list[Finding]
    stress: Stress

    @property
    def filing_date(self) -> date:
        """The date that stamps the outputs (文件日期)."""
        particulars = self.project.form(Particulars)
        return particulars.filing_date or particulars.rule_date
