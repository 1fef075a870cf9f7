"""Next year's file: issued bonds stay, the earliest planned ones are of this application, what belongs to one year is blank."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bondcalc.inputs.following_year import following
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.read import read_bytes, read_project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.last_disclosure import Disclosed
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.region import Region
from bondcalc.next_year import next_year
from bondcalc.screen.following_year_text import following_text
from tests.commands import Ended, bondcalc
from tests.samples import SAMPLES

PROJECT = """
[project]
name = "试点项目"
rule_date = 2026-03-01
filing_date = 2026-03-15
prepared_by = "甲"
construction_start = 2026-01-01
construction_end = 2029-12-31
forecast_end = 2040
[region]
debt_limit = 90000
land_grade = 7
[[explanations]]
id = "W03"
words = "已核实"
[[investment]]
name = "建筑工程"
category = "construction"
amount = 4000
by_year = { 2026 = 0.5, 2027 = 0.5 }
"""
BOND = """
[[bonds]]
status = "{status}"
value_date = {day}
face = 1000
coupon = 0.03
term_years = 5
{batch}
"""
ISSUED, FIRST, SECOND, LAST = (
    BOND.format(status=status, day=day, batch=batch)
    for status, day, batch in (
        ("issued", "2026-05-20", ""),
        ("planned", "2027-05-20", 'batch = "this"'),
        ("planned", "2027-09-20", 'batch = "later"'),
        ("planned", "2028-05-20", ""),
    )
)


def begun(folder: Path, text: str, day: str = "2027-02-01", out: str = "next.toml") -> Ended:
    (folder / "p.toml").write_text(text, encoding="utf-8")
    return bondcalc("next-year", "p.toml", "--date", day, "--out", out, cwd=folder)


def after(folder: Path, *bonds: str) -> Project:
    done = begun(folder, PROJECT + "".join(bonds))
    assert done.returncode == 0, done
    return read_project(folder / "next.toml")


def test_batches_move_on_by_the_year_of_the_planned_bonds(tmp_path: Path) -> None:
    project = after(tmp_path, ISSUED, FIRST, SECOND, LAST)
    assert [(bond.status, bond.batch) for bond in project.rows(Bond)] == [
        ("issued", None),
        ("planned", "this"),
        ("planned", "this"),
        ("planned", "later"),
    ]


def test_one_year_of_planned_bonds_needs_no_mark(tmp_path: Path) -> None:
    assert {bond.batch for bond in after(tmp_path, ISSUED, FIRST, SECOND).rows(Bond)} == {None}


def test_what_belongs_to_the_year_is_blank_and_the_rest_stays(tmp_path: Path) -> None:
    """Disclosed by hand: C is 2,000, F twice the principal and five coupons of 30."""
    project = after(tmp_path, ISSUED, FIRST)
    form, region = project.form(Particulars), project.form(Region)
    assert (str(form.rule_date), form.filing_date, form.prepared_by) == ("2027-02-01", None, None)
    assert (region.debt_limit, region.land_grade) == (None, 7)
    assert project.tables["explanations"] == ()
    last = project.form(Disclosed)
    assert last.special_bonds == 2000
    assert last.service == 2 * (1000 + 5 * 30)
    assert form.name == "试点项目"


YEARLY = re.compile("本年|当年|上年末|剩余额度|已整改|结存限额|其中已支出")
"""Words of fields that speak of one year."""


def test_no_answer_of_the_year_before_vouches_for_the_next() -> None:
    """Every field of a form that speaks of a year is blank, but for the bonds issued before: 1,000 of 2026."""
    given = {
        sheet.id: {cell.id: 1 if cell.kind == "number" else True for cell in sheet.cells if YEARLY.search(cell.zh)}
        for sheet in sheets()
        if sheet.form
    }
    project = read_bytes("p.toml", (PROJECT + ISSUED + FIRST).encode())
    tables = {id_: (replace(project.tables[id_][0], **answers),) for id_, answers in given.items() if answers}
    after = following(replace(project, tables={**project.tables, **tables}), date(2027, 2, 1), {})
    assert sum(map(len, given.values())) > 10
    left = {
        f"{id_}.{field}": getattr(after.tables[id_][0], field) for id_, answers in given.items() for field in answers
    }
    assert {field: value for field, value in left.items() if value is not None} == {}
    assert after.form(Compliance).earlier_issued == 1000


def test_a_bond_that_was_due_and_has_no_result_is_asked_for(tmp_path: Path) -> None:
    done = begun(tmp_path, PROJECT + ISSUED + FIRST, day="2027-06-01")
    assert done.returncode == 4
    assert "债券第2期已到起息日而没有发行结果" in done.stderr
    assert not (tmp_path / "next.toml").exists()


@pytest.mark.parametrize(("day", "code"), [("2026-03-01", 4), ("2025-01-01", 4), ("明年", 1)])
def test_a_day_that_is_not_later_is_refused(day: str, code: int, tmp_path: Path) -> None:
    assert begun(tmp_path, PROJECT + ISSUED, day=day).returncode == code


@pytest.mark.slow
def test_the_old_file_stays_and_a_file_that_is_there_too(tmp_path: Path) -> None:
    text = PROJECT + ISSUED + FIRST
    assert begun(tmp_path, text, out="next.xlsx").returncode == 0
    assert (tmp_path / "p.toml").read_text(encoding="utf-8") == text
    assert begun(tmp_path, text, out="next.xlsx").returncode == 4
    assert read_project(tmp_path / "next.xlsx").form(Particulars).name == "试点项目"


def test_a_bond_that_was_issued_since_is_told_with_the_batch_it_was_filed_in(tmp_path: Path) -> None:
    """B is planned in the file and issued in the actuals."""
    park = SAMPLES / "hengyang-park"
    both = next_year(park / "project.toml", date(2026, 1, 1), tmp_path / "次年.toml", park / "actuals.toml")
    said = following_text(both)
    assert "债券B：本次发行→已发行" in said
    assert "债券A" not in said
