"""One step of an explanation, as it is shown."""

from dataclasses import dataclass
from typing import Literal

from bondcalc.algebra.exact import Value
from bondcalc.workbook.places import cell_name

NodeKind = Literal["figure", "input", "rule"]


@dataclass(frozen=True)
class Node:
    """A figure with its formula in words and in numbers, an input cell, or a rule value.

    `when` is the year or payment date; `source` the article or evidence; `place` sheet and cell of schedules.xlsx. A
    `blank` cell is one that was not filled in. `amount` is the figure in its `unit`, None where words stand.
    """

    kind: NodeKind
    label: str
    when: str
    value: str
    words: str
    numbers: str
    source: str
    place: str
    blank: bool = False
    amount: Value = None
    unit: str = ""


def place(sheet: str, row: int, column: int) -> str:
    """Name a cell as people say it: 专项债券!E5."""
    return f"{sheet}!{cell_name(row, column)}"
