"""Workbooks by kind of project: few sheets in front, the rest out of sight and blank, all of it read."""

import io
import re
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest

from bondcalc.checks.negative_list import LAND_USES
from bondcalc.inputs.form.project_kinds import KINDS, LAST
from bondcalc.inputs.project import sheet_of, sheets
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.particulars import SECTORS, USES
from bondcalc.problem import ProjectError
from bondcalc.rules.load import own_library
from bondcalc.run import compute
from bondcalc.wording.terms import Severity, Verdict
from tests.commands import bondcalc
from tests.inputs.workbook_bytes import low_template

FEW, MANY = 8, 13
"""Sheets for the figures; those of the rules stand behind them."""
PLAIN = """
[project]
name = "项目"
rule_date = {day}
{sector}
construction_start = 2027-01-01
construction_end = 2028-12-31
operation_start = 2029-01-01
[[investment]]
category = "construction"
name = "工程"
amount = 10000
by_year = {{ 2027 = 0.5, 2028 = 0.5 }}
[[funding]]
kind = "budget"
by_year = {{ 2027 = 3000 }}
[[bonds]]
status = "planned"
value_date = 2027-06-01
face = 7000
coupon = 0.025
term_years = 15
"""
INCOME = {
    "revenue": """
[[revenue]]
name = "收费"
price = 100
price_unit = "money_unit"
quantity = 12
quantity_unit = "项"
[[costs]]
kind = "other"
name = "运行费"
basis = "fixed"
price_unit = "money_unit"
rate = 100
""",
    "land": """
[[land]]
id = "P1"
use = "工业"
area_mu = 100
price = 120
claimed = true
by_year = { 2030 = 1 }
""",
}


@lru_cache(maxsize=1)
def drawn(kind: str) -> bytes:
    return low_template(None, range(2026, 2030), kind=KINDS[kind])


@lru_cache(maxsize=1)
def made(kind: str) -> openpyxl.Workbook:
    """Open the workbook for reading, which takes a sheet apart where it is asked for its cells."""
    return openpyxl.load_workbook(io.BytesIO(drawn(kind)), read_only=True)


TODAY = "2026-11-29"
QUICK = ("land-reserve", "sewage", "park")
"""Kinds of which the quick tests draw a workbook: of land alone, of works, of both."""


@pytest.fixture(
    scope="module", params=[pytest.param(kind, marks=[] if kind in QUICK else pytest.mark.slow) for kind in KINDS]
)
def kind(request: pytest.FixtureRequest) -> str:
    """Of the module, so that the tests of one kind follow one another and share its workbook."""
    return str(request.param)


def test_eight_to_thirteen_sheets_stand_in_front_and_all_are_there(kind: str) -> None:
    book = made(kind)
    shown = [page.title for page in book if page.sheet_state == "visible"][1:]
    assert FEW <= len(shown) - len(LAST) <= MANY
    assert {page.title for page in book} >= {sheet.zh for sheet in sheets()}
    assert {sheet.zh for sheet in sheets() if sheet.required} <= set(shown)


def test_whoever_earns_is_shown_where_taxes_are_stated(kind: str) -> None:
    shown = {page.title for page in made(kind) if page.sheet_state == "visible"}
    assert ({"税费", "税务设置"} <= shown) is ("经营收入" in shown)


