"""A comparison as plain data, complete."""

from decimal import Decimal

from bondcalc.algebra.words import label
from bondcalc.compare.comparison import Comparison
from bondcalc.compare.input_changes import Change
from bondcalc.compare.moved import MovedLine
from bondcalc.compare.steps import Step, lines_watched
from bondcalc.compare.told import Teller
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.contract import text
from bondcalc.wording import number
from bondcalc.wording.terms import Language

CONTRACT = 1
DIGITS = 12
"""Decimals of a move of a ratio, as in `show --json`."""


def comparison_data(comparison: Comparison, language: Language) -> dict[str, object]:
    """Give every change, move and step; figures as in `show --json`."""
    teller, quantum = Teller(comparison.after, language), comparison.after.project.form(Settings).quantum
    return {
        "contract": CONTRACT,
        "before": comparison.names[0],
        "after": comparison.names[1],
        "identical": comparison.identical,
        "made_under_other_rules": list(comparison.elsewhere),
        "rules_that_differ": list(comparison.rules),
        "changes": [_change(teller, change) for change in comparison.changes],
        "figures": [
            {
                "id": figure.line.id,
                "label": label(figure.line, language),
                "unit": figure.line.unit,
                "before": text(figure.before, figure.line.unit, quantum),
                "after": text(figure.after, figure.line.unit, quantum),
            }
            for figure in comparison.figures
        ],
        "grouped": comparison.steps.grouped,
        "steps": [_step(teller, comparison, step) for step in comparison.steps.steps],
        "verdicts": [
            {
                "rule": turned.rule.id,
                "label": teller.say(turned.rule.zh, turned.rule.en),
                "before": turned.before,
                "after": turned.after,
                "reason": turned.why(language) or None,
            }
            for turned in comparison.verdicts
        ],
        "lines": [_row(row, language, quantum) for row in comparison.rows],
    }


def _change(teller: Teller, change: Change) -> dict[str, object]:
    before, after = teller.before_after(change)
    return {
        "kind": change.kind,
        "sheet": change.sheet.id,
        "sheet_label": teller.sheet(change.sheet),
        "row": teller.row(change),
        "field": change.field or None,
        "index": change.index,
        "field_label": teller.field(change) or None,
        "before": before,
        "after": after,
    }


def _step(teller: Teller, comparison: Comparison, step: Step) -> dict[str, object]:
    units = {
        id_: line.unit
        for result in (comparison.before, comparison.after)
        for id_, line in lines_watched(result.book).items()
    }
    places = {id_: 2 * DIGITS if units[id_] == "ratio" else DIGITS for id_ in step.moves}
    return {
        "changes": [teller.place(change) for change in step.changes],
        "joined": step.joined,
        "moves": {id_: number.trimmed(move, 0, places[id_]) for id_, move in step.moves.items()},
    }


def _row(row: MovedLine, language: Language, quantum: Decimal) -> dict[str, object]:
    unit = row.line.unit
    total = None if row.total is None else [text(value, unit, quantum) for value in row.total]
    return {
        "schedule": row.table.id,
        "line": row.line.id,
        "label": label(row.line, language),
        "unit": unit,
        "total": total,
        "columns": {str(column): [text(value, unit, quantum) for value in pair] for column, pair in row.cells.items()},
    }
