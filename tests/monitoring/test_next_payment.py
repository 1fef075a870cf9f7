"""Cover of the next payment, by hand, and its level by the days that are left."""

from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.monitoring.alarm import Matter
from bondcalc.monitoring.monitoring_result import NextPayment
from bondcalc.monitoring.next_payment import next_payment, payment_alarms
from bondcalc.schedules import repayable
from tests.monitoring.as_planned import case_of, filed
from tests.monitoring.rows import head
from tests.toml_rows import row


def held(as_of: str, balance: str, more: str = "") -> str:
    """So much in the repayment account on the day."""
    account = f'[[account_balances]]\nday = {as_of}\naccount = "0002"\nkind = "repayment"\nbalance = {balance}\n'
    return head(as_of) + account + more


PAID_SINCE = row("service_payments", bond="A", due_on="2024-09-15", paid_on="2024-06-28", interest=100)
"""A payment made after the balance of 20 June was seen."""


def cover(as_of: str, balance: str, filtered: str = "0", more: str = "") -> NextPayment:
    payment = next_payment(case_of(held(as_of, balance, more)), Decimal(filtered))
    assert payment is not None
    return payment


def planned(year: int) -> Decimal:
    book = filed().book
    amounts = filed().figures.amounts(book.use(repayable.schedule).amount)
    return dict(zip(book.years.years, amounts, strict=True))[year]


def test_cover_by_hand() -> None:
    """16,000 at 3.38 % pays 270.40 on 15 September; July and August bring two twelfths of the plan, a tenth less."""
    payment = cover("2024-06-30", "12.5", "-0.1")
    expected = round(planned(2024) * 2 / 12 * Decimal("0.9"), 2)
    assert (payment.day.isoformat(), payment.days, payment.bonds) == ("2024-09-15", 77, ("A",))
    assert (payment.due, payment.balance, payment.expected) == (Decimal("270.40"), Decimal("12.5"), expected)
    assert payment.cover == Fraction(Decimal("12.5") + expected) / Fraction(Decimal("270.40"))


@pytest.mark.parametrize("paid", ["", PAID_SINCE], ids=["nothing since", "paid since"])
@pytest.mark.parametrize(("balance", "filtered"), [("12.5", "-0.1"), ("0", "-1.5"), ("100", "-30"), ("9000", "0")])
def test_workbook_and_report_have_one_figure(balance: str, filtered: str, paid: str) -> None:
    """A project that is expected to lose money leaves nothing: its cover is 0 and all that is due is missing, whatever was paid before."""
    case = case_of(held("2024-06-20", balance, paid).replace("as_of = 2024-06-20", "as_of = 2024-06-30"))
    payment = next_payment(case, Decimal(filtered))
    assert payment is not None
    assert payment.cover is not None
    assert payment.balance is not None
    (table,) = case.table_book.tables
    figures = case.table_book.program().run()
    shown = {line.id.removeprefix("next_payment."): figures.amount(line) for line in table.lines}
    assert (shown["due"], shown["expected"], shown["short"]) == (payment.due, payment.expected, payment.short)
    assert round(shown["cover"], 20) == round(Decimal(payment.cover.numerator) / payment.cover.denominator, 20)
    assert payment.short == max(payment.due - max(payment.balance - payment.since + payment.expected, 0), 0)
    assert (payment.cover == 0) == (payment.short == payment.due)


@pytest.mark.parametrize(
    ("as_of", "balance", "level"),
    [
        ("2024-06-30", "0", "黄"),  # 77 days
        ("2024-07-17", "270.39", "橙"),  # 60 days
        ("2024-08-16", "270.39", "红"),  # 30 days
        ("2024-08-16", "270.40", "绿"),
        ("2024-03-26", "0", "绿"),  # 91 days to 25 June
        ("2024-03-27", "0", "黄"),
    ],
)
def test_the_fewer_days_are_left_the_more_a_gap_presses(as_of: str, balance: str, level: str) -> None:
    """Nothing is expected of a plan that has failed altogether (f = -1)."""
    assert cover(as_of, balance, "-1").level.zh == level


def test_what_is_paid_ahead_is_not_due_again() -> None:
    paid = '[[service_payments]]\nbond = "A"\ndue_on = 2024-09-15\npaid_on = 2024-08-01\ninterest = 200.4\n'
    assert cover("2024-08-16", "0", more=paid).due == 70


