"""年度日程表: tasks of the year with the payment days of this project among them, in the order of days."""

from datetime import date

from bondcalc.dates import add_months
from bondcalc.in_life.life_plan import BondPayment, LifePlan
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.in_life.life_words import noted, said
from bondcalc.in_life.payment_budget import YUAN
from bondcalc.in_life.year_tasks import DatedTask, due_within
from bondcalc.wording.day import put_off, spelt
from bondcalc.wording.report import Datum, Listing, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = "年度工作日程表"
MONTHS = 12
CUSTOM = "（通行做法，以本地规定为准）"
COLUMNS = (
    ReportColumn("last", Words("日期（截止）"), align="c", width=1.0),
    ReportColumn("first", Words("开始"), align="c", width=1.0),
    ReportColumn("task", Words("事项"), align="l", width=2.6),
    ReportColumn("who", Words("责任单位"), align="l", width=1.2),
    ReportColumn("amount", Words("本项目金额"), Unit.MONEY, width=1.3),
    ReportColumn("basis", Words("依据"), align="l", width=2.2),
)


def told(plan: LifePlan, record: LifeRecord) -> Report:
    """Tell what falls due in the twelve months after the day."""
    last = add_months(record.as_of, MONTHS)
    due = due_within(record.as_of, MONTHS)
    often = {task.task.id: _task(task) for task in due if task.task.recurring}
    dated = [(task.last, 0, _task(task)) for task in due if not task.task.recurring]
    paid = [
        (on, order, row)
        for payment in plan.payments_to_come(record.as_of, last)
        for on, order, row in _payment(payment)
        if record.as_of < on <= last
    ]
    rows = [*often.values(), *(row for _, _, row in sorted([*dated, *paid], key=lambda dated_row: dated_row[:2]))]
    title = Words(f"{spelt(record.as_of)}以后十二个月的日程")
    note = noted("year_note", said("year_note"))
    return Report(plan.particulars.name, YUAN, [Listing("year", title, COLUMNS, rows, money=True), note])


def _task(dated: DatedTask) -> ReportRow:
    task = dated.task
    return {
        "last": task.recurring or dated.last.isoformat(),
        "first": dated.first.isoformat() if dated.first else "",
        "task": task.zh,
        "who": task.who,
        "basis": task.basis if not task.custom or "通行做法" in task.basis else f"{task.basis}{CUSTOM}",
    }


def _payment(payment: BondPayment) -> list[tuple[date, int, ReportRow]]:
    """Give the day of a payment, and before it the day by which the county pays in, where its lead is stated."""
    owed = Datum(payment.owed, Unit.MONEY, f"year.{payment.bond.id}.{payment.nominal}")
    row: ReportRow = {
        "last": payment.paid_on.isoformat(),
        "task": payment.what + put_off(payment.nominal),
        "who": "财政部门",
        "amount": owed,
        "basis": "发行文件；节假日顺延",
    }
    if payment.hand_over is None:
        return [(payment.paid_on, 1, row)]
    before = {**row, "last": payment.hand_over.isoformat(), "task": f"{payment.what}资金缴至上级"}
    return [(payment.hand_over, 1, before), (payment.paid_on, 1, row)]
