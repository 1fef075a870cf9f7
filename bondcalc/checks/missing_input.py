"""What a check still asks for, said twice: to the person who fills in by sheet and field, to the reader of a filing by name."""

from collections.abc import Sequence
from typing import NamedTuple

from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.project import sheet_of
from bondcalc.wording.day import TO_COME
from bondcalc.wording.in_turn import in_turn

HINT = "（是/否）"
"""Stands behind the name of a field to say how it is filled in; a filing leaves it out."""


class Asked(NamedTuple):
    """Fields of one sheet that are blank; of some rows only where their names are given, the sheet itself without fields."""

    statement: type
    fields: tuple[FieldId[object], ...] = ()
    rows: tuple[str, ...] = ()


def to_fill_in(asked: Sequence[Asked]) -> str:
    """Say where to fill in: 需补充“地区限额”表的“甲”“乙”."""
    return f"需补充{_between(asked).join(_place(blank) for blank in asked)}"


def to_come(asked: Sequence[Asked]) -> str:
    """Name what is to come: 【待补充】甲、乙."""
    return TO_COME + _between(asked).join(_named(blank) for blank in asked)


def _between(asked: Sequence[Asked]) -> str:
    """Give the mark between sheets: a stop where rows are listed, since these have commas of their own."""
    return "；" if any(blank.rows for blank in asked) else "、"


def in_english(asked: Sequence[Asked]) -> str:
    """Name the fields in English, with their keys."""
    return f"needs {', '.join(_english(blank) for blank in asked)}"


def together(needs: Sequence[tuple[type, FieldId[object]]]) -> list[Asked]:
    """Put fields of one sheet together, so that it is named once."""
    sheets = dict.fromkeys(statement for statement, _ in needs)
    return [Asked(sheet, tuple(field for other, field in needs if other is sheet)) for sheet in sheets]


def _place(blank: Asked) -> str:
    sheet = sheet_of(blank.statement)
    fields = "".join(f"“{sheet.cell(field).zh}”" for field in blank.fields)
    return f"“{sheet.zh}”表{in_turn(blank.rows)}{'的' if fields else ''}{fields}"


def _named(blank: Asked) -> str:
    sheet = sheet_of(blank.statement)
    fields = [sheet.cell(field).zh.removesuffix(HINT) for field in blank.fields] or [sheet.zh]
    return f"{in_turn(blank.rows)}{'：' if blank.rows else ''}{in_turn(fields)}"


def _english(blank: Asked) -> str:
    sheet = sheet_of(blank.statement)
    rows = f" of {in_turn(blank.rows, ', ')}" if blank.rows else ""
    keys = [f"{sheet.cell(field).en} on sheet {sheet.en} ({sheet.id}.{field.name})" for field in blank.fields]
    return f"{', '.join(keys) or f'sheet {sheet.en}'}{rows}"
