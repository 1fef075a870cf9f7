"""No rule passes on nothing: what it compares is blanked, field by field and sheet by sheet, as far as the rule reads it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from bondcalc.checks.judge import CHECKS, Case, Finding, judge_only
from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.project import Project, sheets
from bondcalc.schedules.book import BuildError
from tests.checks.cases import FAILS, GOOD
from tests.checks.judged import case_of
from tests.checks.test_statements import MOVES

SAID = ("未填", "未核对", "未比较", "只有一项")
"""Words by which a rule that passes says what it did not compare."""
OF_TEXTS = {"W41", "X06"}
"""Rules that read every text there is; a text that is not there says nothing wrong."""
FIELDS = {
    "bonds.assigned_on": "blank: not taken over from another project",
    "bonds.batch": "blank: of the year of its value date",
    "bonds.first_value_date": "blank: no re-opening",
    "bonds.issue_fee_rate": "blank: the rate of the rules",
    "bonds.maturity_date": "blank: by value date and term",
    "bonds.option": "blank: none",
    "bonds.payment_fee_rate": "blank: the rate of the rules",
    "bonds.payments_a_year": "blank: as is the custom, which D04 compares with",
    "bonds.refinances": "blank: new money",
    "compliance.prior_room_approved": "asked for where room of the year before is used",
    "costs.month": "blank: in even parts over the year",
    "disclosed.remark": "only where something moved",
    "investment.asset_class": "blank: by category",
    "project.filing_date": "blank: the day of the rules",
    "land_bids.bidders": "one of three ways to say it; the sheet asks for one",
    "land_bids.reserve_share": "a second reading of the competition beside the bidders",
    "land_bids.unsold_share": "one of three ways to say it; the sheet asks for one",
    "node.quantity": "blank: by year",
    "project.approved_construction_interest": "told beside the total, which decides",
    "project.approved_fees": "told beside the total, which decides",
    "project.forecast_end": "blank: the last maturity",
    "revenue.payer": "a doubt beside the class, which is stated",
    "revenue.price_unit": "blank: the unit of the project's money",
    "revenue.quantity": "blank: by year",
    "revenue.sub_project": "blank: shared by all sub-projects (sub_shares)",
    "settings.quantum": "blank: as fine as the unit of money asks",
    "taxes_paid.month": "blank: in even parts over the year",
}
"""Fields that a blank answers, with what it says."""
PAIRS = {
    **{(rule, "actuals"): "blank: no year is told, so that E is all forecast" for rule in ("C01", "C02", "C03")},
    ("W10", "node.scope_item"): "R08 names the lines without it",
    ("W10", "revenue.scope_item"): "R08 names the lines without it",
    ("R11", "node"): "land is looked for among it; without rows there is none",
    ("R11", "revenue"): "land is looked for among it; without rows there is none",
    ("R09", "project.sector"): "land reserve alone is left out; of any other the revenue is there",
    ("W03", "project.sector"): "land reserve alone is left out; of any other the share is there",
    (
        "W11",
        "project.operation_start",
    ): "blank: nothing runs with operation; the years before construction are looked at",
    ("W24", "project.sector"): "decides the class of land only",
}
SHEETS = {
    "explanations": "what the bureau says of a finding",
    "costs": "a driver of the stress among others",
    "firms": "a driver of the stress among others",
    "investment": "a driver of the stress among others; W15 and W24 hold what else there is",
    "land_accruals": "blank: the fee of the grade",
    "land": "one of several sheets of revenue",
    "land_costs": "one of several sheets of outlays",
    "node": "one of several sheets of revenue",
    "tax_revenue": "one of several sheets of revenue",
    "taxes_paid": "a driver of the stress among others",
    "texts": "chapters that P01 counts and names",
}
"""Sheets without whose rows a rule still has something to compare."""


@contextmanager
def reading() -> Iterator[set[tuple[str, str]]]:
    """Note every field and sheet (field empty) of a project that is read meanwhile."""
    read, known = set[tuple[str, str]](), {sheet.statement: sheet for sheet in sheets()}
    rows = Project.rows

    def noted(row: object, name: str) -> object:
        sheet = known[type(row)]
        if name in {cell.id for cell in sheet.cells}:
            read.add((sheet.id, name))
        return object.__getattribute__(row, name)

    def rows_noted(project: Project, statement: type) -> tuple[object, ...]:
        read.add((known[statement].id, ""))
        return rows(project, statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Project, "rows", rows_noted)
        for statement in known:
            patch.setattr(statement, "__getattribute__", noted, raising=False)
        yield read


def may_be_blank(sheet: Sheet, cell: Cell) -> bool:
    """Tell whether a field may be left blank without a default that is told as an assumption, or is a way of writing."""
    return (
        not cell.required
        and cell.kind != "indexed"
        and (cell.default is None or (cell.bears == () and sheet.id != "settings"))
    )


def blanked(given: Project, sheet: Sheet, field: str) -> Iterator[Project]:
    """Blank a field in every row, then in the first alone; without a field, take the rows away."""
    rows = given.tables[sheet.id]
    if not field:
        yield replace(given, tables={**given.tables, sheet.id: ()})
        return
    bare = tuple(replace(row, **{field: sheet.cell(field).default}) for row in rows)
    yield replace(given, tables={**given.tables, sheet.id: bare})
    if bare[:1] != rows[:1]:
        yield replace(given, tables={**given.tables, sheet.id: (*bare[:1], *rows[1:])})


def judged(case: Case, rule: str) -> Finding:
    [finding] = judge_only(case, [rule])
    return finding


def excused(rule: str, sheet: Sheet, field: str) -> bool:
    """Tell whether a blank is no question: the file is refused with it, or it says something itself."""
    name = f"{sheet.id}.{field}" if field else sheet.id
    needed = not may_be_blank(sheet, sheet.cell(field)) if field else sheet.required or sheet.form
    return needed or name in FIELDS or name in SHEETS or (rule, name) in PAIRS


def passes_on_nothing(given: Project, rule: str) -> Iterator[str]:
    """Name each field and sheet that the rule reads and without which it passes, saying nothing of it."""
    case = case_of(given)
    with reading() as read:
        judged(case, rule)
    known = {sheet.id: sheet for sheet in sheets()}
    for id_, field in sorted(read):
        if excused(rule, known[id_], field):
            continue
        for bare in blanked(given, known[id_], field):
            # What another row refers to cannot be left out: the reader refuses such a file, and it does not compute.
            with suppress(BuildError, KeyError, ArithmeticError):
                finding = judged(case_of(bare), rule)
                if finding.verdict == "pass" and not any(word in finding.outcome.zh for word in SAID):
                    yield f"{id_}.{field}: {finding.outcome.zh}"


@pytest.mark.slow
@pytest.mark.parametrize("rule", sorted({*FAILS, *MOVES, *CHECKS} - OF_TEXTS))
def test_no_rule_passes_on_what_is_blank(rule: str) -> None:
    """A field that is left blank, and a sheet without rows, are asked for, leave the rule out, or are said not to be compared."""
    cases = {"good": FAILS[rule].good, "bad": FAILS[rule].bad} if rule in FAILS else {"good": GOOD}
    if rule in MOVES:
        cases["moved"] = MOVES[rule][0]
    found = {which: list(passes_on_nothing(given, rule)) for which, given in cases.items()}
    assert not any(found.values()), found
