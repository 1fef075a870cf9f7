"""Lines that are made alike share one compiled function, and only those."""

from decimal import Decimal

from bondcalc.algebra.axis import SCALAR, years_axis
from bondcalc.algebra.exact import Program
from bondcalc.algebra.line import Expression, Leaf, Line, Structure, money, previous, total
from bondcalc.algebra.table import Table
from bondcalc.wording.terms import Unit

AXIS = years_axis(2024, 2026)
RATE, SHARE = (
    Leaf(("sheet", "0", id_), Decimal(value), id_, id_, Unit.FRACTION)
    for id_, value in (("rate", "0.5"), ("share", "3"))
)


def table_of(**formulas: Expression) -> Table:
    table = Table("t", "表", "t", AXIS)
    for id_, formula in formulas.items():
        table.line(id_, formula, id_, id_)
    return table


def rows(*values: str) -> Line:
    """A row of given values in a table of its own."""
    return Table("given", "表", "given", AXIS).line("given", Structure(tuple(map(Decimal, values))), "甲", "given")


def test_lines_made_alike_share_a_function_and_no_others_do() -> None:
    a, b = rows("1.005", "2", "3"), rows("10", "-20", "30")
    single = Table("single", "表", "single", SCALAR).line("single", total(a), "和", "sum")
    table = table_of(
        first=money(a * RATE),
        second=money(b * SHARE),
        twice=money(a * a),
        product=a * RATE,
        of_one=money(single * RATE),
    )
    program = Program([a, b, single, *table.lines], Decimal("0.01"))
    function = {program.lines[step.results[0]].id: step.function for step in program.steps}
    first = function.pop("first")
    assert function.pop("second") is first
    assert first not in function.values()
    figures = program.run()
    assert figures.amounts(table["first"]) == (Decimal("0.50"), Decimal("1.00"), Decimal("1.50"))
    assert figures.amounts(table["second"]) == (Decimal(30), Decimal(-60), Decimal(90))
    assert figures.amounts(table["twice"]) == (Decimal("1.01"), Decimal(4), Decimal(9))
    assert figures.amounts(table["of_one"]) == (Decimal("3.00"),) * 3


def test_balances_made_alike_share_a_function() -> None:
    paid, lent = rows("1", "2", "3"), rows("5", "5", "5")
    table = Table("t", "表", "t", AXIS)
    closings = []
    for id_, opening, flow in (("one", 100, paid), ("two", 50, lent)):
        closing = table.declare(id_, id_, id_, opening=opening)
        closings.append(table.define(closing, previous(closing) - flow))
    program = Program([paid, lent, *table.lines], Decimal("0.01"))
    steps = [step for step in program.steps if step.recursive]
    assert len({step.function for step in steps}) == 1
    assert [program.run().amounts(closing) for closing in closings] == [(99, 97, 94), (45, 40, 35)]
