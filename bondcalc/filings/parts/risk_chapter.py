"""The chapter on risk of plan and evaluation: what was drawn, how likely it falls short, what drives it, the register."""

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.risk.risk_words import error, percent, printed, ratio, shares_of, source_of, stated_as
from bondcalc.analysis.risk.simulation import PERCENTS, Chance
from bondcalc.filings.parts.text import NOT_APPLICABLE, Writer
from bondcalc.inputs.sheets.risk_register import CONTROL, Risk
from bondcalc.schedules import coverage, memos
from bondcalc.typeset.document import Chart, ChartSeries, Heading, PageBlock, PageTable, PrintedFigure, TableRows
from bondcalc.wording import number

HEADS = [f"{place}%分位" for place in PERCENTS]
RATIOS = ("coverage_total_debt", "coverage_special_bond", "coverage_without_land_memo", "dscr_min", "cash_min")
"""Figures whose percentiles are printed; the workbook has them all."""


def risk(writer: Writer) -> list[PageBlock]:
    """风险模拟与风险清单: distributions, probabilities, percentiles with fan charts, shares of variance, events, register."""
    found = writer.result.risk
    writer.words |= {
        "scenarios": number.fixed(found.scenarios, 0, grouped=True),
        "seed": str(found.seed),
        "source": source_of(found),
    }
    return [
        Heading(2, "（一）假设"),
        *writer.paragraphs("risk_simulation"),
        _assumed(writer),
        Heading(2, "（二）结果"),
        *writer.paragraphs("risk_results"),
        _chances(writer),
        _ratios(writer),
        _by_year(writer),
        _fan(writer, "期末资金余额分位数（分年）", "closing", writer.unit),
        _fan(writer, "含期初资金的偿债备付率分位数（分年）", "cash_cover", "单位：倍"),
        Heading(2, "（三）主要来源"),
        *writer.paragraphs("risk_sources"),
        _shares(writer),
        *_events(writer),
        Heading(2, "（四）风险清单"),
        *_register(writer),
    ]


def _assumed(writer: Writer) -> PageTable:
    rows: TableRows = [list(row) for row in stated_as(writer.result.risk)]
    rows += [
        [f"{DRIVERS[one].zh}、{DRIVERS[other].zh}", "秩相关系数", number.trimmed(rank)]
        for one, other, rank in writer.result.risk.outlook.correlations
    ]
    return PageTable("风险模拟假设表", "", [["因素", "分布", "参数（变动幅度）"]], rows, "llr", [1.6, 1.2, 2.6])


def _chances(writer: Writer) -> PageTable:
    found = writer.result.risk
    rows: TableRows = [
        _chance(f"覆盖倍数低于{number.limit(limit)}", f"below@{limit}", chance) for limit, chance in found.below.items()
    ]
    rows.append(_chance("有年度期末资金为负", "gap", found.gap))
    rows += [_chance(f"其中：首次在{year}年", f"gap@{year}", chance) for year, chance in found.gap_years.items()]
    return PageTable("风险概率表", "", [["情形", "概率", "标准误差"]], rows, "lrr", [2.6, 1.2, 1.2])


def _chance(words: str, id_: str, chance: Chance) -> list[str | PrintedFigure]:
    return [words, PrintedFigure(f"risk.{id_}", percent(chance)), PrintedFigure(f"risk.{id_}.error", error(chance))]


def _ratios(writer: Writer) -> PageTable:
    found, made = writer.result.risk, writer.result.book.use(coverage.schedule)
    lines = {
        **memos.printed(writer.result.book, writer.result.figures, internal=False),
        "cash_min": made.closing_lowest,
    }
    rows: TableRows = [
        [lines[id_].zh, *_figures(writer, id_, id_, found.ratios[id_])] for id_ in RATIOS if id_ in lines
    ]
    return PageTable(
        f"主要指标分位数表（倍；资金为{writer.unit.removeprefix('单位：')}）",
        "",
        [["指标", *HEADS]],
        rows,
        "lrrrrr",
        [2.2, *[1.1] * len(PERCENTS)],
    )


def _by_year(writer: Writer) -> PageTable:
    yearly = writer.result.risk.yearly["closing"]
    rows: TableRows = [
        [str(year), *_figures(writer, "closing", f"closing@{year}", values)] for year, values in yearly.items()
    ]
    return PageTable(
        "期末资金余额分位数表", writer.unit, [["年份", *HEADS]], rows, "crrrrr", [0.8, *[1.2] * len(PERCENTS)]
    )


def _figures(writer: Writer, line: str, id_: str, values: tuple[float | None, ...]) -> list[str | PrintedFigure]:
    texts = printed(writer.result.book, line, values)
    return [
        PrintedFigure(f"risk.{id_}.p{place}", text or NOT_APPLICABLE)
        for place, text in zip(PERCENTS, texts, strict=True)
    ]


def _fan(writer: Writer, title: str, id_: str, unit: str) -> Chart:
    """One line a percentile; a year without a figure leaves a gap."""
    yearly = writer.result.risk.yearly[id_]
    years = [year for year, values in yearly.items() if any(value is not None for value in values)]
    rows = [[yearly[year][place] for year in years] for place in range(len(PERCENTS))]
    series = [
        ChartSeries(head, [float("nan") if value is None else float(number.rounded(value, 4)) for value in row], "line")
        for head, row in reversed(list(zip(HEADS, rows, strict=True)))
    ]
    return Chart(title, unit, [str(year) for year in years], series)


def _shares(writer: Writer) -> PageTable:
    rows: TableRows = [
        [name, PrintedFigure(f"risk.variance.{place}", number.percent(share, 1))]
        for place, (name, share) in enumerate(shares_of(writer.result.risk).items(), 1)
    ]
    return PageTable("覆盖倍数方差来源表", "", [["因素或事件", "占方差的比例"]], rows, "lr", [2.6, 1.2])


def _events(writer: Writer) -> list[PageBlock]:
    found = writer.result.risk.events
    if not found:
        return []
    rows: TableRows = []
    for one in found:
        at = f"risk.event.{one.id}"
        rows.append(
            [
                one.name,
                PrintedFigure(f"{at}.happened", percent(one.happened)),
                PrintedFigure(f"{at}.with", ratio(one.coverage_with) or NOT_APPLICABLE),
                PrintedFigure(f"{at}.without", ratio(one.coverage_without) or NOT_APPLICABLE),
                PrintedFigure(f"{at}.below_with", percent(one.below_with)),
                PrintedFigure(f"{at}.below_without", percent(one.below_without)),
            ]
        )
    heads = ["风险事件", "发生比例", "发生时平均倍数", "未发生时平均倍数", "发生时低于1.00", "未发生时低于1.00"]
    return [PageTable("风险事件影响表", "", [heads], rows, "lrrrrr", [1.8, 1.0, 1.2, 1.2, 1.2, 1.2])]


def _register(writer: Writer) -> list[PageBlock]:
    risks = writer.result.project.rows(Risk)
    if not risks:
        return [*writer.paragraphs("no_register")]
    rows: TableRows = [
        [
            one.name,
            one.cause,
            one.bearer,
            CONTROL[one.control],
            number.share(one.likelihood),
            one.measure or NOT_STATED,
            one.owner or NOT_STATED,
        ]
        for one in risks
    ]
    heads = ["风险", "成因", "承担方", "合同", "可能性", "应对措施", "责任人"]
    return [
        *writer.paragraphs("register"),
        PageTable("风险清单", "", [heads], rows, "llllrll", [1.2, 1.8, 1.0, 1.0, 0.8, 1.8, 1.0]),
    ]


NOT_STATED = "（未填写）"
