"""What a workbook cell lets a person type: drop-downs, limits and the note shown beside the cell."""

from datetime import date
from decimal import Decimal

from bondcalc.inputs.cell import Cell
from bondcalc.inputs.values import FIRST_YEAR, LAST_YEAR, LONGEST_ID, LONGEST_TEXT
from bondcalc.inputs.wanted import MONTH
from bondcalc.wording import number
from bondcalc.wording.terms import Unit

YES, NO = "是", "否"
LONGEST_NOTE = 255
"""Characters of a note beside a cell."""


def permitted(cell: Cell) -> dict[str, object]:
    """Give the data validation of a field, with its messages in Chinese."""
    allowed, error = _allowed(cell)
    note = "\n".join(part for part in (_state(cell), cell.why) if part)
    return {
        **allowed,
        "ignore_blank": True,
        "input_title": cell.zh[:32],
        "input_message": note[:LONGEST_NOTE],
        "error_title": "填写有误",
        "error_message": error[:LONGEST_NOTE],
        "error_type": "stop",
    }


def _state(cell: Cell) -> str:
    if cell.required:
        return "必填"
    if cell.default in (None, "") or cell.beside:
        return "选填"
    return f"选填，留空为{_default(cell)}"


def _default(cell: Cell) -> str:
    if isinstance(cell.default, bool):
        return f"“{YES if cell.default else NO}”"
    if cell.kind == "choice":
        return f"“{cell.choices[str(cell.default)]}”"
    return _shown(cell, cell.default) if isinstance(cell.default, Decimal) else str(cell.default)


def _allowed(cell: Cell) -> tuple[dict[str, object], str]:
    if cell.kind == "flag":
        return {"validate": "list", "source": [YES, NO]}, "请从下拉列表中选择“是”或“否”。"
    if cell.kind == "choice":
        return {"validate": "list", "source": list(cell.choices.values())}, "请从下拉列表中选择。"
    if cell.kind == "date":
        first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}, (
            f"请填日期，如2026-1-5，{FIRST_YEAR}年至{LAST_YEAR}年。"
        )
    if cell.kind == "text":
        longest = LONGEST_ID if cell.id == "id" else LONGEST_TEXT
        return {"validate": "length", "criteria": "<=", "value": longest}, f"请勿超过{longest}个字。"
    return _number(cell)


def _number(cell: Cell) -> tuple[dict[str, object], str]:
    kind, name = ("integer", "整数") if cell.kind == "whole" else ("decimal", "数字")
    low, high = cell.low, cell.high
    if low is not None and high is not None:
        limits: dict[str, object] = {"criteria": "between", "minimum": float(low), "maximum": float(high)}
        bare = "，不写“月”字，如3" if cell.id == MONTH else ""
        return {"validate": kind, **limits}, f"请填{_shown(cell, low)}至{_shown(cell, high)}之间的{name}{bare}。"
    least = Decimal(0) if low is None else low
    return {"validate": kind, "criteria": ">=", "value": float(least)}, f"请填不小于{_shown(cell, least)}的{name}。"


def _shown(cell: Cell, value: Decimal) -> str:
    return number.share(value) if cell.unit == Unit.FRACTION else number.exact(value)
