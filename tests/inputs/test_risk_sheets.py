"""Impossible distributions and correlations in a workbook: each a problem at its sheet and cell."""

import io

import openpyxl
import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.problem import Problem, ProjectError
from tests.inputs.filled import Filled
from tests.inputs.test_round_trip import RICH
from tests.inputs.workbook_bytes import low_template


def problems(filled: Filled) -> list[Problem]:
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", filled.data())
    return caught.value.problems


def told(filled: Filled) -> list[tuple[str, str, str]]:
    return [(one.sheet, one.cell, one.code) for one in problems(filled)]


CHANGED = {
    # sheet, heading, item, value, code
    "minimum above mode": ("风险分布", "最小值", "运营成本", 0.1, "distribution_order"),
    "mode above maximum": ("风险分布", "最可能值", "运营成本", 0.3, "distribution_order"),
    "negative deviation": ("风险分布", "标准差", "土地单价", -0.1, "out_of_range"),
    "probability above one": ("风险分布", "概率", "土地出让时间", 1.2, "out_of_range"),
    "probabilities that do not total": ("风险分布", "概率", "土地出让时间", 0.5, "probability_total"),
    "truncation upside down": ("风险分布", "取值下限", "土地单价", 0.3, "truncation_empty"),
    "truncation far away": ("风险分布", "取值下限", "利率", 0.017, "truncation_empty"),
    "a fall by more than all": ("风险分布", "最小值", "建设投资", -1.5, "out_of_range"),
    "unknown driver": ("风险分布", "不确定因素", "建设投资", "汇率", "unknown_choice"),
    "correlation above one": ("风险相关", "秩相关系数", "运营成本", 1.01, "out_of_range"),
    "correlated with itself": ("风险相关", "另一因素", "运营成本", "运营成本", "correlation_self"),
    "correlated with what is not drawn": ("风险相关", "另一因素", "运营成本", "税费", "unknown_reference"),
    "likelihood above one": ("风险清单", "可能性", "anchor", 1.5, "out_of_range"),
    "negative likelihood": ("风险清单", "可能性", "anchor", -0.1, "out_of_range"),
    "unknown driver of a risk": ("风险清单", "影响因素", "anchor", "汇率", "unknown_choice"),
    "effect without size": ("风险清单", "影响幅度", "anchor", None, "effect_missing"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(CHANGED))
def test_each_at_its_cell(name: str) -> None:
    sheet, heading, item, value, code = CHANGED[name]
    filled = Filled()
    place = filled.set(value, sheet, heading, item)
    first = told(filled)[0]
    # What is said of a pair is said at its later half.
    cell = (
        filled.where(sheet, {"最小值": "最可能值", "最可能值": "最大值"}[heading], item)
        if code == "distribution_order"
        else place[1]
    )
    assert first == (sheet, cell, code) or (code == "truncation_empty" and first[::2] == (sheet, code))


@pytest.mark.slow
def test_correlations_that_cannot_hold_together_name_all_their_cells() -> None:
    """Each pair is possible; the three together are not, and a fourth that has nothing to do with it is not named."""
    filled = Filled()
    page = filled.page("风险相关")
    rows = [
        ("经营收入", "土地单价", 0.9),
        ("经营收入", "运营成本", 0.9),
        ("建设投资", "利率", 0.5),
        ("土地单价", "运营成本", -0.9),
    ]
    for number, (one, other, value) in enumerate(rows, 5):
        page[f"A{number}"], page[f"B{number}"], page[f"C{number}"] = one, other, value
    found = problems(filled)
    assert [(one.sheet, one.cell, one.code) for one in found] == [("风险相关", "C8", "correlation_matrix")]
    assert "C5、C6、C8" in found[0].found
    page["C8"] = 0.9
    read_bytes("project.xlsx", filled.data())


@pytest.mark.slow
def test_blank_sheets_are_optional_and_may_be_missing() -> None:
    whole = Filled()
    for title in ("风险分布", "风险相关", "风险清单"):
        whole.book.remove(whole.page(title))
    project = read_bytes("project.xlsx", whole.data())
    assert not any(project.tables[sheet] for sheet in ("risk_drivers", "risk_correlations", "risks"))


def test_the_sheets_come_back_from_a_workbook() -> None:
    given = read_bytes("project.toml", RICH.encode())
    data = low_template(given, range(2020, 2030))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book["风险分布"]["A5"].value == "经营收入"
    assert read_bytes("project.xlsx", data).tables["risks"] == given.tables["risks"]
