"""监测方法附件: what is computed and how, σ by series and where it is from, how often alarms are false or missed."""

from collections.abc import Sequence
from decimal import Decimal

from bondcalc.in_life.life_words import noted, said
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.monitoring.stated_bounds import level_text
from bondcalc.wording import number
from bondcalc.wording.report import Datum, Listing, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

PREFIX = "monitoring_"
CHANNELS = {"period": "当期偏离", "cumulated": "累计偏离", "trend": "偏离趋势", "average": "移动平均"}
SIMULATED, ASSUMED = "项目风险模拟", "假定"


def method_report(made: MonitoringResult) -> Report:
    """Tell the method."""
    form, notation = made.filed.project.form(Particulars), made.filed.project.form(Settings).notation()
    parts: list[Note | Listing] = [
        *(noted(id_, said(id_)) for id_ in ("method_deviation", "method_charts", "method_forecast", "method_works")),
        _values(made),
        noted("method_usual", said("method_usual", scenarios=number.fixed(made.usual.scenarios, 0, grouped=True))),
        _usual(made),
        noted(
            "method_rates",
            said(
                "method_rates", seeds=number.fixed(made.rates.seeds, 0, grouped=True), periods=str(made.rates.periods)
            ),
        ),
        _rates(made),
    ]
    return Report(form.name, notation, parts, widths=(44, 18, 78))


def _values(made: MonitoringResult) -> Listing:
    """List every parameter of monitoring with what it rests on."""
    columns = (
        ReportColumn("value", Words("参数"), align="l", width=1.9),
        ReportColumn("numbers", Words("数值"), align="c", width=1.2),
        ReportColumn("basis", Words("依据"), align="l", width=2.8),
    )
    values = sorted(
        (value for value in made.book.rules.values if value.id.startswith(PREFIX)), key=lambda value: value.id
    )
    rows: list[ReportRow] = [
        {
            "value": value.zh,
            "numbers": "、".join(level_text(value.id, _written(figure, value.unit)) for figure in value.numbers),
            "basis": value.citation_review,
        }
        for value in values
    ]
    return Listing("method_values", Words("监测参数（惯例，可调整，未核实）"), columns, rows)


def _written(figure: Decimal, unit: Unit) -> str:
    return number.share(figure) if unit is Unit.FRACTION else number.trimmed(figure)


def _usual(made: MonitoringResult) -> Listing:
    """List σ of every series in the last year told, and where it is from."""
    columns = (
        ReportColumn("name", Words("监测序列"), align="l", width=2.4),
        ReportColumn("share", Words("σ（占计划数）"), Unit.FRACTION, width=1.2),
        ReportColumn("source", Words("来源"), align="l", width=1.6),
    )
    assumed = set(made.usual.assumed)
    rows: list[ReportRow] = []
    for series in made.series:
        usual = made.figures.amounts(series.lines.deviation.usual)[-1]
        rows.append(
            {
                "name": series.name,
                "share": Datum(usual, Unit.FRACTION, f"monitoring.usual.{series.id}", places=2),
                "source": ASSUMED if series.id in assumed else SIMULATED,
            }
        )
    year = made.series[0].lines.level.axis.years[-1] if made.series else made.as_of.year
    return Listing("method_usual_table", Words(f"常见偏离（标准差，{year}年）"), columns, rows)


def _rates(made: MonitoringResult) -> Listing:
    """List how often the alarms are right and wrong."""
    columns: Sequence[ReportColumn] = (
        ReportColumn("case", Words("情形"), align="l", width=4.0),
        ReportColumn("share", Words("报警的比例"), Unit.FRACTION, width=1.2),
    )
    rates = made.rates
    told_of = [
        ("shift_first", "自第1期起低1倍标准差，移动平均在第12期前报警", rates.shift_first),
        ("shift_sixth", "自第6期起低1倍标准差，移动平均在第17期前报警", rates.shift_sixth),
        ("clean_average", f"没有偏移，{rates.periods}期内移动平均误报", rates.clean_average),
        ("clean", f"没有偏移，{rates.periods}期内任何一项误报", rates.clean),
        *(
            (f"clean_{id_}", f"其中：{CHANNELS.get(id_, id_)}误报", share)
            for id_, share in rates.clean_by.items()
            if id_ != "average"
        ),
    ]
    rows: list[ReportRow] = [
        {"case": text, "share": Datum(share, Unit.FRACTION, f"monitoring.rates.{id_}", places=2)}
        for id_, text, share in told_of
    ]
    return Listing("method_rates_table", Words("误报和检出的比例（模拟）"), columns, rows)
