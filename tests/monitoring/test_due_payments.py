"""A balance of an earlier day: what was paid out of it or fell due since and nobody told is taken off, by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.in_life.monitoring_status import status_report
from bondcalc.monitoring.monitored import monitored
from bondcalc.monitoring.monitoring_result import MonitoringResult, NextPayment
from bondcalc.monitoring.next_payment import next_payment, payment_alarms
from bondcalc.wording.report import Listing
from tests.monitoring.as_planned import case_of, filed
from tests.monitoring.happened import told
from tests.monitoring.rows import head
from tests.toml_rows import row

SEEN = "2024-06-30"


def text(as_of: str, balance: str, *payments: str) -> str:
    account = row("account_balances", day=SEEN, account="0002", kind="repayment", balance=Decimal(balance))
    return head(as_of) + account + "".join(payments)


def cover(as_of: str, balance: str, *payments: str) -> NextPayment:
    """Nothing is expected of a plan that has failed altogether (f = -1)."""
    payment = next_payment(case_of(text(as_of, balance, *payments)), Decimal(-1))
    assert payment is not None
    return payment


def paid(**fields: str | float) -> str:
    return row("service_payments", bond="A", due_on="2024-09-15", **fields)


def beside(made: MonitoringResult) -> str:
    """What stands beside the cover in the table of the state."""
    listing = status_report(made).part("status")
    assert isinstance(listing, Listing)
    return str(listing.rows[0]["beside"])


@pytest.mark.parametrize(
    ("payments", "since", "arrears"),
    [
        ([], "270.4", "0"),
        ([paid(paid_on="2024-09-16", interest=270.4)], "270.4", "0"),
        ([paid(paid_on="2024-09-16", interest=270.4, paid_with="revenue")], "270.4", "0"),
        ([paid(interest=270.4)], "0", "270.4"),
        ([paid(paid_on="2024-09-16", interest=100)], "100", "170.4"),
        ([paid(paid_on="2024-09-16", interest=270.4, paid_with="budget")], "0", "0"),
        ([paid(paid_on="2024-09-16", interest=200, paid_with="advance")], "0", "70.4"),
        ([paid(paid_on="2024-06-28", interest=270.4)], "0", "0"),
    ],
    ids=["untold", "own", "revenue", "not paid", "paid short", "budget", "budget in part", "before the balance"],
)
def test_what_fell_due_since_is_taken_off(payments: list[str], since: str, arrears: str) -> None:
    """300 on 30 June; A asks for 270.40 on 15 September; next B with 380 on 25 December."""
    payment = cover("2024-10-31", "300", *payments)
    left = 300 - Decimal(since) - Decimal(arrears)
    assert (payment.day.isoformat(), payment.due) == ("2024-12-25", 380)
    assert (payment.since, payment.arrears) == (Decimal(since), Decimal(arrears))
    assert payment.cover == Fraction(left) / 380
    assert payment.short == 380 - left


@pytest.mark.parametrize(
    ("payment", "arrears"),
    [
        (paid(interest=270.4), "270.4"),
        (paid(paid_on="2024-09-16", interest=264.4), "6"),
        (paid(paid_on="2024-11-20", interest=270.4), "0"),
        ("", "0"),
    ],
    ids=["not paid", "paid short", "paid late", "nobody told of it"],
)
def test_what_is_told_as_not_paid_is_still_owed(payment: str, arrears: str) -> None:
    """A balance of 300 seen on 30 November, after the payment of 15 September failed: it is to come out of the 300 all the same."""
    seen = text("2024-11-30", "300", payment).replace(SEEN, "2024-11-30")
    case = case_of(seen)
    made = next_payment(case, Decimal(-1))
    assert made is not None
    left = 300 - Decimal(arrears)
    assert (made.since, made.arrears, made.ready, made.short) == (0, Decimal(arrears), left, 380 - left)
    said = [alarm.text for alarm in payment_alarms(case, made) if alarm.id == "payment.next"]
    assert ("扣除到期未付的本息" in said[0]) == (left < 300)


OUT = row("transactions", day="2024-09-16", account="0003", direction="out", amount=2_704_000, moved_for="interest")


@pytest.mark.parametrize(
    ("older", "newer", "statement", "since"),
    [
        ("300", "50", "", "270.4"),
        ("100", "50", "", "100"),
        ("300", "50", OUT, "0"),
        ("300", "50", OUT.replace("2704000", "1700000"), "100.4"),
        ("300", "50", OUT.replace("0003", "0002"), "270.4"),
    ],
    ids=["untold", "no more than it held", "out of the other", "in part out of the other", "out of the older"],
)
def test_what_left_after_an_older_balance_is_taken_off_it(older: str, newer: str, statement: str, since: str) -> None:
    """One account is seen on 30 June, another on 31 October; 270.40 were paid between, next B asks for 380."""
    days = "statement_from = 2024-07-01\nstatement_to = 2024-10-31"
    later = row("account_balances", day="2024-10-31", account="0003", kind="repayment", balance=Decimal(newer))
    told_of = later + paid(paid_on="2024-09-16", interest=270.4) + statement
    payment = next_payment(
        case_of(text("2024-10-31", older, told_of).replace("as_of", f"{days}\nas_of", 1)), Decimal(-1)
    )
    assert payment is not None
    left = Decimal(older) + Decimal(newer) - Decimal(since)
    assert (payment.since, payment.ready, payment.short) == (Decimal(since), left, 380 - left)
    assert str(payment.seen) == SEEN


def test_a_balance_of_the_day_has_nothing_taken_off() -> None:
    assert cover(SEEN, "300").since == 0
    assert cover("2024-09-14", "300").since == 0  # the payment itself is still to come


def test_what_is_paid_ahead_out_of_the_balance_is_taken_off_both() -> None:
    payment = cover("2024-08-31", "300", paid(paid_on="2024-08-01", interest=200))
    assert (payment.due, payment.since, payment.cover) == (Decimal("70.4"), 200, Fraction(1000, 704))


def test_no_more_is_missing_than_is_due() -> None:
    payment = cover("2024-12-01", "100")
    assert (payment.cover, payment.short, payment.level.zh) == (0, 380, "红")


def test_alarm_and_status_say_the_day_of_the_balance_and_what_is_taken_off() -> None:
    case = case_of(text("2024-12-01", "300"))
    said = [alarm.text for alarm in payment_alarms(case, next_payment(case, Decimal(-1))) if alarm.id == "payment.next"]
    taken_off = "余额300.00万元（2024年6月30日），扣除其后已付和到期未填报的本息270.40万元"
    assert taken_off in said[0]
    assert taken_off in beside(monitored(filed(), told(text("2024-12-01", "300"))))
    assert "余额300.00万元（2024年6月30日），此前" in beside(monitored(filed(), told(text(SEEN, "300"))))
