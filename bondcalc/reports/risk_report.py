"""风险分析 as a report: what was drawn from, how likely it falls short, percentiles, what drives it, events, the register."""

from collections.abc import Iterator, Mapping, Sequence

from bondcalc.algebra.line import Line
from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.risk.lane_figures import YEARLY
from bondcalc.analysis.risk.risk_words import MONEY, shares_of, source_of, stated_as
from bondcalc.analysis.risk.sale_draws import sale_ids
from bondcalc.analysis.risk.simulation import CONFIDENCE, PERCENTS, EventEffect, RiskFigures
from bondcalc.inputs.sheets.distributions import RiskDriver
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.risk_register import Risk as Registered
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.reports.analyses import analysis
from bondcalc.reports.register_listing import register_listing
from bondcalc.reports.risk_chances import chances, share_of
from bondcalc.reports.risk_data import risk_data
from bondcalc.reports.surplus_note import COUNTED, surplus_notes
from bondcalc.result.result import Result
from bondcalc.schedules import coverage, late_costs, memos
from bondcalc.schedules.book import Book
from bondcalc.schedules.other_multiples import JUDGED
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import (
    Datum,
    Graph,
    Listing,
    Medium,
    Note,
    Report,
    ReportColumn,
    ReportRow,
    Words,
    said_once,
)
from bondcalc.wording.terms import Unit

TITLE = Words("风险分析", "Risk")
BOOK_NOTE = Words(
    "各数由风险模拟算出后填入，不是公式；分布、相关系数和风险清单在“风险分布”“风险相关”“风险清单”表，"
    "情景数和随机数种子在“计算设置”表，改动后重新运行。"
)
SALES_NOTE = Words(
    "填写了土地竞价的地块逐轮抽样：各轮成交或流拍，成交价为第二高的估价、不低于起始价，代替方案单价；土地单价的变动为各地块共同的市场变动。",
    "Parcels with a row on the sheet of sales are drawn round by round: sold or not, at the second-highest valuation or the start price; the change of land prices is common to all.",
)
_COVERED = (*JUDGED, *late_costs.COUNTED.ids)
PRINTED = (*_COVERED, "coverage_without_land_memo", "dscr_min", "cash_min")
"""Figures whose percentiles are printed; the workbook has them all."""
FANS = {
    "closing": Words("期末资金余额", "Closing cash"),
    "cash_cover": Words("含期初资金的偿债备付率", "Cover with opening cash"),
    "dscr": Words("偿债备付率", "DSCR"),
}
ON_SCREEN = (
    "risk_simulation",
    COUNTED,
    "risk_sales",
    "chances",
    "mean",
    "ratios",
    "repeated",
    "cash",
    "shares",
    "events",
)
IN_BOOK = (
    "note",
    "risk_simulation",
    COUNTED,
    "risk_sales",
    "chances",
    "assumed",
    "ratios",
    "repeated",
    "cash",
    "shares",
    "events",
    "risks",
    *YEARLY,
)
CHAPTERS = (
    ("假设", ("risk_simulation", "assumed", "risk_sales", COUNTED)),
    ("结果", ("risk_results", "chances", "printed", "closing", "closing.graph", "cash_cover.graph")),
    ("主要因素", ("risk_sources", "shares", "events")),
)
"""What screen, workbook and paper show, in their order."""
PERCENTILES = tuple((f"p{place}", Words(f"{place}%分位", f"{place}%")) for place in PERCENTS)


def distributed(result: Result) -> bool:
    """Tell whether the bureau stated distributions (风险分布): those the program assumes are for the reviewer."""
    return bool(result.project.rows(RiskDriver))


@analysis("risk", TITLE, 20, handed_on=distributed)
def told(result: Result) -> Report:
    """Tell the simulation with the scenarios and the seed of the settings."""
    printed = memos.printed(result.book, result.figures, internal=False)
    return risk_report(result.book, result.risk, printed)


def _sold(book: Book) -> list[Note]:
    """Say that parcels are drawn as sales, where any are."""
    return [Note("risk_sales", SALES_NOTE)] if sale_ids(book) else []


