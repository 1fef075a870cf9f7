"""封面: verdict and key figures, each a link to its schedule."""

from typing import TYPE_CHECKING

from bondcalc.algebra.excel import NOT_APPLICABLE
from bondcalc.checks.review_road import road_of
from bondcalc.inputs.look import row_height
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK
from bondcalc.result.headline import headline, key_figures
from bondcalc.schedules import costs
from bondcalc.wording.report import Words
from bondcalc.workbook.live_tables import formula, write
from bondcalc.workbook.tabs.desk import A4, Desk, set_widths

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TITLE = "封面"
NAME = Words("项目收益与融资自求平衡专项债券测算表", "Schedules of self-balancing special bonds")
NOTES = (
    Words(
        "蓝字浅黄底为录入值和规则参数，黑字为公式，灰底为按日期确定的结构（改动日期、期限、行数后须重新运行程序）。",
        "Blue on yellow: inputs and rule values; black: formulas; grey: structure from dates (run again where dates, terms or rows change).",
    ),
    Words(
        "税收属一般公共预算收入，仅供参考，不计入覆盖倍数。",
        "Tax belongs to the general budget: shown for information, in no multiple.",
    ),
)
LATE = Words(
    "到期后支付的成本按运行时的录入列示：在本工作簿中把分年成本、土地出让或支付改到末期债券到期以后的，须重新运行程序。",
    "Costs paid after the last maturity are those of the input that was run: run again where costs by year, sales or payments of land are moved behind it.",
)
"""Which rows are late is settled when the schedules are built: a formula for every row that might be moved would stand in every project."""
WIDTHS = (60, 20, 10)
TITLE_SIZE, WARNING_SIZE, BODY_SIZE = 16, 12, 10


def draw(sheet: "Worksheet", desk: Desk) -> None:
    """Draw the cover."""
    formats, verdict = desk.formats, headline(desk.result)
    _across(sheet, 0, desk.particulars.name, formats("title_wrapped"), TITLE_SIZE)
    write(sheet, 1, 0, desk.said(NAME), formats("subtitle"))
    if desk.particulars.example:
        write(sheet, 2, 0, EXAMPLE_MARK, formats("warning"))
    _across(sheet, 3, desk.said(Words(verdict.zh, verdict.en)), formats("warning_wrapped"), WARNING_SIZE)
    desk.places.sheet = TITLE
    figures = key_figures(desk.result, desk.language)
    for row, (text, line) in enumerate(figures, 5):
        value = desk.result.figures.scalar(line)
        stored = NOT_APPLICABLE if value is None else float(value)
        write(sheet, row, 0, text, formats("label"))
        formula(sheet, row, 1, "=" + desk.places.cell(line, 1), formats("strong", line.unit), stored)
        write(sheet, row, 2, desk.notation.unit(line.unit), formats("unit"))
    road = road_of(desk.result.project, desk.result.rules)
    notes = [desk.said(words) for words in (*NOTES, *([LATE] if _dated(desk) else []))]
    if road is not None:
        notes.append(
            desk.said(Words(f"审核路径：{road.place}，{road.short}。", f"Review: {road.place}, {road.short}."))
        )
    for row, note in enumerate(notes, 6 + len(figures)):
        _across(sheet, row, note, formats("subtitle_wrapped"), BODY_SIZE)
    set_widths(sheet, WIDTHS)
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)


def _dated(desk: Desk) -> bool:
    """Tell whether a cost, a tax or land has years of its own, which may be moved."""
    return bool(desk.result.book.use(costs.schedule).by_year or desk.result.project.rows(Parcel))


def _across(sheet: "Worksheet", row: int, text: str, style: "Format", size: int) -> None:
    """Write a text over all columns, in as many lines as it takes: what runs on to the right makes a program print the page smaller."""
    if sheet.merge_range(row, 0, row, len(WIDTHS) - 1, text, style) < 0:
        raise RuntimeError(text)
    sheet.set_row(row, row_height([(text, sum(WIDTHS) * BODY_SIZE / size)]) * size / BODY_SIZE)
