"""One line, three readings: exact figures, cell formulas, sentences; and what the algebra refuses."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import bondcalc.algebra
from bondcalc.algebra.axis import SCALAR, AlgebraError, Axis, payments_axis, years_axis
from bondcalc.algebra.exact import Figures, Program, Value
from bondcalc.algebra.excel import FormulaWriter
from bondcalc.algebra.line import (
    Constant,
    Leaf,
    Line,
    Operand,
    Pick,
    Series,
    both,
    by_year,
    if_,
    in_year,
    largest,
    lowest,
    money,
    previous,
    ratio,
    running,
    smallest,
    to_date,
    total,
)
from bondcalc.algebra.table import Table
from bondcalc.algebra.words import sentence
from bondcalc.workbook.places import LineSpot, Places

YEARS = years_axis(2021, 2024)


def leaf(name: str, value: str) -> Leaf:
    return Leaf((name,), Decimal(value), name, name, "money")


def table(axis: Axis = YEARS) -> Table:
    return Table("t", "表", "table", axis)


def row(one: Table, id_: str, *values: str) -> Line:
    return one.structure(id_, [Decimal(value) for value in values], id_, id_, unit="quantity")


def line(one: Table, id_: str, formula: Operand, opening: Operand = 0) -> Line:
    return one.line(id_, formula, id_, id_, opening=opening)


def run(*tables: Table) -> Figures:
    return Program([each for one in tables for each in one.lines], Decimal("0.01")).run()


def shown(figures: Figures, what: Line) -> list[Value]:
    return [
        None if value is None else value if isinstance(value, bool) else Decimal(value)
        for value in figures.columns(what)
    ]


def numbers(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (lambda a, b: a + b, ("3", "1", "5.5", "0")),
        (lambda a, b: a - b, ("-1", "3", "-0.5", "-4")),
        (lambda a, b: 10 - a, ("9", "8", "7.5", "12")),
        (lambda a, b: a * b, ("2", "-2", "7.5", "-4")),
        (lambda a, b: a / 4, ("0.25", "0.5", "0.625", "-0.5")),
        (lambda a, b: (a + 1) ** 2, ("4", "9", "12.25", "1")),
        (lambda a, b: smallest(a, b, 1), ("1", "-1", "1", "-2")),
        (lambda a, b: largest(a, b, 0), ("2", "2", "3", "2")),
        (lambda a, b: if_(a >= b, 1, 0), ("0", "1", "0", "0")),
        (lambda a, b: if_(both(a > 0, b > 0), a, b), ("1", "-1", "2.5", "2")),
        (lambda a, b: money(a / 3), ("0.33", "0.67", "0.83", "-0.67")),
        (lambda a, b: running(a), ("1", "3", "5.5", "3.5")),
    ],
)
def test_operations(formula, expected: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    one = table()
    a, b = row(one, "a", "1", "2", "2.5", "-2"), row(one, "b", "2", "-1", "3", "2")
    made = line(one, "made", formula(a, b))
    assert shown(run(one), made) == numbers(*expected)


def test_corkscrew_and_opening() -> None:
    one = table()
    flow = row(one, "flow", "10", "-4", "0", "1")
    closing = one.declare("closing", "期末", "closing", opening=Constant(100))
    opening = line(one, "opening", previous(closing))
    one.define(closing, opening + flow)
    figures = run(one)
    assert shown(figures, opening) == numbers("100", "110", "106", "106")
    assert shown(figures, closing) == numbers("110", "106", "106", "107")


def test_a_ratio_without_denominator_is_nothing() -> None:
    one = table()
    a, b = row(one, "a", "1", "2", "3", "4"), row(one, "b", "2", "0", "4", "8")
    made = line(one, "made", ratio(a, b))
    assert shown(run(one), made) == [Decimal("0.5"), None, Decimal("0.75"), Decimal("0.5")]
    scalar = table(SCALAR)
    least = line(scalar, "least", lowest(made))
    assert run(one, scalar).scalar(least) == Decimal("0.5")


def test_payments_into_years_and_back() -> None:
    days = [date(2021, 6, 30), date(2021, 12, 31), date(2022, 6, 30), date(2024, 6, 30)]
    paid, yearly, scalar = table(payments_axis(date(2020, 12, 31), days)), table(), table(SCALAR)
    payment = row(paid, "payment", "1", "2", "3", "4")
    sums = line(yearly, "sums", by_year(payment))
    there = line(paid, "there", in_year(sums))
    due = line(paid, "due", to_date(payment))
    everything = line(scalar, "everything", total(payment))
    weighted = line(scalar, "weighted", total(sums, sums))
    figures = run(paid, yearly, scalar)
    assert shown(figures, sums) == numbers("3", "3", "0", "4")
    assert shown(figures, there) == numbers("3", "3", "3", "4")
    assert shown(figures, due) == numbers("1", "3", "3", "4")
    assert figures.scalar(everything) == 10
    assert figures.scalar(weighted) == 9 + 9 + 16


def test_series_and_pick() -> None:
    one = table()
    leaves = tuple(leaf(f"y{year}", str(year - 2000)) for year in YEARS.years)
    given = line(one, "given", Series(leaves))
    number = row(one, "number", "0", "2", "1", "4")
    picked = line(one, "picked", Pick(leaves, number))
    figures = run(one)
    assert shown(figures, given) == numbers("21", "22", "23", "24")
    assert shown(figures, picked) == numbers("0", "22", "21", "24")


def test_changed_leaves_change_figures_without_compiling_again() -> None:
    one = table(SCALAR)
    made = line(one, "made", leaf("a", "2") * leaf("b", "3"))
    program = Program(one.lines, Decimal("0.01"))
    assert program.run().scalar(made) == 6
    assert program.run({("a",): Decimal(5)}).scalar(made) == 15
    assert program.run().scalar(made) == 6


def test_formulas_and_sentences() -> None:
    one, places = table(), Places()
    a = row(one, "甲", "1", "2", "3", "4")
    made = line(one, "乙", money((a + leaf("率", "0.03")) * 2 - previous(a) / (a + 1)))
    sums = line(one, "丙", running(made))
    for number, each in enumerate(one.lines):
        places.lines[each] = LineSpot("表", number, 3, False, 9, 3)
    places.leaves["率",] = ("输入", 4, 1)
    places.sheet = "表"
    reading = FormulaWriter(places, 2)
    assert reading.formula(made, 2) == "=ROUND((F1+'输入'!$B$5)*2-E1/(F1+1),2)"
    assert reading.formula(sums, 3) == "=SUM($E2:G2)"
    assert sentence(made) == "乙 = 四舍五入((甲 + 率) × 2 − 上期甲 ÷ (甲 + 1))"
    assert sentence(made, "en") == "乙 = round((甲 + 率) × 2 − previous 甲 ÷ (甲 + 1))"


def test_a_sum_of_nothing_is_not_above_zero_in_a_spreadsheet() -> None:
    """0.3 - 0.1 - 0.2 is 2.8e-17 below zero in binary, 0.1 + 0.2 - 0.3 above it: a compared sum is rounded first."""
    one = table()
    a, b, c = (row(one, id_, *[value] * 4) for id_, value in (("a", "0.1"), ("b", "0.2"), ("c", "0.3")))
    left = line(one, "left", a + b - c)
    flag, directly = line(one, "flag", if_(left > 0, 1, 0)), line(one, "directly", if_(a + b - c > 0, 1, 0))
    places = Places()
    for number, each in enumerate(one.lines):
        places.lines[each] = LineSpot("表", number, 3, False, 9, 3)
    places.sheet = "表"
    reading = FormulaWriter(places, 2)
    assert reading.formula(flag, 2) == "=IF(ROUND(F4,10)>0,1,0)"
    assert reading.formula(directly, 2) == "=IF(ROUND(F1+F2-F3,10)>0,1,0)"
    assert shown(run(one), flag) == numbers("0", "0", "0", "0")


def test_a_loop_is_refused_by_name() -> None:
    one = table()
    first = one.declare("first", "甲", "first")
    second = line(one, "second", first + 1)
    one.define(first, second + 1)
    with pytest.raises(AlgebraError, match="first, second"):
        run(one)


def test_a_loop_through_whole_lines_is_refused_by_name() -> None:
    one = table()
    first = one.declare("first", "甲", "first")
    second = line(one, "second", running(first))
    one.define(first, previous(second) + 1)
    with pytest.raises(AlgebraError, match="first, second"):
        run(one)


def test_mixed_axes_hidden_readings_and_double_lines_are_refused() -> None:
    one, other = table(), table(years_axis(2021, 2030))
    a = row(one, "a", "1", "2", "3", "4")
    with pytest.raises(AlgebraError, match="another axis"):
        line(other, "b", a + 1)
    with pytest.raises(AlgebraError, match="stands alone"):
        line(one, "c", running(a) + 1)
    with pytest.raises(AlgebraError, match="stands alone"):
        line(one, "d", ratio(a, a) + 1)
    with pytest.raises(AlgebraError, match="belongs on a years line"):
        line(table(payments_axis(date(2021, 1, 1), [date(2022, 1, 1)])), "e", by_year(a))
    line(one, "f", a + 1)
    with pytest.raises(AlgebraError, match="twice"):
        line(one, "f", a + 2)
    with pytest.raises(AlgebraError, match="never defined"):
        run_undefined = table()
        run_undefined.lines.append(run_undefined.declare("g", "庚", "g"))
        run(run_undefined)
    with pytest.raises(AlgebraError, match="no schedule"):
        line(one, "h", Line(YEARS, "stray", "", "", "money", formula=Constant(1)) + 1)
        run(one)


def imported(path: Path) -> set[str]:
    """Modules a file imports, however it says so, relative imports as what they mean inside the package."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            found |= {f"{base}.{name.name}" if base == "bondcalc" else "." * node.level + base for name in node.names}
    return found


def test_the_algebra_knows_nothing_of_bonds() -> None:
    paths = list(Path(bondcalc.algebra.__file__).parent.rglob("*.py"))
    assert len(paths) > 5
    for path in paths:
        own = {name for name in imported(path) if name.startswith(("bondcalc", "."))}
        assert {name for name in own if not name.startswith("bondcalc.algebra")} <= {
            "bondcalc.money",
            "bondcalc.wording.terms",
        }, path.name


@pytest.mark.parametrize(
    "text",
    [
        "import bondcalc.rules",
        "from bondcalc import schedules",
        "from bondcalc.inputs.sheets.bond import Bond",
        "from .. import rules",
    ],
)
def test_an_import_of_bonds_would_be_seen(text: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(text, encoding="utf-8")
    assert [name for name in imported(path) if not name.startswith("bondcalc.algebra") and name != "bondcalc.money"]
