"""再融资申请表: principal that falls due next year, what of it is paid from the project, what is asked to be refinanced."""

from datetime import date
from decimal import Decimal

from bondcalc.dates import months_between
from bondcalc.in_life.life_plan import BondPayment, LifePlan, short_name
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.in_life.life_words import noted, said
from bondcalc.in_life.payment_budget import YUAN, next_year, refinancing_of
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording.day import TO_COME
from bondcalc.wording.report import DASH, Datum, Listing, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = "再融资专项债券申请表"
COLUMNS = (
    ReportColumn("bond", Words("到期债券"), align="l", width=1.8),
    ReportColumn("due_on", Words("到期日"), align="c", width=1.1),
    ReportColumn("principal", Words("到期本金"), Unit.MONEY, width=1.3, total=True),
    ReportColumn("own", Words("项目资金偿还"), Unit.MONEY, width=1.3, total=True),
    ReportColumn("asked", Words("申请再融资"), Unit.MONEY, width=1.3, total=True),
    ReportColumn("months", Words("剩余项目周期"), align="c", width=1.0),
    ReportColumn("term", Words("申请期限"), align="c", width=0.9),
    ReportColumn("reason", Words("申请理由"), align="l", width=1.9),
)


def told(plan: LifePlan, record: LifeRecord) -> Report:
    """Tell the request; a year without principal says so."""
    year = next_year(record)
    due = [payment for payment in plan.payments(date(year, 1, 1), date(year, 12, 31)) if payment.principal]
    title = Words(f"{year}年到期专项债券再融资申请表")
    empty = Words(f"{year}年没有到期本金，不需要申请再融资。")
    rows = [_row(plan, payment) for payment in due]
    listing = Listing("refinancing_request", title, COLUMNS, rows, money=True, empty=empty)
    notes = [noted("refinancing_note", said("refinancing_note"))] if due else []
    return Report(plan.particulars.name, YUAN, [listing, *notes])


def _row(plan: LifePlan, payment: BondPayment) -> ReportRow:
    """Give a bond; what is asked for is what the plan refinances, where it does, and no more than falls due."""
    bond, id_ = payment.bond, f"refinancing_request.{payment.bond.id}.{payment.nominal}"
    yuan = plan.result.project.form(Settings).yuan_per_unit
    planned = refinancing_of(plan, bond, payment.nominal.year)
    asked = min(sum((refinancing.face * yuan for refinancing in planned), Decimal(0)), payment.principal)
    terms = "、".join(f"{(refinancing.months() or 0) // 12}年" for refinancing in planned)
    return {
        "bond": short_name(bond),
        "due_on": payment.nominal.isoformat(),
        "principal": Datum(payment.principal, Unit.MONEY, f"{id_}.principal"),
        "own": Datum(payment.principal - asked, Unit.MONEY, f"{id_}.own"),
        "asked": Datum(asked, Unit.MONEY, f"{id_}.asked"),
        "months": _cycle(plan, payment.nominal),
        "term": terms or DASH,
        "reason": "【请填写：项目收入暂时难以实现的原因、以后年度的偿还来源】" if asked else "不申请再融资",
    }


def _cycle(plan: LifePlan, day: date) -> str:
    """Say how long the project still runs when the bond falls due: no refinancing bond is longer (财库〔2020〕36号)."""
    end = plan.particulars.operation_end
    if end is None:
        return TO_COME
    years, months = divmod(max(0, months_between(day, end)), 12)
    return f"{years}年{months}个月" if months else f"{years}年"