def test_interest_before_operation_is_paid_from_capital_and_no_alarm() -> None:
    payment = cover("2021-09-01", "0")
    assert (payment.from_capital, payment.level.zh) == (True, "绿")


def test_what_is_unpaid_or_late_is_told() -> None:
    rows = '[[service_payments]]\nbond = "A"\ndue_on = 2024-03-15\ninterest = 270.4\n'
    rows += '[[service_payments]]\nbond = "A"\ndue_on = 2023-09-15\npaid_on = 2023-09-20\ninterest = 270.4\n'
    rows += '[[service_payments]]\nbond = "A"\ndue_on = 2023-03-15\npaid_on = 2023-03-15\ninterest = 270.4\n'
    alarms = list(payment_alarms(case_of(held("2024-03-31", "0", rows)), None))
    assert [(alarm.id, alarm.level.zh) for alarm in alarms] == [
        ("payment.late.A.2023-09-15", "橙"),
        ("payment.late.A.2024-03-15", "红"),
    ]
    assert "2024年3月15日应付本息270.40万元，截至监测日未付" in alarms[1].text


def test_what_is_put_off_over_a_weekend_is_not_late_and_still_to_come() -> None:
    """15 September 2024 is a Sunday: it is paid on the 16th; on the 17th mid-autumn may have put it off, from the 19th on it is late."""
    day = '[[service_payments]]\nbond = "A"\ndue_on = 2024-09-15\ninterest = 270.4\n'

    def late(as_of: str, paid: str = "") -> list[str]:
        told = day + (f"paid_on = {paid}\n" if paid else "")
        return [alarm.level.zh for alarm in payment_alarms(case_of(held(as_of, "0", told)), None)]

    assert (late("2024-09-16"), late("2024-09-17"), late("2024-09-19")) == ([], ["黄"], ["红"])
    assert (late("2024-09-30", "2024-09-16"), late("2024-09-30", "2024-09-19")) == ([], ["橙"])
    payment = cover("2024-09-15", "0")
    assert (payment.day.isoformat(), payment.paid_on.isoformat(), payment.days) == ("2024-09-15", "2024-09-16", 0)
    # On the day itself it is not late yet: while nobody told that it is paid it is the next one, as in the weekly tables.
    assert cover("2024-09-16", "0").day.isoformat() == "2024-09-15"
    assert cover("2024-09-16", "0", more=day + "paid_on = 2024-09-16\n").day.isoformat() == "2024-12-25"
    assert cover("2024-09-17", "0").day.isoformat() == "2024-12-25"


def test_the_alarm_says_what_there_is_and_what_is_missing() -> None:
    case = case_of(held("2024-08-16", "100"))
    (alarm,) = payment_alarms(case, next_payment(case, Decimal(-1)))
    assert alarm.text.startswith(
        "2024年9月15日（周日，顺延至9月16日支付）应付本息270.40万元，距应付日30天，偿债资金账户余额100.00万元"
    )
    assert "缺口170.40万元，资金保障倍数0.37" in alarm.text


def test_a_balance_that_nobody_told_is_no_zero_and_no_alarm() -> None:
    case = case_of(head("2024-08-16"))
    payment = next_payment(case, Decimal(-1))
    assert payment is not None
    assert (payment.balance, payment.cover, payment.short, payment.level.zh) == (None, None, None, "绿")
    assert list(payment_alarms(case, payment)) == []
    empty = next_payment(case_of(held("2024-08-16", "0")), Decimal(-1))
    assert empty is not None
    assert (empty.balance, empty.cover, empty.short, empty.level.zh) == (0, 0, Decimal("270.4"), "红")


