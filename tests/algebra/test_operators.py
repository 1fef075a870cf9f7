"""Every operator in its three readings, beside figures, formulas and sentences written here by hand."""

import inspect
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest

from bondcalc.algebra import compiled_step, excel, line, step_text, words
from bondcalc.algebra.axis import SCALAR, payments_axis, years_axis
from bondcalc.algebra.exact import Value
from bondcalc.algebra.line import (
    Constant,
    Expression,
    Leaf,
    Line,
    Pick,
    Series,
    Whole,
    add,
    both,
    by_year,
    if_,
    in_year,
    largest,
    lowest,
    money,
    on_day,
    previous,
    ratio,
    rounded,
    running,
    smallest,
    to_date,
    total,
)
from bondcalc.algebra.table import Table
from bondcalc.algebra.words import sentence
from bondcalc.workbook.places import Places
from tests.algebra.drawn import computed, drawn
from tests.recalculate import Program, by_ironcalc, by_libreoffice, differences, stored

YEARS = years_axis(2021, 2024)
RATE = Leaf(("rate",), Decimal("0.375"), "率", "rate", "fraction")
GIVEN = tuple(Leaf((f"y{year}",), Decimal(year - 2000), "年值", "given", "money") for year in YEARS.years)
A, B = ("1", "2", "2.5", "-2"), ("2", "-1", "0", "2")
"""Rows 4 and 5 of the sheet; the opening stands in D, the first year in E."""


@dataclass(frozen=True)
class Case:
    """An expression over the rows a and b with its figures, its formula in the second year and its words."""

    made: Callable[[Line, Line, Line], Expression]
    figures: tuple[str | bool | None, ...]
    excel: str
    zh: str
    en: str


CASES = {
    "+": Case(lambda a, b, n: a + b, ("3", "1", "2.5", "0"), "F4+F5", "甲 + 乙", "a + b"),
    "-": Case(lambda a, b, n: 10 - (a - b), ("11", "7", "7.5", "14"), "10-(F4-F5)", "10 − (甲 − 乙)", "10 − (a − b)"),
    "*": Case(lambda a, b, n: (a + 1) * b, ("4", "-3", "0", "-2"), "(F4+1)*F5", "(甲 + 1) × 乙", "(a + 1) × b"),
    "/": Case(
        lambda a, b, n: b / (a * 4), ("0.5", "-0.125", "0", "-0.25"), "F5/(F4*4)", "乙 ÷ (甲 × 4)", "b ÷ (a × 4)"
    ),
    "^": Case(lambda a, b, n: (a + 1) ** 2, ("4", "9", "12.25", "1"), "(F4+1)^2", "(甲 + 1) ^ 2", "(a + 1) ^ 2"),
    ">=": Case(lambda a, b, n: a >= b, (False, True, True, False), "F4>=F5", "甲 ≥ 乙", "a ≥ b"),
    ">": Case(lambda a, b, n: a > 2, (False, False, True, False), "F4>2", "甲 > 2", "a > 2"),
    "sum": Case(
        lambda a, b, n: 9 - add([a, b, a - b]),
        ("7", "5", "4", "13"),
        "9-(F4+F5+F4-F5)",
        "9 − (甲 + 乙 + 甲 − 乙)",
        "9 − (a + b + a − b)",
    ),
    "and": Case(
        lambda a, b, n: both(a > 0, b >= 0),
        (True, False, True, False),
        "AND(F4>0,F5>=0)",
        "甲 > 0 且 乙 ≥ 0",
        "a > 0 and b ≥ 0",
    ),
    "if": Case(
        lambda a, b, n: if_(a > b, a, b * 3),
        ("6", "2", "2.5", "6"),
        "IF(F4>F5,F4,F5*3)",
        "若甲 > 乙，则甲，否则乙 × 3",
        "a if a > b else b × 3",
    ),
    "min": Case(
        lambda a, b, n: smallest(a, b, 1),
        ("1", "-1", "0", "-2"),
        "MIN(F4,F5,1)",
        "甲、乙与1中较小者",
        "smallest(a, b, 1)",
    ),
    "max": Case(
        lambda a, b, n: largest(a, b, 0),
        ("2", "2", "2.5", "2"),
        "MAX(F4,F5,0)",
        "甲、乙与0中较大者",
        "largest(a, b, 0)",
    ),
    "money": Case(
        lambda a, b, n: money(a * RATE / 3),
        ("0.13", "0.25", "0.31", "-0.25"),
        "ROUND(F4*'输入'!$A$1/3,2)",
        "四舍五入(甲 × 率 ÷ 3)",
        "round(a × rate ÷ 3)",
    ),
    "ratio": Case(
        lambda a, b, n: ratio(a + 1, b),
        ("1", "-3", None, "-0.5"),
        'IF(ROUND(F5,10)=0,"",(F4+1)/F5)',
        "(甲 + 1) ÷ 乙",
        "(a + 1) ÷ b",
    ),
    "previous": Case(lambda a, b, n: previous(a) + b, ("2", "0", "2", "4.5"), "E4+F5", "上期甲 + 乙", "previous a + b"),
    "running": Case(
        lambda a, b, n: running(a), ("1", "3", "5.5", "3.5"), "SUM($E4:F4)", "上一年累计 + 本年甲", "running total of a"
    ),
    "series": Case(
        lambda a, b, n: Series(GIVEN), ("21", "22", "23", "24"), "'输入'!A3", "分年录入值：年值", "yearly input: given"
    ),
    "pick": Case(
        lambda a, b, n: Pick(GIVEN, n),
        ("0", "24", "21", "22"),
        "IF(F6=0,0,INDEX('输入'!$A$2:$A$5,F6))",
        "按序取年值",
        "given of number",
    ),
    "round": Case(
        lambda a, b, n: rounded(a * RATE, 1),
        ("0.4", "0.8", "0.9", "-0.8"),
        "ROUND(F4*'输入'!$A$1,1)",
        "四舍五入(甲 × 率，1位小数)",
        "round(a × rate, 1 places)",
    ),
}
"""One case an operator of a single row; readings of whole lines follow below."""


