"""次年还本付息预算表: what each bond pays next year, by budget account, and what it is paid from; worked out each October."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bondcalc.filings.parts.repayment_words import sources
from bondcalc.filings.parts.text import Writer
from bondcalc.in_life.budget_accounts import accounts_of
from bondcalc.in_life.life_plan import BondPayment, LifePlan, short_name
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.in_life.life_words import FILING, noted, said
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.repayment_duties import Duties
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.inputs.sheets.volume_lines import BUDGET_CLASSES
from bondcalc.schedules.revenue import ELIGIBLE
from bondcalc.wording import number
from bondcalc.wording.day import TO_COME
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Listing, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = "次年专项债券还本付息预算表"
YUAN = Notation(Decimal("0.01"), "元")
COLUMNS = (
    ReportColumn("bond", Words("债券"), align="l", width=1.7),
    ReportColumn("what", Words("支出内容"), align="l", width=0.9),
    ReportColumn("account", Words("支出科目（未核实）"), align="l", width=1.0),
    ReportColumn("amount", Words("预算数"), Unit.MONEY, width=1.3, total=True),
    ReportColumn("days", Words("付款日"), align="l", width=1.4),
    ReportColumn("source", Words("资金来源"), align="l", width=2.2),
)
DAY_COLUMNS = (
    ReportColumn("bond", Words("债券"), align="l", width=1.8),
    ReportColumn("paid_on", Words("付款日"), align="c", width=1.1),
    ReportColumn("hand_over", Words("县级缴款日"), align="c", width=1.1),
    ReportColumn("principal", Words("本金"), Unit.MONEY, width=1.3, total=True),
    ReportColumn("interest", Words("利息"), Unit.MONEY, width=1.3, total=True),
    ReportColumn("fee", Words("兑付手续费"), Unit.MONEY, width=1.1, total=True),
    ReportColumn("owed", Words("合计"), Unit.MONEY, width=1.3, total=True),
)


def next_year(record: LifeRecord) -> int:
    """Give the year that is budgeted for: the one after the day."""
    return record.as_of.year + 1


def told(plan: LifePlan, record: LifeRecord) -> Report:
    """Tell the table by bond and account, then the days of payment."""
    year = next_year(record)
    payments = plan.payments(date(year, 1, 1), date(year, 12, 31))
    parts: list[Note | Listing] = [
        noted("payment_budget_note", said("payment_budget_note", year=str(year))),
        Listing(
            "payment_budget",
            Words(f"{year}年专项债券还本付息预算表"),
            COLUMNS,
            _rows(plan, payments),
            empty=Words(f"{year}年没有应付本息。"),
            money=True,
        ),
    ]
    if payments:
        title = Words(f"{year}年付款日程")
        parts.append(Listing("payment_days", title, DAY_COLUMNS, [_day(payment) for payment in payments], money=True))
    return Report(plan.particulars.name, YUAN, [*parts, *_named_sources(plan), *_duties(plan)])


def _rows(plan: LifePlan, payments: Sequence[BondPayment]) -> list[ReportRow]:
    bonds = dict.fromkeys(payment.bond.id for payment in payments)
    by_bond = {id_: [payment for payment in payments if payment.bond.id == id_] for id_ in bonds}
    return [row for mine in by_bond.values() for row in _of_bond(plan, mine)]


def _of_bond(plan: LifePlan, mine: Sequence[BondPayment]) -> list[ReportRow]:
    """Give a row for each of principal, interest and fee that a bond pays."""
    bond, year = mine[0].bond, mine[0].nominal.year
    accounts = accounts_of(plan.particulars.sector, date(year, 1, 1))
    own = _classes(plan)
    refinanced = refinancing_of(plan, bond, year)
    parts = (
        ("principal", "还本", accounts.principal, f"再融资专项债券；不足部分：{own}" if refinanced else own),
        ("interest", "付息", accounts.interest, own),
        ("fee", "兑付手续费", accounts.fee, own),
    )
    return [
        {
            "bond": _named(bond),
            "what": what,
            "account": account,
            "amount": Datum(total, Unit.MONEY, f"payment_budget.{bond.id}.{id_}"),
            "days": "、".join(_short(payment.paid_on) for payment in mine if getattr(payment, id_)),
            "source": source,
        }
        for id_, what, account, source in parts
        if (total := sum((getattr(payment, id_) for payment in mine), Decimal(0)))
    ]


def _classes(plan: LifePlan) -> str:
    """Name the classes of revenue that repay (财预〔2017〕89号): 政府性基金收入, 项目专项收入."""
    project = plan.result.project
    lines = [row.budget_class for row in (*project.rows(RevenueLine), *project.rows(NodeLine)) if row.claimed]
    classes = dict.fromkeys(BUDGET_CLASSES[class_] for class_ in lines if class_ in ELIGIBLE)
    ground = ["政府性基金收入（土地出让）"] if any(parcel.claimed for parcel in project.rows(Parcel)) else []
    return "、".join([*ground, *classes]) or TO_COME


def _named(bond: Bond) -> str:
    """Name a bond; one that the project file still has as planned says so."""
    return f"{short_name(bond)}（按计划利率）" if bond.status == "planned" else short_name(bond)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def refinancing_of(plan: LifePlan, bond: Bond, year: int) -> list[Bond]:
    """Find the bonds of the plan that refinance another in a year."""
    rows = plan.result.project.rows(Bond)
    return [row for row in rows if row.refinances == bond.id and row.value_date.year == year]


def _day(payment: BondPayment) -> ReportRow:
    id_ = f"payment_days.{payment.bond.id}.{payment.nominal}"
    return {
        "bond": _named(payment.bond),
        "paid_on": payment.paid_on.isoformat(),
        "hand_over": payment.hand_over.isoformat() if payment.hand_over else "按省通知",
        **{
            part: Datum(getattr(payment, part), Unit.MONEY, f"{id_}.{part}")
            for part in ("principal", "interest", "fee", "owed")
        },
    }


def _named_sources(plan: LifePlan) -> list[Note]:
    """Name the lines of revenue behind the classes."""
    lines = "、".join(sources(Writer(plan.result, FILING)))
    return [noted("payment_sources", said("payment_sources", sources=lines))] if lines else []


def _duties(plan: LifePlan) -> list[Note]:
    """Say who repays which part, where the plan states it (财会〔2025〕17号)."""
    duties = plan.result.project.form(Duties)
    if duties.unit_share is None or duties.fund_share is None:
        return []
    parts = {"unit": number.share(duties.unit_share), "fund": number.share(duties.fund_share)}
    return [noted("payment_duties", said("payment_duties", **parts))]
