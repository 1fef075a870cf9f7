"""schedules.xlsx: cover, inputs, rule values, one tab a schedule, findings; every derived cell a live formula."""

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bondcalc.algebra.inspection import leaves_of
from bondcalc.checks.judge import VERDICTS, worst_first
from bondcalc.inputs.particulars import Particulars
from bondcalc.inputs.settings import Settings
from bondcalc.inputs.template import draw_inputs
from bondcalc.money import places_of
from bondcalc.output.sheets import FIRST, Formats, Places, row_height
from bondcalc.output.tables import SCALAR_WIDTHS, WIDTHS, TableWriter, formula, write
from bondcalc.schedules import coverage
from bondcalc.summary import EXAMPLE_MARK, headline, key_figures

if TYPE_CHECKING:
    from bondcalc.algebra.table import Table
    from bondcalc.run import Result

YEARS_A_PAGE = 12
"""Calendar years that print side by side on A4 landscape and can still be read."""
FINDING_WIDTHS = (8, 10, 40, 60, 16, 16, 44)
RULE_UNITS = {"ratio": "倍", "fraction": "比例", "years": "年", "months": "个月", "yuan_per_square_metre": "元/㎡"}
COVER, CONTENTS, FINDINGS, RULES = "封面", "目录", "合规核对", "规则参数"


def draw_workbook(result: "Result") -> bytes:
    """Write the whole workbook; the same result gives the same bytes."""
    from xlsxwriter import Workbook

    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                             "strings_to_numbers": False})  # fmt: skip
    _properties(book, result)
    settings = result.project.form(Settings)
    decimals = places_of(settings.quantum)
    formats, places = Formats(book, decimals), Places()
    writer = TableWriter(places, formats, result.figures, settings.money_unit, decimals)
    cover, contents = book.add_worksheet(COVER), book.add_worksheet(CONTENTS)
    findings = book.add_worksheet(FINDINGS)
    tops, tabs = _tabs(book, result, writer)
    rules = book.add_worksheet(RULES)
    places.leaves.update(draw_inputs(book, result.project, result.book.years.years))
    _draw_rules(rules, result, formats, places)
    _draw_cover(cover, result, formats, places)
    _draw_contents(contents, book, formats)
    _draw_findings(findings, result, formats)
    for table in result.book.tables:
        writer.draw(tabs[table.sheet], table, tops[table.id], _subtitle(result))
    for sheet, tables in _by_sheet(result).items():
        _page(tabs[sheet], tables, len(result.book.years.columns))
    _chart(book, tabs, result, places)
    _names(book, result, places)
    book.close()
    return buffer.getvalue()


def _properties(book: Any, result: "Result") -> None:
    particulars = result.project.form(Particulars)
    day = result.filing_date
    book.set_properties({"title": particulars.name, "author": particulars.unit or "", "comments": "bondcalc",
                         "created": datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)})  # fmt: skip
    book.set_calc_mode("auto")


def _by_sheet(result: "Result") -> "dict[str, list[Table]]":
    found: dict[str, list[Table]] = {}
    for table in result.book.tables:
        found.setdefault(table.sheet, []).append(table)
    return found


def _tabs(book: Any, result: "Result", writer: TableWriter) -> tuple[dict[str, int], dict[str, Any]]:
    tops: dict[str, int] = {}
    tabs: dict[str, Any] = {}
    for sheet, tables in _by_sheet(result).items():
        tabs[sheet], row = book.add_worksheet(sheet), 0
        for table in tables:
            tops[table.id], row = row, writer.place(table, row)
    return tops, tabs


def _subtitle(result: "Result") -> str:
    particulars = result.project.form(Particulars)
    mark = f"{EXAMPLE_MARK}　" if particulars.example else ""
    return (
        f"{mark}{particulars.name}　规则日：{particulars.rule_date}　单位：{result.project.form(Settings).money_unit}"
    )