def row(table: Table, values: tuple[str, ...], zh: str, en: str) -> Line:
    return table.structure(en, [Decimal(value) for value in values], zh, en, unit="quantity")


def years_table(cases: dict[str, Case]) -> tuple[Table, dict[str, Line]]:
    table = Table("years", "年表", "years", YEARS, "年表")
    a, b = row(table, A, "甲", "a"), row(table, B, "乙", "b")
    number = row(table, ("0", "4", "1", "2"), "序", "number")
    made = {}
    for name, case in cases.items():
        unit = "money" if name == "money" else "ratio"
        made[name] = table.line(f"line.{name}", case.made(a, b, number), "丙", "c", unit=unit)
    return table, made


def everything() -> tuple[list[Table], dict[str, Line]]:
    """The cases, and a table of payments and one of single figures that read whole lines."""
    table, made = years_table(CASES)
    days = [date(2021, 6, 30), date(2021, 12, 31), date(2022, 6, 30), date(2024, 6, 30)]
    paid = Table("paid", "期表", "paid", payments_axis(date(2020, 12, 31), days), "期表")
    scalars = Table("scalars", "数表", "scalars", SCALAR, "数表")
    due = row(paid, ("1", "2", "4", "8"), "应付", "due")
    made["by_year"] = table.line("yearly", by_year(due), "丁", "d", total=True)
    made["in_year"] = paid.line("there", in_year(made["by_year"]), "戊", "e")
    made["to_date"] = paid.line("until", to_date(due), "己", "f")
    other = Table(
        "other",
        "旁表",
        "other",
        payments_axis(date(2020, 12, 31), [days[0], date(2022, 6, 29), days[3], days[3]]),
        "旁表",
    )
    owed = row(other, ("16", "32", "64", "128"), "旁付", "owed")
    made["on_day"] = paid.line("that_day", on_day(owed), "子", "k")
    made["total"] = scalars.line("total", total(due) + 1, "庚", "g")
    made["weighted"] = scalars.line("weighted", total(made["by_year"], table["a"]), "辛", "h")
    made["lowest"] = scalars.line("lowest", lowest(made["ratio"]), "壬", "i", unit="ratio")
    made["scalar ratio"] = scalars.line("none", ratio(made["total"], Constant(0)), "癸", "j", unit="ratio")
    return [table, paid, other, scalars], made


WHOLE: dict[str, tuple[tuple[str | None, ...], int, str, str]] = {
    "by_year": (("3", "4", "0", "8"), 2, "SUMIF('期表'!$C$5:$C$8,F$3,'期表'!$D$5:$D$8)", "应付按年合计"),
    "in_year": (("3", "3", "4", "8"), 2, "SUMIF('年表'!$E$3:$H$3,$C6,'年表'!$E$26:$H$26)", "取当年的丁"),
    "to_date": (("1", "3", "4", "8"), 2, 'SUMIFS($D$5:$D$8,$C$5:$C$8,$C6,$B$5:$B$8,"<="&$B6)', "当年截至该日的应付"),
    "on_day": (("16", "0", "0", "192"), 4, "SUMIF('旁表'!$B$5:$B$8,$B8,'旁表'!$D$5:$D$8)", "取当日的旁付"),
    "total": (("16",), 1, "SUM('期表'!$D$5:$D$8)+1", "各期应付之和 + 1"),
    "weighted": (("-5",), 1, "SUMPRODUCT('年表'!$E$26:$H$26,'年表'!$E$4:$H$4)", "各年丁与甲的乘积之和"),
    "lowest": (("-3",), 1, "IF(COUNT('年表'!$E$20:$H$20)=0,\"不适用\",MIN('年表'!$E$20:$H$20))", "丙最小值"),
    "scalar ratio": ((None,), 1, 'IF(ROUND(0,10)=0,"不适用",$C$4/0)', "庚 ÷ 0"),
}


