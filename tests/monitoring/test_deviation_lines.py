"""P, I, J, f and D: the published vector in all readings, costs the other way round, years without a plan."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.algebra.exact import Figures
from bondcalc.algebra.table import Table
from bondcalc.algebra.trace import At, Trace
from bondcalc.algebra.words import formula, sentence
from bondcalc.explain.numbers import InNumbers, Numbers
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.alarm_lines import AlarmLines
from tests.algebra.drawn import drawn
from tests.monitoring.plain import ACTUAL, PLAN, book, four, lines, run
from tests.recalculate import Program, by_ironcalc, by_libreoffice, differences, stored

VECTOR = {
    "period": "-0.2000 -0.1500 -0.1000 -0.1429 -0.1714 -0.2286",
    "cumulated": "-0.2000 -0.1667 -0.1333 -0.1368 -0.1462 -0.1636",
    "filtered": "-0.2000 -0.1750 -0.1375 -0.1402 -0.1558 -0.1922",
    "trend": " 2.5000 3.7500 -0.2679 -1.5625 -3.6384",
}
"""P, I, f with α 0.5 and D of the published example; D has no figure in the first period.

D is published as a share (0.0250 0.0375 -0.0027 -0.0156 -0.0364) and counted in percentage points here: f falls from -0.1375 by half of
-50/350 + 0.1375, from -0.1401785... by half of -60/350 less it, and so on.
"""


@pytest.fixture(scope="module")
def made() -> tuple[Table, AlarmLines, Figures]:
    table, found = lines(PLAN, ACTUAL)
    return table, found, run(table)


@pytest.mark.parametrize("name", VECTOR)
def test_the_published_vector_digit_for_digit(name: str, made: tuple[Table, AlarmLines, Figures]) -> None:
    _, found, figures = made
    assert four(figures, getattr(found.deviation, name)) == VECTOR[name].split(" ")


@pytest.mark.parametrize("program", [by_ironcalc, pytest.param(by_libreoffice, marks=pytest.mark.slow)])
def test_a_spreadsheet_computes_every_line(
    program: Program, made: tuple[Table, AlarmLines, Figures], tmp_path: Path
) -> None:
    workbook = drawn([made[0]])
    assert len(stored(workbook)) > 150
    assert list(differences(stored(workbook), program(workbook, tmp_path))) == []


SIGNS = {"−": "-", "×": "*", "÷": "/", "^": "**", "≥": ">=", "，则": " then ", "，否则": " otherwise ", "若": " if "}


def said(text: str) -> float:
    """What a sentence in figures comes to, worked out by this reader of the words."""
    text = re.sub(r"([\d,.]+)%", lambda found: f"({found[1]}/100)", text).replace(",", "")
    text = re.sub(r"\(([^()与]*(?:\([^()]*\)[^()与]*)*)与([^()]*)中较大者\)", r"max(\1;\2)", text)
    for sign, code in SIGNS.items():
        text = text.replace(sign, code)
    return float(eval(chosen(text.replace(";", ",")), {"__builtins__": {"max": max}}))


def chosen(text: str) -> str:
    """Write `if a then b otherwise c` as Python says it; choices stand within the last branch of one another or in the second."""
    if not text.strip().startswith("if "):
        return text
    condition, rest = text.strip()[3:].split(" then ", 1)
    depth = 0
    for part in re.finditer(r" then | otherwise ", rest):
        depth += 1 if part[0] == " then " else -1
        if depth < 0:
            return f"(({chosen(rest[: part.start()])}) if ({condition}) else ({chosen(rest[part.end() :])}))"
    raise AssertionError(text)


@pytest.mark.parametrize("name", VECTOR)
def test_the_words_in_figures_come_to_the_vector(name: str, made: tuple[Table, AlarmLines, Figures]) -> None:
    table, found, figures = made
    trace = Trace(figures, frozenset(table.lines), Decimal("0.01"))
    naming = InNumbers(trace, Numbers(book().project.form(Settings), "zh"))
    line = getattr(found.deviation, name)
    for column, expected in enumerate(VECTOR[name].split(" "), 1):
        if expected:
            assert f"{said(formula(trace.statement(At(line, column)), naming)):.4f}" == expected


def test_the_words_name_what_they_are_made_of(made: tuple[Table, AlarmLines, Figures]) -> None:
    found = made[1]
    assert sentence(found.deviation.period) == "租金当期偏离率P = 租金偏差 ÷ (租金计划数与0中较大者)"
    assert sentence(found.bound).endswith("^ (1 ÷ 2)")


def test_a_cost_above_its_plan_is_a_negative_deviation() -> None:
    table, found = lines((100, 100), (110, 95), cost=True)
    figures = run(table)
    assert four(figures, found.deviation.period) == ["-0.1000", "0.0500"]
    assert figures.amounts(found.deviation.gap) == (-10, -5)


def test_a_year_without_a_plan_has_no_share_and_holds_the_filter() -> None:
    table, found = lines((0, 100, 0, 100), (5, 80, 0, 100))
    figures = run(table)
    assert four(figures, found.deviation.period) == ["", "-0.2000", "", "0.0000"]
    assert figures.amounts(found.deviation.gap) == (5, -15, -15, -15)
    assert four(figures, found.deviation.filtered) == ["0.0000", "-0.2000", "-0.2000", "-0.1000"]
    assert four(figures, found.deviation.trend) == ["", "", "", "10.0000"]
    assert four(figures, found.deviation.cumulated) == ["", "-0.1500", "-0.1500", "-0.0750"]
