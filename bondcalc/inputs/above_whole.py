"""Shares that may lie above the whole: 5 typed for 5 % is read as 500 %, and asked about."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from bondcalc.inputs.fault import UNCLEAR
from bondcalc.inputs.raw import RawFile
from bondcalc.wording import number
from bondcalc.wording.messages import Long, label, notice
from bondcalc.wording.terms import Unit


def above_whole(raw: RawFile, tables: Mapping[str, Any]) -> Iterator[str]:
    """Ask about every share above 100 % in a field that takes one; in all others it is a Problem."""
    for id_, given in raw.sheets.items():
        wide = [cell for cell in given.sheet.cells if cell.unit == Unit.FRACTION and (cell.high or 2) > 1]
        rows = tables[id_] if wide and tables[id_] is not UNCLEAR else ()
        for stands, row in zip(given.rows, rows, strict=False):
            for cell in wide:
                share = getattr(row, cell.id)
                if isinstance(share, Decimal) and share > 1:
                    stated_at = stands.where(cell.id, None)
                    facts = {"place": Long(f"[{stated_at.sheet}] {stated_at.cell}"), "found": Long(number.share(share))}
                    yield notice("share_above_whole", label=label(cell), **facts)
