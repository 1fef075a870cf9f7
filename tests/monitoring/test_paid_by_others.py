"""Service that others paid: no cash of the project, owed until it is given back, and every table still ties."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bondcalc.algebra.exact import Figures
from bondcalc.monitoring.advances import advance_alarms
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.paid_by_others import others_layer, refinancing_alarms
from bondcalc.monitoring.reforecast import rebuilt_with
from bondcalc.monitoring.yearly_view import layered
from bondcalc.schedules import cash, coverage, ties
from bondcalc.schedules.book import Book
from tests.monitoring.as_planned import case_of
from tests.monitoring.rows import head
from tests.toml_rows import row

INTEREST = {"bond": "A", "due_on": "2024-03-15", "paid_on": "2024-03-15", "interest": 270.4}
REDEEMED = {"bond": "A", "due_on": "2024-09-15", "paid_on": "2024-09-14", "interest": 270.4, "principal": 16000}
GIVEN = row("advances", day="2024-03-14", kind="advanced", amount=250, bond="A")
BACK = row("advances", day="2025-05-01", kind="returned", amount=100)


def service(fields: dict[str, str | float], **more: str) -> str:
    return row("service_payments", **fields, **more)


def rebuilt(*rows: str, as_of: str = "2025-06-30") -> tuple[MonitoringCase, Book, Figures]:
    case = case_of(head(as_of) + "".join(rows))
    project = layered(case.filed, case.actuals)
    book, figures = rebuilt_with(case.filed, project, case.sides, {}, case.actuals)
    return replace(case, current=book, current_figures=figures), book, figures


def closing(*rows: str) -> dict[int, Decimal]:
    case, _, _ = rebuilt(*rows)
    return closing_of(case)


def closing_of(case: MonitoringCase) -> dict[int, Decimal]:
    amounts = case.current_figures.amounts(case.current.use(cash.schedule).closing)
    return dict(zip(case.current.years.years, amounts, strict=True))


@pytest.mark.parametrize(
    ("own", "others", "more"),
    [
        ([service(INTEREST)], [service(INTEREST, paid_with="advance")], {2024: "270.4", 2025: "270.4", 2030: "270.4"}),
        ([service(INTEREST)], [service(INTEREST, paid_with="advance"), GIVEN], {2024: "250", 2025: "250"}),
        ([service(INTEREST)], [service(INTEREST), GIVEN], {2024: "250", 2025: "250"}),
        ([service(INTEREST)], [service(INTEREST, paid_with="advance"), BACK], {2024: "270.4", 2025: "170.4"}),
        ([service(REDEEMED)], [service(REDEEMED, paid_with="advance")], {2023: "0", 2024: "16270.4", 2025: "16270.4"}),
        ([service(REDEEMED)], [service(REDEEMED, paid_with="refinancing")], {2024: "16270.4"}),
        ([service(INTEREST)], [service(INTEREST, paid_with="budget")], {2024: "0", 2030: "0"}),
        ([service(INTEREST)], [service(INTEREST, paid_with="bond")], {2024: "0", 2030: "0"}),
    ],
    ids=["advance", "listed too", "only listed", "given back", "redeemed", "refinanced", "budget", "bond money"],
)
def test_what_others_paid_is_no_cash_of_the_project(own: list[str], others: list[str], more: dict[int, str]) -> None:
    """Cash is higher by what others paid, from the year it was due on, and lower again by what they had back."""
    before, after = closing(*own), closing(*others)
    assert {year: after[year] - before[year] for year in more} == {
        year: Decimal(amount) for year, amount in more.items()
    }


@pytest.mark.parametrize(("amount", "rest"), [(660, {"": {2025: Decimal("9.6")}}), (650.4, {})], ids=["more", "all"])
def test_an_advance_counts_in_the_year_in_which_each_of_its_payments_was_due(
    amount: float, rest: dict[str, dict[int, Decimal]]
) -> None:
    """660 of 2 January: 270.40 for December, 380 for January, and 9.60 that nobody told the use of, of its own day."""
    late = service(
        {"bond": "A", "due_on": "2024-12-25", "paid_on": "2024-12-25", "interest": 270.4}, paid_with="advance"
    )
    early = service(
        {"bond": "B", "due_on": "2025-01-10", "paid_on": "2025-01-10", "interest": 380}, paid_with="advance"
    )
    case = case_of(
        head("2025-06-30") + late + early + row("advances", day="2025-01-02", kind="advanced", amount=amount)
    )
    layer = {bond: dict(line.amounts) for (_, bond), line in others_layer(case.filed.project, case.actuals).items()}
    assert layer == {"A": {2024: Decimal("270.4")}, "B": {2025: Decimal(380)}, **rest}


def test_every_table_ties_and_the_coverage_is_not_moved() -> None:
    _, book, figures = rebuilt(service(REDEEMED, paid_with="advance"), BACK)
    _, own, before = rebuilt(service(REDEEMED))
    assert not any(any(figures.amounts(line)) for line in book.use(ties.schedule).differences)
    made, was = book.use(coverage.schedule).ratios, own.use(coverage.schedule).ratios
    assert {id_: figures.scalar(line) for id_, line in made.items()} == {
        id_: before.scalar(line) for id_, line in was.items()
    }


def test_the_alarm_says_from_when_there_is_too_little_to_give_it_back() -> None:
    case, _, _ = rebuilt(service(REDEEMED, paid_with="advance"))
    left = closing_of(case)
    short = min(year for year, amount in left.items() if year >= 2025 and amount < Decimal("16270.4"))
    assert left[short] >= 0
    (alarm,) = advance_alarms(case)
    assert (alarm.level.zh, alarm.weight) == ("红", Decimal("16270.4"))
    assert f"未归还16,270.40万元，归还后{short}年起资金不足" in alarm.text
    small, _, _ = rebuilt(row("service_payments", **{**INTEREST, "interest": 1}, paid_with="advance"))
    (alarm,) = advance_alarms(small)
    assert alarm.text.endswith("未归还1.00万元")


def test_a_refinancing_bond_of_which_the_file_knows_nothing_is_asked_for() -> None:
    case, _, _ = rebuilt(service(REDEEMED, paid_with="refinancing"))
    (alarm,) = refinancing_alarms(case)
    assert (alarm.level.zh, alarm.weight) == ("黄", Decimal("16270.4"))
    assert not list(refinancing_alarms(rebuilt(service(REDEEMED, paid_with="advance"))[0]))
