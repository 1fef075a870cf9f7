"""Bond money in the account from which debts are paid: it pays none, in report, workbook and weekly tables alike."""

from decimal import Decimal

import pytest

from bondcalc.in_life.monitoring_status import status_report
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.monitoring.monitored import monitored
from bondcalc.monitoring.monitoring_result import MonitoringResult, NextPayment
from bondcalc.monitoring.next_payment import next_payment, payment_alarms
from bondcalc.portfolio.monitored.member_execution import execution_of
from bondcalc.wording.report import Listing
from tests.monitoring.as_planned import case_of, filed
from tests.monitoring.happened import told
from tests.monitoring.rows import LENT_A, head, moved, statement
from tests.toml_rows import row

AS_OF = "2024-08-31"
HELD = row("account_balances", day=AS_OF, account="0002", kind="repayment", balance=300)
OF_BONDS = row("account_balances", day=AS_OF, account="0001", kind="bond", balance=50)


def in_two(amount: float, day: str = "2024-08-01", **more: str) -> str:
    """A transfer from the account of bond money to the one from which debts are paid, in both statements."""
    there = moved(day, amount, "transfer", account="0002", direction="in", **more)
    return moved(day, amount, "transfer", account="0001") + there


ARRIVED = moved("2024-08-01", 2_000_000, "bond", account="0002", direction="in")
WORKS = moved("2024-08-05", 1_500_000, "works", account="0002")
BACK = {"account": "0002", "direction": "in"}
MOVEMENTS = {
    "nothing": ("", "0"),
    "arrived there": (ARRIVED, "200"),
    "moved there": (in_two(2_000_000), "200"),
    "and spent for works": (ARRIVED + moved("2024-08-02", 1_500_000, "works", account="0002"), "50"),
    "and moved back": (
        ARRIVED
        + moved("2024-08-02", 500_000, "transfer", account="0002")
        + moved("2024-08-02", 500_000, "transfer", account="0001", direction="in"),
        "150",
    ),
    "interest is not paid with it": (ARRIVED + moved("2024-08-02", 500_000, "interest", account="0002"), "200"),
    "more than the balance": (moved("2024-08-01", 9_000_000, "bond", account="0002", direction="in"), "300"),
    "from an account that nobody told": (moved("2024-08-01", 9, "transfer", account="0002", direction="in"), "0"),
    "a transfer of another day": (
        moved("2024-08-01", 9, "transfer", account="0001")
        + moved("2024-08-03", 9, "transfer", account="0002", direction="in"),
        "0",
    ),
    "revenue with its source left blank": (moved("2024-08-01", 9, "revenue", account="0002", direction="in"), "0"),
    "interest of the bank, its source left blank": (
        moved("2024-08-01", 9, "other", account="0002", direction="in"),
        "0",
    ),
    "works of it that came back": (ARRIVED + WORKS + moved("2024-08-09", 1_500_000, "works", **BACK), "200"),
    "works of it in red": (
        ARRIVED + WORKS + moved("2024-08-09", -1_500_000, "works", account="0002", remark="红字冲销"),
        "200",
    ),
    "in red first, of the same day": (
        ARRIVED + moved("2024-08-05", -1_500_000, "works", account="0002", remark="红字冲销") + WORKS,
        "200",
    ),
    "more came back than went out": (ARRIVED + WORKS + moved("2024-08-09", 1_900_000, "works", **BACK), "200"),
    "revenue paid in, its source left blank": (
        ARRIVED + moved("2024-08-05", 900_000, "treasury", account="0002"),
        "200",
    ),
    "revenue in red, its source left blank": (
        ARRIVED + moved("2024-08-05", -900_000, "revenue", **BACK, remark="红字冲销"),
        "200",
    ),
    "fees of the debt, their source left blank": (
        ARRIVED + moved("2024-08-05", 900_000, "fees", account="0002"),
        "200",
    ),
    "in an account of which no balance is told": (moved("2024-08-01", 9, "bond", account="0009", direction="in"), "0"),
    "in its own account": (moved("2024-08-01", 9, "bond", direction="in"), "0"),
}


def text(*rows: str) -> str:
    return head(AS_OF, statement("2024-07-01", AS_OF)) + HELD + OF_BONDS + "".join(rows)


def cover(*rows: str) -> NextPayment:
    """Nothing is expected of a plan that has failed altogether (f = -1)."""
    payment = next_payment(case_of(text(*rows)), Decimal(-1))
    assert payment is not None
    return payment


@pytest.mark.parametrize(("rows", "bound"), MOVEMENTS.values(), ids=MOVEMENTS)
def test_bond_money_in_the_account_pays_no_debt(rows: str, bound: str) -> None:
    """300 in the account on 31 August, 270.40 due on 15 September."""
    payment = cover(rows)
    left = 300 - Decimal(bound)
    assert (payment.balance, payment.bound, payment.ready) == (300, Decimal(bound), left)
    assert payment.short == max(Decimal("270.4") - left, 0)
    assert (payment.level is AlarmColour.GREEN) == (payment.short == 0)


def test_what_arrived_after_the_balance_of_its_account_is_not_in_it() -> None:
    """Another account was seen later, which does not make the older balance hold what came between."""
    older = row("account_balances", day="2024-07-15", account="0003", kind="repayment", balance=40)
    assert cover(older, moved("2024-08-01", 2_000_000, "bond", account="0003", direction="in")).bound == 0
    assert cover(older, moved("2024-07-02", 300_000, "bond", account="0003", direction="in")).bound == 30


def test_alarm_and_state_say_it() -> None:
    case = case_of(text(ARRIVED))
    (alarm,) = payment_alarms(case, next_payment(case, Decimal(-1)))
    assert "偿债资金账户余额300.00万元，扣除其中的债券资金200.00万元（不能用于还本付息）" in alarm.text
    listing = status_report(monitored(filed(), told(text(ARRIVED)))).part("status")
    assert isinstance(listing, Listing)
    assert "扣除其中的债券资金200.00万元" in str(listing.rows[0]["beside"])


def made(*rows: str) -> MonitoringResult:
    return monitored(filed(), told(text(*rows)))


SPENT = row("funding_steps", day="2022-10-01", step="spent", amount=15700)


@pytest.mark.slow
def test_the_weekly_tables_count_the_same() -> None:
    """Of 16,000 that arrived 15,700 are spent: of the 300 left 200 lie here, 50 in their own account and 50 in none."""
    result = made(LENT_A, SPENT, ARRIVED)
    execution = execution_of(result, result.as_of)
    assert result.payment is not None
    assert (execution.ready, execution.unplaced) == (result.payment.ready, 50) == (100, 50)
    placed = made(LENT_A, SPENT.replace("15700", "15750"), ARRIVED)
    assert execution_of(placed, placed.as_of).unplaced is None


@pytest.mark.slow
def test_what_was_paid_since_is_not_there_in_the_weekly_tables_either() -> None:
    """The balance is of 31 August; 270.40 were paid on 16 September."""
    paid = row("service_payments", bond="A", due_on="2024-09-15", paid_on="2024-09-16", interest=270.4)
    later = text(paid).replace(f"as_of = {AS_OF}", "as_of = 2024-09-30")
    result = monitored(filed(), told(later))
    assert execution_of(result, result.as_of).ready == Decimal("29.6")
