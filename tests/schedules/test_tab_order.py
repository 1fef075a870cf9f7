"""Tabs and sheets stand in the order of their numbers, not of who was built first."""

from collections import Counter

from bondcalc.inputs.project import sheets
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.result.result import Result
from bondcalc.rules.load import rules_on
from bondcalc.schedules.book import Book, build
from tests.inputs.test_round_trip import RICH


def shared(book: Book) -> list[int]:
    """Numbers that two tabs of a workbook begin with."""
    first: dict[str, int] = {}
    for table in book.tables:
        first[table.sheet] = min(first.get(table.sheet, table.number), table.number)
    return [number for number, count in Counter(first.values()).items() if count > 1]


def test_no_two_tabs_have_one_number(sample: Result) -> None:
    rich = read_bytes("project.toml", RICH.encode())
    assert shared(sample.book) == []
    assert shared(build(rich, rules_on(rich.form(Particulars).rule_date))) == []


def test_no_two_input_sheets_have_one_number() -> None:
    assert [number for number, count in Counter(sheet.number for sheet in sheets()).items() if count > 1] == []
