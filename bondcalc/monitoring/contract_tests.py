"""合同核查: payments beside the contracts they name — whether there is one, since when, for how much, for which item."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.monitoring.execution_test import Findings, Seen, execution_test
from bondcalc.monitoring.layer import Spent
from bondcalc.monitoring.money_sheets import Contract
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_turn


def _paid_by_contract(case: MonitoringCase) -> Iterator[tuple[Contract, list[Spent]]]:
    """Give each contract with what was paid that names it, in the order of time."""
    paid = _paid_by_number(case)
    for contract in case.actuals.contracts:
        if rows := paid.get(contract.number.strip()):
            yield contract, rows


def _paid_by_number(case: MonitoringCase) -> dict[str, list[Spent]]:
    """Give what was paid by the number of the contract it names, in the order of time."""
    paid = defaultdict[str, list[Spent]](list)
    for spent in case.actuals.spent():
        paid[(spent.contract or "").strip()].append(spent)
    return paid


def _called(contract: Contract) -> str:
    """Call a contract by its number, and its title where it has one."""
    return f"合同{contract.number}" + (f"（{contract.title}）" if contract.title else "")


@execution_test("unknown_contract", "合同清单以外的合同编号", AlarmColour.YELLOW, "补充合同或更正合同编号")
def unknown_contract(case: MonitoringCase) -> Findings:
    """Payments name a contract that is not listed; nothing to hold against where none is."""
    known = {contract.number.strip() for contract in case.actuals.contracts}
    for named, paid in _paid_by_number(case).items() if known else ():
        rows = [spent for spent in paid if spent.amount > 0]
        if not named or named in known or not rows:
            continue
        whole, last = sum((spent.amount for spent in rows), Decimal(0)), rows[-1].day
        text = f"{len(rows)}笔支出合计{case.money(whole)}（最近一笔{spelt(last)}）所列合同{named}不在合同清单中"
        yield Seen(named, text, weight=whole, happened=last)


@execution_test("above_contract", "支付超过合同金额", AlarmColour.ORANGE, "核对合同、补充协议和结算资料")
def above_contract(case: MonitoringCase) -> Findings:
    """More is paid than the contract is worth; its amount is rounded to the unit of the project as payments are."""
    for contract, rows in _paid_by_contract(case):
        paid, worth = sum((spent.amount for spent in rows), Decimal(0)), case.actuals.money(contract.amount)
        if paid - worth >= case.actuals.quantum:
            text = f"{_called(contract)}金额{case.money(worth)}，累计支付{case.money(paid)}，超过{case.money(paid - worth)}"
            yield Seen(contract.number, text, weight=paid - worth)


@execution_test("before_contract", "合同签订前支付", AlarmColour.YELLOW, "核对合同签订日期和付款依据")
def before_contract(case: MonitoringCase) -> Findings:
    """Something is paid under a contract before it was signed."""
    for contract, rows in _paid_by_contract(case):
        early = [spent for spent in rows if contract.signed_on and spent.day < contract.signed_on]
        if contract.signed_on and early:
            paid = sum((spent.amount for spent in early), Decimal(0))
            text = f"{_called(contract)}签订于{spelt(contract.signed_on)}，此前已支付{case.money(paid)}（最早{spelt(early[0].day)}）"
            yield Seen(contract.number, text, weight=paid, happened=early[0].day)


@execution_test("other_item", "支出与合同的投资项目不同", AlarmColour.YELLOW, "核对支出的投资项目，更正台账或合同清单")
def other_item(case: MonitoringCase) -> Findings:
    """A payment is told for another item of the plan than its contract."""
    for contract, rows in _paid_by_contract(case):
        other = [spent for spent in rows if contract.item and spent.item and spent.item != contract.item]
        if other:
            paid, items = sum((spent.amount for spent in other), Decimal(0)), {spent.item or "" for spent in other}
            text = f"{_called(contract)}属于投资项目{contract.item}，{case.money(paid)}支出列在{in_turn(sorted(items))}"
            yield Seen(contract.number, text, weight=paid)
