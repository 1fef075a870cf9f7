"""Long sums are parted by the cells they name, not by their terms: what matters is how long the formula gets."""

from decimal import Decimal

import pytest

from bondcalc.algebra.axis import years_axis
from bondcalc.algebra.exact import Program
from bondcalc.algebra.line import Constant, Structure, add
from bondcalc.algebra.table import LONGEST_SUM, Table


@pytest.mark.parametrize(
    ("terms", "times", "parts"),
    [
        (LONGEST_SUM, 1, 0),
        (LONGEST_SUM + 1, 1, 2),
        (LONGEST_SUM // 2, 2, 0),
        (LONGEST_SUM // 2 + 1, 2, 2),
        (LONGEST_SUM, 3, 3),
        (1, 1, 0),
    ],
)
def test_a_sum_is_parted_by_the_cells_it_names(terms: int, times: int, parts: int) -> None:
    table = Table("t", "表", "table", years_axis(2021, 2023))
    values = (Decimal(1), Decimal(2), Decimal(3))
    made = [table.line(f"x{at}", Structure(values, ()), "甲", "a") for at in range(terms)]
    products = [
        one if times == 1 else one * Constant(1) if times == 2 else one * Constant(1) * Constant(1) for one in made
    ]
    total = table.line("sum", add(products), "合计", "Total")
    assert sum(line.id.startswith("sum.part.") for line in table.lines) == parts
    assert Program(table.lines, Decimal("0.01")).run().amounts(total) == tuple(terms * value for value in values)
