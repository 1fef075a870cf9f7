"""Service that others paid: counted once wherever it is told, an alarm wherever it is told."""

from decimal import Decimal

import pytest

from bondcalc.monitoring.advances import advance_alarms, advances
from bondcalc.monitoring.alarm import masked
from tests.monitoring.as_planned import case_of
from tests.monitoring.rows import head
from tests.toml_rows import row

PAID = row("service_payments", bond="A", due_on="2024-03-15", paid_on="2024-03-15", interest=270.4, paid_with="advance")
GIVEN = row("advances", day="2024-03-14", kind="advanced", amount=250, bond="A")
BACK = row("advances", day="2024-05-01", kind="returned", amount=100)
DEDUCTED = row("advances", day="2024-05-20", kind="deducted", amount=236, bond="A")


def found(*rows: str) -> list[tuple[str, str, Decimal]]:
    alarms = advance_alarms(case_of(head("2024-06-30") + "".join(rows)))
    return [(alarm.id, alarm.level.zh, alarm.weight) for alarm in alarms]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), []),
        ((GIVEN, BACK), [("payment.advanced", "红", 150)]),
        ((PAID,), [("payment.advanced", "红", Decimal("270.4"))]),
        ((PAID, GIVEN), [("payment.advanced", "红", 250)]),
        ((DEDUCTED,), [("payment.deducted", "红", 236)]),
        ((GIVEN, DEDUCTED), [("payment.advanced", "红", 250), ("payment.deducted", "红", 236)]),
        ((GIVEN, BACK.replace("100", "250")), [("payment.advanced", "黄", 0)]),
    ],
)
def test_what_others_paid_is_an_alarm_wherever_it_is_told(
    rows: tuple[str, ...], expected: list[tuple[str, str, Decimal]]
) -> None:
    assert found(*rows) == expected


def test_an_advance_told_twice_counts_once() -> None:
    """The sheet has 250 of a payment of 270.40: the rest was paid with other money. One that is months away is another."""
    both = advances(case_of(head("2024-06-30") + PAID + GIVEN).actuals, case_of(head("2024-06-30")).as_of)
    other = GIVEN.replace("2024-03-14", "2023-09-14")
    apart = advances(case_of(head("2024-06-30") + PAID + other).actuals, case_of(head("2024-06-30")).as_of)
    assert both is not None
    assert apart is not None
    assert (both.given, apart.given) == (250, Decimal("520.4"))


def paid(bond: str, due: str, amount: float) -> str:
    return row("service_payments", bond=bond, due_on=due, paid_on=due, interest=amount, paid_with="advance")


def given(day: str, amount: float, **more: str) -> str:
    return row("advances", day=day, kind="advanced", amount=amount, **more)


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        ((paid("B", "2024-03-25", 380), given("2024-03-14", 270.4)), "650.4"),
        ((paid("B", "2024-03-25", 380), given("2024-03-14", 650.4)), "650.4"),
        ((paid("B", "2024-03-25", 380), given("2024-03-14", 270.4), given("2024-03-25", 380)), "650.4"),
        ((paid("B", "2024-03-25", 380), given("2024-03-25", 380, bond="B")), "650.4"),
        ((given("2024-03-14", 150), given("2024-03-14", 120.4)), "270.4"),
        ((given("2024-03-14", 135.2), given("2024-03-14", 135.2)), "270.4"),
    ],
    ids=["one of two", "both at once", "one each", "named", "in two parts", "two parts alike"],
)
def test_an_advance_answers_for_no_more_than_its_amount(rows: tuple[str, ...], whole: str) -> None:
    """A payment of A with 270.40, perhaps one of B ten days later; an advance that names no bond is the money of either."""
    case = case_of(head("2024-06-30") + PAID + "".join(rows))
    others = advances(case.actuals, case.as_of)
    assert others is not None
    assert others.given == Decimal(whole)


def test_codes_of_bonds_are_no_accounts() -> None:
    assert masked("债券2605001由账户6222000012345支付", {"2605001"}) == "债券2605001由账户*********2345支付"
