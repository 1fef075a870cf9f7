"""资金使用核查: tests of execution that need the actuals only. One function a test; what it finds is to be looked at."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.monitoring.alarm import AlarmColour, Domain
from bondcalc.monitoring.balance_check import balance_check
from bondcalc.monitoring.bond_money import bond_money
from bondcalc.monitoring.execution_test import Findings, Seen, execution_test
from bondcalc.monitoring.layer import DEBT, Spent
from bondcalc.monitoring.money_sheets import MONEY_SOURCES, MOVED_FOR, SPENT_ON, Transaction
from bondcalc.monitoring.monitoring_case import MonitoringCase, above
from bondcalc.monitoring.state_sheets import ServicePayment
from bondcalc.monitoring.treasury_gap import treasury_gap
from bondcalc.monitoring.yearly_view import WORKS, whole_progress
from bondcalc.schedules import investment
from bondcalc.wording import day as days_in_text
from bondcalc.wording import number

CREDITED = ("revenue", "capital")
"""Purposes under which money that comes back makes a project look better than it is."""
CONTRACTED = ("works", "other")
"""Purposes for which there is a contract."""


@execution_test("paid_ahead", "支付进度超前形象进度", AlarmColour.ORANGE, "核对计量支付资料和现场形象进度")
def paid_ahead(case: MonitoringCase) -> Findings:
    """Money paid for works runs ahead of what stands there, for the project and for each item (虚列进度、以拨代支)."""
    limit, book = case.filed.rules.value("payment_ahead").number, case.filed.book
    built = book.use(investment.schedule)
    whole = sum(case.filed.figures.amounts(built.works), Decimal(0))
    paid = sum(case.actuals.spent_by_month(spent_on=WORKS).values(), Decimal(0))
    subjects = [("whole", "整个项目", whole, paid, whole_progress(case.filed.project, case.actuals, case.as_of))]
    for row in case.filed.project.rows(InvestmentItem):
        spent = sum(case.actuals.spent_by_month(item=row.id, spent_on=WORKS).values(), Decimal(0))
        planned = sum(case.filed.figures.amounts(built.items[row.id]), Decimal(0))
        subjects.append((row.id, row.name, planned, spent, case.actuals.progress_on(case.as_of, row.id)))
    for id_, name, budget, spent, progress in subjects:
        if progress is not None and budget and spent / budget - progress > limit:
            shown = f"支付进度{number.percent(spent / budget)}，形象进度{number.percent(progress)}"
            ahead = number.trimmed((spent / budget - progress) * 100, 0, 2)
            yield Seen(id_, f"{name}{shown}，支付超前{ahead}个百分点")


@execution_test(
    "outside_plan", "计划外支出", AlarmColour.ORANGE, "核对支出是否属于申报的投资项目，调整用途的须经批准并公告"
)
def outside_plan(case: MonitoringCase) -> Findings:
    """Bond money is spent on what the plan does not list; a change of use that was approved is none (财预〔2021〕110号)."""
    for spent in _by_bond_money(case, ("outside",)):
        matter = case.actuals.matter(spent.day.year)
        if matter is None or not matter.adjustment_approved:
            yield _seen(case, spent, f"{_on(spent)}用债券资金支付计划外事项{case.money(spent.amount)}")


@execution_test("unknown_counterparty", "合同清单以外的收款方", AlarmColour.YELLOW, "补充合同或说明付款依据")
def unknown_counterparty(case: MonitoringCase) -> Findings:
    """Somebody is paid for works with whom there is no contract; nothing to hold against where no contract is listed."""
    known = {contract.counterparty.strip() for contract in case.actuals.contracts}
    numbers = {contract.number.strip() for contract in case.actuals.contracts}
    for row in case.actuals.transactions if known else ():
        paid = row.paid_out > 0 and row.moved_for in CONTRACTED
        if paid and (row.contract or "").strip() not in numbers and _party(row) not in known:
            name = row.counterparty or "未填写户名的一方"
            yield Seen(
                f"{row.day}.{row.paid_out}",
                f"{days_in_text.spelt(row.day)}向{name}支付{case.yuan(row.paid_out)}，合同清单中没有该收款方",
            )


@execution_test("round_trip", "资金回流", AlarmColour.ORANGE, "核对双方往来的真实性和入账依据")
def round_trip(case: MonitoringCase) -> Findings:
    """Money goes out to somebody and comes back from the same within some days: 红 as revenue or capital (虚增收入、虚假资本金).

    What comes back for the purpose it was paid for is a refund (退回), which is spent no longer and no finding.
    """
    for out, back in _round_trips(case):
        days, way = (back.day - out.day).days, "转入" if back.direction == "in" else "的支出红字冲销"
        yield Seen(
            f"{back.day}.{-back.paid_out}",
            f"{days_in_text.spelt(out.day)}向{back.counterparty}支付{case.yuan(out.paid_out)}，"
            f"{days}天后该方{way}{case.yuan(-back.paid_out)}，记为{MOVED_FOR[back.moved_for]}",
            AlarmColour.RED if back.moved_for in CREDITED else None,
        )


def _round_trips(case: MonitoringCase) -> Iterator[tuple[Transaction, Transaction]]:
    """Give what went out last and what came back of it under a purpose for which nothing had gone out."""
    within = timedelta(days=int(case.number("monitoring_round_trip_days")))
    rows = [row for row in case.actuals.transactions if row.counterparty and row.moved_for != "transfer"]
    paid: dict[str, list[Transaction]] = defaultdict(list)
    for row in rows:
        if row.paid_out > 0:
            paid[_party(row)].append(row)
    for back in (row for row in rows if row.paid_out < 0):
        out = [row for row in paid[_party(back)] if row.day <= back.day <= row.day + within]
        if out and back.moved_for not in {row.moved_for for row in out}:
            yield out[-1], back


@execution_test(
    "debt_from_bond",
    "债券资金用于付息还本",
    AlarmColour.RED,
    "核对付款账户和资金来源，应由项目收入或预算资金支付的予以归垫",
)
def debt_from_bond(case: MonitoringCase) -> Findings:
    """What the debt costs is paid with the money that was borrowed."""
    moved = list(_by_bond_money(case, DEBT))
    for spent in moved:
        yield _seen(case, spent, f"{_on(spent)}用债券资金{SPENT_ON[spent.spent_on]}{case.money(spent.amount)}")
    for row in case.actuals.service():
        day = row.paid_on or row.due_on
        if row.paid_with == "bond" and row.amount and not _moved(row, [spent for spent in moved if spent.day == day]):
            text = f"{days_in_text.spelt(day)}债券{row.bond}的本息{case.money(row.amount)}由债券资金支付"
            yield Seen(f"{row.bond}.{row.due_on}", text, weight=row.amount, happened=day)


def _moved(row: ServicePayment, moved: Sequence[Spent]) -> bool:
    """Tell whether what was spent on the day of a payment is that payment, whole or in parts: then it is told already."""
    amounts = {row.amount, row.service}
    return not amounts.isdisjoint(
        {sum((spent.amount for spent in moved), Decimal(0)), *(spent.amount for spent in moved)}
    )


@execution_test(
    "running_costs_from_bond",
    "债券资金用于日常运转",
    AlarmColour.RED,
    "核对付款账户和支出性质，不属于资本性支出的予以归垫",
)
def running_costs_from_bond(case: MonitoringCase) -> Findings:
    """Running costs are paid with bond money."""
    for spent in _by_bond_money(case, ("operating",)):
        yield _seen(case, spent, f"{_on(spent)}用债券资金支付日常运转支出{case.money(spent.amount)}")


@execution_test(
    "taken_back", "冲销或退回超过原支出", AlarmColour.ORANGE, "核对红字凭证与原支出凭证，更正资金来源、用途或日期"
)
def taken_back(case: MonitoringCase) -> Findings:
    """More is reversed or comes back than was spent before from the same source for the same purpose: what was paid looks too small.

    What `round_trip` tells of is not told twice.
    """
    round_trips = {(back.day, case.actuals.money(back.paid_out), back.moved_for) for _, back in _round_trips(case)}
    left: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for spent in sorted(case.actuals.spent(), key=lambda row: (row.day, -row.amount)):
        before, left[spent.kind] = left[spent.kind], max(left[spent.kind] + spent.amount, Decimal(0))
        if before + spent.amount < 0 and (spent.day, spent.amount, spent.spent_on) not in round_trips:
            what, back = f"{MONEY_SOURCES[spent.source]}的{SPENT_ON[spent.spent_on]}", -spent.amount
            text = f"{_on(spent)}{what}冲销或退回{case.money(back)}，此前支出未冲销的只有{case.money(before)}"
            yield Seen(f"{spent.day}.{back}", text, weight=back - before, happened=spent.day)


@execution_test("idle", "债券资金闲置", AlarmColour.YELLOW, "加快支出；确需调整用途的，按程序报批并公告", Domain.MONEY)
def idle(case: MonitoringCase) -> Findings:
    """Bond money lies in the account for six months, for twelve."""
    money, limits = bond_money(case), case.levels("monitoring_idle_months")
    for lot in () if money is None else money.idle:
        level = above(lot.months, limits)
        if level is not AlarmColour.GREEN:
            arrived = days_in_text.spelt(lot.arrived)
            text = f"{arrived}到位的债券资金有{case.money(lot.left)}未使用，已满{lot.months}个月"
            yield Seen(str(lot.arrived), text, level, lot.left)


@execution_test(
    "balance",
    "债券资金账户余额与结存不符",
    AlarmColour.YELLOW,
    "核对银行对账单、支出台账和账户间划转，说明差额（如未入账的支出、利息收入、其他资金）",
    Domain.MONEY,
)
def balance(case: MonitoringCase) -> Findings:
    """The accounts of bond money hold more or less than what is left of it; what differs by less than a quantum is rounding."""
    check = balance_check(case)
    if check is not None and abs(check.difference) >= case.actuals.quantum:
        held, left, apart = (case.money(amount) for amount in (check.held, check.left, abs(check.difference)))
        way = "少" if check.difference < 0 else "多"
        day = days_in_text.spelt(check.day)
        yield Seen("bond", f"{day}债券资金账户余额{held}，按到账和支出计算结存{left}，余额{way}{apart}")


@execution_test(
    "not_paid_in", "收入未缴库", AlarmColour.YELLOW, "核对收入台账和缴款书，应缴未缴的及时缴入国库", Domain.TREASURY
)
def not_paid_in(case: MonitoringCase) -> Findings:
    """Revenue is booked and has not reached the treasury after so many days; no finding where nobody told what did."""
    gap = treasury_gap(case)
    if gap is None or gap.oldest is None or gap.paid_in is None or gap.left is None:
        return
    level = above(gap.days, case.levels("monitoring_paid_in_days"))
    if level is not AlarmColour.GREEN:
        sums = f"累计实现收入{case.money(gap.earned)}，缴库{case.money(gap.paid_in)}，未缴{case.money(gap.left)}"
        yield Seen(
            "gap", f"{sums}，最早一笔实现于{days_in_text.spelt(gap.oldest)}以前，已过{gap.days}天", level, gap.left
        )


def _seen(case: MonitoringCase, spent: Spent, text: str) -> Seen:
    """Make the finding of something that was spent: that it was taken back since is said and does not undo it."""
    later = (row for row in case.actuals.spent() if row.amount < 0 and row.day >= spent.day and row.kind == spent.kind)
    back = -sum((row.amount for row in later), Decimal(0))
    since = f"，此后同一来源和用途冲销或退回{case.money(back)}" if back else ""
    return Seen(f"{spent.day}.{spent.amount}", text + since, weight=spent.amount, happened=spent.day)


def _on(spent: Spent) -> str:
    return days_in_text.spelt(spent.day)


def _party(row: Transaction) -> str:
    """Give the other side of a movement; blank where nobody told it."""
    return (row.counterparty or "").strip()


def _by_bond_money(case: MonitoringCase, purposes: tuple[str, ...]) -> Iterator[Spent]:
    """Give what was spent on some purposes with bond money: by its source, or out of an account that holds it."""
    accounts = case.actuals.accounts("bond")
    held = {
        (row.day, case.actuals.money(row.paid_out), row.moved_for)
        for row in case.actuals.transactions
        if row.paid_out > 0 and row.account in accounts
    }
    for spent in case.actuals.spent():
        if (
            spent.amount > 0
            and spent.spent_on in purposes
            and (spent.source == "bond" or (spent.day, spent.amount, spent.spent_on) in held)
        ):
            yield spent
