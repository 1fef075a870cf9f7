"""Amounts that a later file of actuals tells otherwise than the one before, by hand."""

import pytest

from bondcalc.monitoring.retold import retold
from tests.monitoring.happened import told
from tests.monitoring.rows import head
from tests.toml_rows import row

RENT = {"kind": "revenue", "line": "rent"}


def file_of(day: str, *rows: str) -> str:
    return head(day) + "".join(rows)


def rent(year: int, period: str, amount: float) -> str:
    return row("period_amounts", year=year, period=period, amount=amount, **RENT)


def paid(day: str, interest: float) -> str:
    return row("service_payments", bond="A", due_on="2024-03-15", paid_on=day, interest=interest)


def spent(amount: float, day: str = "2023-05-10") -> str:
    return row("funding_steps", day=day, step="spent", bond="A", item="plants", amount=amount)


MONTHS = tuple(rent(2023, f"m{month:02d}", 10) for month in range(1, 13))
PAYMENT = "债券A应于2024-03-15支付的本息"


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        ([rent(2023, "year", 120)], [rent(2023, "year", 120), rent(2024, "q1", 5)], []),
        (
            [rent(2023, "year", 120)],
            [rent(2023, "year", 150)],
            ["2023年全年经营收入（rent）：上一份为“120.00万元”，本份为“150.00万元”"],
        ),
        ([rent(2023, "year", 120)], [], ["2023年全年经营收入（rent）：上一份为“120.00万元”，本份为“没有填写”"]),
        (MONTHS, [rent(2023, "year", 120)], []),
        (MONTHS, [rent(2023, "year", 121)], ["2023年全年经营收入（rent）：上一份为“120.00万元”，本份为“121.00万元”"]),
        (
            [rent(2023, "q1", 30)],
            [rent(2023, "m01", 10), rent(2023, "m02", 10), rent(2023, "m03", 12)],
            ["2023年第一季度经营收入（rent）：上一份为“30.00万元”，本份为“32.00万元”"],
        ),
        (MONTHS[:3], [rent(2023, "year", 900)], []),
        (MONTHS, MONTHS[:11], ["2023年12月经营收入（rent）：上一份为“10.00万元”，本份为“没有填写”"]),
        ([paid("2024-03-15", 270.4)], [paid("2024-03-15", 270.4)], []),
        (
            [paid("2024-03-15", 270.4)],
            [paid("2024-03-15", 200)],
            [f"{PAYMENT}和手续费：上一份为“270.40万元”，本份为“200.00万元”"],
        ),
        (
            [paid("2024-04-10", 270.4)],
            [paid("2024-03-15", 270.4)],
            [f"{PAYMENT}实付日期：上一份为“2024-04-10”，本份为“2024-03-15”"],
        ),
        ([paid("2024-03-15", 200)], [paid("2024-03-15", 200), paid("2024-08-01", 70.4)], []),
        (
            [spent(100), spent(50)],
            [spent(100)],
            ["2023-05-10资金支出（债券资金、A、plants）：上一份为“150.00万元”，本份为“100.00万元”"],
        ),
        ([spent(100)], [spent(100), spent(50, "2023-06-10")], []),
        (
            [row("account_balances", day="2023-12-31", account="0001", kind="repayment", balance=500)],
            [row("account_balances", day="2023-12-31", account="0001", kind="repayment", balance=900)],
            ["2023-12-31账户0001余额：上一份为“500.00万元”，本份为“900.00万元”"],
        ),
        (
            [row("treasury_payments", day="2024-01-10", year=2023, amount=80)],
            [row("treasury_payments", day="2024-01-10", year=2023, amount=90)],
            ["2024-01-10缴库的2023年全年收入：上一份为“80.00万元”，本份为“90.00万元”"],
        ),
        (
            [row("progress_readings", day="2023-12-31", progress=0.6)],
            [row("progress_readings", day="2023-12-31", progress=0.8)],
            ["2023-12-31累计形象进度：上一份为“60%”，本份为“80%”"],
        ),
    ],
)
def test_a_figure_that_stands_otherwise_is_named(before: list[str], after: list[str], sentences: list[str]) -> None:
    """Files of 30 June and 31 December 2024: what is added is no difference, 12 months of 10 are a year of 120."""
    earlier, later = told(file_of("2024-06-30", *before)), told(file_of("2024-12-31", *after))
    assert [other.sentence for other in retold(earlier, later)] == sentences


def test_a_period_that_is_not_over_goes_on() -> None:
    earlier, later = (
        told(file_of(day, rent(2024, "year", amount))) for day, amount in (("2024-06-30", 60), ("2024-12-31", 130))
    )
    assert retold(earlier, later) == []
