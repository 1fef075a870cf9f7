"""Rounding parity: money rounded by the exact reading and by ROUND in a workbook, ties included."""

import io
import random
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.exact import Program
from bondcalc.algebra.excel import Reading
from bondcalc.algebra.line import Constant, Leaf, Line, money
from bondcalc.output.sheets import Places, cell_name
from tests.recalculate import by_ironcalc, by_libreoffice, differences, stored

QUANTUM = Decimal("0.01")


def leaf(name: str, value: Decimal) -> Leaf:
    return Leaf((name,), value, name, name, "money")


def product(draw: random.Random, number: int) -> tuple[Decimal, Decimal, int]:
    """Amount, rate and divisor; every third is a tie: amount x rate / divisor ends in exactly half a cent."""
    divisor = draw.choice((1, 2, 4, 12))
    if number % 3 == 0:
        half = Decimal(draw.randrange(10 ** draw.randrange(3, 10))) / 100 + Decimal("0.005")
        return half * divisor * 100 / 4, Decimal("0.04"), divisor
    amount = Decimal(draw.randrange(10 ** draw.randrange(2, 12))) / 100
    return amount, Decimal(draw.randrange(1, 100_000)) / 1_000_000, divisor


def workbook(count: int) -> bytes:
    """A sheet of products: amount, rate, formula with the exact figure as its stored answer."""
    draw = random.Random(20170602)
    places, lines = Places(), []
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("products")
    places.sheet = "products"
    for row in range(count):
        amount, rate, divisor = product(draw, row)
        amount = -amount if row % 7 == 0 else amount
        parts = leaf(f"a{row}", amount), leaf(f"r{row}", rate)
        for column, part in enumerate(parts):
            places.leaves[part.key] = ("products", row, column)
            sheet.write_number(row, column, float(part.value))
        formula = money(parts[0] * parts[1] / Constant(divisor))
        lines.append(Line(SCALAR, f"line{row}", "", "", "money", formula=formula))
    figures, reading = Program(lines, QUANTUM).run(), Reading(places, 2)
    for row, line in enumerate(lines):
        sheet.write_formula(row, 2, reading.formula(line, 1), None, float(figures.amount(line)))
    book.close()
    return buffer.getvalue()


@pytest.mark.parametrize("program", [by_libreoffice, by_ironcalc])
def test_exact_and_workbook_round_alike(program, count: int, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    book = workbook(max(count, 300))
    expected = stored(book)
    assert len(expected) == max(count, 300)
    assert not list(differences(expected, program(book, tmp_path)))


def test_ties_go_away_from_zero() -> None:
    draw = random.Random(1)
    for number in range(0, 300, 3):
        amount, rate, divisor = product(draw, number)
        exact = amount * rate / divisor
        assert exact % QUANTUM == Decimal("0.005")
        line = Line(
            SCALAR, "line", "", "", "money", formula=money(leaf("a", amount) * leaf("r", rate) / Constant(divisor))
        )
        assert Program([line], QUANTUM).run().amount(line) == exact + Decimal("0.005")
    assert cell_name(0, 2) == "C1"
