"""A value that could not be read answers every use the same way, so that a check on it is passed over and never breaks."""

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bondcalc.inputs.fault import UNCLEAR, UnclearError
from bondcalc.inputs.read import read_bytes
from bondcalc.problem import ProjectError
from tests.fuzz import SAMPLE

BINARY = (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.pow, divmod,
          operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)  # fmt: skip
UNARY: tuple[Callable[[Any], Any], ...] = (
    operator.neg, operator.pos, abs, bool, int, float, round, len, iter, hash, operator.index, "{:.2f}".format)  # fmt: skip


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
