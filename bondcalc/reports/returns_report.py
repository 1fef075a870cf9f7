"""财务指标 as a report: internal rates of return and payback of the three rows of flows, solved for and not formulas; memos."""

from bondcalc.algebra.line import Line
from bondcalc.analysis.returns import Rates, internal_rates, payback
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.reports.analyses import analysis
from bondcalc.result.result import Result
from bondcalc.schedules import cash_flows
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import Datum, Keyed, Listing, Medium, Note, Report, ReportCell, ReportColumn, Words
from bondcalc.wording.terms import Unit

TITLE = Words("财务指标", "Returns")
NOTE = Words(
    "由程序求解，不是公式；改动录入后须重新运行。仅供参考，不参与任何判定。",
    "Solved for, no formulas: run again after a change of inputs. Memos, no verdict rests on them.",
)


@analysis("returns", TITLE, 30, on=frozenset({Medium.SCREEN, Medium.BOOK}))
def told(result: Result) -> Report:
    """Tell rates and payback before tax, after tax and of the capital."""
    flows, project = result.book.use(cash_flows.schedule), result.project
    columns = (
        ReportColumn("flows", Words("指标", "flows"), align="l"),
        ReportColumn("rates", Words("内部收益率", "internal rate"), Unit.COUNT),
        ReportColumn("payback", Words("投资回收期（年）", "payback (years)"), Unit.COUNT),
        ReportColumn("note", Words("说明", "note"), align="l"),
    )
    listed = {"before_tax": flows.before_tax, "after_tax": flows.after_tax, "capital": flows.capital}
    rates = {id_: internal_rates(result.figures.amounts(line)) for id_, line in listed.items()}
    rows = [_row(result, id_, line, rates[id_]) for id_, line in listed.items()]
    listing = Listing("returns", None, columns, rows)
    return Report(
        project.form(Particulars).name,
        project.form(Settings).notation(),
        [listing, Note("returns_note", NOTE, apart=True)],
        data={"returns": [_data(row, rates[id_]) for id_, row in zip(listed, rows, strict=True)]},
        widths=(36, 18, 20, 60),
    )


def _row(result: Result, id_: str, line: Line, solved: Rates) -> dict[str, ReportCell]:
    years = payback(result.figures.amounts(line))
    rates = in_turn(number.percent(rate) for rate in solved.rates)
    recovered = Words("计算期内不能回收", "never") if years is None else Words(number.ratio(years))
    return {
        "flows": Keyed(id_, Words(line.zh, line.en)),
        "rates": Datum(None, words=Words(rates) if rates else Words("无解", "none")),
        "payback": Datum(years, Unit.QUANTITY, words=recovered),
        "note": Words(solved.zh, solved.en),
    }


def _data(row: dict[str, ReportCell], solved: Rates) -> dict[str, object]:
    """Give programs every root there is, and no note where there is exactly one."""
    rates = [Datum(rate, Unit.FRACTION) for rate in solved.rates]
    return {**row, "rates": rates, "note": row["note"] if solved.zh else None}
