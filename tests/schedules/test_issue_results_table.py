"""Planned against issued, bond by bond, by hand."""

from decimal import Decimal

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.problem import ProjectError
from bondcalc.result.result import Result
from tests.schedules.stated import computed, scalar
from tests.schedules.test_batches import BODY, HEAD, ISSUED, PLANNED, bond

PLAN = "planned_coupon = 0.05\nplanned_face = 3200\n"


def two(more: str) -> Result:
    """A of 2,000 and B of 3,000, both issued at 4 % for ten years, once a year."""
    return computed(BODY + bond("A", "2021-07-01", 2000, ISSUED) + bond("B", "2023-07-01", 3000, ISSUED + more), HEAD)


def test_a_result_stands_beside_its_plan() -> None:
    """B pays 120 a year for ten years; 3,200 at 5 % would have paid 160: 400 less, with 200 less issued."""
    result = two(PLAN)
    figures = {
        id_: scalar(result, "issue_results", id_)
        for id_ in ("planned_face.B", "face.B", "planned_coupon.B", "coupon.B", "interest.B", "planned_interest.B")
    }
    assert [*figures.values()] == [3200, 3000, Decimal("0.05"), Decimal("0.04"), 1200, 1600]
    assert scalar(result, "issue_results", "spared") == 400
    assert scalar(result, "issue_results", "more") == -200
    assert "planned_face.A" not in {line.id for line in result.book.find("issue_results").lines}


def test_what_was_not_stated_is_as_issued() -> None:
    result = two("planned_coupon = 0.035\n")
    assert scalar(result, "issue_results", "more") == 0
    assert scalar(result, "issue_results", "spared") == 3000 * (Decimal("0.035") - Decimal("0.04")) * 10


def test_without_a_plan_there_is_no_table() -> None:
    assert "issue_results" not in {table.id for table in two("").book.tables}


def test_a_plan_beside_a_bond_that_is_not_issued_is_refused() -> None:
    stated = HEAD + BODY + bond("B", "2023-07-01", 3000, PLANNED + PLAN)
    with pytest.raises(ProjectError) as refused:
        read_bytes("x.toml", stated.encode())
    assert [found.code for found in refused.value.problems] == ["planned_not_issued"] * 2
