"""未填报: what nobody told beside the lines of the plan. It is not counted, not as 0 either, and is no alarm by itself."""

from collections.abc import Iterator

from bondcalc.inputs.sheets.bond import Bond
from bondcalc.monitoring.due_payments import untold_payments
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.monitoring_result import BondMoney, CapitalMoney, NextPayment, TreasuryGap
from bondcalc.monitoring.state_sheets import ProgressReading
from bondcalc.monitoring.year_matters import unanswered
from bondcalc.monitoring.yearly_view import unread_items, whole_progress
from bondcalc.wording.day import spelt


def blanks(
    case: MonitoringCase,
    payment: NextPayment | None,
    money: BondMoney | None,
    capital: CapitalMoney | None,
    treasury: TreasuryGap | None,
) -> Iterator[str]:
    """Name what a monitoring asks for and was not told, in the order of the sheets."""
    actuals = case.actuals
    if treasury is not None and treasury.paid_in is None:
        yield "收入缴库"
    planned = [row for row in case.current.project.rows(Bond) if row.status == "planned"]
    yield from (f"债券{bond.id}的发行结果" for bond in planned if bond.value_date <= case.as_of)
    yield from (f"债券{step.bond}的票面利率" for step in actuals.steps("issued") if step.coupon is None)
    if not actuals.steps("on_lent") and any(bond.value_date <= case.as_of for bond in case.current.project.rows(Bond)):
        yield "转贷到账"
    unnamed = sum(step.bond is None for step in actuals.steps("on_lent"))
    if unnamed and len(case.current.project.rows(Bond)) > 1:
        yield f"{unnamed}笔转贷到账的债券编号"
    if capital is not None and capital.arrived is None and capital.planned:
        yield "资本金到位"
    if money is not None and money.spent is None:
        yield "债券资金支出"
    yield from _progress(case)
    if payment is not None and payment.balance is None:
        yield "偿债资金账户余额"
    if money is not None and actuals.held_on(case.as_of, "bond") is None:
        yield "债券资金账户余额"
    values = [row for row in actuals.targets if row.target is not None and row.due is None and not row.by_year]
    if values:
        yield f"{len(values)}项绩效指标的实际值"
    yield from _service(case)
    yield from unanswered(case)


def _progress(case: MonitoringCase) -> Iterator[str]:
    """Name the progress of the works where it is not read as a whole, with the items that lack it where others have it."""
    project, actuals, day = case.filed.project, case.actuals, case.as_of
    if whole_progress(project, actuals, day) is None:
        missing, read = unread_items(project, actuals, day), actuals.rows(ProgressReading)
        yield f"形象进度（{'、'.join(missing)}）" if read and missing else "形象进度"


def _service(case: MonitoringCase) -> Iterator[str]:
    """Name the payments whose day is over and that no row of 还本付息 lists; those listed are asked for by a finding."""
    listed = {row.owing for row in case.actuals.service()}
    days = [day for bond, day in untold_payments(case) if (bond, day) not in listed]
    if days:
        yield f"{len(days)}笔已到期本息的支付情况（最近一笔{spelt(max(days))}）"
