"""提前偿还 told in 还本付息: what is due after it follows the balance, by hand; what is no early redemption changes nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bondcalc.in_life.monitoring_folder import issued_plan
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.monitoring.monitored import monitored
from bondcalc.monitoring.off_calendar import off_calendar_alarms
from bondcalc.monitoring.repaid_early import with_early_redemption
from tests.monitoring.as_planned import case_of
from tests.monitoring.happened import planned, told
from tests.monitoring.rows import head
from tests.toml_rows import row

EARLY_A = row("service_payments", bond="A", due_on="2024-09-15", paid_on="2024-09-14", principal=6000, interest=270.4)


def early(*rows: str, project: Project | None = None) -> list[tuple[str, date, Decimal | None]]:
    result = planned()
    after = with_early_redemption(project or result.project, result.rules, told(head("2028-06-30") + "".join(rows)))
    return [(payment.bond, payment.day, payment.amount) for payment in after.rows(PrincipalPayment)]


def paid(bond: str, day: str, principal: float) -> str:
    return row("service_payments", bond=bond, due_on=day, paid_on=day, principal=principal)


def test_payments_after_an_early_redemption_follow_the_balance() -> None:
    """A: 6,000 of 16,000 repaid on 15 September 2024; 10,000 x 3.38 % ÷ 2 = 169.00 each half year, 10,000 at the end."""
    made = monitored(planned(), told(head("2025-01-31") + EARLY_A))
    assert made.payment is not None
    assert (made.payment.day, made.payment.bonds, made.payment.due) == (date(2025, 3, 15), ("A",), Decimal("169.00"))
    of_a = [owed for owed in issued_plan(made).payments(date(2025, 1, 1), date(2030, 12, 31)) if owed.bond.id == "A"]
    assert {owed.interest for owed in of_a} == {Decimal(1690000)}  # yuan
    assert sum(owed.principal for owed in of_a) == of_a[-1].principal == 100_000_000
    assert not [alarm for alarm in made.alarms if alarm.id.startswith("payment.late")]


def test_a_bond_repaid_as_a_whole_pays_nothing_more() -> None:
    whole = EARLY_A.replace("6000", "16000")
    made = monitored(planned(), told(head("2025-01-31") + whole))
    assert made.payment is not None
    assert made.payment.bonds == ("B",)
    assert not [owed for owed in issued_plan(made).payments_to_come(made.as_of) if owed.bond.id == "A"]


def test_above_an_instalment_is_early_and_the_days_after_are_as_they_then_are() -> None:
    """B repays 1,333.33 a year from 2027; what is left of the second row after the first is no more than that instalment."""
    rows = paid("B", "2027-06-25", 2333.33), paid("B", "2028-06-25", 1333.33)
    assert early(*rows) == [("B", date(2027, 6, 25), Decimal(1000))]
    assert early(*rows, paid("A", "2026-03-15", 500)) == [
        ("A", date(2026, 3, 15), Decimal(500)),
        ("B", date(2027, 6, 25), Decimal(1000)),
    ]


@pytest.mark.parametrize(
    "payment",
    [
        paid("B", "2027-06-25", 1333.34),
        paid("B", "2027-06-25", 1300),
        row("service_payments", bond="A", due_on="2026-03-15", principal=500),
        row("service_payments", bond="A", due_on="2026-03-15", paid_on="2026-03-15", interest=270.4),
        paid("A", "2026-03-20", 500),
    ],
    ids=["rounded otherwise", "paid short", "not paid", "interest alone", "no day of the calendar"],
)
def test_what_is_no_early_redemption_leaves_the_project_as_it_is(payment: str) -> None:
    result = planned()
    assert with_early_redemption(result.project, result.rules, told(head("2028-06-30") + payment)) is result.project


def test_no_more_is_repaid_early_than_was_owed_and_a_planned_redemption_grows() -> None:
    assert early(paid("A", "2026-03-15", 20000)) == [("A", date(2026, 3, 15), Decimal(16000))]
    project = planned().project
    ahead = PrincipalPayment(bond="A", day=date(2026, 3, 15), kind="early", amount=Decimal(400))
    with_one = replace(project, tables={**project.tables, "principal": (ahead,)})
    assert early(paid("A", "2026-03-15", 400), project=with_one) == [("A", date(2026, 3, 15), Decimal(400))]
    assert early(paid("A", "2026-03-15", 900), project=with_one) == [("A", date(2026, 3, 15), Decimal(900))]


def test_level_payments_after_an_early_redemption_are_no_second_one() -> None:
    """Level payments stay what they were, so that interest saved repays more: rows paid that way are as planned then."""
    project = planned().project
    bonds = tuple(replace(bond, repayment="level", by_bond_year={}) for bond in project.rows(Bond) if bond.id == "A")
    level = replace(project, tables={**project.tables, "bonds": bonds})
    # 16,000 over 20 payments at 1.69 %: 949.48 a payment, 679.08 of it principal of the first, then 690.56; 16.90 more after 1,000.
    assert early(paid("A", "2021-03-15", 679.08), paid("A", "2021-09-15", 690.56), project=level) == []
    assert early(paid("A", "2021-03-15", 1679.08), paid("A", "2021-09-15", 707.46), project=level) == [
        ("A", date(2021, 3, 15), Decimal(1000))
    ]


@pytest.mark.parametrize(
    ("payment", "level"),
    [
        (paid("A", "2026-03-20", 500), "黄"),
        (paid("A", "2026-03-15", 500), ""),
        (row("service_payments", bond="A", due_on="2026-03-20", principal=500), ""),
        (row("service_payments", bond="A", due_on="2026-03-20", paid_on="2026-03-20", interest=9), "黄"),
        (row("service_payments", bond="A", due_on="2026-03-20", paid_on="2026-03-20", interest=0), ""),
        (row("service_payments", bond="A", due_on="2026-03-20", paid_on="2026-03-20", fee=0.02), ""),
    ],
    ids=["no payment day", "a payment day", "not paid", "interest alone", "nothing", "a fee alone"],
)
def test_principal_on_a_day_that_no_schedule_knows_is_asked_about(payment: str, level: str) -> None:
    matters = off_calendar_alarms(case_of(head("2026-06-30") + payment))
    assert "".join(matter.level.zh for matter in matters) == level


def test_principal_and_interest_of_such_a_day_are_one_question() -> None:
    """500 and 9.50 in rows of their own, as money of two sources is told: each by its name, the fee by none."""
    rows = paid("A", "2026-03-20", 500) + row(
        "service_payments", bond="A", due_on="2026-03-20", paid_on="2026-03-20", interest=9.5, fee=0.02
    )
    (alarm,) = off_calendar_alarms(case_of(head("2026-06-30") + rows))
    assert "还本500.00万元、付息9.50万元，不是该债券的付息日" in alarm.text
    assert alarm.weight == Decimal("509.5")