def _page(sheet: Any, tables: "list[Table]", years: int) -> None:
    """Set widths, frozen headings and A4 landscape with repeated headings."""
    kind = tables[0].axis.kind
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(-(-years // YEARS_A_PAGE) if kind == "years" else 1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页&R&A")
    if kind == "years":
        sheet.set_column(0, 0, WIDTHS[0])
        sheet.set_column(1, 1, 7)
        sheet.set_column(2, FIRST + years - 1, 12)
        sheet.set_column(FIRST + years, FIRST + years, WIDTHS[1])
        sheet.set_column(FIRST + years + 1, FIRST + years + 1, WIDTHS[2])
        sheet.freeze_panes(3, FIRST)
        sheet.repeat_columns(0, 1)
        # The words stay on screen; on paper the years need the room.
        sheet.print_area(0, 0, sheet.dim_rowmax, FIRST + years - 1)
    elif kind == "scalar":
        for column, width in enumerate((SCALAR_WIDTHS[0], 7, 16, *SCALAR_WIDTHS[1:])):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(3, 1)
    else:
        sheet.set_column(0, 0, 7)
        sheet.set_column(1, 1, 12)
        sheet.set_column(2, 2, 7)
        sheet.set_column(3, 14, 15)
        sheet.freeze_panes(0, 3)
    sheet.repeat_rows(0, 2)


def _draw_rules(sheet: Any, result: "Result", formats: Formats, places: Places) -> None:
    """List the rule values that some line uses, each with article and whether it was checked."""
    write(sheet, 0, 0, "规则参数（规则日有效值）", formats("title"))
    write(sheet, 1, 0, _subtitle(result), formats("subtitle"))
    for column, text in enumerate(("参数", "数值", "单位", "依据", "核实情况")):
        write(sheet, 2, column, text, formats("heading"))
    used = {leaf.key[1] for table in result.book.tables for line in table.lines
            for leaf in leaves_of(line.definition) if leaf.key[0] == "rules"}  # fmt: skip
    for row, id_ in enumerate(sorted(used), 3):
        value = result.rules.value(id_)
        places.leaves["rules", id_] = (RULES, row, 1)
        write(sheet, row, 0, value.zh, formats("label"))
        write(sheet, row, 1, float(value.number), formats("rule", "rule"))
        write(sheet, row, 2, RULE_UNITS[value.unit], formats("unit"))
        write(sheet, row, 3, value.citation_review, formats("note"))
        write(sheet, row, 4, "已核实" if value.value_verified else "未核实", formats("unit"))
        sheet.set_row(row, row_height([(value.zh, 40), (value.citation_review, 66)]))
    for column, width in enumerate((40, 14, 16, 60, 12)):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _draw_cover(sheet: Any, result: "Result", formats: Formats, places: Places) -> None:
    particulars = result.project.form(Particulars)
    write(sheet, 0, 0, particulars.name, formats("title"))
    write(sheet, 1, 0, "项目收益与融资自求平衡专项债券测算表", formats("subtitle"))
    if particulars.example:
        write(sheet, 2, 0, EXAMPLE_MARK, formats("warning"))
    write(sheet, 3, 0, headline(result).zh, formats("warning"))
    row = 5
    for text, line in key_figures(result):
        places.sheet = COVER
        write(sheet, row, 0, text, formats("label"))
        value = result.figures.scalar(line)
        stored = "不适用" if value is None else float(value)
        formula(sheet, row, 1, "=" + places.cell(line, 1), formats("strong", line.unit), stored)
        write(
            sheet, row, 2, result.project.form(Settings).money_unit if line.unit == "money" else "倍", formats("unit")
        )
        row += 1
    notes = ["蓝字浅黄底为录入值和规则参数，黑字为公式，灰底为按日期确定的结构（改动日期、期限、行数后须重新运行程序）。",
             "税收属一般公共预算收入，仅作备考，不计入覆盖倍数。"]  # fmt: skip
    for place, note in enumerate(notes):
        write(sheet, row + 1 + place, 0, note, formats("subtitle"))
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 1, 20)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _draw_contents(sheet: Any, book: Any, formats: Formats) -> None:
    write(sheet, 0, 0, "目录", formats("title"))
    for row, tab in enumerate(book.worksheets(), 2):
        if sheet.write_url(row, 0, f"internal:'{tab.get_name()}'!A1", string=tab.get_name()) < 0:
            raise RuntimeError(tab.get_name())
    sheet.set_column(0, 0, 50)
    sheet.set_paper(9)


def _draw_findings(sheet: Any, result: "Result", formats: Formats) -> None:
    write(sheet, 0, 0, "合规核对表", formats("title"))
    write(sheet, 1, 0, _subtitle(result), formats("subtitle"))
    for column, text in enumerate(("规则", "结论", "要求", "说明", "测试值", "标准", "依据")):
        write(sheet, 2, column, text, formats("heading"))
    for row, found in enumerate(worst_first(result.findings), 3):
        write(sheet, row, 0, found.rule.id, formats("unit"))
        write(sheet, row, 1, VERDICTS[found.verdict][0], formats(found.verdict))
        texts = (found.rule.zh, found.outcome.zh, found.outcome.figure or "", found.outcome.threshold or "",
                 found.rule.citation_review)  # fmt: skip
        for column, text in enumerate(texts, 2):
            write(sheet, row, column, text, formats("text"))
        sheet.set_row(row, row_height(list(zip(texts, FINDING_WIDTHS[2:], strict=True))))
    for column, width in enumerate(FINDING_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(3, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _chart(book: Any, tabs: dict[str, Any], result: "Result", places: Places) -> None:
    """收益 against debt service by year, under the coverage table."""
    table = next(table for table in result.book.tables if table.id == "coverage_by_year")
    chart = book.add_chart({"type": "column"})
    places.sheet = ""
    for line, colour in ((table["revenue"], "#2F5597"), (table["service"], "#BFBFBF")):
        chart.add_series({"name": line.zh, "categories": "=" + places.years(line), "values": "=" + places.span(line),
                          "fill": {"color": colour}, "border": {"color": "#404040"}})  # fmt: skip
    chart.set_title({"name": "项目可偿债收益与还本付息", "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 960, "height": 320})
    if tabs[table.sheet].insert_chart(len(table.lines) + 5, 0, chart) < 0:
        raise RuntimeError("chart")


def _names(book: Any, result: "Result", places: Places) -> None:
    """Define names for the ratios, so that other workbooks can point at them."""
    places.sheet = ""
    for id_, line in result.book.use(coverage.schedule).ratios.items():
        if book.define_name(id_, "=" + places.cell(line, 1)) < 0:
            raise RuntimeError(id_)
