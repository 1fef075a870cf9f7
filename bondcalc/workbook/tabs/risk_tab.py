"""风险分析: what the simulation gave, computed values; distributions and register are input sheets."""

from collections.abc import Mapping, Sequence
from typing import Any

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.risk.lane_figures import YEARLY
from bondcalc.analysis.risk.risk_words import MONEY, error, shares_of, source_of, stated_as
from bondcalc.analysis.risk.simulation import PERCENTS, Chance
from bondcalc.inputs.look import row_height
from bondcalc.inputs.sheets.risk_register import CONTROL, Risk
from bondcalc.schedules import coverage
from bondcalc.wording import number
from bondcalc.wording.terms import Unit
from bondcalc.workbook.live_tables import write
from bondcalc.workbook.tabs.desk import Desk, landscape, set_widths

TITLE = "风险分析"
NOTE = "各数由风险模拟算出后填入，不是公式；分布、相关系数和风险清单在“风险分布”“风险相关”“风险清单”表，情景数和种子在“计算设置”表，改动后重新运行。"
FANS = {"closing": "期末资金余额", "cash_cover": "含期初资金的偿债备付率", "dscr": "偿债备付率"}
WIDTHS = (34, 26, 26, 16, 16, 26, 20)
CHART = (900, 330)
"""Size of a chart in pixels."""
CHART_ROWS = 17
SHADES = ("#A6A6A6", "#7F7F7F", "#000000", "#7F7F7F", "#A6A6A6")
DASHES = ("square_dot", "dash", "solid", "dash", "square_dot")
HEADS = tuple(f"{place}%分位" for place in PERCENTS)


def draw(sheet: Any, desk: Desk) -> None:
    """Draw probabilities, assumptions, percentiles, shares of variance and events, the register; fans with their charts."""
    found = desk.result.risk
    for row, (text, role) in enumerate(
        (
            (TITLE, "title"),
            (desk.subtitle, "subtitle"),
            (NOTE, "subtitle"),
            (
                f"{number.fixed(found.scenarios, 0, grouped=True)}个情景，种子{found.seed}。{source_of(found)}。",
                "subtitle",
            ),
        )
    ):
        write(sheet, row, 0, text, desk.formats(role))
    top = _table(sheet, desk, 5, "风险概率", ("情形", "概率", "标准误差"), _chances(desk), ("", "fraction", "fraction"))
    top = _table(sheet, desk, top, "风险模拟假设", ("因素", "分布", "参数（变动幅度）"), _assumed(desk), ("", "", ""))
    top = _table(sheet, desk, top, "主要指标分位数", ("指标", *HEADS), _ratios(desk, money=False), ("", *["ratio"] * 5))
    top = _table(
        sheet,
        desk,
        top,
        f"资金（{desk.money_unit}）",
        ("指标", *HEADS),
        _ratios(desk, money=True),
        ("", *["money"] * 5),
    )
    top = _table(
        sheet,
        desk,
        top,
        "覆盖倍数方差的来源",
        ("因素或事件", "占方差的比例"),
        list(shares_of(found).items()),
        ("", "fraction"),
    )
    top = _events(sheet, desk, top)
    breaks = [top]
    top = _register(sheet, desk, top)
    for id_ in YEARLY:
        breaks.append(top)
        top = _fan(sheet, desk, top, id_)
    sheet.set_h_pagebreaks(breaks)
    set_widths(sheet, WIDTHS)
    sheet.freeze_panes(4, 1)
    landscape(sheet)


def _table(
    sheet: Any,
    desk: Desk,
    top: int,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
    units: Sequence[str],
) -> int:
    """Write a table of computed values; the first column is a label. Returns the first free row."""
    formats = desk.formats
    write(sheet, top, 0, title, formats("subtitle"))
    for column, head in enumerate(heads):
        write(sheet, top + 1, column, head, formats("heading"))
    for row, values in enumerate(rows, top + 2):
        for column, (value, unit) in enumerate(zip(values, units, strict=True)):
            shown = _stored(desk, value, unit)
            style = formats("structure", unit) if unit else formats("text" if column else "label")
            write(sheet, row, column, "—" if shown is None else shown, style)
        texts = [(value, WIDTHS[column]) for column, value in enumerate(values) if isinstance(value, str)]
        if texts:
            sheet.set_row(row, row_height(texts))
    return top + 3 + len(rows)


def _stored(desk: Desk, value: object, unit: str) -> object:
    """Round a computed value: the last digits of a double differ between processors."""
    places = desk.notation.places if unit == Unit.MONEY else 6
    return float(number.rounded(value, places)) if isinstance(value, float) else value


