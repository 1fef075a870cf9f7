"""财务指标: internal rates of return and payback, computed values that no formula gives; memos."""

from typing import Any

from bondcalc.analysis.returns import internal_rates, payback
from bondcalc.schedules import cash_flows
from bondcalc.wording import number
from bondcalc.workbook.live_tables import write
from bondcalc.workbook.tabs.desk import Desk, landscape, set_widths

TITLE = "财务指标"
HEADS = ("指标", "内部收益率", "投资回收期（年）", "说明")
NOTE = "由程序求解，不是公式；改动录入后须重新运行。备考，不参与任何判定。"


def draw(sheet: Any, desk: Desk) -> None:
    """Draw the indicators of the three rows of flows."""
    formats, flows = desk.formats, desk.result.book.use(cash_flows.schedule)
    write(sheet, 0, 0, TITLE, formats("title"))
    write(sheet, 1, 0, desk.subtitle, formats("subtitle"))
    for column, text in enumerate(HEADS):
        write(sheet, 2, column, text, formats("heading"))
    for row, line in enumerate((flows.before_tax, flows.after_tax, flows.capital), 3):
        amounts = desk.result.figures.amounts(line)
        found, years = internal_rates(amounts), payback(amounts)
        write(sheet, row, 0, line.zh, formats("label"))
        shown = "、".join(number.percent(rate) for rate in found.rates) or "无解"
        write(sheet, row, 1, shown, formats("structure", "count"))
        write(
            sheet, row, 2, "计算期内不能回收" if years is None else number.ratio(years), formats("structure", "count")
        )
        write(sheet, row, 3, found.zh, formats("text"))
    write(sheet, 7, 0, NOTE, formats("subtitle"))
    set_widths(sheet, (36, 18, 20, 60))
    landscape(sheet)
