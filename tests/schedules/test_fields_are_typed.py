"""An input is named by an attribute that the type checker sees: a misspelt field, or one of another kind, is an error."""

import ast
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.project import sheets
from bondcalc.inputs.sheets.operating_costs import Outlay
from tests.sources import FILES, PACKAGE, nodes

HEAD = """
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules.book import Book, Row

def written(book: Book, row: Row[Bond]) -> None:
"""
RIGHT = [
    "row.cell(Bond.coupon)",
    "row.cell(Bond.term_years)",
    "row.keys(Bond.value_date, Bond.maturity_date)",
    "row.pick(Bond.by_bond_year, book.table('a', 'b', 'c', 1).lines[0])",
    "book.form(Settings).cell(Settings.land_accrual_rate)",
    "book.keys(Particulars, Particulars.operation_start)",
]
WRONG = {
    "row.cell(Bond.cupon)": "has no attribute",
    "row.cell('coupon')": "incompatible type",
    "row.cell(Bond.name)": "incompatible type",
    "row.cell(Bond.by_bond_year)": "incompatible type",
    "row.keys(Bond.value_day)": "has no attribute",
    "row.keys('value_date')": "incompatible type",
    "row.yearly(Bond.coupon)": "incompatible type",
    "book.form(Settings).cell(Settings.land_accrual_rates)": "has no attribute",
    "book.keys(Particulars, Particulars.operation_begin)": "has no attribute",
}


@pytest.mark.slow
def test_a_misspelt_field_is_an_error_of_types(tmp_path: Path) -> None:
    api = pytest.importorskip("mypy.api")
    program = tmp_path / "program.py"
    lines = [*RIGHT, *WRONG]
    program.write_text(HEAD + "".join(f"    {line}\n" for line in lines), encoding="utf-8")
    root = PACKAGE.parent
    options = ["--strict", "--config-file", str(root / "pyproject.toml"), "--cache-dir", str(tmp_path / "cache")]
    told, fault, _ = api.run([*options, "--python-executable", sys.executable, str(program)])
    assert not fault
    first = HEAD.count("\n") + 1
    errors = {
        int(error.split(":")[1]) - first: error
        for error in told.splitlines()
        if "program.py:" in error and ": error:" in error
    }
    assert set(errors) == set(range(len(RIGHT), len(lines))), told
    for number, (line, words) in enumerate(WRONG.items(), len(RIGHT)):
        assert words in errors[number], line


def test_every_field_is_named_by_its_sheet() -> None:
    for sheet in sheets():
        for cell in sheet.cells:
            assert getattr(sheet.statement, cell.id) == FieldId(cell.id)


def test_a_row_gives_what_was_filled_in() -> None:
    outlay = Outlay(id="a", name="b", basis="fixed", rate=Decimal(7))
    assert (outlay.rate, outlay.quantity, outlay.by_year) == (Decimal(7), Decimal(1), {})
    assert (Outlay.rate.of(outlay), Outlay.month.of(outlay)) == (Decimal(7), None)


@pytest.mark.slow
def test_names_of_fields_are_stated_in_one_place() -> None:
    """A name made up elsewhere would be one that nobody checks."""
    for path in FILES:
        for node in nodes(path):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "FieldId":
                assert path.name == "cell.py", f"{path}:{node.lineno}"
