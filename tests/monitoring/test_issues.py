"""What was issued (债券发行) in the place of what the project file has: day, amount, coupon, and principal agreed by day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.monitoring.yearly_view import with_issues
from tests.monitoring.happened import filed, told
from tests.monitoring.rows import head
from tests.toml_rows import row


@pytest.mark.parametrize(
    ("bond", "told_of", "result"),
    [
        ("B", {"amount": 18000, "coupon": 0.0361}, ("issued", 18000, Decimal("0.0361"), Decimal("0.038"))),
        ("B", {"amount": 18000}, ("issued", 18000, Decimal("0.038"), Decimal("0.038"))),
        ("A", {"amount": 15000, "coupon": 0.031}, ("issued", 15000, Decimal("0.031"), None)),
        ("A", {"amount": 0}, ("issued", 16000, Decimal("0.0338"), None)),
    ],
    ids=["planned", "without a coupon", "issued as filed otherwise", "of nothing"],
)
def test_what_was_issued_holds_whatever_the_file_has(
    bond: str, told_of: dict[str, float], result: tuple[object, ...]
) -> None:
    _, project = filed()
    after = with_issues(
        project, told(head("2024-06-30") + row("funding_steps", day="2021-07-25", step="issued", bond=bond, **told_of))
    )
    issued = next(row for row in after.rows(Bond) if row.id == bond)
    assert (issued.status, issued.face, issued.coupon, issued.planned_coupon) == result
    assert issued.value_date == (date(2021, 7, 25) if told_of["amount"] else date(2020, 9, 15))


def test_an_issue_as_filed_changes_nothing() -> None:
    _, project = filed()
    same = row("funding_steps", day="2020-09-15", step="issued", bond="A", amount=16000, coupon=0.0338)
    assert with_issues(project, told(head("2024-06-30") + same)) is project


def test_principal_agreed_by_day_follows_the_amount_issued() -> None:
    """Two thirds of 20,000 are 13,333.33: 7,000 and 13,000 agreed become 4,666.67 and 8,666.66."""
    _, project = filed()
    bonds = tuple(replace(bond, repayment="custom", by_bond_year={}) for bond in project.rows(Bond))
    agreed = tuple(
        PrincipalPayment(bond="B", day=day, kind="agreed", amount=Decimal(amount))
        for day, amount in ((date(2031, 6, 25), 7000), (date(2041, 6, 25), 13000))
    )
    planned = replace(project, tables={**project.tables, "bonds": bonds, "principal": agreed})
    issue = row("funding_steps", day="2021-06-25", step="issued", amount=13333.33, bond="B")
    after = with_issues(planned, told(head("2024-06-30") + issue))
    assert [row.amount for row in after.rows(PrincipalPayment)] == [Decimal("4666.67"), Decimal("8666.66")]
