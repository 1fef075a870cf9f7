"""A new actuals workbook: the lines, bonds, days and targets of the project, and what was told before."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from bondcalc.data import digest
from bondcalc.inputs.read import ProjectFile
from bondcalc.monitoring.actuals_file import actuals_of, read_actuals
from bondcalc.monitoring.money_sheets import FundingStep
from bondcalc.monitoring.period_sheets import PeriodAmount
from bondcalc.monitoring.prefilled import blank_actuals, carried_on, prefilled
from bondcalc.monitoring.state_sheets import MeasuredTarget, ServicePayment
from tests.commands import bondcalc
from tests.monitoring.happened import filed, told
from tests.samples import SAMPLES

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
    assert (plants.target, plants.unit, plants.direction, plants.kind) == (140000, "平方米", "at_least", "output")
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
