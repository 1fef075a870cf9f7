"""Texts with characters that no filing can show."""

from collections.abc import Iterator
from typing import Any

from bondcalc.inputs.cell import Cell
from bondcalc.inputs.raw import RawFile, RawRow
from bondcalc.inputs.signs import Prints, named, unprintable
from bondcalc.problem import Problem
from bondcalc.wording.messages import Long, label, listed, problem


def unprintable_texts(raw: RawFile, tables: dict[str, Any], prints: Prints) -> Iterator[Problem]:
    """Report every text with such a character; `tables` has the rows as read, in the order of the file."""
    texts = list(_texts(raw, tables))
    # A project has some hundred different characters: each is asked for once.
    foul = unprintable("".join(text for _, _, text in texts), prints)
    for stands, cell, text in texts if foul else ():
        signs = [sign for sign in dict.fromkeys(text) if sign in foul]
        if signs:
            place = stands.where(cell.id, None)
            yield problem(place, "unprintable", label=label(cell), signs=Long(listed(map(named, signs[:10]))))


def _texts(raw: RawFile, tables: dict[str, Any]) -> Iterator[tuple[RawRow, Cell, str]]:
    """Give every text that was read, with its row and its field."""
    for given in raw.sheets.values():
        cells = [cell for cell in given.sheet.cells if cell.kind == "text"]
        for row, stands in (
            zip(tables[given.sheet.id], given.rows, strict=True) if not given.unread and given.rows else ()
        ):
            for cell in cells:
                text = getattr(row, cell.id)
                if isinstance(text, str):
                    yield stands, cell, text