NEEDED = {
    "土地出让": {"土地成本支付"},
    "经营收入": {"负荷曲线", "投资估算", "运营成本", "税费", "税务设置"},
    "节点收入": {"负荷曲线", "投资估算", "运营成本"},
    "市场化融资": {"市场化融资分年还本付息", "市场化融资分年利率"},
    "园区企业": {"企业供应关系", "负荷曲线", "土地出让", "经营收入"},
    "可比价格": {"土地出让"},
    "土地竞价": {"土地出让"},
}
"""Without which sheets a user cannot say all that the rows of a sheet need: when they are paid, what they name."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_in_front_has_those_beside_it_that_it_needs(kind: str) -> None:
    shown = {sheet.zh for sheet in KINDS[kind].sheets}
    assert {sheet: NEEDED[sheet] - shown for sheet in shown & set(NEEDED) if NEEDED[sheet] - shown} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_what_rows_in_front_name_stands_in_front(kind: str) -> None:
    """But for the parts of a bundle, which few projects are."""
    shown = {sheet.id for sheet in KINDS[kind].sheets}
    named = {cell.refers for sheet in KINDS[kind].sheets for cell in sheet.cells if cell.refers} - {("sub_projects",)}
    assert {refers for refers in named if not shown & set(refers)} == set()
    assert len(KINDS[kind].sheets) == len(shown)


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        pytest.param(kind, day, marks=[] if kind in QUICK or day == TODAY else pytest.mark.slow)
        for kind in KINDS
        for day in ("2018-03-01", "2021-05-01", "2023-06-01", TODAY)
    ],
)
def test_every_sheet_a_statutory_question_names_stands_in_front(kind: str, day: str) -> None:
    """A plain project of the kind is asked for nothing that stands out of sight."""
    shown = {sheet.id for sheet in KINDS[kind].sheets}
    sector = f'sector = "{KINDS[kind].sector}"' if KINDS[kind].sector else ""
    sector += f'\nuse = "{KINDS[kind].use}"'
    text = PLAIN.format(day=day, sector=sector) + "".join(more for id_, more in INCOME.items() if id_ in shown)
    findings = compute(read_bytes("project.toml", text.encode())).findings
    asked = {
        (found.rule.id, sheet_of(one.statement).id)
        for found in findings
        if found.verdict is Verdict.NEEDS_INPUT and found.rule.severity is Severity.STATUTORY
        for one in found.outcome.asked
    }
    assert asked
    assert {one for one in asked if one[1] not in shown} == set()


def test_a_blank_one_asks_only_for_what_every_project_needs(kind: str) -> None:
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", drawn(kind))
    assert {(one.sheet, one.cell) for one in caught.value.problems} == {
        ("专项债券", "A4"),
        ("项目概况", "B4"),
        ("项目概况", "B5"),
    }


def test_the_sector_and_the_use_of_the_kind_are_filled_in(kind: str) -> None:
    page = made(kind)["项目概况"]
    stated = dict(page.iter_rows(min_row=4, max_col=2, values_only=True))
    sector = KINDS[kind].sector
    assert stated["投向领域"] == (SECTORS[sector] if sector else None)
    assert stated["用途类别"] == USES[KINDS[kind].use]


def test_every_use_with_rules_of_its_own_has_a_kind_that_shows_them() -> None:
    """Land reserve, idle land, housing: 规定事项 stands in front, and sector and use agree by rule L14."""
    asked = {use for rule in own_library().rules for use in rule.uses} | {"land_reserve"}
    shown = {kind.use: kind for kind in KINDS.values() if kind.use != "project"}
    assert set(shown) == asked
    for kind in shown.values():
        assert "规定事项" in {sheet.zh for sheet in kind.sheets}
        assert (kind.sector == "land_reserve") == (kind.use in LAND_USES)


def test_what_is_out_of_sight_holds_nothing_to_be_named() -> None:
    """Hidden forms are blank, so that nobody is told of hidden figures nobody typed."""
    book = made("sewage")
    for page in book:
        if page.sheet_state != "visible":
            heading, *column = (value for (value,) in page.iter_rows(min_row=3, min_col=2, max_col=2, values_only=True))
            assert heading != "填写内容" or not any(column), page.title


@pytest.mark.slow
def test_the_command_takes_a_kind_and_names_all_where_there_is_none(tmp_path: Path) -> None:
    assert bondcalc("new", tmp_path / "a.xlsx", "--kind", "sewage", "--first-year", "2027").returncode == 0
    heads = [cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx")["经营收入"][4]]
    assert "2027年" in heads
    assert "2026年" not in heads
    refused = bondcalc("new", tmp_path / "b.xlsx", "--kind", "factory")
    assert refused.returncode != 0
    said = re.sub(r"[\s│|]", "", refused.stderr)
    assert [kind for kind in KINDS if kind not in said] == []


def test_every_kind_is_named_where_one_is_chosen() -> None:
    shown = "".join(re.split(r"[\s│]+", bondcalc("new", "--help").stdout))
    assert "、".join(KINDS) in shown


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_called_by_its_chinese_name_too(kind: str, tmp_path: Path) -> None:
    for called in (kind, KINDS[kind].zh):
        assert bondcalc("new", str(tmp_path / f"{called}.xlsx"), "--kind", called).returncode == 0
    assert (tmp_path / f"{kind}.xlsx").read_bytes() == (tmp_path / f"{KINDS[kind].zh}.xlsx").read_bytes()
