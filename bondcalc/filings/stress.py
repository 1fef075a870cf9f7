"""The stress chapter of plan and evaluation: every factor with every step, break-evens, a tornado."""

from decimal import Decimal
from fractions import Fraction

from bondcalc.analysis.drivers import DRIVERS, change_text
from bondcalc.analysis.stress import steps
from bondcalc.filings.text import Writer
from bondcalc.money import grouped, half_up_fraction, ratio_text
from bondcalc.output.document import Block, Chart, Figure, Heading, Rows, Series, Table


def stress(writer: Writer) -> list[Block]:
    """压力测试: E/F, lowest cash and margin at each step; the change at which coverage falls below the floor."""
    return [
        Heading(2, "（一）单因素测试"), *writer.paragraphs("stress"), _table(writer), _tornado(writer),
        Heading(2, "（二）临界变动"), *writer.paragraphs("break_even"), _break_evens(writer),
    ]  # fmt: skip


def _table(writer: Writer) -> Table:
    floor = Fraction(writer.result.rules.value("coverage_floor").number)
    rows: Rows = []
    for id_, factor in DRIVERS.items():
        for change in steps(writer.result.rules, id_):
            point = writer.result.stress.at({id_: change})
            ratio = "不适用" if point.ratio is None else ratio_text(point.ratio, floor)
            verdict = "—" if point.ratio is None else "不低于" if point.ratio >= floor else "低于"
            at = f"stress.{id_}@{change}"
            rows.append([factor.zh, change_text(id_, change), Figure(f"{at}.ratio", ratio), verdict,
                         Figure(f"{at}.cash", grouped(point.lowest_cash, 2)), Figure(f"{at}.margin", grouped(point.margin, 2))])  # fmt: skip
    heads = ["因素", "变动", "覆盖倍数", f"与{float(floor):.2f}比较", "最低期末资金", "收益减本息"]
    return Table("单因素压力测试表", writer.unit, [heads], rows, "lrrcrr", [1.2, 1.0, 1.0, 1.1, 1.5, 1.5])


def _tornado(writer: Writer) -> Chart:
    """E/F with each factor one step against and one step for the project; for rates one step up and down."""
    base = writer.result.stress.at({}).ratio or Fraction(0)
    against: list[float] = []
    favour: list[float] = []
    for id_, factor in DRIVERS.items():
        size = steps(writer.result.rules, id_)[-1] if id_ == "rate_rise" else Decimal("0.1")
        for values, sign in ((against, factor.adverse), (favour, -factor.adverse)):
            ratio = writer.result.stress.at({id_: sign * size}).ratio
            values.append(float((ratio or base) - base))
    names = [factor.zh for factor in DRIVERS.values()]
    return Chart(
        "覆盖倍数的变动（各因素变动10%，利率变动最大一档）",
        "单位：倍",
        names,
        [Series("不利变动", against), Series("有利变动", favour)],
    )


def _break_evens(writer: Writer) -> Table:
    floor = writer.result.rules.value("coverage_floor").number
    rows: Rows = []
    for id_, factor in DRIVERS.items():
        found = writer.result.stress.break_even(id_, floor)
        text = (
            f"变动至{change_text(id_, factor.furthest * factor.adverse)}仍不低于"
            if found is None
            else f"{half_up_fraction(Fraction(found) * 100, 2)}%"
        )
        rows.append([factor.zh, Figure(f"stress.{id_}.break_even", text)])
    return Table("临界变动表", "", [["因素", f"覆盖倍数开始低于{floor:.2f}的变动"]], rows, "lr", [1.5, 3.0])
