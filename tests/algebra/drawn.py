"""Tables of the algebra drawn as a workbook, so that other programs can compute them."""

import io
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter

from bondcalc.algebra.exact import Figures, Program
from bondcalc.algebra.inspection import leaves_of
from bondcalc.algebra.table import Table
from bondcalc.wording.notation import Notation
from bondcalc.workbook.live_tables import TableWriter
from bondcalc.workbook.places import FIRST, Formats, Places

QUANTUM = Decimal("0.01")
INPUTS = "输入"


def computed(tables: Sequence[Table]) -> Figures:
    """The exact reading of all tables."""
    return Program([line for table in tables for line in table.lines], QUANTUM).run()


def drawn(tables: Sequence[Table], places: Places | None = None) -> bytes:
    """Every table on a sheet of its own, leaves in a column of inputs; answers are the exact figures."""
    places, buffer = places or Places(), io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheets = [book.add_worksheet(table.sheet) for table in tables]
    inputs = book.add_worksheet(INPUTS)
    leaves = {leaf.key: leaf for table in tables for line in table.lines for leaf in leaves_of(line.definition)}
    for row, (key, leaf) in enumerate(leaves.items()):
        places.leaves[key] = (INPUTS, row, 0)
        inputs.write_number(row, 0, float(leaf.value))
    writer = TableWriter(places, Formats(book, Notation()), computed(tables), Notation())
    for table in tables:
        places.place(table, 0)
    for sheet, table in zip(sheets, tables, strict=True):
        writer.draw(sheet, table, "", FIRST + table.axis.size)
    book.close()
    return buffer.getvalue()
