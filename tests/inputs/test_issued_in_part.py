"""A bond of which a part is issued: the rest stays planned, or is given up, and nobody guesses which."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.inputs.batches import batch_of
from bondcalc.inputs.read import read_project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.principal import PrincipalPayment
from tests.commands import Ended, bondcalc
from tests.monitoring.rows import head
from tests.samples import SAMPLES
from tests.schedules.test_batches import BODY, HEAD, ISSUED, PLANNED, bond

NOW = PLANNED + 'batch = "this"\nused_as_capital = 2000\nname = "某债券"\n'
STATED = HEAD + BODY + bond("A", "2021-07-01", 2000, ISSUED) + bond("B", "2023-07-01", 3000, NOW)


def issued(folder: Path, *words: str, text: str = STATED) -> Ended:
    (folder / "p.toml").write_text(text, encoding="utf-8")
    given = ("--bond", "B", "--coupon", "3%", "--date", "2023-08-15", "--out", str(folder / "n.toml"))
    return bondcalc("issued", str(folder / "p.toml"), *given, *words)


def test_the_rest_stays_planned(tmp_path: Path) -> None:
    """1,800 of 3,000, of which 2,000 were to be capital: 1,800 of the first, 200 of the 1,200 that are left."""
    done = issued(tmp_path, "--face", "1800", "--rest", "2024-03-01")
    assert done.returncode == 0, done
    bonds = read_project(tmp_path / "n.toml").rows(Bond)
    _, first, rest = bonds
    assert [one.id for one in bonds] == ["A", "B", "B-2"]
    assert (first.status, first.face, first.coupon, first.planned_face) == ("issued", 1800, Decimal("0.03"), 1800)
    assert (rest.status, rest.face, rest.coupon, rest.planned_face) == ("planned", 1200, Decimal("0.04"), None)
    assert (first.used_as_capital, rest.used_as_capital) == (1800, 200)
    assert (rest.value_date, rest.due(), rest.name, batch_of(rest, bonds)) == (
        *(date(2024, 3, 1), date(2034, 3, 1)),
        None,
        "this",
    )


def test_principal_agreed_by_day_is_of_both(tmp_path: Path) -> None:
    """1,000 and 2,000 of 3,000: of 1,700 these are 566.67 and 1,133.33, the rest pays 433.33 and 866.67 on its own days."""
    agreed = "".join(
        f'[[principal]]\nbond = "B"\nday = {day}\nkind = "agreed"\namount = {amount}\n'
        for day, amount in (("2030-07-01", 1000), ("2033-07-01", 2000))
    )
    custom = bond("B", "2023-07-01", 3000, PLANNED + 'repayment = "custom"\n').replace(
        "term_years = 10", "maturity_date = 2033-07-01"
    )
    done = issued(tmp_path, "--face", "1700", "--rest", "2024-03-01", text=HEAD + BODY + custom + agreed)
    assert done.returncode == 0, done
    after = read_project(tmp_path / "n.toml")
    assert [(row.bond, row.day, row.amount) for row in after.rows(PrincipalPayment)] == [
        ("B", date(2030, 8, 15), Decimal("566.67")),
        ("B", date(2033, 8, 15), Decimal("1133.33")),
        ("B-2", date(2031, 3, 1), Decimal("433.33")),
        ("B-2", date(2034, 3, 1), Decimal("866.67")),
    ]
    assert after.rows(Bond)[1].maturity_date == date(2034, 3, 1)


def test_the_rest_is_issued_in_part_again(tmp_path: Path) -> None:
    """The plan is counted once: 1,800 + 700 + 500 of 3,000."""
    assert issued(tmp_path, "--face", "1800", "--rest", "2024-03-01").returncode == 0
    again = ("--bond", "B-2", "--coupon", "3%", "--date", "2024-03-01", "--face", "700", "--rest", "2025-03-01")
    done = bondcalc("issued", str(tmp_path / "n.toml"), *again, "--out", str(tmp_path / "m.toml"))
    assert done.returncode == 0, done
    bonds = read_project(tmp_path / "m.toml").rows(Bond)[1:]
    assert [(one.id, one.face, one.planned_face) for one in bonds] == [
        ("B", 1800, 1800),
        ("B-2", 700, 700),
        ("B-2-2", 500, None),
    ]


def test_the_rest_is_given_up(tmp_path: Path) -> None:
    less = STATED.replace("used_as_capital = 2000", "used_as_capital = 500")
    assert issued(tmp_path, "--face", "1800", "--rest", "无", text=less).returncode == 0
    bonds = read_project(tmp_path / "n.toml").rows(Bond)
    assert [(one.id, one.face, one.planned_face) for one in bonds[1:]] == [("B", 1800, 3000)]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--face", "1800"), 4, "B发行1,800.00万元，计划3,000.00万元：余额另行发行的请加--rest"),
        (("--face", "3000", "--rest", "无"), 4, "没有余额"),
        (("--rest", "2024-03-01"), 4, "没有余额"),
        (("--face", "3100", "--rest", "无"), 4, "没有余额"),
        (("--face", "1800", "--rest", "以后"), 2, "不是日期"),
    ],
)
def test_what_becomes_of_the_rest_is_asked(words: tuple[str, ...], code: int, told: str, tmp_path: Path) -> None:
    done = issued(tmp_path, *words)
    assert (done.returncode, told in done.stderr.replace("\n", "")) == (code, True), done
    assert not (tmp_path / "n.toml").exists()


@pytest.mark.parametrize(("rest", "code"), [((), 4), (("--rest", "2022-03-01"), 4), (("--rest", "无"), 0)])
def test_actuals_hold_what_is_issued_and_the_next_file_names_the_rest(
    rest: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    park, told = SAMPLES / "hengyang-park" / "project.toml", tmp_path / "a.toml"
    told.write_text(head("2021-07-31"), encoding="utf-8")
    given = (
        "--bond",
        "B",
        "--coupon",
        "3.71%",
        "--date",
        "2021-06-25",
        "--face",
        "15000",
        "--out",
        tmp_path / "b.toml",
    )
    done = bondcalc("issued", str(park), *given, *rest, "--actuals", str(told))
    assert done.returncode == code, done
    if code == 0:
        begun = ("--date", "2022-03-01", "--actuals", str(tmp_path / "b.toml"), "--out", str(tmp_path / "n.toml"))
        said = bondcalc("next-year", str(park), *begun).stdout
        assert "债券B计划20,000.00万元，实际发行15,000.00万元：余额没有列入次年文件" in said
