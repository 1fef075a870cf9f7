"""Rows of actuals that several tests tell of the park, as TOML."""

from decimal import Decimal

from tests.toml_rows import row

CODE = 'project_code = "0000-430426-04-01-000001"'
ISSUED_B = row("funding_steps", day="2021-06-25", step="issued", amount=20000, bond="B", coupon=0.0371)
LENT_A = row("funding_steps", day="2020-09-20", step="on_lent", amount=16000, bond="A")
LENT_B = row("funding_steps", day="2021-07-01", step="on_lent", amount=20000, bond="B")
CONTRACT = row("contracts", number="HT-1", counterparty="示例建设公司", amount=100000000)


def head(as_of: str, more: str = "") -> str:
    """The form of actuals of the park, up to a day."""
    return f"[actuals_of]\n{CODE}\nas_of = {as_of}\n{more}\n"


def statement(first: str, last: str) -> str:
    """The days of the bank statement, for `head`."""
    return f"statement_from = {first}\nstatement_to = {last}"


def period(kind: str, line: str, year: int, period_id: str, amount: Decimal) -> str:
    """One amount of a line in a period."""
    return row("period_amounts", year=year, period=period_id, kind=kind, line=line, amount=amount)


def moved(day: str, amount: float, purpose: str, **more: str) -> str:
    """A movement of the bank statement in yuan: out of the first account, unless said otherwise."""
    given = {"account": "0001", "direction": "out", "moved_for": purpose, **more}
    return row("transactions", day=day, amount=amount, **given)
