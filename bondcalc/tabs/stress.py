"""压力测试: what other factors give, computed values; the factors themselves are input cells of the sheet 压力系数."""

from fractions import Fraction
from typing import Any

from bondcalc.analysis.drivers import DRIVERS, change_text
from bondcalc.analysis.stress import Point, steps
from bondcalc.checks.judge import VERDICTS, Verdict
from bondcalc.money import grouped, half_up_fraction, ratio_text
from bondcalc.output.tables import write
from bondcalc.tabs.desk import Desk, landscape, set_widths

TITLE = "压力测试"
HEADS = (
    "因素",
    "变动",
    "覆盖倍数 E/F",
    "结论",
    "按2024年办法计入财政补助等后（备考）",
    "最低期末资金",
    "收益减债务本息",
)
NOTE = (
    "每一行都按变动后的因素重新计算整个模型（含利息和税费）后填入，不是公式；在“压力系数”表改动系数可以直接看到结果。"
)


def draw(sheet: Any, desk: Desk) -> None:
    """Draw the base case, every step of every factor, and the change at which E/F falls below 1.00."""
    formats, stress = desk.formats, desk.result.stress
    write(sheet, 0, 0, TITLE, formats("title"))
    write(sheet, 1, 0, desk.subtitle, formats("subtitle"))
    write(sheet, 2, 0, NOTE, formats("subtitle"))
    for column, text in enumerate(HEADS):
        write(sheet, 3, column, text, formats("heading"))
    rows = [("基准情形", "", stress.at({}))]
    rows += [(DRIVERS[factor].zh, change_text(factor, change), stress.at({factor: change}))
             for factor in DRIVERS for change in steps(desk.result.rules, factor)]  # fmt: skip
    for row, one in enumerate(rows, 4):
        _row(sheet, desk, row, *one)
    _break_evens(sheet, desk, 5 + len(rows))
    set_widths(sheet, (16, 12, 16, 10, 40, 18, 18))
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)
    landscape(sheet)


def _row(sheet: Any, desk: Desk, row: int, name: str, change: str, point: Point) -> None:
    formats, floor = desk.formats, Fraction(desk.result.rules.value("coverage_floor").number)
    verdict: Verdict = "not_applicable" if point.ratio is None else "pass" if point.ratio >= floor else "fail"
    write(sheet, row, 0, name, formats("label"))
    write(sheet, row, 1, change, formats("unit"))
    for column, ratio in ((2, point.ratio), (4, point.overlay)):
        write(sheet, row, column, "—" if ratio is None else ratio_text(ratio, floor), formats("structure", "count"))
    write(sheet, row, 3, VERDICTS[verdict][0], formats(verdict))
    for column, amount in ((5, point.lowest_cash), (6, point.margin)):
        write(sheet, row, column, grouped(amount, 2), formats("structure", "count"))


def _break_evens(sheet: Any, desk: Desk, top: int) -> None:
    formats, floor = desk.formats, desk.result.rules.value("coverage_floor").number
    write(sheet, top, 0, f"临界变动（覆盖倍数开始低于{floor:.2f}）", formats("subtitle"))
    for row, (id_, factor) in enumerate(DRIVERS.items(), top + 1):
        found = desk.result.stress.break_even(id_, floor)
        furthest = f"变动至{change_text(id_, factor.furthest * factor.adverse)}仍不低于{floor:.2f}"
        write(sheet, row, 0, factor.zh, formats("label"))
        shown = furthest if found is None else f"{half_up_fraction(Fraction(found) * 100, 2)}%"
        write(sheet, row, 1, shown, formats("unit"))
