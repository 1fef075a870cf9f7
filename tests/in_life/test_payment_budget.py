"""次年还本付息预算表 and 再融资申请表, to the fen by hand; accounts by sector and day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bondcalc.in_life import payment_budget, refinancing_request
from bondcalc.in_life.budget_accounts import accounts_of
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.wording.report import Datum, Note
from tests.in_life.life_case import amounts, listing, plan, record
from tests.samples import computed_sample


def test_2025_by_hand() -> None:
    """A: 16,000 x 3.38 % = 540.80 in two; B: 20,000 x 3.80 % = 760; fees 0.005 % of each payment."""
    report = payment_budget.told(plan(), record())
    rows = amounts(report, "payment_budget")
    assert [(row["what"], row["amount"]) for row in rows] == [
        ("付息", Decimal("5408000.00")),
        ("兑付手续费", Decimal("270.40")),
        ("付息", Decimal("7600000.00")),
        ("兑付手续费", Decimal("380.00")),
    ]
    assert [row["account"] for row in rows] == ["2320498", "2330498"] * 2
    assert [row["days"] for row in rows[:3]] == ["3月17日、9月15日", "3月17日、9月15日", "6月25日、12月25日"]
    assert rows[0]["source"] == "政府性基金收入（土地出让）、项目专项收入"
    total = listing(report, "payment_budget").total()
    assert total is not None
    assert isinstance(total["amount"], Datum)
    assert total["amount"].value == Decimal("13008650.40")


def test_principal_of_2030_is_budgeted_and_no_refinancing_is_asked_where_the_plan_has_none() -> None:
    """A repays 16,000 on 15 September 2030, twelve years and three months before operation ends; B a fifteenth, 1,333.33."""
    late = replace(record(), as_of=date(2029, 10, 15))
    rows = amounts(payment_budget.told(plan(), late), "payment_budget")
    assert [(row["amount"], row["account"]) for row in rows if row["what"] == "还本"] == [
        (Decimal(160000000), "2310498"),
        (Decimal(13333300), "2310498"),
    ]
    asked = amounts(refinancing_request.told(plan(), late), "refinancing_request")
    first = next(row for row in asked if row["due_on"] == "2030-09-15")
    assert (first["principal"], first["own"], first["asked"]) == (Decimal(160000000), Decimal(160000000), 0)
    assert (first["months"], first["reason"]) == ("12年3个月", "不申请再融资")


def test_a_year_without_principal_asks_for_nothing() -> None:
    report = refinancing_request.told(plan(), record())
    assert listing(report, "refinancing_request").rows == []
    assert not [part for part in report.parts if isinstance(part, Note)]


@pytest.mark.parametrize(
    ("sector", "principal"),
    [
        ("land_reserve", "2310431"),
        ("toll_road", "2310432"),
        ("shantytown", "2310433"),
        ("health", "2310498"),
        (None, "2310498"),
    ],
)
def test_accounts_by_sector(sector: str | None, principal: str) -> None:
    found = accounts_of(sector, date(2026, 1, 1))
    assert found.principal == principal
    assert (found.interest[:5], found.fee[:5], found.verified) == ("23204", "23304", False)


def test_a_loan_is_in_no_budget_of_bonds() -> None:
    """Every sample: what is budgeted is what the calendar has for bonds that are remitted."""
    result = computed_sample("anping-water")
    payments = LifePlan(result).payments(date(2000, 1, 1), date(2100, 1, 1))
    faces = sum(bond.face for bond in LifePlan(result).issued(date(2100, 1, 1)))
    assert sum(payment.principal for payment in payments) == faces * 10000
