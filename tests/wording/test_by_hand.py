"""Nothing outside the room of wording turns a figure into text by hand."""

import ast
import re
from collections.abc import Iterable, Iterator

import pytest

from tests.sources import FILES as CODE
from tests.sources import PACKAGE, nodes

FIGURES = re.compile(r"[,fFeEgGn%]")
"""Signs of a format that writes a number; widths and fills (>16) write none."""
DATES = re.compile(r"%[YmdHM]")
ARITHMETIC = {
    "money.py": "the one rounding rule",
    "algebra": "the rounding of lines is arithmetic: its answer is a figure, not a text",
    "wording": "the room itself",
    "sizing/one_input.py": "faces and amounts that follow a size are amounts, to the quantum",
    "analysis/delay.py": "yearly amounts moved by months are amounts",
    "analysis/sale_cases.py": "what a sale is expected to bring takes the place of a price typed in",
    "audit/xlsx/colours.py": "shares of red, green and blue",
    "checks/debt.py": "interest is recomputed here on its own",
    "checks/verdicts/exact_verdict.py": "a figure is rounded to be compared with a limit",
    "pictures/dots.py": "points of a picture become dots",
    "monitoring/two_sides.py": "the plan of some months, and the part of a kind that a line has, are amounts",
    "monitoring/usual_deviation.py": "a share a simulation gives, as a figure of a schedule",
    "monitoring/next_payment.py": "planned revenue until a day is an amount that a formula reads",
    "monitoring/months.py": "parts of a period are the steps of its rounded running sum",
    "monitoring/yearly_view.py": "an amount of the sheet 执行情况 is an input",
    "portfolio/measure.py": "whole 分 for a store, shown by nobody as they stand",
    "portfolio/batch/highs.py": "what a solver proves comes back in floats",
    "portfolio/shocks/shortfall.py": "amounts of a project are rounded before they are added",
    "portfolio/pooled/shared_bond.py": "members are rounded as the form is before they are added",
    "portfolio/pooled/member_rows.py": "an amount brought to the quantum of another project is an input",
    "inputs/files/serial_days.py": "the moment a day number stands for, to the millisecond",
    "pictures/vectors.py": "coordinates of a picture",
    "typeset/word/docx_cover.py": "lengths of a page, in twentieths of a point",
    "typeset/word/docx_pages.py": "lengths of a page, in twentieths of a point",
    "typeset/word/docx_tables.py": "lengths of a page, in twentieths of a point",
    "inputs/values.py": "a figure read is brought to its one form",
    "inputs/divided_bond.py": "principal of the parts of a bond are the steps of its rounded running sum",
    "inputs/rounding.py": "an amount of a formula with long decimals is read to the quantum",
    "inputs/rounded_debt.py": "what rounding takes of an amount is computed",
    "audit/reviewed.py": "an adjustment is counted to the unit, as the paper's own formula counts it",
    "receiving/beside_table.py": "a multiple is compared to the decimals that a system shows",
    "receiving/rows.py": "amounts brought to the unit of another system are the steps of their rounded running sum",
    "workbook/tabs/input_output.py": "solved figures of a tab, kept to what every machine gives alike",
    "filings/parts/window.py": "parts of a total are the steps of its rounded running sum",
}
"""Files and rooms that may round: what comes out is computed with, never read."""
FILES = {
    "audit/xlsx/legible.py": "what a cell of a foreign workbook shows, by its own number format",
    "audit/xlsx/labels.py": "the digits that a workbook stores, whatever our quantum",
    "audit/pdf/frame.py": "sizes of a page, in points",
    "portfolio/measure.py": "whole 分 for a store, shown by nobody as they stand",
    "pictures/vectors.py": "coordinates of a picture",
    "typeset/word/docx_charts.py": "points of a chart as the format stores them",
    "typeset/word/fitted.py": "the name of a style, with its size in points",
    "typeset/word/docx_names.py": "points of a chart as another program stored them",
    "inputs/quick_sheet.py": "the digits of a number as the format stores them",
    "inputs/raw.py": "what a cell of a foreign file shows",
    "wording/messages.py": "what a cell of a foreign file shows",
    "inputs/files/grid.py": "the heading of a foreign file",
}
"""Files that may write a number by hand, because it is none of ours."""
ROUNDING = {"round", "half_up", "half_up_fraction", "quantize", "grouped"}


def by_hand(parts: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    """Find every place that formats or rounds: format specs, format(), %, quantize, round and the like."""
    for node in parts:
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(part.value for part in ast.walk(node.format_spec) if isinstance(part, ast.Constant))
            if FIGURES.search(spec) and not DATES.search(spec):
                yield node.lineno, f"format {spec}"
        elif isinstance(node, ast.Call):
            name = (
                node.func.id
                if isinstance(node.func, ast.Name)
                else node.func.attr
                if isinstance(node.func, ast.Attribute)
                else ""
            )
            if name in ROUNDING:
                yield node.lineno, f"rounding {name}"
            if isinstance(node.func, ast.Name) and name == "format":
                yield node.lineno, "format format()"
        elif (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Mod)
            and isinstance(node.left, ast.Constant)
            and isinstance(node.left.value, str)
        ):
            yield node.lineno, "format %"


def allowed(path: str, what: str) -> bool:
    kind = ARITHMETIC if what.startswith("rounding") else {**FILES, "wording": "", "inputs/values.py": ""}
    return path in kind or path.split("/", maxsplit=1)[0] in kind


def test_no_figure_is_written_by_hand() -> None:
    names = {path: path.relative_to(PACKAGE).as_posix() for path in CODE}
    assert [
        f"{name}:{line} {what}"
        for path, name in names.items()
        for line, what in by_hand(nodes(path))
        if not allowed(name, what)
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        'f"{x:.2f}"',
        'f"{x:.0%}"',
        'f"{x:,f}"',
        'f"{x:,}"',
        'f"{x:+.4f}"',
        'f"{x:.{n}f}"',
        'f"{x:g}"',
        "round(x, 2)",
        "x.quantize(q)",
        "half_up(x, q)",
        "grouped(x, 2)",
        'format(x, ".2f")',
        '"%.2f" % x',
    ],
)
def test_each_way_of_writing_by_hand_is_seen(text: str) -> None:
    assert list(by_hand(ast.walk(ast.parse(text))))


@pytest.mark.parametrize("text", ['f"{x:>16}"', 'f"{x}"', 'f"{day:%Y-%m-%d}"', "case.money(x)", '"{a}".format(a=1)'])
def test_widths_dates_and_words_are_not(text: str) -> None:
    assert not list(by_hand(ast.walk(ast.parse(text))))


def test_every_exception_is_still_needed() -> None:
    for name in (*ARITHMETIC, *FILES):
        paths = [PACKAGE / name] if name.endswith(".py") else list((PACKAGE / name).rglob("*.py"))
        assert any(list(by_hand(nodes(path))) for path in paths), name
