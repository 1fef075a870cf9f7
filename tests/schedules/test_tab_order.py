"""Tabs and sheets stand in the order of their numbers, not of who was built first."""

from collections import Counter

import pytest

from bondcalc.algebra.axis import SCALAR
from bondcalc.inputs.project import sheets
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.result.result import Result
from bondcalc.rules.load import rules_on
from bondcalc.schedules.book import Book, BuildError, build
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


@pytest.mark.parametrize("tab", ["债券还本付息明细", "还本付息日历（元）", "付款日资金核对"])
def test_payments_down_share_no_tab_with_another_kind(tab: str, sample: Result) -> None:
    """Their first columns hold a number, a day and a year: a name would be cut off there."""
    book = Book(sample.project, sample.book.rules, tables=list(sample.book.tables))
    down = {table.axis for table in book.tables if table.axis.kind == "payments"}
    tab = next(table.sheet for table in book.tables if table.axis in down and table.sheet in tab)
    for axis in (SCALAR, None):
        with pytest.raises(BuildError, match="no other kind"):
            book.table(f"other_{axis is None}", "新表", "New table", 99, axis, sheet=tab)
    assert book.table("more", "新表", "New table", 99, next(iter(down)), sheet=tab).sheet == tab
