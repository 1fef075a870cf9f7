"""A value that could not be read answers every use the same way, so that a check on it is passed over and never breaks."""

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bondcalc.inputs.fault import UNCLEAR, Fault, Lines, Named, UnclearError
from bondcalc.inputs.read import read_bytes
from bondcalc.problem import ProjectError
from tests.fuzz import SAMPLE
from tests.inputs.filled import Filled

BINARY = (
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.floordiv,
    operator.mod,
    operator.pow,
    divmod,
    operator.lt,
    operator.le,
    operator.gt,
    operator.ge,
    operator.eq,
    operator.ne,
)
UNARY: tuple[Callable[[Any], Any], ...] = (
    operator.neg,
    operator.pos,
    abs,
    bool,
    int,
    float,
    round,
    len,
    iter,
    hash,
    operator.index,
    "{:.2f}".format,
)


@pytest.mark.parametrize("use", BINARY)
@pytest.mark.parametrize("other", [12, Decimal("0.5"), date(2021, 5, 1)])
def test_with_a_value_on_either_side(use: Callable[[Any, Any], Any], other: object) -> None:
    for pair in ((UNCLEAR, other), (other, UNCLEAR)):
        with pytest.raises(UnclearError):
            use(*pair)


@pytest.mark.parametrize("use", UNARY)
def test_by_itself(use: Callable[[Any], Any]) -> None:
    with pytest.raises(UnclearError):
        use(UNCLEAR)


def test_payments_a_year_that_are_no_number_are_a_problem() -> None:
    text = (SAMPLE / "project.toml").read_text(encoding="utf-8")
    assert text.count("payments_a_year = 2") > 0
    with pytest.raises(ProjectError) as raised:
        read_bytes("project.toml", text.replace("payments_a_year = 2", 'payments_a_year = "两次"').encode())
    assert {problem.cell.split()[-1] for problem in raised.value.problems} == {"payments_a_year"}


def told(data: bytes, name: str = "project.xlsx") -> list[tuple[str, str, str]]:
    with pytest.raises(ProjectError) as raised:
        read_bytes(name, data)
    return [(one.sheet, one.cell, one.code) for one in raised.value.problems]


@pytest.mark.parametrize(
    "fact", [UNCLEAR, ("rent", UNCLEAR), Named("costs", "basis", UNCLEAR)], ids=["alone", "in a list", "as a choice"]
)  # type: ignore[arg-type]
def test_no_fault_is_stated_with_an_unclear_fact(fact: object) -> None:
    with pytest.raises(UnclearError):
        Fault("of", "of_missing", {"basis": fact})
    assert Fault("operation_start", "operation_start_missing", {"lines": Lines((("revenue", 0),))}).facts


@pytest.mark.parametrize(("sheet", "item"), [("经营收入", "sewage"), ("运营成本", "staff"), ("税费", "land_use_tax")])
def test_a_line_whose_id_is_unclear_is_named_by_its_cell(sheet: str, item: str) -> None:
    filled = Filled()
    cell = filled.where(sheet, "编号", item)
    filled.page(sheet)[cell].value = "#REF!"
    start = filled.set(None, "项目概况", "投入运营日期")
    with pytest.raises(ProjectError) as raised:
        read_bytes("project.xlsx", filled.data())
    assert {(one.sheet, one.cell) for one in raised.value.problems} == {(sheet, cell), start}
    named = next(one.found for one in raised.value.problems if one.code == "operation_start_missing")
    assert f"[{sheet}] {cell}" in named
    assert "rent" in named or sheet == "经营收入"


def test_nothing_is_said_of_rows_on_a_sheet_whose_headings_are_gone() -> None:
    """Ramps that cannot be read are no ramps that are missing: no line is told to correct its reference."""
    filled = Filled()
    for cell in filled.page("负荷曲线")[4]:
        cell.value = None
    assert [code for _, _, code in told(filled.data())] == ["no_heading"]


def test_nothing_is_said_of_rows_on_a_sheet_that_is_not_there() -> None:
    filled = Filled()
    filled.book.remove(filled.page("专项债券"))
    assert told(filled.data()) == [("专项债券", "—", "missing_sheet")]


def test_nothing_is_said_of_rows_in_a_table_out_of_shape() -> None:
    text = (SAMPLE / "project.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("[[ramps]]")
    tail = rest[rest.index("[[", 5) :]
    while tail.startswith("[[ramps]]"):
        tail = tail[tail.index("[[", 5) :]
    assert [code for _, _, code in told(("ramps = 3\n" + head + tail).encode(), "project.toml")] == ["wrong_shape"]
