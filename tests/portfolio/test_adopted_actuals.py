"""Which file of actuals stands for a project, and what is said of every other: by hand, file by file."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from bondcalc.monitoring.filled_in import FilledIn
from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.monitored.adopted_actuals import AdoptedActuals, DaysCounted
from bondcalc.portfolio.monitored.file_used import ActualsUse
from bondcalc.portfolio.monitored.found_actuals import ActualsFolder, ActualsOfOne
from bondcalc.portfolio.store_reader import StoredProject
from bondcalc.portfolio.told.store_view import StoreMember

PARK_HASH, WATER_HASH = "a" * 64, "b" * 64
TODAY = date(2026, 11, 30)
TOLD, UNTOLD = FilledIn(told=True, issued=frozenset()), FilledIn(told=False, issued=frozenset())


def member(code: str, name: str, file_hash: str, state: FileState = FileState.DONE) -> StoreMember:
    blank = dict.fromkeys((field.name for field in fields(StoredProject)), None)
    stated = {"key": code, "code": code, "name": name, "path": f"{name}.toml", "file_hash": file_hash}
    return StoreMember(StoredProject(**{**blank, **stated, "state": state, "reason": "录入有1处问题"}), {}, None)


PARK, WATER = member("P", "园区", PARK_HASH), member("W", "污水", WATER_HASH)


def file(path: str, day: str | None = "2026-06-30", code: str = "P", filed: str = "", **more: object) -> ActualsOfOne:
    given = date.fromisoformat(day) if day else None
    made = ActualsOfOne(path, Path(path), path, code, filed, given, day or "去年底", TOLD)
    return replace(made, **more)


def adopted(
    *files: ActualsOfOne, asked: str | None = None, members: tuple[StoreMember, ...] = (PARK, WATER)
) -> AdoptedActuals:
    days = DaysCounted(date.fromisoformat(asked) if asked else None, TODAY)
    return AdoptedActuals(ActualsFolder(files, (), ()), members, days, {"P": frozenset({"A"})})


def uses(made: AdoptedActuals) -> dict[str, ActualsUse]:
    return {used.path: used.use for used in made.files}


def taken(made: AdoptedActuals, of: StoreMember = PARK) -> str | None:
    actuals = made.of(of).actuals
    return actuals.path if actuals else None


def test_a_file_is_of_the_project_whose_code_it_has_else_of_the_one_whose_hash() -> None:
    made = adopted(file("1"), file("2", code="", filed=WATER_HASH))
    assert (taken(made), taken(made, WATER)) == ("1", "2")
    assert set(uses(made).values()) == {ActualsUse.TAKEN}


def test_the_latest_day_is_taken_however_days_are_written() -> None:
    made = adopted(file("旧", "2026-05-31"), file("新", "2026-10-31"))
    assert taken(made) == "新"
    assert uses(made)["旧"] is ActualsUse.PASSED
    assert made.last_day == date(2026, 10, 31)


@pytest.mark.parametrize(("code", "filed"), [("X", ""), ("", ""), ("", "0" * 64), ("X", "0" * 64)])
def test_a_file_of_no_project_is_named_with_what_to_do(code: str, filed: str) -> None:
    made = adopted(file("1", code=code, filed=filed))
    (used,) = made.files
    assert (used.use, used.project) == (ActualsUse.REFUSED, "")
    assert "项目代码" in used.why


def test_the_right_code_with_an_old_hash_is_no_missing_file() -> None:
    """It read 没有执行数据: somebody had filled it in, for the project file of before."""
    made = adopted(file("1", filed="0" * 64))
    said = made.of(PARK)
    assert (said.actuals, said.failed) == (None, True)
    assert said.reason.startswith("1：校验值不符")
    assert "请换用" in said.reason


def test_two_that_differ_on_one_day_are_taken_neither() -> None:
    said = adopted(file("一"), file("二")).of(PARK)
    assert said.failed
    assert "一" in said.reason
    assert "二" in said.reason


def test_a_copy_counts_once() -> None:
    made = adopted(file("1"), file("2", sha256="1"))
    assert (taken(made), uses(made)["2"]) == ("1", ActualsUse.PASSED)


def test_a_later_file_with_the_hash_of_another_project_is_said_beside_the_one_it_stands_against() -> None:
    made = adopted(file("好", filed=PARK_HASH), file("错", "2026-09-30", filed=WATER_HASH), file("水", code="W"))
    said = made.of(PARK)
    assert said.failed
    assert "错" in said.reason
    assert "污水" in said.reason
    assert "另有好" in said.reason
    assert taken(made, WATER) == "水"


def test_an_earlier_one_that_does_not_fit_is_passed_over() -> None:
    made = adopted(file("好", filed=PARK_HASH), file("错", "2025-09-30", filed="0" * 64))
    assert (taken(made), uses(made)["错"]) == ("好", ActualsUse.PASSED)


def test_what_nobody_filled_in_takes_the_place_of_nothing() -> None:
    made = adopted(file("旧", "2025-12-31"), file("新", filled=UNTOLD))
    assert (taken(made), uses(made)["新"]) == ("旧", ActualsUse.BLANK)
    assert "新" in made.of(PARK).remark
    alone = adopted(file("新", filled=UNTOLD)).of(PARK)
    assert (alone.actuals, alone.failed) == (None, False)
    assert "没有填写任何数据" in alone.reason


@pytest.mark.parametrize(("bond", "expected"), [("A", None), ("B", "1")])
def test_an_issue_is_filled_in_where_the_project_file_does_not_have_it(bond: str, expected: str | None) -> None:
    assert taken(adopted(file("1", filled=FilledIn(told=False, issued=frozenset({bond}))))) == expected


def test_a_day_asked_for_takes_the_file_of_the_time_and_else_says_what_the_single_command_says() -> None:
    files = file("旧", "2025-12-31"), file("新", "2026-06-30")
    made = adopted(*files, asked="2025-12-31")
    assert (taken(made), uses(made)["新"]) == ("旧", ActualsUse.PASSED)
    said = adopted(*files, asked="2024-12-31").of(PARK)
    assert said.failed
    assert said.reason == "旧：--as-of 2024-12-31早于执行数据的数据截至日2025-12-31：请改日期，或换用当时的执行数据。"


def test_a_day_that_has_not_come_is_named_and_not_adopted() -> None:
    made = adopted(file("1", "2062-06-30"), file("2", "2025-12-31"), file("水", code="W"))
    assert made.of(PARK).reason.startswith("1：数据截至日2062-06-30还没有到，今天是2026-11-30")
    assert (taken(made, WATER), made.last_day) == ("水", date(2026, 6, 30))
    assert taken(adopted(file("1", "2062-06-30"), asked="2062-06-30")) == "1"


def test_what_is_no_day_is_named() -> None:
    said = adopted(file("1", None), file("2")).of(PARK)
    assert said.failed
    assert "去年底" in said.reason


def test_a_project_without_a_result_fails_with_its_own_reason() -> None:
    failed = member("F", "坏", "c" * 64, FileState.PROBLEMS)
    said = adopted(file("1", code="F"), members=(failed,)).of(failed)
    assert (said.failed, said.reason) == (True, "录入有1处问题")