def risk_report(book: Book, risk: RiskFigures, printed: Mapping[str, Line] | None = None) -> Report:
    """Tell a simulation; `printed` are the ratios that filings show by id."""
    ratios, yearly = _ratios(book, risk), [_yearly(book, risk, id_) for id_ in YEARLY]
    register, events = register_listing(book.project.rows(Registered)), _events(risk)
    stated = ("register", "register_simulated", "risks") if register.rows else ("no_register",)
    return Report(
        book.project.form(Particulars).name,
        book.project.form(Settings).notation(),
        [
            Note("note", BOOK_NOTE, tab=True),
            _drawn(risk),
            *surplus_notes(book),
            *_sold(book),
            chances(book, risk),
            *_mean(risk),
            _assumed(risk),
            *_lines(book, ratios, printed or {}),
            *yearly,
            _shares(risk),
            events,
            register,
        ],
        order={Medium.SCREEN: ON_SCREEN, Medium.BOOK: IN_BOOK},
        chapters=(*CHAPTERS, *([("风险清单", stated)] if risk.outlook.stated else [])),
        data=risk_data(book, risk, ratios, yearly, events, register),
        widths=(34, 26, 26, 16, 16, 26, 20),
    )


def _lines(book: Book, ratios: Mapping[str, ReportRow], printed: Mapping[str, Line]) -> Iterator[Listing | Note]:
    """Percentiles of ratios and of cash, and of those few that are printed."""
    unit, kept = book.project.form(Settings).money_unit, {*printed, *MONEY}
    few = [ratios[id_] for id_ in PRINTED if id_ in ratios and id_ in kept]
    plain, cash = ([row for id_, row in ratios.items() if (id_ in MONEY) is money] for money in (False, True))
    alike = said_once(plain)
    yield _percentiles("ratios", Words("主要指标分位数", "Percentiles"), [same[0] for same in alike])
    yield from _repeated(alike)
    yield _percentiles("cash", Words(f"资金（{unit}）", f"Cash ({unit})"), cash, Unit.MONEY)
    yield _percentiles("printed", Words(f"主要指标分位数表（倍；资金为{unit}）"), few)


def _repeated(alike: Sequence[Sequence[ReportRow]]) -> Iterator[Note]:
    """Say which ratios are those of an earlier row in every scenario."""
    named = [[words for row in same if isinstance(words := row["line"], Words)] for same in alike if len(same) > 1]
    if named:
        zh = "；".join(f"{in_turn(words.zh for words in same[1:])}与{same[0].zh}相同" for same in named)
        en = "; ".join(f"{', '.join(words.en or '' for words in same[1:])} as {same[0].en}" for same in named)
        yield Note("repeated", Words(f"不重复列示：{zh}。", f"not shown again: {en}."))


def _drawn(risk: RiskFigures) -> Note:
    count, source = number.fixed(risk.scenarios, 0, grouped=True), source_of(risk)
    own = "sheet" if risk.outlook.stated else "default set"
    words = Words(
        f"{count}个情景，随机数种子{risk.seed}。{source.zh}。",
        f"{count} scenarios, seed {risk.seed}; distributions: {own}",
    )
    return Note(
        "risk_simulation",
        words,
        {
            "scenarios": count,
            "seed": str(risk.seed),
            "source": source.said("zh", Medium.PAPER),
            "confidence": number.share(CONFIDENCE),
            "lowest": f"{PERCENTS[0]}%",
        },
    )


def _mean(risk: RiskFigures) -> Iterator[Note]:
    """Mean and standard deviation of E/F; nothing without debt service."""
    if risk.coverage is not None:
        mean, deviation = (number.fixed(value, 4) for value in risk.coverage)
        yield Note(
            "mean",
            Words(f"覆盖倍数平均为{mean}倍，标准差为{deviation}倍。", f"E/F: mean {mean}, deviation {deviation}."),
        )


def _assumed(risk: RiskFigures) -> Listing:
    rows: list[ReportRow] = [
        {"driver": name, "distribution": kind, "parameters": parameters} for name, kind, parameters in stated_as(risk)
    ]
    rows += [
        {
            "driver": f"{DRIVERS[first].zh}、{DRIVERS[other].zh}",
            "distribution": "秩相关系数",
            "parameters": Datum(rank, trimmed=True),
        }
        for first, other, rank in risk.outlook.correlations
    ]
    columns = (
        ReportColumn("driver", Words("因素"), align="l", width=1.6),
        ReportColumn("distribution", Words("分布"), align="l", width=1.2),
        ReportColumn("parameters", Words("参数（变动幅度）"), width=2.6),
    )
    return Listing("assumed", Words("风险模拟假设", paper="风险模拟假设表"), columns, rows)


