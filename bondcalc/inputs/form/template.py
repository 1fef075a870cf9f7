"""The input workbook: every sheet drawn from its statement, blank or filled in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from bondcalc.inputs.cell import InputRow, Sheet
from bondcalc.inputs.form.drawing import FieldAddresses, draw_form, draw_list, form_places, list_places
from bondcalc.inputs.form.guide_page import draw_guide
from bondcalc.inputs.form.project_kinds import ProjectKind
from bondcalc.inputs.look import GUIDE, Look, closed, opened
from bondcalc.inputs.project import Project, sheet_of, sheets
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK, Particulars
from bondcalc.inputs.sheets.settings import COARSEST, USUAL_UNIT, YUAN, Settings, usual_quantum

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

SPARE_ROWS = 20
"""Blank rows below each list, ready to fill in."""
BOND_YEARS, OPERATING_YEARS = 30, 15
"""Bond years and operating years that have a column, unless more are filled in."""
MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - workbooks hold local time; a fixed one gives the same bytes each time
_ANY_UNIT = "金额单位在“计算设置”表规定，默认为万元，改用其他单位的，把各表标题和单位栏的“万元”都换成该单位"
_GUIDE_LINES = (
    "1.一个文件填一个项目。橙色标签的“项目概况”和“专项债券”两张表必填，其余没有的留空；最简单的项目填写不到60格。",
    "2.橙色标题为必填，其他为选填；选填项留空时取说明中的默认值，没有默认值的视为“未提供”。",
    f"3.金额、单价一律填含税价；{_ANY_UNIT}；比例填百分数（如3.38%）；日期填2026-1-5，月份填数字（如3）。",
    "4.分年数据填在表右侧对应年份的列中；投资、土地和分年还本的比例合计须为100%。",
    "5.“编号”可以留空；填写的，同一张表内不得重复。其他表按编号或名称引用，如收入引用负荷曲线。",
    "6.能选择的单元格请从下拉列表选择；选中单元格时会显示填写要求。",
    "7.可以使用公式，但保存前须已计算出结果；不要合并单元格；除金额单位外，不要改动标题文字。",
    "8.可以增加行；年份列可以增加，标题写作“2045年”。自己的工作表可以保留，程序不读取。",
    "9.税收属一般公共预算收入，填在“税收测算”表，仅供参考，不计入偿债资金来源。",
    "10.按项目类型生成的文件只显示该类项目需要的表；其余各表已隐藏，需要时右键单击任一标签，选“取消隐藏”。",
    "11.填好后运行bondcalc check检查，程序按工作表和单元格列出全部问题；运行bondcalc ask列出还须补充和说明的事项。",
)


def draw_inputs(
    book: "Workbook",
    project: Project | None,
    years: Sequence[int],
    *,
    spare_rows: int = SPARE_ROWS,
    examples: Project | None = None,
    kind: ProjectKind | None = None,
    filed: bool = False,
    money_unit: str = USUAL_UNIT,
) -> None:
    """Draw every input sheet into an XlsxWriter workbook; `years` are the calendar years that have a column.

    The first row of each list of `examples` stands above its headings. Of a `kind` of project the sheets it needs stand in
    front, in its order; the rest follow out of sight, blank, and can be shown in the spreadsheet program. Of what was `filed`
    sheets without an entry are out of sight too, and the years behind the last one filled in are not printed. A blank one
    counts in `money_unit`.
    """
    settings = _blank_settings(money_unit) if project is None else project.form(Settings)
    look = Look(book, settings.money_unit, settings.quantum)
    shown_first = kind.sheets if kind else sheets()
    for sheet in (*shown_first, *(sheet for sheet in sheets() if sheet not in shown_first)):
        rows = () if project is None else project.tables.get(sheet.id, ())
        page = book.add_worksheet(sheet.zh)
        if sheet not in shown_first or (filed and not rows):
            page.hide()
        if sheet.form:
            given = _filled(sheet, rows) or _unfilled(sheet, kind, settings, hidden=sheet not in shown_first)
            draw_form(page, sheet, given, look)
        else:
            shown = _example(sheet, examples, kind)
            draw_list(page, sheet, rows, _indexes(sheet, rows, years), look, spare_rows, shown, filed=filed)


def _example(sheet: Sheet, examples: Project | None, kind: ProjectKind | None) -> InputRow | None:
    """Give the row that stands above the headings of a list, in the words of the kind."""
    row = next(iter(examples.tables.get(sheet.id, ())), None) if examples else None
    return kind.words.row(sheet, row) if row is not None and kind and kind.words else row


def unfilled(project: Project) -> set[str]:
    """Name the sheets in which a project has nothing."""
    return {sheet.zh for sheet in sheets() if not project.tables.get(sheet.id)}


def _filled(sheet: Sheet, rows: Sequence[object]) -> Mapping[str, object]:
    """Give what a form says in a project."""
    return {cell.id: getattr(rows[0], cell.id) for cell in sheet.cells} if rows else {}


def _blank_settings(money_unit: str) -> Settings:
    """Give the settings of a blank workbook that counts in a unit whose worth is fixed: amounts are shown to its usual decimals."""
    defaults = {cell.id: cell.default for cell in sheet_of(Settings).cells}
    worth = Decimal(YUAN[money_unit])
    stated = {"money_unit": money_unit, "yuan_per_unit": worth, "quantum": usual_quantum(worth)}
    blank: Settings = sheet_of(Settings).statement(**{**defaults, **stated})
    return blank


def _unfilled(sheet: Sheet, kind: ProjectKind | None, settings: Settings, *, hidden: bool) -> Mapping[str, object]:
    """Give what a form says before anybody fills it in: its defaults, blank where it is hidden, sector and use of a kind, the unit."""
    if hidden:
        return {}
    given: dict[str, object] = {cell.id: cell.default for cell in sheet.cells}
    if sheet.statement is Settings:
        given |= {"money_unit": settings.money_unit, "yuan_per_unit": settings.yuan_per_unit}
    return given | ({"sector": kind.sector, "use": kind.use} if kind and "sector" in given else {})


def input_places(project: Project, years: Sequence[int]) -> FieldAddresses:
    """Tell where every input of a project stands once drawn with these years, blank and spare cells too."""
    places: FieldAddresses = {}
    for sheet in sheets():
        rows = project.tables.get(sheet.id, ())
        count = len(rows) + SPARE_ROWS
        places |= form_places(sheet) if sheet.form else list_places(sheet, count, _indexes(sheet, rows, years))
    return places


def _indexes(sheet: Sheet, rows: Sequence[object], years: Sequence[int]) -> range:
    """Give the years that have a column: one unbroken run, with every year filled in."""
    cell = sheet.yearly
    if cell is None:
        return range(0)
    given = {index for row in rows for index in getattr(row, cell.id)}
    if cell.index == "calendar":
        drawn = given | set(years)
        return range(min(drawn), max(drawn) + 1) if drawn else range(0)
    least = BOND_YEARS if cell.index == "bond_year" else OPERATING_YEARS
    terms = {getattr(row, "term_years", None) or 0 for row in rows}
    return range(1, max(given | terms | {least}) + 1)


def template(
    project: Project | None,
    years: Sequence[int],
    examples: Project | None = None,
    kind: ProjectKind | None = None,
    spare_rows: int = SPARE_ROWS,
    money_unit: str = USUAL_UNIT,
) -> bytes:
    """Make a workbook to fill in: blank in a unit of money, with examples, or with the project's rows.

    The same call gives the same bytes.
    """
    buffer = BytesIO()
    book = opened(buffer)
    book.set_properties({"title": "专项债券项目录入文件", "comments": "bondcalc", "created": MADE})
    guide = book.add_worksheet(GUIDE)
    draw_inputs(book, project, years, spare_rows=spare_rows, examples=examples, kind=kind, money_unit=money_unit)
    look = Look(book, "", COARSEST)
    guide.fit_to_pages(1, 0)
    lines = (line.replace(_ANY_UNIT, f"金额单位为{money_unit}") for line in _GUIDE_LINES)
    draw_guide(guide, look, _GUIDE_LINES if money_unit == USUAL_UNIT else tuple(lines))
    example = project is not None and project.form(Particulars).example
    return closed(book, buffer, EXAMPLE_MARK if example else "")
