"""Capital beside the filed funding table: by the day, by years that are over; what nobody told is asked for."""

from decimal import Decimal

import pytest

from bondcalc.monitoring.capital_money import capital_alarms, capital_money
from tests.monitoring.as_planned import case_of
from tests.monitoring.rows import head
from tests.toml_rows import row


def told(day: str, arrived: str) -> str:
    return head(day) + row("funding_steps", day="2020-10-20", step="capital", amount=Decimal(arrived), source="capital")


@pytest.mark.parametrize(
    ("day", "arrived", "level", "due"),
    [
        ("2021-12-31", "9689.30", "", ""),
        ("2021-12-31", "9689.29", "黄", "9,689.30"),
        ("2021-12-31", "8235.90", "橙", "9,689.30"),
        ("2021-12-31", "6782.50", "红", "9,689.30"),
        ("2021-12-31", "0", "红", "9,689.30"),
        ("2022-06-30", "14935.25", "", ""),
        ("2022-06-30", "14188.48", "黄", "14,935.25"),
        ("2022-06-30", "9689.30", "黄", "14,935.25"),
        ("2022-06-30", "9000", "黄", "9,689.30"),
    ],
)
def test_capital_beside_the_funding_table(day: str, arrived: str, level: str, due: str) -> None:
    """2,702.24 of 2020 and 6,987.06 of 2021; half of the 10,491.90 of 2022 by June, which alone is 黄 from 5 % on."""
    case = case_of(told(day, arrived))
    alarms = list(capital_alarms(case, capital_money(case)))
    assert "".join(alarm.level.zh for alarm in alarms) == level
    assert all(f"应到位{due}万元" in alarm.text for alarm in alarms)


def test_capital_that_nobody_told_is_asked_for_and_no_alarm() -> None:
    case = case_of(head("2021-12-31"))
    capital = capital_money(case)
    assert capital is not None
    assert (capital.arrived, capital.progress, list(capital_alarms(case, capital))) == (None, None, [])