@pytest.mark.parametrize(
    ("rows", "level", "words"),
    [
        ([{}], "", ""),
        ([{"interest": "0"}], "红", "应付本息270.40万元，截至监测日未付"),
        ([{"interest": "270.4"}], "红", "应付本息270.40万元，截至监测日未付"),
        ([{"interest": "50", "paid_on": "2023-09-15"}], "红", "应付本息270.40万元，已付50.00万元，少付220.40万元"),
        ([{"interest": "270.395", "paid_on": "2023-09-15"}], "", ""),
        ([{"interest": "200", "paid_on": "2023-09-15"}, {"interest": "70.4", "paid_on": "2023-09-15"}], "", ""),
        (
            [{"interest": "200", "paid_on": "2023-09-15"}, {"interest": "70.4", "paid_on": "2023-09-19"}],
            "橙",
            "2023年9月19日支付",
        ),
    ],
)
def test_what_is_listed_is_held_against_what_the_calendar_asks_for(
    rows: list[dict[str, str]], level: str, words: str
) -> None:
    """16,000 at 3.38 % pays 270.40 on Friday 15 September 2023; half a cent of 万元 is rounding, two sources are one payment."""
    text = "".join(
        '[[service_payments]]\nbond = "A"\ndue_on = 2023-09-15\n'
        + "".join(f"{name} = {value}\n" for name, value in row.items())
        for row in rows
    )
    case = case_of(held("2024-06-30", "5000", text))
    alarms = [alarm for alarm in payment_alarms(case, None) if alarm.id == "payment.late.A.2023-09-15"]
    assert [alarm.level.zh for alarm in alarms] == ([level] if level else [])
    assert all(words in alarm.text for alarm in alarms)


def test_payments_laid_out_and_not_filled_in_are_asked_for_by_one_finding() -> None:
    """Two of 270.40 of A, one of 20,000 x 3.8 % / 2 of B, of whose issue nobody told. A row that tells 0 is told."""
    laid_out = [("A", "2023-03-15"), ("A", "2023-09-15"), ("B", "2023-12-25")]
    rows = "".join(row("service_payments", bond=bond, due_on=day) for bond, day in laid_out)
    case = case_of(held("2024-06-30", "5000", rows))
    (alarm,) = payment_alarms(case, None)
    assert (alarm.id, alarm.level.zh) == ("payment.untold", "黄")
    assert (
        alarm.text
        == "3笔已到期本息合计920.80万元（最近一笔2023年12月25日）的支付情况未填报，其中1笔的债券没有填发行结果"
    )
    zeros = "".join(row("service_payments", bond="A", due_on=day, interest=0) for _, day in laid_out[:2])
    assert {alarm.id for alarm in payment_alarms(case_of(held("2024-06-30", "5000", zeros)), None)} == {
        "payment.late.A.2023-03-15",
        "payment.late.A.2023-09-15",
    }


def paid(due_on: str, *rows: dict[str, str]) -> list[Matter]:
    """What is found of one payment of A."""
    text = "".join(row("service_payments", bond="A", due_on=due_on, **given) for given in rows)
    return list(payment_alarms(case_of(held("2024-12-31", "5000", text)), None))


@pytest.mark.parametrize(("amounts", "short"), [(("200.40", "69.99"), False), (("200.40", "69.98"), True)])
def test_what_rounding_explains_is_no_shortfall(amounts: tuple[str, str], short: bool) -> None:
    """270.40 is due; two amounts of two decimals and the sum itself are each rounded by half a cent of 万元 at most: 0.015 in all."""
    principal, interest = amounts
    alarms = paid("2024-03-15", {"paid_on": "2024-03-15", "principal": principal, "interest": interest})
    assert [alarm.level.zh for alarm in alarms] == (["红"] if short else [])
    given = row(
        "service_payments", bond="A", due_on="2024-09-15", paid_on="2024-09-15", principal=200.4, interest=69.99
    )
    assert cover("2024-09-15", "0", more=given).day.isoformat() == "2024-12-25"


def test_a_payment_is_told_with_principal_and_interest_wherever_it_is_told() -> None:
    """The fee that was typed beside it is not part of what is due."""
    (alarm,) = paid("2024-03-15", {"paid_on": "2024-03-20", "interest": "270.4", "fee": "0.01"})
    assert alarm.text == "债券A，2024年3月15日应付本息270.40万元，2024年3月20日支付"


def test_a_payment_that_is_short_and_late_is_told_as_both() -> None:
    (alarm,) = paid("2024-03-15", {"paid_on": "2024-03-20", "interest": "100"})
    assert alarm.text == "债券A，2024年3月15日应付本息270.40万元，已付100.00万元（2024年3月20日支付），少付170.40万元"
