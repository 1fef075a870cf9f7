"""规则参数: the rule values some line uses, each with article and whether it was checked."""

from typing import TYPE_CHECKING

from bondcalc.algebra.inspection import leaves_of
from bondcalc.algebra.line import Leaf
from bondcalc.inputs.look import row_height
from bondcalc.result.result import Result
from bondcalc.workbook.live_tables import write
from bondcalc.workbook.places import Places
from bondcalc.workbook.tabs.desk import Desk, landscape, set_widths

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = "规则参数"
HEADS = ("参数", "数值", "单位", "依据", "核实情况")
WIDTHS = (40, 14, 16, 60, 12)
TOP = 3
"""First row of values: title, subtitle and headings stand above."""


def draw(sheet: "Worksheet", desk: Desk) -> None:
    """Draw the values."""
    formats = desk.formats
    write(sheet, 0, 0, "规则参数（适用规定日期有效值）", formats("title"))
    write(sheet, 1, 0, desk.subtitle, formats("subtitle"))
    for column, text in enumerate(HEADS):
        write(sheet, 2, column, text, formats("heading"))
    for row, leaf in enumerate(used(desk.result), TOP):
        value = desk.result.rules.value(leaf.key[1])
        write(sheet, row, 0, leaf.zh, formats("label"))
        write(sheet, row, 1, float(leaf.value), formats("rule", "rule"))
        write(sheet, row, 2, value.unit.zh, formats("unit"))
        write(sheet, row, 3, value.citation_review, formats("note"))
        write(sheet, row, 4, "已核实" if value.value_verified else "未核实", formats("unit"))
        sheet.set_row(row, row_height([(leaf.zh, WIDTHS[0]), (value.citation_review, WIDTHS[3] * 1.1)]))
    set_widths(sheet, WIDTHS)
    landscape(sheet)


def place(result: Result, places: Places) -> None:
    """Fix where every value stands, for the formulas that read it."""
    places.leaves.update({leaf.key: (TITLE, row, 1) for row, leaf in enumerate(used(result), TOP)})


def used(result: Result) -> list[Leaf]:
    """Give the rule values that some line reads, by id."""
    leaves = (leaf for table in result.book.tables for line in table.lines for leaf in leaves_of(line.definition))
    read = {leaf.key: leaf for leaf in leaves if leaf.key[0] == "rules"}
    return [read[key] for key in sorted(read)]
