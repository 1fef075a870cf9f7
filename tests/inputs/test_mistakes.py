"""Twenty mistakes in one workbook: twenty problems in one run, each at its cell, and nothing is written."""

import re
from datetime import date
from pathlib import Path

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.problem import ProjectError
from tests.commands import bondcalc
from tests.inputs.filled import Filled

ROOT = Path(__file__).parent.parent.parent


def spoil(filled: Filled) -> set[tuple[str, str, str]]:
    """Make twenty different mistakes; tells sheet, cell and code of each."""
    made = {
        (*filled.set(None, "项目概况", "项目名称"), "missing_required"),
        (*filled.set("2021年13月1日", "项目概况", "开工日期"), "bad_date"),
        (*filled.set(date(2022, 1, 1), "项目概况", "运营期末"), "date_order"),
        (*filled.set("市政", "项目概况", "投向领域"), "unknown_choice"),
        (*filled.set(0.5, "计算设置", "基本预备费率"), "out_of_range"),
        (*filled.set("也许", "计算设置", "发行及兑付费用是否计入债务本息"), "bad_flag"),
        (*filled.set("约五千", "投资估算", "金额", "roads"), "bad_number"),
        (*filled.set(-600, "投资估算", "金额", "parking_works"), "out_of_range"),
        (*filled.set(300.005, "投资估算", "金额", "node_room"), "finer_than_quantum"),
        (*filled.set(0.3, "投资估算", "2021年", "pipes"), "shares_total"),
        (*filled.set(12.5, "专项债券", "期限", "A"), "not_whole"),
        (*filled.set(0.35, "专项债券", "票面利率", "B"), "out_of_range"),
        (*filled.set("#REF!", "土地出让", "面积", "P1"), "error_cell"),
        (*filled.set("=1+1", "土地出让", "出让单价", "P2"), "formula_without_value"),
        (*filled.set("P3", "土地出让", "地块编号", "P4"), "duplicate_id"),
        (*filled.set("没有的曲线", "经营收入", "负荷曲线", "rent"), "unknown_reference"),
        (*filled.set(5, "节点收入", "数量", "node_access"), "quantity_twice"),
        (*filled.set("没有的收入", "运营成本", "计算基数", "management"), "unknown_base"),
        (*filled.set(None, "税费", "单价（含税）或比例", "land_use_tax"), "rate_missing"),
        (*filled.set("x" * 50, "税收测算", "编号", "education_surcharge"), "text_too_long"),
    }
    # The first year of the shares that no longer total 100 % is where that problem stands.
    shares = filled.where("投资估算", "2020年", "pipes")
    return {(sheet, shares if code == "shares_total" else cell, code) for sheet, cell, code in made}


@pytest.fixture(scope="module")
def spoilt() -> tuple[bytes, set[tuple[str, str, str]]]:
    filled = Filled()
    made = spoil(filled)
    filled.page("土地出让")[filled.where("土地出让", "面积", "P1")].data_type = "e"
    return filled.data(), made


def test_twenty_problems_each_at_its_cell(spoilt: tuple[bytes, set[tuple[str, str, str]]]) -> None:
    data, made = spoilt
    assert len(made) == 20
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", data)
    assert {(one.sheet, one.cell, one.code) for one in caught.value.problems} == made
    assert len(caught.value.problems) == 20


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_run_lists_them_ends_with_two_and_writes_nothing(
    spoilt: tuple[bytes, set[tuple[str, str, str]]], tmp_path: Path, language: str
) -> None:
    data, made = spoilt
    (tmp_path / "project.xlsx").write_bytes(data)
    done = bondcalc("run", tmp_path / "project.xlsx", "--out", tmp_path / "out", "--lang", language)
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert len(lines) == 21
    told = [re.match(r"\[(.+?)\] (\S+): ", line) for line in lines[:-1]]
    assert {(found[1], found[2]) for found in told if found} == {(sheet, cell) for sheet, cell, _ in made}
    assert [path.name for path in tmp_path.iterdir()] == ["project.xlsx"]
    if language == "en":
        # Sheet titles, labels of choices and ids stay as they are in the workbook.
        assert "is needed" in done.stderr
        assert "应为" not in done.stderr
