"""状态: where a project stands on the day, each line a figure, what it is held against, its level; the next payment first."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bondcalc.in_life.alarm_table import counted, level_cell
from bondcalc.in_life.life_words import noted, said
from bondcalc.in_life.repayable_years import YEARS, deviation_cells
from bondcalc.in_life.unreported import amount_told, unreported_notes
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.advances import advances
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.monitoring.monitoring_result import BondMoney, MonitoringResult, NextPayment
from bondcalc.monitoring.next_payment import taken_off
from bondcalc.monitoring.series_table import REPAYABLE
from bondcalc.monitoring.stated_bounds import bounds_said
from bondcalc.schedules import coverage
from bondcalc.wording import number
from bondcalc.wording.day import due_day, spelt
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import (
    DASH,
    UNTOLD,
    Datum,
    Listing,
    Note,
    Report,
    ReportCell,
    ReportColumn,
    ReportRow,
    Words,
)
from bondcalc.wording.terms import Unit

IDLE = "monitoring_idle_months"
"""Rule value: the months after which money that lies idle is told, half a year and a year."""
COLUMNS = (
    ReportColumn("item", Words("监测事项"), align="l", width=1.7),
    ReportColumn("value", Words("数值"), mixed=True, width=1.2),
    ReportColumn("beside", Words("对照"), align="l", width=2.9),
    ReportColumn("level", Words("级别"), align="c", width=0.5),
)


def status_report(made: MonitoringResult) -> Report:
    """Tell the state: a sentence, then the lines, the next payment first."""
    form, notation = made.filed.project.form(Particulars), made.filed.project.form(Settings).notation()
    parts: list[Note | Listing] = [
        _headline(made),
        Listing("status", Words(f"监测状态表（{spelt(made.as_of)}）"), COLUMNS, list(_rows(made, notation))),
        *unreported_notes(made),
        *_people(made),
    ]
    return Report(form.name, notation, parts, widths=(34, 16, 78, 8))


def _headline(made: MonitoringResult) -> Note:
    example = said("status_example") if made.actuals.particulars.example else ""
    facts = {"day": spelt(made.as_of), "level": made.worst.zh}
    if not made.alarms:
        return noted("status_quiet", said("status_quiet", **facts) + example)
    return noted("status_said", said("status_said", alarms=counted(made.alarms), **facts) + example)


def _people(made: MonitoringResult) -> Iterator[Note]:
    """Say who filled the actuals in and who looked them over, where anybody is named; nobody reviews what he filled in."""
    form = made.actuals.particulars
    if not form.prepared_by and not form.reviewed_by:
        return
    prepared, reviewed = (name or UNTOLD.zh for name in (form.prepared_by, form.reviewed_by))
    same = "（同一人）" if form.prepared_by == form.reviewed_by else ""
    yield noted("status_people", said("status_people", prepared=prepared, reviewed=reviewed, same=same))


def _rows(made: MonitoringResult, notation: Notation) -> Iterator[ReportRow]:
    yield from _payment(made, notation)
    yield from _money(made, notation)
    yield from _capital(made, notation)
    yield from _treasury(made, notation)
    yield from _revenue(made, notation)
    yield from _forecast(made)
    yield from _works(made)
    yield from _targets(made)


def _row(made: MonitoringResult, item: str, value: ReportCell, beside: str, *ids: str) -> ReportRow:
    """Give a line with the worst level of the alarms whose ids begin so; a figure that nobody told has none."""
    untold = isinstance(value, Datum) and value.untold
    return {
        "item": item,
        "value": value,
        "beside": beside,
        "level": DASH if untold else level_cell(level_of(made, *ids)),
    }


def level_of(made: MonitoringResult, *ids: str) -> AlarmColour:
    """Give the worst level of the alarms whose ids begin so; 绿 where there is none."""
    levels = [alarm.level for alarm in made.alarms if alarm.id.startswith(ids)]
    return max(levels, key=lambda level: level.order, default=AlarmColour.GREEN)


def _payment(made: MonitoringResult, notation: Notation) -> Iterator[ReportRow]:
    payment = made.payment
    if payment is None:
        yield _row(made, "下次付款资金保障倍数", DASH, "没有未付的本息", "payment.")
        return
    short = f"缺口{notation.amount(payment.short)}" if payment.short else "没有缺口"
    short = "缺口不能计算" if payment.short is None else short
    beside = (
        f"{due_day(payment.day)}应付本息{notation.amount(payment.due)}，余额{_held(payment, notation)}，"
        f"此前预计收益{notation.amount(payment.expected)}，{short}"
    )
    cover = Datum(payment.cover, Unit.RATIO, "monitoring.payment.cover", none=UNTOLD)
    yield _row(made, "下次付款资金保障倍数", cover, beside, "payment.next")
    late = [alarm for alarm in made.alarms if alarm.id.startswith("payment.late")]
    if late:
        value = Datum(len(late), Unit.COUNT, "monitoring.payment.late")
        yield _row(made, "未按期支付（笔）", value, "未付或者晚于应付日支付", "payment.late")
    yield from _advances(made, notation)
    for alarm in made.alarms:
        if alarm.id == "payment.untold":
            yield _row(made, "已到期本息的支付情况", UNTOLD, alarm.text, alarm.id)


def _advances(made: MonitoringResult, notation: Notation) -> Iterator[ReportRow]:
    """Tell of service that others paid, where there is any."""
    others = advances(made.actuals, made.as_of)
    if others is None or not (others.given or others.deducted):
        return
    beside = f"垫付{amount_told(others.given, notation)}，归还{amount_told(others.returned, notation)}，上级扣款{amount_told(others.withheld, notation)}"
    value = Datum(others.left, Unit.MONEY, "monitoring.payment.advanced")
    ids = "payment.advanced", "payment.deducted"
    yield _row(made, f"财政垫付未归还（{notation.money_unit}）", value, beside, *ids)


def _held(payment: NextPayment, notation: Notation) -> str:
    """Write the balance with its day, and what is taken off it since."""
    if payment.seen is None:
        return UNTOLD.zh
    held = f"{amount_told(payment.balance, notation)}（{spelt(payment.seen)}）"
    return held + taken_off(payment, lambda amount: amount_told(amount, notation))


def _money(made: MonitoringResult, notation: Notation) -> Iterator[ReportRow]:
    money = made.money
    if money is None:
        return
    none = UNTOLD if money.spent is None else DASH
    spent = amount_told(money.spent, notation)
    beside = f"到账{notation.amount(money.arrived)}，已支{spent}，按资金筹措表应支{notation.amount(money.planned)}"
    progress = Datum(money.progress, Unit.FRACTION, "monitoring.money.progress", none=none, places=2)
    yield _row(made, "债券资金支出进度", progress, beside, "money.progress")
    yield _idle(made, money, notation)
    yield from _balance(made, notation)


def _capital(made: MonitoringResult, notation: Notation) -> Iterator[ReportRow]:
    """Set the capital that arrived beside the funding table."""
    capital = made.capital
    if capital is None:
        return
    beside = f"到位{amount_told(capital.arrived, notation)}，按资金筹措表应到位{amount_told(capital.planned, notation)}"
    none = UNTOLD if capital.arrived is None else DASH
    progress = Datum(capital.progress, Unit.FRACTION, "monitoring.capital.progress", none=none, places=2)
    yield _row(made, "资本金到位率", progress, beside, "progress.capital")


def _balance(made: MonitoringResult, notation: Notation) -> Iterator[ReportRow]:
    """Set the balance of the accounts of bond money beside what arrived and is not spent."""
    check = made.balance
    if check is None:
        return
    apart = f"余额{'少' if check.difference < 0 else '多'}{amount_told(abs(check.difference), notation)}"
    beside = f"{spelt(check.day)}，按到账和支出计算结存{amount_told(check.left, notation)}，{apart if check.difference else '相符'}"
    value = Datum(check.held, Unit.MONEY, "monitoring.money.balance")
    yield _row(made, f"债券资金账户余额（{notation.money_unit}）", value, beside, "money.balance")


def _idle(made: MonitoringResult, money: BondMoney, notation: Notation) -> ReportRow:
    """Tell what lies idle for the months of the first level, and of it for those of the last."""
    levels = made.book.rules.value(IDLE).numbers
    first, last = levels[0], levels[-1]
    short, long = ([part for part in money.idle if part.months >= months] for months in (first, last))
    left, older = (sum((part.left for part in parts), Decimal(0)) for parts in (short, long))
    beside = f"其中满{number.trimmed(last)}个月{notation.amount(older)}"
    beside = f"最早{spelt(short[0].arrived)}到账，{beside}" if short else "没有"
    beside = "支出未填报，不能计算" if money.spent is None else beside
    value = Datum(None if money.spent is None else left, Unit.MONEY, "monitoring.money.idle", none=UNTOLD)
    return _row(made, f"到账满{number.trimmed(first)}个月未用（{notation.money_unit}）", value, beside, "money.idle")


def _treasury(made: MonitoringResult, notation: Notation) -> Iterator[ReportRow]:
    gap = made.treasury
    if gap is None:
        return
    beside = f"实现{notation.amount(gap.earned)}，缴库{amount_told(gap.paid_in, notation)}"
    if gap.oldest and gap.left:
        beside += f"，最早的已{gap.days}天"
    yield _row(
        made,
        f"收入未缴库（{notation.money_unit}）",
        Datum(gap.left, Unit.MONEY, "monitoring.treasury.left", none=UNTOLD),
        beside,
        "treasury.not_paid_in",
    )


def _revenue(made: MonitoringResult, notation: Notation) -> Iterator[ReportRow]:
    if all(series.id != REPAYABLE for series in made.series):
        return
    series = made.of(REPAYABLE)
    lines, deviation = series.lines, series.lines.deviation
    shares = deviation_cells(made, series, YEARS[1:-1])

    def money(name: str) -> str:
        """Write an amount of the last year with its unit."""
        value = made.figures.columns(getattr(deviation, name))[-1]
        return notation.amount(Decimal(value or 0))

    def bounds(channel: str) -> str:
        """Say what the figure is held against."""
        return bounds_said(lines, channel, made.figures, made.book.rules)

    year = deviation.plan.axis.years[-1]
    beside = f"计划{money('plan')}，实际{money('actual')}" if year not in series.untold else "收入、成本未填报"
    beside = f"{year}年{beside}；{bounds('period')}"
    yield _row(made, "当期偏离率P（项目收益）", shares["period"], beside, "revenue.period.repayable")
    beside = f"累计计划{money('planned')}，累计实际{money('done')}，累计偏差J为{money('gap')}；{bounds('cumulated')}"
    yield _row(made, "累计偏离率I（项目收益）", shares["cumulated"], beside, "revenue.cumulated.repayable")
    beside = f"f每年的变动，负数为恶化；{bounds('trend')}"
    yield _row(made, "偏离趋势D（项目收益）", shares["trend"], beside, "revenue.trend.repayable")


def filed_ratio(made: MonitoringResult) -> Fraction | None:
    """Give the E/F of the filing, before rounding; None without debt service."""
    filed = made.filed
    value = filed.figures.scalar(filed.book.use(coverage.schedule).ratios["coverage_total_debt"])
    return None if value is None else Fraction(Decimal(value))


def _forecast(made: MonitoringResult) -> Iterator[ReportRow]:
    filed = filed_ratio(made)
    was = "不适用" if filed is None else f"{number.ratio(filed, 4)}倍"
    wanted = made.filed.project.form(Settings).coverage_threshold
    norm = "" if wanted is None else f"，本省标准{number.limit(wanted)}倍"
    for run in made.reforecasts:
        short = f"，{run.point.short}年起资金不足" if run.point.short is not None else "，各年资金不为负"
        lowest = "" if run.point.dscr is None else f"，偿债备付率最低{number.ratio(run.point.dscr)}倍"
        value = Datum(run.point.ratio, Unit.RATIO, f"monitoring.forecast.{run.id}", none=DASH)
        item = f"覆盖倍数：{run.name}"
        yield _row(made, item, value, f"申报时{was}{norm}{lowest}{short}", f"forecast.{run.id}")
        norm = ""


def _works(made: MonitoringResult) -> Iterator[ReportRow]:
    if made.earned is None:
        return
    for id_, item, beside in (
        ("spi", "进度绩效指数SPI", "挣值÷计划价值，低于1为滞后"),
        ("cpi", "费用绩效指数CPI", "挣值÷实际费用，低于1为超支"),
    ):
        value = made.earned.values[id_]
        untold = id_ == "cpi" and made.earned.values["ac"] is None
        cell = Datum(value, Unit.RATIO, f"monitoring.earned.{id_}", none=UNTOLD if untold else DASH)
        yield _row(made, item, cell, beside, f"progress.{id_}")


def _targets(made: MonitoringResult) -> Iterator[ReportRow]:
    """Count the targets that are due and missed; those of later years beside them, since nobody can have reached them yet."""
    if not made.targets:
        return
    due, later = ([target for target in made.targets if target.is_due is is_due] for is_due in (True, False))
    measured, behind = sum(target.actual is not None for target in due), sum(target.missed for target in later)
    beside = f"共{len(made.targets)}项：已到期{len(due)}项，其中有实际值{measured}项"
    beside += f"；未到期{len(later)}项，其中目前未达到{behind}项" if later else ""
    value = Datum(sum(target.missed for target in due), Unit.COUNT, "monitoring.targets.missed")
    yield _row(made, "到期未达到的绩效指标（项）", value, beside, "target.")