def _figures(id_: str, at: str, values: Sequence[float | None]) -> ReportRow:
    """The figures of a line at each percentile: money, or a ratio of four decimals."""
    unit, digits = (Unit.MONEY, None) if id_ in MONEY else (Unit.RATIO, 4)
    pairs = zip(PERCENTILES, values, strict=True)
    return {column: Datum(value, unit, f"risk.{at}.{column}", digits=digits) for (column, _), value in pairs}


def _ratios(book: Book, risk: RiskFigures) -> dict[str, ReportRow]:
    made, late = book.use(coverage.schedule), book.use(late_costs.schedule).late
    lines = {**made.ratios, **({} if late is None else late.ratios), "cash_min": made.closing_lowest}
    return {
        id_: {"line": Words(lines[id_].zh, lines[id_].en), **_figures(id_, id_, values)}
        for id_, values in risk.ratios.items()
    }


def _percentiles(id_: str, title: Words, rows: Sequence[ReportRow], unit: Unit = Unit.RATIO) -> Listing:
    columns = (ReportColumn("line", Words("指标", "figure"), align="l", width=2.2), *_heads(unit, 1.1))
    return Listing(id_, title, columns, rows)


def _heads(unit: Unit, width: float) -> Iterator[ReportColumn]:
    return (ReportColumn(column, head, unit, width=width) for column, head in PERCENTILES)


def _yearly(book: Book, risk: RiskFigures, id_: str) -> Listing:
    """The percentiles of a line by year, years without any left out, with a line each."""
    unit, notation, name = (
        (Unit.MONEY if id_ in MONEY else Unit.RATIO),
        book.project.form(Settings).notation(),
        FANS[id_],
    )
    rows = [
        {"year": Datum(year, Unit.YEAR), **_figures(id_, f"{id_}@{year}", values)}
        for year, values in risk.yearly[id_].items()
        if any(value is not None for value in values)
    ]
    title = f"{name.zh}分位数（{notation.unit(unit)}）"
    return Listing(
        id_,
        Words(title, f"{name.en}, percentiles", paper=f"{name.zh}分位数表"),
        (ReportColumn("year", Words("年份", "year"), Unit.YEAR, align="c", width=0.8), *_heads(unit, 1.2)),
        rows,
        graph=Graph("line", Words(title, paper=f"{name.zh}分位数（分年）"), unit, PERCENTILES[::-1], "fan"),
        page="new",
        money=unit == Unit.MONEY,
    )


def _shares(risk: RiskFigures) -> Listing:
    both = zip(shares_of(risk).items(), shares_of(risk, "en"), strict=True)
    rows: list[ReportRow] = [
        {"name": Words(zh, en), "share": Datum(share, Unit.FRACTION, f"risk.variance.{index}", places=1, digits=4)}
        for index, ((zh, share), en) in enumerate(both, 1)
    ]
    columns = (
        ReportColumn("name", Words("因素或事件", "driver or event"), align="l", width=2.6),
        ReportColumn("share", Words("贡献", "share of variance"), Unit.FRACTION, width=1.2),
    )
    title = Words("各因素对覆盖倍数波动的贡献", "Variance of the coverage", paper="覆盖倍数波动因素表")
    return Listing("shares", title, columns, rows)


def _events(risk: RiskFigures) -> Listing:
    columns = (
        ReportColumn("name", Words("风险事件", "event"), align="l", width=1.8),
        ReportColumn("happened", Words("发生比例", "happened"), Unit.FRACTION),
        ReportColumn("coverage_with", Words("发生时平均倍数", "mean E/F with"), Unit.RATIO, width=1.2),
        ReportColumn("coverage_without", Words("未发生时平均倍数", "without"), Unit.RATIO, width=1.2),
        ReportColumn("below_with", Words("发生时低于1.00倍", "below 1.00 with"), Unit.FRACTION, width=1.2),
        ReportColumn("below_without", Words("未发生时低于1.00倍", "without"), Unit.FRACTION, width=1.2),
    )
    title = Words("风险事件的影响", "What each event does", paper="风险事件影响表")
    return Listing("events", title, columns, [_event(effect) for effect in risk.events])


def _event(event: EventEffect) -> ReportRow:
    at = f"risk.event.{event.id}"
    return {
        "name": event.name,
        "happened": share_of(event.happened, f"{at}.happened"),
        "coverage_with": Datum(event.coverage_with, Unit.RATIO, f"{at}.with", digits=4),
        "coverage_without": Datum(event.coverage_without, Unit.RATIO, f"{at}.without", digits=4),
        "below_with": share_of(event.below_with, f"{at}.below_with"),
        "below_without": share_of(event.below_without, f"{at}.below_without"),
    }
