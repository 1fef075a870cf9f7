"""A change of use: the amount moves, both projects are tested again, by hand; what does not balance is refused."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from bondcalc.inputs.sheets.bond import Bond
from bondcalc.portfolio.pooled.changed_use import changes, retested
from bondcalc.portfolio.pooled.joined_bond import everybody, join
from bondcalc.portfolio.pooled.ring_fence import covers
from bondcalc.portfolio.project_list import Portfolio, read_list
from bondcalc.problem import ProjectError
from tests.commands import bondcalc
from tests.portfolio.pooled_members import BOND, CODE, INCOME, NAME, member

DAY = "2024-06-15"
ROW = '[[allocations]]\nbond = "{code}"\nproject = "{project}"\namount = {amount}\n'


def single(seed: int, price: int, **bond: object) -> str:
    """A project with one bond and no other debt."""
    head = member(seed, 3000, "1")[0].partition("[[bonds]]")[0]
    return head + BOND.format(status="issued", day="2021-12-01", **bond) + INCOME.format(price=price, growth=0, wages=1)


def giver() -> str:
    """3,000 of the bond, nothing else."""
    return single(201, 600, id=CODE, name=NAME, face=3000, coupon=0.0339, term=15)


def taker() -> str:
    """A bond of its own, 2,000 over ten years at 3.31 %."""
    return single(202, 500, id="A", name="2021年二期", face=2000, coupon=0.0331, term=10)


def rows(*stated: tuple[str, int, str, str]) -> str:
    said = []
    for project, amount, start, end in stated:
        days = (f"start = {start}\n" if start else "") + (f"end = {end}\n" if end else "")
        said.append(ROW.format(code=CODE, project=project, amount=amount) + days)
    return "".join(said)


MOVED = rows(("1.toml", 3000, "", DAY), ("1.toml", 1800, DAY, ""), ("2.toml", 1200, DAY, ""))


def stated(folder: Path, allocations: str = MOVED) -> Portfolio:
    for number, text in enumerate((giver(), taker()), 1):
        (folder / f"{number}.toml").write_text(text, encoding="utf-8")
    members = "".join(f'[[members]]\npath = "{number}.toml"\n' for number in (1, 2))
    (folder / "清单.toml").write_text(members + allocations, encoding="utf-8")
    return read_list(folder / "清单.toml")


def test_the_amount_moves_and_both_are_tested_again(tmp_path: Path) -> None:
    """15 years, twice a year at 3.39 %, from 2021-12-01; five payments of 3,000 lie before the day.

    Given up: 1,200, on which 5 x 1,200 x 0.0339 / 2 = 101.70 was paid. The giver owes 1,800 x (1 + 15 x 0.0339) afterwards and
    what it paid; the taker, from the day on, 25 payments and the principal of 1,200 beside its own bond.
    """
    holders = everybody(stated(tmp_path), CODE)
    terms = holders[0][0].bond
    assert terms is not None
    made = changes(holders, terms)
    assert [(one.member.listed.path, one.before / 10_000, one.after / 10_000) for one in made] == [
        ("1.toml", 3000, 1800),
        ("2.toml", 0, 1200),
    ]
    gave, took = (retested(one, CODE, terms) for one in made)
    assert gave.paid == Decimal(1017000)
    assert took.paid == 0
    assert gave.before.cover is not None
    assert gave.after.cover is not None
    assert took.before.cover is not None
    assert took.after.cover is not None
    assert gave.before.cover.service == 3000 * (1 + 15 * Fraction("0.0339")) * 10_000
    assert gave.after.cover.service == (1800 * (1 + 15 * Fraction("0.0339")) + Fraction("101.7")) * 10_000
    own = 2000 * (1 + 10 * Fraction("0.0331")) * 10_000
    assert took.before.cover.service == own
    assert took.after.cover.service == own + 1200 * (1 + 25 * Fraction("0.0339") / 2) * 10_000
    # Nobody's revenue moved with the money.
    assert gave.before.cover.revenue == gave.after.cover.revenue
    assert took.after.cover.ratio is not None
    assert took.before.cover.ratio is not None
    assert took.after.cover.ratio < took.before.cover.ratio


def test_the_taker_that_no_longer_covers_is_named(tmp_path: Path) -> None:
    portfolio = stated(tmp_path)
    text = (tmp_path / "2.toml").read_text(encoding="utf-8").replace("price = 500", "price = 300")
    (tmp_path / "2.toml").write_text(text, encoding="utf-8")
    done = bondcalc("portfolio", "reassigned", tmp_path / portfolio.name, "--bond", CODE, "--json")
    assert done.returncode == 0, done.stderr
    gave, took = json.loads(done.stdout)["changes"]
    assert (gave["before"], gave["after"], gave["paid"]) == ("3000.00", "1800.00", "101.70")
    assert "全部债务" not in gave["new"]
    assert Decimal(took["ratio_before"]) > 1 > Decimal(took["ratio_after"])
    assert "覆盖" in took["new"]


def test_all_of_it_may_go(tmp_path: Path) -> None:
    all_of_it = rows(("1.toml", 3000, "", DAY), ("2.toml", 3000, DAY, ""))
    done = bondcalc("portfolio", "reassigned", tmp_path / stated(tmp_path, all_of_it).name, "--bond", CODE)
    assert done.returncode == 0, done.stderr
    assert "不再使用专项债券" in done.stdout


def test_without_a_change_there_is_nothing_to_test(tmp_path: Path) -> None:
    same = rows(("1.toml", 3000, "", ""))
    assert (
        "没有用途调整"
        in bondcalc("portfolio", "reassigned", tmp_path / stated(tmp_path, same).name, "--bond", CODE).stdout
    )


@pytest.mark.parametrize(("taken", "found"), [(1100, "100"), (1300, "-100")])
def test_what_does_not_balance_is_refused(taken: int, found: str, tmp_path: Path) -> None:
    odd = rows(("1.toml", 3000, "", DAY), ("1.toml", 1800, DAY, ""), ("2.toml", taken, DAY, ""))
    done = bondcalc("portfolio", "reassigned", tmp_path / stated(tmp_path, odd).name, "--bond", CODE)
    assert done.returncode == 2
    assert f"多{found}万元" in done.stderr


def test_the_form_follows_the_day(tmp_path: Path) -> None:
    """As issued the giver has all; after the change both have their parts, once their files say so."""
    portfolio = stated(tmp_path)
    assert [one.listed.path for one in join(portfolio, CODE).members] == ["1.toml"]
    with pytest.raises(ProjectError) as caught:
        join(portfolio, CODE, date(2024, 6, 15))
    assert [(one.code, one.cell) for one in caught.value.problems] == [
        ("pool_amount_differs", "1.toml"),
        ("pool_bond_missing", "2.toml"),
    ]
    less = (tmp_path / "1.toml").read_text(encoding="utf-8").replace("face = 3000", "face = 1800")
    (tmp_path / "1.toml").write_text(less, encoding="utf-8")
    mine = BOND.format(id=CODE, name="八期", status="issued", day=DAY, face=1200, coupon=0.0339, term=15)
    (tmp_path / "2.toml").write_text(
        f"{taker()}{mine}first_value_date = 2021-12-01\nassigned_on = {DAY}\n", encoding="utf-8"
    )
    joined = join(portfolio, CODE, date(2024, 6, 15))
    assert joined.face == Decimal("0.3000")
    assert [type(one.bond) for one in joined.members] == [Bond, Bond]
    assert len(list(covers(joined))) == 2