def shown(values: tuple[Value, ...]) -> list[Value]:
    return [value if value is None or isinstance(value, bool) else Decimal(value) for value in values]


def meant(values: tuple[str | bool | None, ...]) -> list[Value]:
    return [value if value is None or isinstance(value, bool) else Decimal(value) for value in values]


def reading(tables: list[Table]) -> Callable[[Line, int], str]:
    places = Places()
    drawn(tables, places)

    def formula(one: Line, column: int) -> str:
        places.sheet = next(table.sheet for table in tables if one in table.lines)
        return excel.FormulaWriter(places, 2).formula(one, column)

    return formula


@pytest.mark.parametrize("name", CASES)
def test_an_operator_in_three_readings(name: str) -> None:
    case, (tables, made) = CASES[name], everything()
    expected = meant(case.figures)
    found = shown(computed(tables).columns(made[name]))
    assert found == expected
    assert [type(one) for one in found] == [type(one) for one in expected]
    assert reading(tables)(made[name], 2) == "=" + case.excel
    assert sentence(made[name]) == f"丙 = {case.zh}"
    assert sentence(made[name], "en") == f"c = {case.en}"


@pytest.mark.parametrize("name", WHOLE)
def test_a_reading_of_a_whole_line(name: str) -> None:
    figures, column, formula, zh = WHOLE[name]
    tables, made = everything()
    assert shown(computed(tables).columns(made[name])) == meant(figures)
    assert reading(tables)(made[name], column) == "=" + formula
    assert sentence(made[name]) == f"{made[name].zh} = {zh}"


def names_of_operations() -> set[str]:
    return set(re.findall(r'Operation\("([^"]+)"', inspect.getsource(line)))


def test_no_operator_is_left_out() -> None:
    cases = {*CASES, *WHOLE}
    assert names_of_operations() <= cases
    assert set(get_args(Whole)) <= cases
    assert {*step_text._BETWEEN, *excel._BETWEEN, *excel._FUNCTIONS, *words._SIGNS} <= cases


@pytest.mark.outside
@pytest.mark.slow
@pytest.mark.parametrize("program", [by_libreoffice, by_ironcalc])
def test_other_programs_find_the_figures_of_every_operator(program: Program, tmp_path: Path) -> None:
    workbook = drawn(everything()[0])
    assert len(stored(workbook)) > 4 * len(CASES)
    assert not list(differences(stored(workbook), program(workbook, tmp_path)))


CHANGES = [
    *(
        ("_BETWEEN", name, sign)
        for name, sign in (("+", "-"), ("-", "+"), ("*", "/"), ("/", "*"), ("^", "*"), (">=", "<"), (">", "<"))
    ),
    *(("_FUNCTIONS", name, other) for name, other in (("min", "MAX"), ("max", "MIN"), ("and", "OR"))),
]


