"""`show --json`: the contract other programs rely on. Every key is always there, null when absent."""

from decimal import Decimal

from bondcalc.algebra.exact import Figures, Value
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.algebra.words import label
from bondcalc.analysis.returns import internal_rates
from bondcalc.checks.judge import Finding
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.schedules import cash_flows
from bondcalc.wording.notation import Notation
from bondcalc.wording.terms import Language

CONTRACT = 1
RATIOS = (
    "coverage_total_debt",
    "coverage_special_bond",
    "coverage_total_debt_whole_years",
    "coverage_special_bond_whole_years",
    "coverage_total_debt_without_refinancing",
    "coverage_special_bond_without_refinancing",
    "revenue_to_investment",
    "revenue_to_total_principal",
    "revenue_to_special_principal",
    "coverage_with_tax_memo",
    "coverage_with_overlay_memo",
    "coverage_without_land_memo",
    "coverage_industrial_land_memo",
    "coverage_without_construction_interest_memo",
    "dscr_min",
    "icr_min",
    "cash_min",
    "irr",
    "irr_note",
    "npv",
)


def contract(result: Result, language: Language = "zh") -> dict[str, object]:
    """Give the whole result as plain data: money as text with the quantum's decimals, ratios to 12 decimals."""
    return {
        "contract": CONTRACT,
        "project": result.project.form(Particulars).name,
        "unit": result.project.form(Settings).money_unit,
        "years": list(result.book.years.columns),
        "ratios": ratios_of(result),
        "schedules": {table.id: _table(result, table, language) for table in result.book.tables},
        "findings": findings_of(result, language),
    }


def ratios_of(result: Result) -> dict[str, object]:
    """Give every ratio by its id, from whichever table of single figures holds it; null where there is none to give."""
    quantum = result.project.form(Settings).quantum
    ratios: dict[str, object] = dict.fromkeys(RATIOS)
    for line in (line for table in result.book.tables if table.axis.kind == "scalar" for line in table.lines):
        if line.id in ratios:
            ratios[line.id] = text(result.figures.scalar(line), line.unit, quantum)
    rates = internal_rates(result.figures.amounts(result.book.use(cash_flows.schedule).after_tax))
    return ratios | {"irr": [str(rate) for rate in rates.rates], "irr_note": rates.zh or None}


def findings_of(result: Result, language: Language = "zh") -> list[dict[str, object]]:
    """Give every finding, in the order of the rule ids."""
    return [{**finding_of(finding), "reason": finding.reason(language)} for finding in result.findings]


def finding_of(finding: Finding) -> dict[str, object]:
    """Give a finding but for its reason, which is said in a language."""
    return {
        "rule": finding.rule.id,
        "severity": finding.rule.severity,
        "verdict": finding.verdict,
        "figure": finding.outcome.figure,
        "threshold": finding.outcome.threshold,
        "article": finding.rule.citation,
    }


def text(value: Value, unit: str, quantum: Decimal) -> str | None:
    """Write a figure exactly: money at the quantum, ratios half-up to 12 decimals, the rest as it is."""
    return Notation(quantum).plain(value, unit)


def _table(result: Result, table: Table, language: Language) -> dict[str, object]:
    columns = [column if isinstance(column, int) else column.isoformat() for column in table.axis.columns]
    notation = Notation(result.project.form(Settings).quantum)
    return {
        "label": table.zh if language == "zh" else table.en,
        "columns": columns,
        "lines": {line.id: _line(result.figures, line, language, notation) for line in table.lines},
    }


def _line(figures: Figures, line: Line, language: Language, notation: Notation) -> dict[str, object]:
    row: dict[str, object] = {"label": label(line, language), "unit": line.unit}
    values = notation.plain_all(figures[line], line.unit)
    if line.axis.kind == "scalar":
        return {**row, "value": values[1]}
    return {**row, "opening": values[0], "values": values[1:]}
