"""Where a trace ends: an input cell with what stands in it, an input sheet without rows, a cited rule value."""

from datetime import date
from decimal import Decimal

from bondcalc.algebra.axis import Key
from bondcalc.explain.node import Node, place
from bondcalc.explain.numbers import Numbers
from bondcalc.inputs.cell import SHEETS, Cell
from bondcalc.result.result import Result
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Unit
from bondcalc.workbook.places import Places


class Origins:
    """Describes the ends of a trace. `read` are the cells that lines read as numbers: a blank one counts as zero there."""

    def __init__(self, result: Result, places: Places, numbers: Numbers, read: frozenset[Key]) -> None:
        self._read = read
        self._result, self._places, self._numbers = result, places, numbers
        self._zh = numbers.language == "zh"

    def node(self, key: Key) -> Node:
        """Describe what a key names; KeyError for one that names nothing."""
        if key[0] == "rules":
            return self._rule(key)
        return self._sheet(key) if len(key) == 1 else self._cell(key)

    def _cell(self, key: Key) -> Node:
        sheet, row = SHEETS[key[0]], self._result.project.tables[key[0]][int(key[1])]
        cell, index = sheet.cell(key[2]), int(key[3]) if len(key) > 3 else None
        value = getattr(row, cell.id) if index is None else getattr(row, cell.id).get(index)
        # A cell of a list says nothing without its row: by its id, or by what stands in the first column.
        named = getattr(row, "id", None) or next(
            (getattr(row, column.id) for column in sheet.cells if not sheet.form), ""
        )
        label = (
            (cell.zh if self._zh else cell.en)
            + (f" {index}" if index is not None else "")
            + (f"（{named}）" if named else "")
        )
        address = self._places.leaves.get(key)
        return Node(
            kind="input",
            label=label,
            when="",
            value=entry(cell, value, self._numbers, counts=key in self._read),
            words="",
            numbers="",
            source=getattr(row, "evidence", None) or "",
            place=place(*address) if address else sheet.zh,
            blank=value is None,
            amount=_amount(value),
            unit=Unit.COUNT if cell.kind == "whole" else cell.unit,
        )

    def _sheet(self, key: Key) -> Node:
        sheet = SHEETS[key[0]]
        rows = len(self._result.project.tables.get(sheet.id, ()))
        words = (
            (f"{rows}行，没有符合条件的" if rows else "没有填写")
            if self._zh
            else (f"{rows} row(s), none that counts" if rows else "not filled in")
        )
        return Node(
            kind="input",
            label=f"“{sheet.zh}”表" if self._zh else f"sheet {sheet.en}",
            when="",
            value=words,
            words="",
            numbers="",
            source="",
            place=sheet.zh,
            blank=not rows,
        )

    def _rule(self, key: Key) -> Node:
        value = self._result.rules.value(key[1])
        at = int(key[2]) if len(key) > 2 else None
        zh, en = (value.zh, value.en) if at is None else value.placed(at)
        read = value.numbers if at is None else (value.numbers[at - 1],)
        texts = [self._numbers.whole(number, value.unit) for number in read]
        address = self._places.leaves.get(key)
        return Node(
            kind="rule",
            label=zh if self._zh else en,
            when="",
            value=in_turn(texts),
            words="",
            numbers="",
            source=value.citation_review,
            place=place(*address) if address else "",
            amount=read[0] if len(read) == 1 else None,
            unit=value.unit,
        )


def _amount(value: object) -> Decimal | None:
    """Give a number that was entered as one; None for words, days and answers."""
    counted = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return Decimal(str(value)) if counted else None


def entry(cell: Cell, value: object, numbers: Numbers, *, counts: bool = False) -> str:
    """Write what stands in an input cell as people see it; a blank one is said to be blank, and to count as zero where it does."""
    zh = numbers.language == "zh"
    if value is None:
        return ("留空（按0计）" if counts else "留空") if zh else ("blank (counts as 0)" if counts else "blank")
    if cell.kind == "choice":
        return cell.choices[str(value)] if zh else str(value)
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    unit = "year" if cell.kind == "whole" else cell.unit
    return numbers.whole(value if isinstance(value, bool) else Decimal(str(value)), unit)
