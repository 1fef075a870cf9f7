"""压力测试: what other factors give, computed values; the factors themselves are input cells of the sheet 压力系数."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from bondcalc.analysis.drivers import DRIVERS, change_text, lost
from bondcalc.analysis.stress import sensitivity
from bondcalc.analysis.stress.stressed import StressPoint, steps
from bondcalc.wording import number
from bondcalc.wording.terms import Verdict
from bondcalc.workbook.live_tables import write
from bondcalc.workbook.tabs.desk import Desk, landscape, set_widths

TITLE = "压力测试"
NONE = "—"
"""Stands where there is no figure."""
HEADS = (
    "因素",
    "变动",
    "覆盖倍数 E/F",
    "与国家规定的完全覆盖比较",
    "计入财政补助等（备考）",
    "最低期末资金",
    "收益减债务本息",
    "首个资金为负年度",
)
NOTE = (
    "每一行都按变动后的因素重新计算整个模型（含利息和税费）后填入，不是公式；在“压力系数”表改动系数可以直接看到结果。"
    "土地出让推迟、投运推迟改变年份和日期，须在录入表改动后重新运行。"
)
COMPARED: dict[Verdict, str] = {Verdict.PASS: "不低于", Verdict.FAIL: "低于", Verdict.NOT_APPLICABLE: "不适用"}
"""How a stressed ratio stands to the floor; no verdict on the project, which the findings give."""
CHART, CHART_ROWS = (640, 320), 17
"""Size of the tornado in pixels, and the rows of the sheet it takes."""


def draw(sheet: Any, desk: Desk) -> None:
    """Draw break-evens, two drivers together and a tornado on the first page; then every step of every driver."""
    formats = desk.formats
    write(sheet, 0, 0, TITLE, formats("title"))
    write(sheet, 1, 0, desk.subtitle, formats("subtitle"))
    write(sheet, 2, 0, NOTE, formats("subtitle"))
    top = _break_evens(sheet, desk, 4)
    top = _grid(sheet, desk, top + 1)
    top = _tornado(sheet, desk, top + 1)
    sheet.set_h_pagebreaks([top + 1])
    _singles(sheet, desk, top + 1)
    set_widths(sheet, (18, *(17 for _ in HEADS), 17))
    sheet.freeze_panes(3, 1)
    # Only the pages of the long table, which comes last, carry its headings.
    sheet.repeat_rows(top + 2)
    landscape(sheet)


def _heads(sheet: Any, desk: Desk, row: int, heads: tuple[str, ...]) -> None:
    for column, text in enumerate(heads):
        write(sheet, row, column, text, desk.formats("heading"))


def _singles(sheet: Any, desk: Desk, top: int) -> None:
    stress, rules = desk.result.stress, desk.result.rules
    write(sheet, top, 0, "单因素变动", desk.formats("subtitle"))
    _heads(sheet, desk, top + 1, HEADS)
    rows = [("基准情形", "", stress.at({}))]
    drivers = sensitivity.present(desk.result.project)
    found = list(sensitivity.single(stress, drivers, lambda driver: steps(rules, driver)))
    rows += [(DRIVERS[one.driver].zh, change_text(one.driver, one.change), one.point) for one in found]
    for row, one in enumerate(rows, top + 2):
        _row(sheet, desk, row, *one)
    gone = max((lost(desk.result.book, one.change) for one in found if one.driver == "sale_delay"), default=Decimal(0))
    if gone:
        text = f"推迟后在测算期末以后出让、不再计入的土地最多占{number.percent(gone)}。"
        write(sheet, top + 2 + len(rows), 0, text, desk.formats("subtitle"))


def _row(sheet: Any, desk: Desk, row: int, name: str, change: str, point: StressPoint) -> None:
    formats, floor = desk.formats, _floor(desk)
    verdict = _verdict(point, floor)
    write(sheet, row, 0, name, formats("label"))
    write(sheet, row, 1, change, formats("unit"))
    for column, ratio in ((2, point.ratio), (4, point.overlay)):
        write(sheet, row, column, _shown(ratio), formats("structure", "ratio"))
    write(sheet, row, 3, COMPARED[verdict], formats(verdict))
    for column, amount in ((5, point.lowest_cash), (6, point.margin)):
        write(sheet, row, column, float(amount), formats("structure", "money"))
    write(sheet, row, 7, point.short or NONE, formats("structure", "year"))


def _shown(ratio: Fraction | None) -> float | str:
    """Give a ratio with the four decimals of every ratio in a workbook; its verdict stands beside it or colours it."""
    return NONE if ratio is None else float(number.rounded(ratio, 4))


def _floor(desk: Desk) -> Fraction:
    return Fraction(desk.result.rules.value("coverage_floor").number)


def _verdict(point: StressPoint, floor: Fraction) -> Verdict:
    return Verdict.NOT_APPLICABLE if point.ratio is None else Verdict.PASS if point.ratio >= floor else Verdict.FAIL


def _break_evens(sheet: Any, desk: Desk, top: int) -> int:
    """The smallest adverse change at which each threshold is missed, and at which cash runs out."""
    limits = sensitivity.thresholds(desk.result.project, desk.result.rules)
    write(sheet, top, 0, "临界变动（其他因素不变，单个因素变动到此数时开始出现）", desk.formats("subtitle"))
    _heads(
        sheet,
        desk,
        top + 1,
        ("因素", *(f"覆盖倍数低于{number.limit(limit)}" for limit in limits), "年末资金为负", "首个年度"),
    )
    found = sensitivity.break_evens(desk.result.stress, desk.result.rules)
    for row, one in enumerate(found, top + 2):
        write(sheet, row, 0, DRIVERS[one.driver].zh, desk.formats("label"))
        crossed = [*(one.coverage[limit] for limit in limits), one.cash]
        for column, change in enumerate(crossed, 1):
            text = sensitivity.crossing_text(one.driver, change)
            write(sheet, row, column, text, desk.formats("structure", "count"))
        write(sheet, row, 1 + len(crossed), one.short or NONE, desk.formats("structure", "year"))
    return top + 2 + len(found)


def _grid(sheet: Any, desk: Desk, top: int) -> int:
    """Revenue and costs together; what fails is coloured as in the findings."""
    floor, grid = _floor(desk), sensitivity.adverse_grid(desk.result.stress, desk.result.rules)
    one, other = grid.drivers
    write(
        sheet,
        top,
        0,
        f"两因素同时变动的覆盖倍数（行：{DRIVERS[one].zh}；列：{DRIVERS[other].zh}）",
        desk.formats("subtitle"),
    )
    _heads(sheet, desk, top + 1, ("", *(change_text(other, change) for change in grid.changes[1])))
    for row, (change, points) in enumerate(zip(grid.changes[0], grid.points, strict=True), top + 2):
        write(sheet, row, 0, change_text(one, change), desk.formats("label"))
        for column, point in enumerate(points, 1):
            write(sheet, row, column, _shown(point.ratio), desk.formats(_verdict(point, floor), "ratio"))
    return top + 2 + len(grid.points)


def _tornado(sheet: Any, desk: Desk, top: int) -> int:
    """How far E/F moves with each driver, the strongest first, as figures and as bars."""
    drivers = sensitivity.present(desk.result.project)
    bars = sensitivity.tornado(desk.result.stress, desk.result.rules, drivers)
    write(sheet, top, 0, "各因素对覆盖倍数的影响（倍）", desk.formats("subtitle"))
    _heads(sheet, desk, top + 1, ("因素", "不利变动", "不利变动的影响", "有利变动的影响"))
    for row, bar in enumerate(bars, top + 2):
        write(sheet, row, 0, DRIVERS[bar.driver].zh, desk.formats("label"))
        write(sheet, row, 1, change_text(bar.driver, bar.change), desk.formats("unit"))
        for column, moved in ((2, bar.against), (3, bar.favour)):
            write(sheet, row, column, float(number.rounded(moved, 4)), desk.formats("structure", "ratio"))
    if bars and sheet.insert_chart(top, 4, _chart(desk, top + 2, top + 1 + len(bars))) < 0:
        raise RuntimeError(TITLE)
    return top + max(2 + len(bars), CHART_ROWS)


def _chart(desk: Desk, first: int, last: int) -> Any:
    chart = desk.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, name, colour in ((2, "不利变动", "#404040"), (3, "有利变动", "#BFBFBF")):
        chart.add_series(
            {
                "name": name,
                "categories": [TITLE, first, 0, last, 0],
                "values": [TITLE, first, column, last, column],
                "fill": {"color": colour},
                "border": {"color": "#404040"},
                "gap": 40,
            }
        )
    font = {"name": "宋体", "size": 9}
    chart.set_title({"name": "覆盖倍数的变动（倍）", "name_font": {"name": "宋体", "size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": font, "label_position": "low"})
    chart.set_x_axis(
        {"num_font": font, "num_format": "0.00", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": CHART[0], "height": CHART[1]})
    return chart
