"""Codes may be blank and are made; rows are referred to by code or by name, whatever the file."""

import re

import pytest

from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.asset_ledger import Asset
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.operating_costs import CostLine
from bondcalc.inputs.sheets.revenue_lines import RevenueLine
from bondcalc.inputs.sheets.volume_lines import Ramp
from bondcalc.problem import ProjectError
from tests.checks.test_statements import GOOD
from tests.parted import compute

BASE = GOOD.format(day="2021-08-01")


def read(text: str) -> Project:
    return read_bytes("project.toml", text.encode())


def rent(id_: str = "", name: str = "仓储租金", ramp: str = "") -> str:
    lines = [
        "[[revenue]]",
        f'id = "{id_}"' if id_ else "",
        f'name = "{name}"',
        'budget_class = "project_special"\nclaimed = true\nprice = 1\nquantity = 1',
        f'ramp = "{ramp}"' if ramp else "",
    ]
    return "\n".join(filter(None, lines)) + "\n"


def test_a_blank_code_is_made_of_the_name() -> None:
    line = read(BASE + rent()).rows(RevenueLine)[-1]
    assert (line.id, line.name) == ("仓储租金", "仓储租金")


def test_made_codes_never_meet_one_another_nor_a_stated_one() -> None:
    ids = [line.id for line in read(BASE + rent() + rent() + rent("仓储租金-2")).rows(RevenueLine)]
    assert len(set(ids)) == len(ids)
    assert "仓储租金-2" in ids


def test_a_long_name_is_cut_and_stays_one_code() -> None:
    ids = [line.id for line in read(BASE + rent(name="长" * 60) + rent(name="长" * 60)).rows(RevenueLine)]
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) == 40


def test_bonds_are_counted() -> None:
    bond = '[[bonds]]\nstatus = "planned"\nvalue_date = 2021-09-01\nface = 10\ncoupon = 0.03\nterm_years = 5\n'
    rows = read(BASE + bond).rows(Bond)
    assert rows[-1].id == f"第{len(rows)}期"


@pytest.mark.parametrize("by", ["load2", "第二条曲线"])
def test_a_ramp_is_named_by_code_or_by_name(by: str) -> None:
    ramp = '[[ramps]]\nid = "load2"\nname = "第二条曲线"\nby_operating_year = { 1 = 0.5 }\n'
    project = read(BASE + ramp + rent(ramp=by))
    assert project.rows(RevenueLine)[-1].ramp == "load2"
    assert [row.id for row in project.rows(Ramp)][-1] == "load2"


def test_a_cost_names_a_revenue_line_without_code() -> None:
    cost = '[[costs]]\nkind = "other"\nname = "管理费"\nbasis = "share_of_revenue"\nrate = 0.1\nof = "仓储租金"\n'
    project = read(BASE + rent() + cost)
    assert project.rows(CostLine)[-1].of == project.rows(RevenueLine)[-1].id
    assert compute(project).figures


def test_a_code_goes_before_a_name_and_a_doubtful_name_is_refused() -> None:
    first = '[[ramps]]\nid = "a"\nname = "b"\nby_operating_year = { 1 = 0.5 }\n'
    other = '[[ramps]]\nid = "b"\nname = "c"\nby_operating_year = { 1 = 0.6 }\n'
    again = '[[ramps]]\nid = "d"\nname = "c"\nby_operating_year = { 1 = 0.7 }\n'
    assert read(BASE + first + other + rent(ramp="b")).rows(RevenueLine)[-1].ramp == "b"
    with pytest.raises(ProjectError) as caught:
        read(BASE + other + again + rent(ramp="c"))
    assert [one.code for one in caught.value.problems] == ["unknown_reference"]


def repair(of: str) -> str:
    return f'[[costs]]\nid = "r"\nkind = "repair"\nname = "维修"\nbasis = "share_of_revenue"\nrate = 0.1\nof = "{of}"\n'


def test_a_name_two_rows_share_means_neither() -> None:
    """Were the first meant, one tenth of one rent would be deducted for one tenth of both, and E be too high."""
    with pytest.raises(ProjectError) as caught:
        read(BASE + rent() + rent() + repair("仓储租金"))
    assert [(one.sheet, one.code) for one in caught.value.problems] == [("[costs]", "unknown_base")]
    with pytest.raises(ProjectError):
        read(BASE + rent("typed") + rent() + repair("仓储租金"))
    assert read(BASE + rent() + rent() + repair("仓储租金-1")).rows(CostLine)[-1].of == "仓储租金-1"


def test_a_name_of_two_lines_is_the_same_in_both_places() -> None:
    project = read(BASE + rent(name="车\\n场") + repair("车\\n场"))
    assert project.rows(CostLine)[-1].of == project.rows(RevenueLine)[-1].id


def test_an_asset_names_its_cost_item() -> None:
    assert BASE.count('name = "厂房"\nitem = "plant"') == 1
    project = read(BASE.replace('name = "厂房"\nitem = "plant"', 'name = "甲栋"\nitem = "厂房"'))
    assert project.rows(Asset)[-1].item == "plant"


@pytest.mark.parametrize("opens", [True, False])
def test_interest_left_out_of_the_investment_for_want_of_a_start_is_said(*, opens: bool) -> None:
    text = BASE[: BASE.index("[[revenue]]")]
    land = text if opens else re.sub(r"operation_start = .*\n", "", text)
    assert any("未填投入运营日期" in one for one in read(land).notices) is not opens


@pytest.mark.parametrize(
    ("periods", "days", "asked"), [(1, 1, False), (12, 1, False), (365, 1, True), (365, 365, False)]
)
def test_a_cost_on_the_quantity_of_a_day_is_asked_about(periods: int, days: int, *, asked: bool) -> None:
    """20,000 tonnes a day at 0.45 yuan are 9,000 yuan, which is a day's cost and no year's."""
    line = rent("w") + f"periods_a_year = {periods}\n"
    cost = repair("w").replace("share_of_revenue", "per_quantity") + f'price_unit = "yuan"\nquantity = {days}\n'
    assert any("不乘次数" in one for one in read(BASE + line + cost).notices) is asked


@pytest.mark.parametrize(("id_", "called"), [("", "农发行"), ("L1", "农发行（L1）")])
def test_a_loan_whose_code_is_its_lender_is_called_once(id_: str, called: str) -> None:
    code = f'id = "{id_}"\n' if id_ else ""
    loan = f'[[loans]]\n{code}lender = "农发行"\nrate = 0.04\nrepayment = "equal_principal"\n'
    given = read(BASE + loan + "first_repayment = 2025\nlast_repayment = 2026\nby_year = { 2022 = 10 }\n")
    assert given.rows(Loan)[-1].called() == called
