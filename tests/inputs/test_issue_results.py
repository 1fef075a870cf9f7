"""The result of an issue taken over: what changes in the new file, what does not, and what is refused."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.after_issue import beside
from bondcalc.compare.input_changes import changes
from bondcalc.inputs.batches import batch_of, told_of
from bondcalc.inputs.form.template import template
from bondcalc.inputs.issue_result import IssueResult, meant_bond
from bondcalc.inputs.read import read_bytes, read_project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.problem import FileError, ProjectError
from tests.commands import bondcalc
from tests.schedules.test_batches import BODY, HEAD, ISSUED, PLANNED, bond

NOW = PLANNED + 'batch = "this"\n'
THREE = (
    HEAD
    + BODY
    + bond("A", "2021-07-01", 2000, ISSUED)
    + bond("B", "2023-07-01", 3000, NOW)
    + bond("C", "2024-07-01", 1000, PLANNED)
)


def toml(folder: Path, text: str = THREE) -> Path:
    path = folder / "项目.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".toml", ".xlsx"])
def test_a_result_goes_into_a_new_file_and_nothing_else_moves(tmp_path: Path, ending: str) -> None:
    source = toml(tmp_path)
    before = source.read_bytes()
    if ending == ".xlsx":
        project = read_project(source)
        source = tmp_path / "项目.xlsx"
        source.write_bytes(template(project, range(2021, 2041)))
        before = source.read_bytes()
    ended = bondcalc(
        "issued", source, "--coupon", "2.85%", "--date", "2023-08-15", "--price", "99.80", "--name", "某债券"
    )
    assert ended.returncode == 0, ended.stderr
    target = tmp_path / f"项目-发行结果{ending}"
    assert source.read_bytes() == before
    moved = {(one.row[0], one.field): one.after for one in changes(read_project(source), read_project(target))}
    assert moved == {
        ("B", "status"): "issued",
        ("B", "value_date"): date(2023, 8, 15),
        ("B", "coupon"): Decimal("0.0285"),
        ("B", "result_coupon"): Decimal("0.0285"),
        ("B", "planned_coupon"): Decimal("0.04"),
        ("B", "planned_face"): Decimal(3000),
        ("B", "issue_price"): Decimal("99.8"),
        ("B", "name"): "某债券",
        ("B", "batch"): None,
    }
    assert "专项债券 B 票面利率：4.00% → 2.85%" in ended.stdout
    assert f"已生成{target}" in ended.stdout


def test_a_result_without_a_planned_bond_is_said_so(tmp_path: Path) -> None:
    """There is no bond to be named with --bond."""
    with pytest.raises(FileError, match="没有计划发行的债券"):
        meant_bond(
            read_project(toml(tmp_path, HEAD + BODY + bond("B", "2023-07-01", 3000, ISSUED))), IssueResult(None, {})
        )


LATER = PLANNED + 'batch = "later"\n'


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".toml", ".xlsx"])
def test_the_only_bond_of_this_application_is_issued_and_the_rest_still_comes_later(
    tmp_path: Path, ending: str
) -> None:
    """Between two batches nothing is of this application; the next result is that of the one bond left."""
    stated = HEAD + BODY + bond("B", "2023-07-01", 3000, NOW) + bond("C", "2024-07-01", 1000, LATER)
    first, second = tmp_path / f"一{ending}", tmp_path / f"二{ending}"
    assert bondcalc("issued", toml(tmp_path, stated), "--coupon", "2.9%", "--date", "2023-07-03", "--out", first)
    bonds = read_project(first).rows(Bond)
    assert [batch_of(one, bonds) for one in bonds] == ["issued", "later"]
    assert [one.id for one in told_of(bonds)] == ["B"]
    done = bondcalc("issued", first, "--coupon", "2.4%", "--date", "2024-07-02", "--out", second)
    assert done.returncode == 0, done.stderr
    assert [one.status for one in read_project(second).rows(Bond)] == ["issued", "issued"]


def test_all_later_with_nothing_issued_is_refused() -> None:
    stated = HEAD + BODY + bond("B", "2023-07-01", 3000, LATER) + bond("C", "2024-07-01", 1000, LATER)
    with pytest.raises(ProjectError) as refused:
        read_bytes("x.toml", stated.encode())
    assert {found.code for found in refused.value.problems} == {"batch_none_now"}


@pytest.mark.parametrize(("ending", "place"), [(".toml", "[[bonds]]"), (".xlsx", "[专项债券]")])
def test_what_does_not_fit_is_told_by_the_places_of_the_file_that_was_to_be_made(
    tmp_path: Path, ending: str, place: str
) -> None:
    """A first value date after the day of issue."""
    words = (
        "--coupon",
        "2.9%",
        "--date",
        "2023-07-01",
        "--first-date",
        "2023-08-01",
        "--out",
        tmp_path / f"新{ending}",
    )
    done = bondcalc("issued", toml(tmp_path), *words)
    assert done.returncode == 2
    assert place in done.stderr, done.stderr
    assert not (tmp_path / f"新{ending}").exists()


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("项目.xlsx", "项目-发行结果.xlsx"),
        ("项目.xlsm", "项目-发行结果.xlsx"),
        ("项目-发行结果.toml", "项目-发行结果2.toml"),
        ("项目-发行结果2.toml", "项目-发行结果3.toml"),
        ("项目-发行结果稿.xlsx", "项目-发行结果稿-发行结果.xlsx"),
        ("-发行结果.xlsx", "-发行结果-发行结果.xlsx"),
    ],
)
def test_the_new_file_is_named_after_the_old_one(given: str, made: str) -> None:
    assert beside(Path(given)) == Path(made)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    source = toml(tmp_path)
    words = ("issued", source, "--coupon", "2.85%", "--date", "2023-08-15")
    assert bondcalc(*words).returncode == 0
    again = bondcalc(*words)
    assert (again.returncode, "已存在，不会覆盖" in again.stderr) == (4, True)


def test_a_stated_maturity_and_agreed_days_move_with_the_day_of_issue(tmp_path: Path) -> None:
    """Ten years from 1 July 2023 to 2033; issued on 15 August the days are those of August."""
    agreed = "".join(
        f'[[principal]]\nbond = "B"\nday = {day}\nkind = "agreed"\namount = 1500\n'
        for day in ("2030-07-01", "2033-07-01")
    )
    custom = bond("B", "2023-07-01", 3000, PLANNED + 'repayment = "custom"\n').replace(
        "term_years = 10", "maturity_date = 2033-07-01"
    )
    source = toml(tmp_path, HEAD + BODY + custom + agreed)
    assert bondcalc("issued", source, "--coupon", "3%", "--date", "2023-08-15").returncode == 0
    project = read_project(tmp_path / "项目-发行结果.toml")
    assert project.rows(Bond)[0].maturity_date == date(2033, 8, 15)
    assert [row.day for row in project.rows(PrincipalPayment)] == [date(2030, 8, 15), date(2033, 8, 15)]


def test_a_reopened_one_keeps_the_days_of_its_first_issue(tmp_path: Path) -> None:
    source = toml(tmp_path)
    words = ("--coupon", "2.9%", "--date", "2023-08-15", "--first-date", "2022-09-01", "--out", tmp_path / "b.toml")
    assert bondcalc("issued", source, *words).returncode == 0
    issued = read_project(tmp_path / "b.toml").rows(Bond)[1]
    assert (issued.payment_days()[0], issued.due()) == (date(2023, 9, 1), date(2032, 9, 1))


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--coupon", "2.85", "--date", "2023-08-15"), 2, "百分之三填3%或0.03"),
        (("--coupon", "2.85%", "--date", "昨天"), 2, "不是日期"),
        (("--coupon", "2.85%", "--date", "2023-08-15", "--bond", "A"), 4, "A已发行"),
        (("--coupon", "2.85%", "--date", "2023-08-15", "--bond", "Z"), 4, "没有编号或名称为Z的债券"),
        (("--coupon", "2.85%", "--date", "2023-08-15", "--out", "x.pdf"), 1, "扩展名应为.xlsx或.toml"),
        (("--coupon", "2.85%", "--date", "2099-08-15"), 2, "计划为2023-07-01，应在其前后10年以内"),
        (("--coupon", "2.85%", "--date", "2023-08-15", "--face", "0.3"), 2, "计划为3,000.00万元，相差应在100倍以内"),
        (("--coupon", "2.85%", "--date", "2023-08-15", "--face", "30000000"), 2, "请核对--face的单位"),
    ],
)
def test_what_cannot_be_taken_over_is_refused(tmp_path: Path, words: tuple[str, ...], code: int, told: str) -> None:
    ended = bondcalc("issued", toml(tmp_path), *words)
    assert (ended.returncode, told in ended.stderr.replace("\n", ""), len(list(tmp_path.iterdir()))) == (code, True, 1)


def test_one_of_several_has_to_be_named(tmp_path: Path) -> None:
    source = toml(
        tmp_path, HEAD + BODY + bond("A", "2023-07-01", 3000, PLANNED) + bond("B", "2023-07-01", 3000, PLANNED)
    )
    assert "请用--bond写明" in bondcalc("issued", source, "--coupon", "3%", "--date", "2023-08-15").stderr


def test_what_is_far_from_the_plan_is_one_problem_each(tmp_path: Path) -> None:
    """Not one for every payment that would be rounded away, or a term of decades."""
    ended = bondcalc("issued", toml(tmp_path), "--coupon", "2.85%", "--date", "2099-08-15", "--face", "0.3")
    assert "共2处问题" in ended.stderr


def test_a_rule_that_is_no_longer_passed_says_why(tmp_path: Path) -> None:
    """批复总投资 is blank: a dearer coupon adds interest to the investment, for which nobody pays."""
    ended = bondcalc(
        "issued", toml(tmp_path), "--coupon", "6.85%", "--date", "2023-08-15", "--out", tmp_path / "b.toml"
    )
    changed = ended.stdout.partition("结论变化")[2].partition("变动最大的行")[0].splitlines()
    worse = [number for number, text in enumerate(changed) if re.search("→ (不通过|需说明|待补充)", text)]
    assert worse
    assert all(changed[number + 1].startswith("    ") for number in worse)
