"""No balance is below zero: what is owed, kept, carried forward or not yet written off, in any project."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from bondcalc.algebra.inspection import references
from bondcalc.algebra.line import Line
from bondcalc.inputs.read import read_bytes, read_project
from bondcalc.result.result import Result
from tests.parted import compute
from tests.samples import computed_sample
from tests.schedules.drawn import projects

HERE = Path(__file__).parent.parent
FILES = [*sorted((HERE.parent / "samples").glob("*/project.toml")), *sorted((HERE / "worked").glob("*/project.toml"))]
NAMES = ("余额", "结余", "净值", "未偿还", "留抵")
"""Words of a balance, beside the lines that are carried from column to column."""
MAY_BE_SHORT = {
    "cash.closing": "a year without money is rule C07's finding",
    "cash.opening": "the same, a year later",
    "surplus.closing": "the same, without the construction money left over",
    "surplus_lowest.cash_min_without_surplus": "the same, without the construction money left over",
    "profit.retained": "losses to date",
    "balance_sheet.profit": "losses to date",
    "balance_sheet.land": "land is paid for before it is sold",
    "balance_sheet.cash": "a year without money is rule C07's finding",
    "coverage.cash_min": "a year without money is rule C07's finding",
    "debt_system.row_08": "a year without money is rule C07's finding",
}


def balances(result: Result) -> Iterator[tuple[str, Line]]:
    """Lines of money that another column starts from, and those that are called a balance."""
    lines = [(f"{table.id}.{line.id}", line) for table in result.book.tables for line in table.lines]
    carried = {other for _, line in lines for other, how in references(line.definition) if how == "previous"}
    for id_, line in lines:
        named = any(word in line.zh for word in NAMES)
        if line.unit in {"money", "accrued"} and (line in carried or named) and not id_.startswith("payment_days"):
            yield id_, line


def below_zero(result: Result) -> list[str]:
    return [
        id_
        for id_, line in balances(result)
        if id_ not in MAY_BE_SHORT and min(result.figures.amounts(line), default=0) < 0
    ]


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_no_balance_of_samples_and_worked_cases_is_below_zero(path: Path) -> None:
    assert below_zero(compute(read_project(path))) == []


@pytest.mark.slow
@given(projects())
def test_no_balance_of_any_project_is_below_zero(text: str) -> None:
    assert below_zero(compute(read_bytes("project.toml", text.encode()))) == []


def test_the_balances_that_matter_are_among_them() -> None:
    """A kind that is found by its formula or name can slip away unseen; these may not."""
    found = {id_ for id_, _ in balances(computed_sample("hengyang-park"))}
    wanted = {
        "bond_A.closing_balance",
        "debt_service.outstanding",
        "loans.closing",
        "funding.bond_cash",
        "depreciation.net",
        "coverage.outstanding_after",
    }
    assert wanted <= found
    assert set(MAY_BE_SHORT) <= found | {"balance_sheet.cash"}
