"""A new actuals workbook: the lines, bonds, days and targets of the project, and what was told before."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.data import digest
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import ProjectFile
from bondcalc.monitoring.actuals_file import actuals_of, read_actuals
from bondcalc.monitoring.money_sheets import FundingStep
from bondcalc.monitoring.next_actuals import carried_on
from bondcalc.monitoring.period_sheets import PeriodAmount
from bondcalc.monitoring.prefilled import blank_actuals, prefilled
from bondcalc.monitoring.state_sheets import MeasuredTarget, ServicePayment
from tests.commands import bondcalc
from tests.monitoring.happened import filed, told
from tests.monitoring.rows import head
from tests.samples import SAMPLES
from tests.toml_rows import row

PARK = SAMPLES / "hengyang-park" / "project.toml"


def test_a_new_workbook_names_what_the_project_has_and_tells_nothing(tmp_path: Path) -> None:
    book = tmp_path / "执行数据.xlsx"
    done = bondcalc("new", str(book), "--actuals", str(PARK), "--as-of", "2024-08-31", "--by", "quarter")
    assert done.returncode == 0, done.stderr
    file, project = filed()
    actuals = read_actuals(book, project, file)
    assert (actuals.as_of, actuals.particulars.filed_sha256) == (date(2024, 8, 31), digest(file.data))
    assert actuals.lines("revenue") == ()
    rows = actuals.rows(PeriodAmount)
    assert {row.period for row in rows if row.year < 2024} == {"year"}
    assert {row.period for row in rows if row.year == 2024} == {"q1", "q2", "q3"}
    assert {(row.year, row.line) for row in rows if row.kind == "land"} == {
        *((2021, "P1"), (2022, "P1"), (2022, "P2"), (2023, "P2")),
        *((2024, "P2"), (2024, "P3"), (2024, "P4")),
    }
    assert min(row.year for row in rows if row.kind == "cost") == 2023


def test_payment_days_and_issues_are_those_of_the_bonds() -> None:
    """A pays on 15 March and 15 September from 2021, B on 25 June and 25 December; of the two A is issued."""
    file, project = filed()
    stated = prefilled(file, project, date(2022, 3, 31))
    assert [(row.bond, row.due_on.isoformat()) for row in stated.rows(ServicePayment)] == [
        ("A", "2021-03-15"),
        ("A", "2021-09-15"),
        ("B", "2021-12-25"),
        ("A", "2022-03-15"),
    ]
    [issue] = stated.rows(FundingStep)
    assert (issue.bond, issue.amount, issue.coupon) == ("A", 16000, Decimal("0.0338"))
    # What nobody told is blank: a purpose of spending, a source of payment would read as told.
    assert issue.spent_on is None
    assert not any(row.told or row.paid_with for row in stated.rows(ServicePayment))


def test_targets_become_numbers_where_their_text_states_one() -> None:
    file, project = filed()
    targets = {row.id: row for row in prefilled(file, project, date(2024, 12, 31)).rows(MeasuredTarget)}
    plants, time, rate, jobs = (targets[id_] for id_ in ("plants", "time", "financing", "jobs"))
    assert (plants.target, plants.unit, plants.direction, plants.kind) == (140000, "平方米", "at_least", "quantity")
    assert time.target is None
    assert (rate.target, rate.unit, rate.direction) == (4, "%", "at_most")
    assert (jobs.kind, jobs.target, jobs.unit) == ("employment", 3000, "人")
    assert [row.kind for row in targets.values() if row.id.startswith("welfare")] == ["tax", "production"]


def test_the_next_actuals_keep_what_was_told_and_name_the_file_before() -> None:
    file, project = filed()
    before = told()
    after = carried_on(before, project, file, date(2025, 6, 30))
    book = blank_actuals(project, after)
    read = actuals_of(ProjectFile("二.xlsx", book), project, file)
    assert read.particulars.previous_sha256 == before.sha256
    assert read.as_of == date(2025, 6, 30)
    for kind in ("revenue", "land", "land_cost", "cost", "tax"):
        assert read.by_month(kind) == before.by_month(kind)
    assert read.spent() == before.spent()
    assert [row.paid_on for row in read.service("A") if row.due_on == date(2023, 9, 15)] == [date(2023, 9, 15)]
    assert {row.year for row in read.rows(PeriodAmount) if row.kind == "revenue"} == {2023, 2024, 2025}


def rents(*periods: str, year: int = 2024, line: str | None = "rent") -> str:
    named = {"line": line} if line else {}
    return "".join(
        row("period_amounts", year=year, period=period, kind="revenue", amount=100, **named) for period in periods
    )


@pytest.mark.parametrize(
    ("told_before", "day", "grain", "later"),
    [
        (("q1", "q2"), date(2024, 12, 31), "quarter", {"q3", "q4"}),
        (("q1", "q2"), date(2024, 9, 30), "year", {"q3"}),
        (("q1", "q2"), date(2024, 8, 31), "month", {"m07", "m08"}),
        (("q1", "q2"), date(2025, 3, 31), "quarter", {"q3", "q4"}),
        (("q1", "m04", "m05", "m06"), date(2024, 9, 30), "quarter", {"m07", "m08", "m09"}),
        (("q2",), date(2024, 12, 31), "quarter", {"q3", "q4"}),
        (("year",), date(2024, 12, 31), "month", set()),
    ],
)
@pytest.mark.parametrize("line", ["rent", None])
def test_the_periods_since_are_asked_for(
    told_before: tuple[str, ...], day: date, grain: str, later: set[str], line: str | None
) -> None:
    """A line, or a kind told as a whole, goes on as it was told, or more finely; no month stands there twice."""
    file, project = filed()
    before = told(head("2024-06-30") + rents(*told_before, line=line))
    after = carried_on(before, project, file, day, grain)
    mine = [one for one in after.rows(PeriodAmount) if (one.year, one.kind) == (2024, "revenue")]
    assert {one.line for one in mine} == {line}
    assert {one.period for one in mine if one.amount is None} == later
    filled = replace_amounts(after)
    assert actuals_of(ProjectFile("二.xlsx", blank_actuals(project, filled)), project, file).as_of == day


def replace_amounts(stated: Project) -> Project:
    """Every period filled in: what is laid out twice is a Problem."""
    rows = tuple(replace(one, amount=Decimal(1)) for one in stated.rows(PeriodAmount))
    return replace(stated, tables={**stated.tables, "period_amounts": rows})


def test_a_year_that_was_over_is_not_asked_for_again() -> None:
    file, project = filed()
    before = told(head("2025-06-30") + rents("q1", "q2") + rents("q1", "q2", year=2025))
    after = carried_on(before, project, file, date(2025, 9, 30), "quarter")
    blank = {(one.year, one.period) for one in after.rows(PeriodAmount) if one.amount is None and one.line == "rent"}
    assert {told_of for told_of in blank if told_of[0] >= 2024} == {(2025, "q3")}


ISSUED_LATER = row("funding_steps", day="2021-07-20", step="issued", amount=20000, bond="B", coupon=0.0371)


def due_of_b(stated: Project) -> list[str]:
    return [one.due_on.isoformat() for one in stated.rows(ServicePayment) if one.bond == "B"]


def test_payments_are_laid_out_on_the_days_of_the_issue() -> None:
    """B was planned for 25 June and issued on 20 July 2021: it pays in January and July, and blank rows of other days go."""
    file, project = filed()
    planned_days = "".join(row("service_payments", bond="B", due_on=day) for day in ("2021-12-25", "2022-06-25"))
    told_too = row("service_payments", bond="B", due_on="2022-06-25", paid_on="2022-06-25", interest=5)
    before = told(head("2022-06-30") + ISSUED_LATER + planned_days)
    assert due_of_b(carried_on(before, project, file, date(2023, 1, 31))) == ["2022-01-20", "2022-07-20", "2023-01-20"]
    kept = told(head("2022-06-30") + ISSUED_LATER + planned_days + told_too)
    assert due_of_b(carried_on(kept, project, file, date(2022, 12, 31))) == ["2022-06-25", "2022-01-20", "2022-07-20"]


@pytest.mark.slow
def test_an_issue_told_by_the_command_lays_out_its_own_days(tmp_path: Path) -> None:
    book, after = tmp_path / "一.toml", tmp_path / "二.toml"
    book.write_text(head("2022-06-30") + row("service_payments", bond="B", due_on="2021-12-25"), encoding="utf-8")
    given = ["--coupon", "3.71%", "--date", "2021-07-20", "--actuals", str(book), "--out", str(after)]
    done = bondcalc("issued", str(PARK), *given)
    assert done.returncode == 0, done.stderr
    file, project = filed()
    read = read_actuals(after, project, file)
    assert [one.due_on.isoformat() for one in read.service("B")] == ["2022-01-20"]


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    given = ["new", str(tmp_path / "a.xlsx"), "--actuals", str(PARK)]
    for more, words in (
        ([], "请用--as-of写明"),
        (["--as-of", "2024-08-31", "--by", "week"], "week"),
        (["--as-of", "2024-08-31", "--kind", "park"], "请去掉--kind"),
    ):
        done = bondcalc(*given, *more)
        assert done.returncode == 1
        assert words in "".join(sign for sign in done.stderr if sign not in "│ \n")
    assert list(tmp_path.iterdir()) == []
