"""What people see on the terminal: findings, key figures, schedules; Chinese text aligned."""

import csv
import io
import json
import shutil

from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.algebra.words import label
from bondcalc.checks.judge import Finding, worst_first
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK, Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.contract import contract, text
from bondcalc.result.headline import headline, key_figures
from bondcalc.result.result import Result
from bondcalc.screen.width import cut, pad, right, screen_width
from bondcalc.wording.terms import NOT_PASSED, Language, Verdict


def shown(result: Result, schedule: str | None, language: Language, *, as_json: bool, as_csv: bool) -> str:
    """Show a result: everything as JSON, one schedule as a table or CSV, or the verdict and key figures."""
    if as_json:
        return json.dumps(contract(result, language), ensure_ascii=False, indent=1)
    if schedule is None and not as_csv:
        return f"{findings_text(result, language)}\n{summary_text(result, language)}"
    tables = [table for table in result.book.tables if schedule in {None, table.id}]
    if as_csv:
        return "\n".join(_csv(result, table, language) for table in tables).rstrip("\n")
    return _screen(result, tables[0], language)


def findings_text(result: Result, language: Language) -> str:
    """List the findings, failures first; passes are counted."""
    rows = [finding_row(finding, language) for finding in worst_first(result.findings) if finding.verdict in NOT_PASSED]
    passed = sum(finding.verdict == Verdict.PASS for finding in result.findings)
    idle = sum(finding.verdict == Verdict.NOT_APPLICABLE for finding in result.findings)
    rows.append(f"通过{passed}项，不适用{idle}项" if language == "zh" else f"{passed} pass, {idle} not applicable")
    return "\n".join(rows)


def finding_row(finding: Finding, language: Language) -> str:
    """Give a finding in one row: verdict, rule, reason, source."""
    verdict = pad(finding.verdict.said(language), 12)
    return f"{verdict}{finding.rule.id}  {finding.reason(language)}（{finding.rule.citation}）"


def summary_text(result: Result, language: Language) -> str:
    """Give the headline and the key figures."""
    said, example = headline(result), result.project.form(Particulars).example
    rows = [EXAMPLE_MARK] if example else []
    return "\n".join((*rows, said.zh if language == "zh" else said.en, figures_text(result, language)))


def figures_text(result: Result, language: Language) -> str:
    """Give the key figures, one a row."""
    notation = result.project.form(Settings).notation(language)
    rows = []
    for zh, line in key_figures(result):
        figure = result.figures.scalar(line)
        value = "–" if figure is None else notation.text(figure, line.unit)
        rows.append(f"  {pad(zh if language == 'zh' else line.en, 44)}{value:>16}")
    return "\n".join(rows)


def _cells(result: Result, line: Line, language: Language) -> list[str]:
    notation = result.project.form(Settings).notation(language)
    return ["–" if value is None else notation.text(value, line.unit) for value in result.figures.columns(line)]


def _screen(result: Result, table: Table, language: Language) -> str:
    """Set a schedule for the width of the terminal: its columns in as many blocks as it takes."""
    width = shutil.get_terminal_size((80, 24)).columns
    heads = [str(column) for column in table.axis.columns] or ["数值" if language == "zh" else "value"]
    rows = [(label(line, language), _cells(result, line, language)) for line in table.lines]
    wide = max(screen_width(cell) for _, cells in rows for cell in [*cells, *heads]) + 2
    room = width - wide if len(heads) == 1 else width // 2
    first = min(max(screen_width(name) for name, _ in rows) + 2, room)
    step = max(1, (width - first) // wide)
    blocks = []
    for start in range(0, len(heads), step):
        block = [
            pad(name, first) + "".join(right(cell, wide) for cell in cells[start : start + step])
            for name, cells in [("", heads), *((cut(name, first - 1, ".."), cells) for name, cells in rows)]
        ]
        blocks.append("\n".join(line.rstrip() for line in block))
    return f"{table.zh if language == 'zh' else table.en}\n" + "\n\n".join(blocks)


def disarmed(words: str) -> str:
    """Put a mark before words that a spreadsheet would take for a formula."""
    return "'" + words if words[:1] in {"=", "+", "-", "@", "\t"} else words


def _csv(result: Result, table: Table, language: Language) -> str:
    """Write a schedule as CSV; text that a spreadsheet would take for a formula is disarmed."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    quantum = result.project.form(Settings).quantum
    writer.writerow([table.id, "unit", "opening", *(str(column) for column in table.axis.columns or ("value",))])
    for line in table.lines:
        name = label(line, language)
        writer.writerow(
            [disarmed(name), line.unit, *(text(value, line.unit, quantum) or "" for value in result.figures[line])]
        )
    return buffer.getvalue()
