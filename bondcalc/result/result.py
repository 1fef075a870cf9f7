"""What a run is told and what it finds; everything that writes something is handed one of these."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bondcalc.algebra.exact import Figures
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.judge import Finding
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.rules.load import Rules
from bondcalc.schedules.book import Book
from bondcalc.wording.terms import Language

if TYPE_CHECKING:
    from bondcalc.analysis.risk.simulation import RiskFigures
    from bondcalc.typeset.document import PrintedFigure
    from bondcalc.wording.report import Report


@dataclass(frozen=True)
class Options:
    """What a run may be told: which filings to write, the bureau's own fonts, whether a folder with other things is put aside.

    `docx`: as Word files too; `template`: the Word file whose look they take; `io`: the input-output
    table the firms of a park are held against.
    """

    filings: tuple[str, ...] = ("plan",)
    fonts: Path | None = None
    language: Language = "zh"
    replace: bool = False
    docx: bool = False
    template: Path | None = None
    io: Path | None = None


@dataclass(frozen=True, repr=False)
class Result:
    """One project computed: inputs, rules, schedules, figures, findings.

    `told` keeps what analyses said of it, by id, `printed` its figures as all filings print them, by id.
    """

    project: Project
    rules: Rules
    book: Book
    figures: Figures
    findings: list[Finding]
    stress: Stress
    told: "dict[str, Report]" = field(default_factory=dict, init=False, compare=False)
    printed: "dict[str, PrintedFigure]" = field(default_factory=dict, init=False, compare=False)

    @cached_property
    def risk(self) -> "RiskFigures":
        """The simulation with the scenarios and the seed of the settings; run when first asked for."""
        from bondcalc.analysis.risk.simulation import Simulation

        stated = self.project.form(Settings)
        return Simulation(self.book, stated.risk_scenarios, stated.risk_seed).result()

    @property
    def filing_date(self) -> date:
        """The date that stamps the outputs (文件日期)."""
        return self.project.form(Particulars).written_on
