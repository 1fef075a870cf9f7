"""W33: a refund of value-added tax above the credit there is, by hand."""

import pytest

from tests.schedules.stated import finding_in, verdict_in
from tests.schedules.test_tax_refund import refunded


@pytest.mark.parametrize(
    ("given", "verdict", "told"),
    [
        ("{ 2022 = 100 }", "pass", "各年退税不超过"),
        ("{ 2022 = 170 }", "warn", "2022年录入退税170.00万元，可退100.00万元；超过部分未计入"),
        ("{ 2022 = 60, 2023 = 30 }", "warn", "2023年录入退税30.00万元，可退10.00万元"),
        (
            "{ 2021 = 130.01, 2022 = 5 }",
            "warn",
            "2021年录入退税130.01万元，可退130.00万元；2022年录入退税5.00万元，可退0.00万元",
        ),
    ],
)
def test_a_refund_above_the_credit_is_said_and_not_counted(given: str, verdict: str, told: str) -> None:
    """130 of input in 2021, 30 of output a year from 2022: 130, 100, 70 to pay back, less what was paid back before."""
    result = refunded(f"[[credit_refunds]]\nby_year = {given}\n")
    finding = finding_in(result, "W33")
    assert finding.verdict.value == verdict
    assert told in finding.outcome.zh


def test_without_a_refund_there_is_nothing_to_be_above() -> None:
    assert verdict_in(refunded(""), "W33") == "not_applicable"