def _chances(desk: Desk) -> list[tuple[object, ...]]:
    found = desk.result.risk
    rows = [(f"覆盖倍数低于{number.limit(limit)}", chance) for limit, chance in found.below.items()]
    rows += [
        ("有年度期末资金为负", found.gap),
        *((f"其中：首次在{year}年", one) for year, one in found.gap_years.items()),
    ]
    return [(words, *_chance(chance)) for words, chance in rows]


def _chance(chance: Chance) -> tuple[float, float | str]:
    return chance.probability, chance.error if chance.bound is None else error(chance)


def _assumed(desk: Desk) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [*stated_as(desk.result.risk)]
    return rows + [
        (f"{DRIVERS[one].zh}、{DRIVERS[other].zh}", "秩相关系数", rank)
        for one, other, rank in desk.result.risk.outlook.correlations
    ]


def _ratios(desk: Desk, *, money: bool) -> list[tuple[object, ...]]:
    made = desk.result.book.use(coverage.schedule)
    lines = {**made.ratios, "cash_min": made.closing_lowest}
    return [
        (lines[id_].zh, *_rounded(values)) for id_, values in desk.result.risk.ratios.items() if (id_ in MONEY) is money
    ]


def _rounded(values: Sequence[float | None]) -> list[float | None]:
    """Round to four decimals: the last digits of a double differ between processors."""
    return [None if value is None else float(number.rounded(value, 4)) for value in values]


def _events(sheet: Any, desk: Desk, top: int) -> int:
    found = desk.result.risk.events
    if not found:
        return top
    rows = [
        (
            one.name,
            one.happened.probability,
            *_rounded((one.coverage_with, one.coverage_without)),
            one.below_with.probability,
            one.below_without.probability,
        )
        for one in found
    ]
    heads = ("风险事件", "发生比例", "发生时平均倍数", "未发生时平均倍数", "发生时低于1.00", "未发生时低于1.00")
    return _table(
        sheet, desk, top, "风险事件的影响", heads, rows, ("", "fraction", "ratio", "ratio", "fraction", "fraction")
    )


def _register(sheet: Any, desk: Desk, top: int) -> int:
    risks = desk.result.project.rows(Risk)
    rows = [
        (
            one.name,
            one.cause,
            one.bearer,
            CONTROL[one.control],
            float(one.likelihood),
            one.measure,
            one.owner or "（未填写）",
        )
        for one in risks
    ]
    heads = ("风险", "成因", "承担方", "合同", "可能性", "应对措施", "责任人")
    if not rows:
        write(sheet, top, 0, "录入表没有填写风险清单。", desk.formats("subtitle"))
        return top + 2
    return _table(sheet, desk, top, "风险清单", heads, rows, ("", "", "", "", "fraction", "", ""))


def _fan(sheet: Any, desk: Desk, top: int, id_: str) -> int:
    """Write the percentiles of a line by year, years without any left out, with a chart below."""
    yearly: Mapping[int, Sequence[float | None]] = desk.result.risk.yearly[id_]
    rows = [(year, *_rounded(values)) for year, values in yearly.items() if any(value is not None for value in values)]
    unit = desk.money_unit if id_ in MONEY else "倍"
    kind = "money" if id_ in MONEY else "ratio"
    end = _table(sheet, desk, top, f"{FANS[id_]}分位数（{unit}）", ("年份", *HEADS), rows, ("year", *[kind] * 5))
    if (
        rows
        and sheet.insert_chart(end, 0, _chart(desk, f"{FANS[id_]}分位数（{unit}）", top + 2, top + 1 + len(rows))) < 0
    ):
        raise RuntimeError(TITLE)
    return end + CHART_ROWS + 1


def _chart(desk: Desk, title: str, first: int, last: int) -> Any:
    chart = desk.book.add_chart({"type": "line"})
    for place in reversed(range(len(PERCENTS))):
        chart.add_series(
            {
                "name": HEADS[place],
                "categories": [TITLE, first, 0, last, 0],
                "values": [TITLE, first, place + 1, last, place + 1],
                "line": {"color": SHADES[place], "width": 1.75, "dash_type": DASHES[place]},
            }
        )
    font = {"name": "宋体", "size": 9}
    chart.set_title({"name": title, "name_font": {"name": "宋体", "size": 12}})
    chart.set_x_axis({"num_font": {**font, "rotation": -90}, "label_position": "low"})
    chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": CHART[0], "height": CHART[1]})
    return chart
