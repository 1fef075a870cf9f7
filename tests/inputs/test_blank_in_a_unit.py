"""A blank workbook in the unit of money a bureau counts in: headings, settings, decimals and examples agree."""

import io
from decimal import Decimal

import openpyxl
import pytest

from bondcalc.inputs.form.example_units import in_unit
from bondcalc.inputs.form.project_kinds import KINDS
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.comparables import Comparable
from bondcalc.inputs.sheets.operating_costs import CostLine
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.revenue_lines import RevenueLine
from bondcalc.inputs.sheets.settings import YUAN
from bondcalc.problem import ProjectError
from tests.commands import bondcalc
from tests.inputs.workbook_bytes import low_template, saved
from tests.samples import computed_sample

OTHERS = [unit for unit in YUAN if unit != "万元"]


def blank(unit: str) -> openpyxl.Workbook:
    examples = in_unit(computed_sample("anping-water").project, unit)
    data = low_template(None, range(2026, 2029), examples, KINDS["sewage"], money_unit=unit)
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize(
    "unit", [pytest.param(unit, marks=[] if unit == "亿元" else pytest.mark.slow) for unit in OTHERS]
)
def test_headings_settings_and_decimals_are_in_the_unit(unit: str) -> None:
    book = blank(unit)
    heads = [str(cell.value) for page in book for cell in page[4] if cell.value]
    assert [head for head in heads if "万元" in head.replace(unit, "")] == []
    assert f"发行金额（{unit}）" in heads
    settings = dict(book["计算设置"].iter_rows(min_row=4, max_col=2, values_only=True))
    assert (settings["金额单位"], settings["1个金额单位折合多少元"]) == (unit, YUAN[unit])
    assert f"金额单位为{unit}；" in str(book["填表说明"]["A4"].value)
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", saved(book))
    assert {problem.code for problem in caught.value.problems} == {"no_rows", "missing_required"}


def test_amounts_are_shown_to_a_hundred_yuan() -> None:
    """0.01 万元 is 100 yuan: 0.000001 亿元."""
    assert blank("亿元")["专项债券"]["D5"].number_format == "#,##0.000000"


def test_examples_are_in_the_unit() -> None:
    """6,500 万元 are 65,000,000 yuan; 1.60 元 a ton stays; 6.5 万元 of wages a head are 65,000 yuan."""
    water = in_unit(computed_sample("anping-water").project, "元")
    assert water.rows(Bond)[0].face == Decimal(65_000_000)
    assert (water.rows(RevenueLine)[0].price, water.rows(RevenueLine)[0].price_unit) == (Decimal("1.6"), "yuan")
    assert water.rows(Comparable)[0].price == Decimal("1.55")
    assert water.rows(CostLine)[0].rate == Decimal(65_000)
    land, in_yuan = (computed_sample("land-reserve").project, in_unit(computed_sample("land-reserve").project, "元"))
    for sheet in (Parcel, Comparable):
        assert in_yuan.rows(sheet)[0].price == 10_000 * land.rows(sheet)[0].price


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--unit", "美元"), "可选：元、千元、万元、百万元、亿元"),
        (("--unit", "元", "--from", "land-reserve"), "--unit不与--from同用"),
        (("--unit", "元", "--portfolio"), "请去掉--kind、--unit"),
    ],
)
def test_a_unit_that_cannot_be_is_refused(options: tuple[str, ...], told: str) -> None:
    done = bondcalc("new", "a.xlsx", *options)
    assert done.returncode == 1
    assert told in "".join(done.stderr.replace("│", "").split())
