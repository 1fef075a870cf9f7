"""N05: whoever applies again after an issue of the years before is asked how far it is spent, whatever 合规事项 says of it."""

from decimal import Decimal

import pytest

from bondcalc.inputs.project import Project
from tests.checks.cases import LATER, added
from tests.checks.judged import finding_of
from tests.checks.test_statements import with_
from tests.toml_rows import row


def issued(day: str) -> Project:
    """The project of August 2025 with a planned bond, and one that was issued on a day."""
    bond = row(
        "bonds", id="E", status="issued", value_date=day, face=1000, coupon=0.02, result_coupon=0.02, term_years=5
    )
    return added(LATER, bond, "bonds")


@pytest.mark.parametrize(
    ("day", "stated", "verdict"),
    [
        ("2024-06-20", None, "needs_input"),
        ("2024-06-20", Decimal(0), "needs_input"),
        ("2025-06-20", None, "not_applicable"),
    ],
    ids=["blank", "nought", "of this year"],
)
def test_a_bond_of_the_years_before_is_asked_about(day: str, stated: Decimal | None, verdict: str) -> None:
    finding = finding_of(with_(issued(day), "compliance", earlier_issued=stated), "N05")
    assert finding.verdict == verdict
    assert ("本项目以前年度已发行债券" in finding.reason("zh")) == (verdict == "needs_input")


def test_who_applies_for_nothing_is_not_asked() -> None:
    alone = with_(LATER, "bonds", status="issued", result_coupon=Decimal("0.02"))
    assert (
        finding_of(
            with_(alone, "project", rule_date=alone.tables["bonds"][0].value_date.replace(year=2027)), "N05"
        ).verdict
        == "not_applicable"
    )
