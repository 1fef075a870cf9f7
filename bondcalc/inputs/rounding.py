"""Amounts that formulas gave finer than the smallest unit: rounded half up, and said once a column."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bondcalc.inputs.cell import Cell, InputRow
from bondcalc.inputs.fault import UNCLEAR, UnclearError
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.raw import Computed, RawCell, RawFile, RawRow
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.money import half_up
from bondcalc.wording.messages import label, notice


def rounded(raw: RawFile, tables: dict[str, Any]) -> Iterator[str]:
    """Round the amounts of formulas in the tables, and give the notices; none where the smallest unit is unclear.

    What was typed is never rounded: that is the typist's to do.
    """
    try:
        quantum = Project(tables).form(Settings).quantum
        quantum.is_finite()
    except UnclearError:
        return
    for sheet in raw.known or sheets():
        given = raw.sheets.get(sheet.id)
        money = [cell for cell in sheet.cells if cell.unit == "money" and cell.id != "quantum"]
        if given is None or tables[sheet.id] is UNCLEAR or not money:
            continue
        counted: Counter[str] = Counter()
        pairs = zip(tables[sheet.id], given.rows, strict=True)
        tables[sheet.id] = tuple(_row(row, stands, money, quantum, counted) for row, stands in pairs)
        for cell in money:
            if count := counted[cell.id]:
                facts = {"label": label(cell), "count": count, "quantum": quantum}
                yield notice("formula_rounded", sheet=given.place.sheet, **facts)


def _row(row: InputRow, stands: RawRow, money: list[Cell], quantum: Decimal, counted: Counter[str]) -> InputRow:
    changed: dict[str, object] = {}
    for cell in money:
        value, before = getattr(row, cell.id), counted[cell.id]
        if value is UNCLEAR:
            continue
        if cell.kind == "indexed":
            given = stands.indexed.get(cell.id, {})
            new: object = {year: _amount(one, given.get(year), quantum, cell, counted) for year, one in value.items()}
        else:
            new = _amount(value, stands.cells.get(cell.id), quantum, cell, counted)
        if counted[cell.id] > before:
            changed[cell.id] = new
    return replace(row, **changed) if changed else row


def _amount(
    value: Decimal | None, stands: RawCell | None, quantum: Decimal, cell: Cell, counted: Counter[str]
) -> Decimal | None:
    if value is None or stands is None or not isinstance(stands.value, Computed) or not value % quantum:
        return value
    counted[cell.id] += 1
    return half_up(value, quantum)
