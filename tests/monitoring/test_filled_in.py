"""A new workbook of actuals tells nothing, in either form; one cell of anybody's makes it tell something."""

from datetime import date

import pytest

from bondcalc.inputs.files.toml_file import write_toml
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.read import ProjectFile, raw_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS
from bondcalc.monitoring.filled_in import FilledIn, filled_in
from bondcalc.monitoring.prefilled import blank_actuals, prefilled
from tests.samples import computed_sample
from tests.toml_rows import row

SHEETS = [sheet_of(statement) for statement in STATEMENTS_OF_ACTUALS]
DAY = date(2024, 12, 31)


def fresh(sample: str, grain: str = "month") -> Project:
    """What `new --actuals` states of a sample."""
    return prefilled(ProjectFile("p.toml", b"[project]"), computed_sample(sample).project, DAY, grain)


def read(text: str) -> FilledIn:
    return filled_in(raw_of("a.toml", text.encode(), SHEETS))


@pytest.mark.parametrize("sample", ["hengyang-park", "anping-water", "land-reserve"])
def test_what_a_new_workbook_holds_tells_nothing(sample: str) -> None:
    project = computed_sample(sample).project
    known = frozenset(bond.id for bond in project.rows(Bond) if bond.status == "issued")
    for name, data in (
        ("a.xlsx", blank_actuals(project, fresh(sample))),
        ("a.toml", write_toml(fresh(sample), SHEETS).encode()),
    ):
        held = filled_in(raw_of(name, data, SHEETS))
        assert not held.told, name
        assert held.issued == known, name


@pytest.mark.parametrize(
    "typed",
    [
        row("period_amounts", year=2024, kind="revenue", line="rent", amount=0),
        row("treasury_payments", day="2024-01-01", year=2023, amount=1),
        row("funding_steps", day="2024-01-01", step="转贷到账", amount=1),
        row("account_balances", day="2024-01-01", account="1", kind="repayment", balance=0),
        row("service_payments", bond="A", due_on="2024-03-15", paid_on="2024-03-15"),
        row("service_payments", bond="A", due_on="2024-03-15", interest=1),
        row("measured_targets", id="T1", kind="output", name="x", by_year={2024: 0}),
        row("year_matters", year=2024, measures="招商"),
        row("progress_readings", day="2024-01-01", progress="?"),
    ],
)
def test_one_cell_of_anybody_tells_something(typed: str) -> None:
    assert read("[actuals_of]\nas_of = 2024-12-31\n" + typed).told


@pytest.mark.parametrize("step", ["issued", "债券发行"])
def test_an_issue_tells_something_beside_a_project_file_that_still_plans_it(step: str) -> None:
    held = read(row("funding_steps", day="2024-01-01", step=step, amount=1, bond="B"))
    assert (held.tells(frozenset()), held.tells(frozenset({"B"}))) == (True, False)
