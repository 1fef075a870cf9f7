"""The balance of the accounts of bond money beside what arrived and is not spent."""

from decimal import Decimal

import pytest

from bondcalc.monitoring.balance_check import balance_check
from bondcalc.monitoring.execution_tests import balance
from tests.monitoring.as_planned import case_of
from tests.monitoring.rows import ISSUED_B, LENT_A, head, moved, statement
from tests.toml_rows import row

SPENT = row("funding_steps", day="2021-03-01", step="spent", amount=14926) + row(
    "funding_steps", day="2021-03-02", step="spent", amount=500, source="capital"
)


def held(balance: float, day: str = "2021-12-31", account: str = "0001") -> str:
    return row("account_balances", day=day, account=account, kind="bond", balance=balance)


@pytest.mark.parametrize(
    ("balances", "difference", "said"),
    [
        (held(0), -1074, "余额少1,074.00万元"),
        (held(1074), 0, ""),
        (held(1074.004), Decimal("0.004"), ""),
        (held(1080.5), Decimal("6.5"), "余额多6.50万元"),
        (held(1000) + held(74, account="0002"), 0, ""),
    ],
)
def test_the_balance_beside_what_is_left(balances: str, difference: Decimal, said: str) -> None:
    """16,000 less 14,926 of bond money leaves 1,074."""
    case = case_of(head("2021-12-31") + LENT_A + SPENT + balances)
    check = balance_check(case)
    assert check is not None
    assert (check.left, check.difference) == (1074, difference)
    found = list(balance(case))
    assert len(found) == bool(said)
    assert all(seen.text.endswith(f"按到账和支出计算结存1,074.00万元，{said}") for seen in found)


def test_a_balance_of_an_earlier_day_is_held_against_that_day() -> None:
    """Of 16,000 nothing was spent by the end of February; movements of the statement count as well."""
    check = balance_check(case_of(head("2021-12-31") + LENT_A + SPENT + held(16000, "2021-02-28")))
    assert check is not None
    assert check.difference == 0
    days = statement("2021-01-01", "2021-12-31")
    check = balance_check(
        case_of(head("2021-12-31", days) + LENT_A + moved("2021-04-01", 10_000_000, "works") + held(1))
    )
    assert check is not None
    assert (check.held, check.left) == (1, 15000)


@pytest.mark.parametrize("rows", [LENT_A + SPENT, SPENT + held(5), LENT_A + held(5), ISSUED_B + held(5)])
def test_without_one_of_the_three_there_is_nothing_to_compare(rows: str) -> None:
    assert balance_check(case_of(head("2021-12-31") + rows)) is None
