"""规则参数: the rule values some line uses, each with article and whether it was checked."""

from typing import TYPE_CHECKING

from bondcalc.algebra.inspection import leaves_of
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
    for row, id_ in enumerate(used(desk.result), TOP):
        value = desk.result.rules.value(id_)
        write(sheet, row, 0, value.zh, formats("label"))
        write(sheet, row, 1, float(value.number), formats("rule", "rule"))
        write(sheet, row, 2, value.unit.zh, formats("unit"))
        write(sheet, row, 3, value.citation_review, formats("note"))
        write(sheet, row, 4, "已核实" if value.value_verified else "未核实", formats("unit"))
        sheet.set_row(row, row_height([(value.zh, WIDTHS[0]), (value.citation_review, WIDTHS[3] * 1.1)]))
    set_widths(sheet, WIDTHS)
    landscape(sheet)


def place(result: Result, places: Places) -> None:
    """Fix where every value stands, for the formulas that read it."""
    places.leaves.update({("rules", id_): (TITLE, row, 1) for row, id_ in enumerate(used(result), TOP)})


def used(result: Result) -> list[str]:
    """Give the ids of the rule values that some line reads."""
    leaves = (leaf for table in result.book.tables for line in table.lines for leaf in leaves_of(line.definition))
    return sorted({leaf.key[1] for leaf in leaves if leaf.key[0] == "rules"})
