"""规则参数: the rule values some line uses, each with article and whether it was checked."""

from typing import TYPE_CHECKING

from bondcalc.algebra.inspection import leaves_of
from bondcalc.algebra.line import Leaf
from bondcalc.algebra.words import label
from bondcalc.inputs.look import row_height
from bondcalc.result.result import Result
from bondcalc.wording.notation import PERCENT
from bondcalc.wording.report import Words
from bondcalc.workbook.live_tables import write
from bondcalc.workbook.places import Places
from bondcalc.workbook.tabs.desk import Desk, landscape, set_widths

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = "规则参数"
NAME = Words("规则参数（适用规定日期有效值）", "Values of the rules on the rule date")
HEADS = (
    Words("参数", "value"),
    Words("数值", "figure"),
    Words("单位", "unit"),
    Words("依据", "article"),
    Words("核实情况", "checked"),
)
CHECKED, UNCHECKED = Words("已核实", "checked"), Words("未核实", "not checked")
WIDTHS = (40, 14, 16, 60, 12)
TOP = 3
"""First row of values: title, subtitle and headings stand above."""


def draw(sheet: "Worksheet", desk: Desk) -> None:
    """Draw the values."""
    formats = desk.formats
    desk.head(sheet, NAME, HEADS)
    for row, leaf in enumerate(used(desk.result), TOP):
        value = desk.result.rules.value(leaf.key[1])
        name = label(leaf, desk.language)
        write(sheet, row, 0, name, formats("label"))
        write(sheet, row, 1, float(leaf.value), formats("rule", value.unit if value.unit in PERCENT else ""))
        write(sheet, row, 2, value.unit.said(desk.language), formats("unit"))
        write(sheet, row, 3, value.citation_review, formats("note"))
        write(sheet, row, 4, desk.said(CHECKED if value.value_verified else UNCHECKED), formats("unit"))
        sheet.set_row(row, row_height([(name, WIDTHS[0]), (value.citation_review, WIDTHS[3] * 1.1)]))
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
