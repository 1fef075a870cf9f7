"""The stress chapter of plan and evaluation: single drivers, two together, break-evens, a tornado."""

from decimal import Decimal

from bondcalc.analysis.drivers import DRIVERS, change_text, lost
from bondcalc.analysis.stress import sensitivity
from bondcalc.analysis.stress.sensitivity import BreakEven
from bondcalc.analysis.stress.stressed import StressPoint, steps
from bondcalc.filings.parts.text import NOT_APPLICABLE, Writer
from bondcalc.typeset.document import (
    Chart,
    ChartSeries,
    Heading,
    PageBlock,
    PageTable,
    Paragraph,
    PrintedFigure,
    TableRows,
)
from bondcalc.wording import number


def stress(writer: Writer) -> list[PageBlock]:
    """压力测试: E/F, lowest cash and margin at each step; revenue and costs together; where coverage and cash give out."""
    found = sensitivity.break_evens(writer.result.stress, writer.result.rules)
    return [
        Heading(2, "（一）单因素测试"),
        *writer.paragraphs("stress"),
        *_lost(writer),
        _table(writer),
        _tornado(writer),
        Heading(2, "（二）两因素测试"),
        *writer.paragraphs("two_way"),
        _grid(writer),
        Heading(2, "（三）临界变动"),
        *writer.paragraphs("break_even"),
        _break_evens(writer, found),
        *_tightest(writer, found),
    ]


def _floor(writer: Writer) -> Decimal:
    return writer.result.rules.value("coverage_floor").number


def _multiple(writer: Writer, id_: str, point: StressPoint) -> PrintedFigure:
    text = NOT_APPLICABLE if point.ratio is None else number.against(point.ratio, _floor(writer))
    return PrintedFigure(f"{id_}.ratio", text)


def _table(writer: Writer) -> PageTable:
    floor, rules = _floor(writer), writer.result.rules
    rows: TableRows = []
    drivers = sensitivity.present(writer.result.project)
    for one in sensitivity.single(writer.result.stress, drivers, lambda driver: steps(rules, driver)):
        point, at = one.point, f"stress.{one.driver}@{one.change}"
        verdict = "—" if point.ratio is None else "不低于" if point.ratio >= floor else "低于"
        rows.append(
            [
                DRIVERS[one.driver].zh,
                change_text(one.driver, one.change),
                _multiple(writer, at, point),
                verdict,
                PrintedFigure(f"{at}.cash", writer.notation.money(point.lowest_cash)),
                PrintedFigure(f"{at}.margin", writer.notation.money(point.margin)),
            ]
        )
    heads = ["因素", "变动", "覆盖倍数", f"与{number.limit(floor)}比较", "最低期末资金", "收益减本息"]
    return PageTable("单因素压力测试表", writer.unit, [heads], rows, "lrrcrr", [1.4, 1.2, 1.0, 1.1, 1.4, 1.4])


def _lost(writer: Writer) -> list[Paragraph]:
    """Say what a delay of land sales moves past the horizon; nothing where nothing is lost."""
    if "sale_delay" not in sensitivity.present(writer.result.project):
        return []
    most = steps(writer.result.rules, "sale_delay")[-1]
    gone = lost(writer.result.book, most)
    if not gone:
        return []
    writer.words |= {"most": change_text("sale_delay", most), "gone": number.percent(gone)}
    return writer.paragraphs("stress_lost")


def _grid(writer: Writer) -> PageTable:
    """Only the adverse corner: revenue as planned or less, costs as planned or more."""
    found = sensitivity.adverse_grid(writer.result.stress, writer.result.rules)
    one, other = found.drivers
    heads = [f"{DRIVERS[one].zh}／{DRIVERS[other].zh}", *(change_text(other, change) for change in found.changes[1])]
    rows: TableRows = []
    for change, points in zip(found.changes[0], found.points, strict=True):
        cells = [
            _multiple(writer, f"stress.{one}@{change}&{other}@{beside}", point)
            for beside, point in zip(found.changes[1], points, strict=True)
        ]
        rows.append([change_text(one, change), *cells])
    return PageTable(
        "两因素压力测试表（覆盖倍数）",
        "",
        [heads],
        rows,
        "l" + "r" * len(found.changes[1]),
        [1.8, *([1.0] * len(found.changes[1]))],
    )


def _tornado(writer: Writer) -> Chart:
    """E/F with each driver one step against and one step for the project; rates and delays by their largest step."""
    bars = sensitivity.tornado(writer.result.stress, writer.result.rules, sensitivity.present(writer.result.project))
    return Chart(
        "覆盖倍数的变动（各因素变动10%，利率和推迟按最大一档）",
        "单位：倍",
        [DRIVERS[bar.driver].zh for bar in bars],
        [
            ChartSeries("不利变动", [float(bar.against) for bar in bars]),
            ChartSeries("有利变动", [float(bar.favour) for bar in bars]),
        ],
    )


def _break_evens(writer: Writer, found: list[BreakEven]) -> PageTable:
    limits = sensitivity.thresholds(writer.result.project, writer.result.rules)
    rows: TableRows = []
    for one in found:
        at = f"stress.{one.driver}"
        crossed: list[str | PrintedFigure] = [
            PrintedFigure(f"{at}.break_even@{limit}", sensitivity.crossing_text(one.driver, one.coverage[limit]))
            for limit in limits
        ]
        cash = PrintedFigure(f"{at}.break_even.cash", sensitivity.crossing_text(one.driver, one.cash))
        rows.append([DRIVERS[one.driver].zh, *crossed, cash, PrintedFigure(f"{at}.short", str(one.short or "—"))])
    heads = ["因素", *(f"覆盖倍数低于{number.limit(limit)}" for limit in limits), "年末资金为负", "首个年度"]
    return PageTable(
        "临界变动表", "", [heads], rows, "l" + "r" * (len(heads) - 1), [1.7, *([1.8] * (len(limits) + 1)), 1.0]
    )


def _tightest(writer: Writer, found: list[BreakEven]) -> list[Paragraph]:
    """Name the driver that leaves least room."""
    floor = _floor(writer)
    first = sensitivity.tightest(found, floor)
    if first is None:
        return writer.paragraphs("no_tightest")
    change = first.coverage[floor]
    if change == 0:
        return writer.paragraphs("already_below")
    writer.words |= {
        "tightest": DRIVERS[first.driver].zh,
        "tightest_change": sensitivity.crossing_text(first.driver, change),
    }
    return writer.paragraphs("tightest")
