"""Service told above what is due: a wrong unit, a row twice, a fee of another size."""

import pytest

from bondcalc.monitoring.overpaid import overpaid_alarms
from tests.monitoring.as_planned import case_of
from tests.monitoring.rows import head
from tests.toml_rows import Field, row

DUE: dict[str, Field] = {"bond": "A", "due_on": "2024-03-15", "paid_on": "2024-03-15"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"interest": 270.4, "fee": 0.01}], ""),
        ([{"interest": 270.6}], ""),  # within a thousandth
        ([{"interest": 2704000}], "应付本息270.40万元，填报已付2,704,000.00万元，多2,703,729.60万元"),
        ([{"interest": 270.4}, {"interest": 270.4}], "应付本息270.40万元，填报已付540.80万元，多270.40万元"),
        ([{"interest": 200}, {"interest": 70.4}], ""),
        ([{"interest": 270.4, "fee": 2.7}], "应付手续费0.02万元，填报已付2.70万元，多2.68万元"),
        (
            [{"interest": 200, "fee": 0.03}, {"interest": 70.4, "fee": 0.03}],
            "应付手续费0.02万元，填报已付0.06万元，多0.04万元",
        ),
    ],
    ids=["as due", "rounding", "in yuan", "twice", "in parts", "fee", "fee twice"],
)
def test_what_is_told_above_what_is_due_is_asked_about(rows: list[dict[str, Field]], said: str) -> None:
    """270.40 are due, and 0.01 of fees each half year."""
    case = case_of(head("2024-06-30") + "".join(row("service_payments", **DUE, **parts) for parts in rows))
    assert [alarm.text.partition("日")[2] for alarm in overpaid_alarms(case)] == ([said] if said else [])