@pytest.mark.slow
@pytest.mark.parametrize(("table", "name", "other"), CHANGES)
def test_a_changed_operator_of_a_formula_is_caught(
    table: str, name: str, other: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(getattr(excel, table), name, other)
    tables, made = everything()
    places = Places()
    workbook = drawn(tables, places)
    spots = {spot for spot, _, _ in differences(stored(workbook), by_ironcalc(workbook, tmp_path))}
    line_row = places.lines[made[name]].row + 1
    assert [cell for sheet, cell in spots if sheet == "年表" and cell.endswith(str(line_row))]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("+", " - "),
        ("-", " + "),
        ("*", " / "),
        ("/", " * "),
        (">=", " < "),
        (">", " < "),
        ("and", " or "),
        ("sum", " - "),
    ],
)
def test_a_changed_operator_of_the_exact_reading_is_caught(
    name: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, made = years_table({name: CASES[name]})
    table.lines[1].formula = line.Structure(
        (Decimal(2), Decimal(-1), Decimal(3), Decimal(2))
    )  # nothing divides by zero
    before = shown(computed([table]).columns(made[name]))
    monkeypatch.setitem(step_text._BETWEEN, name, other)
    monkeypatch.setattr(compiled_step, "_KNOWN", {})
    assert shown(computed([table]).columns(made[name])) != before


# Random expressions: brackets stand where they must, in formulas and in sentences.


def grown(
    draw: random.Random, depth: int, a: Line, b: Line
) -> tuple[Expression, Callable[[Fraction, Fraction], Fraction]]:
    """An expression, and the same as a function of a and b over fractions."""
    if depth == 0:
        pick = draw.randrange(4)
        number = draw.randrange(1, 9)
        return [(a, _first), (b, _second), (RATE, _rate), (Constant(number), lambda x, y: Fraction(number))][pick]
    (left, f), (right, g) = grown(draw, draw.randrange(depth), a, b), grown(draw, draw.randrange(depth), a, b)
    made: list[tuple[Expression, Callable[[Fraction, Fraction], Fraction]]] = [
        (left + right, lambda x, y: f(x, y) + g(x, y)),
        (left - right, lambda x, y: f(x, y) - g(x, y)),
        (left * right, lambda x, y: f(x, y) * g(x, y)),
        (left / (right * right + 1), lambda x, y: f(x, y) / (g(x, y) ** 2 + 1)),
        (add([left, right, left]), lambda x, y: 2 * f(x, y) + g(x, y)),
        (smallest(left, right), lambda x, y: min(f(x, y), g(x, y))),
        (largest(left, right), lambda x, y: max(f(x, y), g(x, y))),
        ((left + 1) ** 2, lambda x, y: (f(x, y) + 1) ** 2),
    ]
    return draw.choice(made)


def _first(x: Fraction, _: Fraction) -> Fraction:
    return x


def _second(_: Fraction, y: Fraction) -> Fraction:
    return y


def _rate(_: Fraction, __: Fraction) -> Fraction:
    return Fraction(3, 8)


def spoken(text: str, a: str, b: str) -> Fraction:
    """Read an English sentence of arithmetic as a person would."""
    for sign, other in (("smallest(", "min("), ("largest(", "max("), ("−", "-"), ("×", "*"), ("÷", "/"), ("^", "**")):
        text = text.replace(sign, other)
    text = re.sub(r"\b\d+\b", lambda found: f"Fraction({found[0]})", text)
    space: dict[str, Any] = {"Fraction": Fraction, "a": Fraction(a), "b": Fraction(b), "rate": Fraction(3, 8)}
    return Fraction(eval(text.replace("** Fraction(2)", "** 2"), space))


def test_random_expressions_mean_the_same_in_three_readings(count: int, tmp_path: Path) -> None:
    draw = random.Random(20170602)
    table = Table("years", "年表", "years", YEARS, "年表")
    a, b = row(table, A, "甲", "a"), row(table, B, "乙", "b")
    expected = {}
    for number in range(max(count, 200)):
        made, meaning = grown(draw, 4, a, b)
        each = table.copy(f"line{number}", made, "丙", "c", unit="ratio")
        expected[each] = [meaning(Fraction(x), Fraction(y)) for x, y in zip(A, B, strict=True)]
    figures = computed([table])
    for each, values in expected.items():
        for found, value in zip(figures.amounts(each), values, strict=True):
            assert abs(Fraction(found) - value) <= abs(value) / 10**25 + Fraction(1, 10**25), sentence(each)
        says = sentence(each, "en").removeprefix("c = ")
        assert [spoken(says, x, y) for x, y in zip(A, B, strict=True)] == values, says
    workbook = drawn([table])
    assert not list(differences(stored(workbook), by_ironcalc(workbook, tmp_path)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lambda a, b: if_(a > b, a, b) * 2, lambda a, b: if_(a > b, a, b * 2)),
        (lambda a, b: (a**b) ** 2, lambda a, b: a ** (b**2)),
    ],
)
def test_different_expressions_have_different_words(
    one: Callable[[Line, Line], Expression], other: Callable[[Line, Line], Expression]
) -> None:
    table = Table("years", "年表", "years", YEARS, "年表")
    a, b = row(table, A, "甲", "a"), row(table, B, "乙", "b")
    first, second = table.line("first", one(a, b), "丙", "c"), table.line("second", other(a, b), "丙", "c")
    assert sentence(first) != sentence(second)


def test_the_lowest_of_nothing_is_nothing_in_a_workbook_too(tmp_path: Path) -> None:
    table, scalars = Table("years", "年表", "years", YEARS, "年表"), Table("scalars", "数表", "scalars", SCALAR, "数表")
    none = table.line(
        "none", ratio(row(table, A, "甲", "a"), row(table, ("0", "0", "0", "0"), "零", "zero")), "丙", "c", unit="ratio"
    )
    least = scalars.line("least", lowest(none), "丁", "d", unit="ratio")
    tables = [table, scalars]
    assert computed(tables).scalar(least) is None
    workbook = drawn(tables)
    assert not list(differences(stored(workbook), by_ironcalc(workbook, tmp_path)))
