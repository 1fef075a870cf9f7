"""bondcalc ask: what must, should and may be answered; the ledger of defaults."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from bondcalc.inputs.cell import SHEETS, Sheet
from bondcalc.inputs.project import Project, sheet_of, sheets
from bondcalc.inputs.read import read_project
from bondcalc.reports.ledger_report import defaults
from bondcalc.reports.questions_report import told
from bondcalc.result.result import Result
from bondcalc.wording.report import Listing, Words
from bondcalc.wording.terms import Severity, Verdict
from tests.checks.test_statements import plus, project, with_
from tests.commands import bondcalc as command
from tests.conftest import SAMPLE
from tests.parted import compute
from tests.sources import PACKAGE, nodes

PLACE = re.compile("“([^”]+)”表“([^”]+)”")


def listing(result: Result, id_: str) -> list[dict[str, str]]:
    part = told(result).part(id_)
    assert isinstance(part, Listing)
    return [{key: cell.zh if isinstance(cell, Words) else str(cell) for key, cell in row.items()} for row in part.rows]


def test_every_rule_that_needs_input_is_asked_and_no_other(sample: Result) -> None:
    asked = {one.rule.id: one.rule.severity for one in sample.findings if one.verdict is Verdict.NEEDS_INPUT}
    statutory = {id_ for id_, severity in asked.items() if severity is Severity.STATUTORY}
    open_ = {one.rule.id for one in sample.findings if one.verdict is Verdict.WARN}
    assert rules(listing(sample, "must")) == statutory
    assert rules(listing(sample, "should")) == (set(asked) - statutory) | open_


def rules(rows: list[dict[str, str]]) -> set[str]:
    return {id_ for row in rows for id_ in row["rule"].split("、")}


KEPT = {"operation_start", "forecast_end", "construction_start", "construction_end", "ramp"}
"""What the schedules need to be more than zero."""
ROWS_KEPT = {"investment", "funding", "costs", "taxes_paid", "ramps"}


def bare(given: Project) -> Project:
    """The same project with every word, day and yes or no blank that may be, and without the lists that only rules read."""
    stated = {"bonds", "revenue", "node", "land"}
    return replace(given, tables={sheet.id: tuple(_bare(sheet, given, stated)) for sheet in sheets()})


def _bare(sheet: Sheet, given: Project, stated: set[str]) -> Iterator[object]:
    if sheet.id in ROWS_KEPT:
        yield from given.tables[sheet.id]
    elif sheet.form or sheet.id in stated:
        optional = [cell.id for cell in sheet.cells if cell.default is None and not cell.required and not cell.index]
        blank = [
            id_
            for id_ in optional
            if id_ not in KEPT and (sheet.form or sheet.cell(id_).kind in {"text", "flag", "date"})
        ]
        for row in given.tables[sheet.id]:
            yield replace(row, **dict.fromkeys(blank))


@pytest.mark.parametrize("day", ["2018-03-01", "2020-06-01", "2021-08-01", "2023-03-01", "2025-02-01", "2026-06-01"])
@pytest.mark.parametrize("sample_name", ["hengyang-park", "land-reserve"])
def test_every_rule_that_wants_input_names_its_sheet_and_field(sample_name: str, day: str) -> None:
    given = read_project(SAMPLE.parent.parent / sample_name / "project.toml")
    result = compute(with_(bare(given), "project", rule_date=date.fromisoformat(day)))
    wanting = [one for one in result.findings if one.verdict is Verdict.NEEDS_INPUT]
    assert wanting
    assert [one.rule.id for one in wanting if not one.outcome.asked] == []
    rows = listing(result, "must") + listing(result, "should")
    assert all(row["place"].startswith("“") and row["question"] and row["answer"] for row in rows)
    for one in wanting:
        fields = {
            (sheet_of(asked.statement).zh, sheet_of(asked.statement).cell(field).zh)
            for asked in one.outcome.asked
            for field in asked.fields
        }
        assert fields <= {
            (sheet, field)
            for sheet, field in PLACE.findall(
                "".join(row["place"] for row in rows if one.rule.id in row["rule"].split("、"))
            )
        }


def test_only_needs_input_asks() -> None:
    """A rule that asks by a sentence of its own has no place to show; what goes through others' answers passes theirs on."""
    for path in sorted((PACKAGE / "checks").glob("*.py")):
        for call in (node for node in nodes(path) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "Outcome" and "NEEDS_INPUT" in ast.dump(call):
                assert any(keyword.arg == "asked" for keyword in call.keywords), f"{path.name}:{call.lineno}"


def test_a_field_that_several_rules_wait_for_is_asked_once() -> None:
    result = compute(with_(project("2025-08-01"), "statements", office_halls=None))
    rows = [row for row in listing(result, "must") if "N09" in row["rule"]]
    assert [row["rule"] for row in rows] == ["L06、N09"]
    assert rows[0]["question"] == next(one.rule.zh for one in result.findings if one.rule.id == "N09")


def test_an_answer_takes_its_question_away(sample: Result) -> None:
    before = listing(sample, "must")
    place = "“地区限额”表“本级专项债务限额”"
    assert place in {row["place"] for row in before if "place" in row}
    answered = compute(with_(sample.project, "region", debt_limit=Decimal(100000)))
    after = listing(answered, "must")
    assert place not in {row.get("place") for row in after}
    assert len(after) == len(before) - 1


def default_rows(given: Project) -> dict[tuple[str, str], str]:
    said = {}
    for row in defaults(given):
        sheet, field, rows = row["sheet"], row["field"], row["rows"]
        assert isinstance(sheet, Words)
        assert isinstance(field, Words)
        said[sheet.zh, field.zh] = rows.zh if isinstance(rows, Words) else ""
    return said


def test_the_ledger_lists_what_stands_at_its_default_and_where() -> None:
    base = project()
    label = SHEETS["revenue"].cell("utilisation").zh
    changed = with_(base, "revenue", utilisation=Decimal("0.9"))
    assert ("经营收入", label) not in default_rows(changed)
    [row] = base.rows(type(base.tables["revenue"][0]))
    assert default_rows(base)["经营收入", label] == row.name
    both = replace(base, tables={**base.tables, "revenue": (row, replace(row, id="two"))})
    assert default_rows(both)["经营收入", label] == "全部2行"
    two = replace(base, tables={**base.tables, "revenue": (row, replace(row, id="two", utilisation=Decimal("0.9")))})
    assert default_rows(two)["经营收入", label] == row.name


def test_neutral_factors_and_blanks_are_no_defaults() -> None:
    sheets = {sheet for sheet, _ in default_rows(project())}
    assert "压力系数" not in sheets
    assert ("项目概况", "批复总投资") not in default_rows(project())


@pytest.mark.parametrize(("confidence", "asked"), [("low", True), ("high", False)])
def test_a_source_that_cannot_be_relied_on_is_asked_about(confidence: str, asked: bool) -> None:
    text = f'[[sources]]\ntable = "经营收入"\nfield = "单价"\ndocument = "租赁合同"\nconfidence = "{confidence}"\n'
    rows = listing(compute(plus(project(), "sources", text)), "should")
    assert any("“经营收入”表“单价”" in row["question"] for row in rows) is asked


def test_a_rule_says_what_it_found_and_how_it_wants_its_field_filled_in(sample: Result) -> None:
    """A field that is filled in already is asked for in other words than a blank one."""
    region = compute(with_(project(), "project", region="祁东县", rule_date=date(2026, 3, 1)))
    (road,) = (row for row in listing(region, "should") if "X07" in row["rule"])
    assert road["answer"].startswith("从省级名称写起")
    found = {one.rule.id: one.outcome.before for one in sample.findings if one.verdict is Verdict.NEEDS_INPUT}
    rows = [row for row in listing(sample, "must") + listing(sample, "should") if found.get(row["rule"])]
    assert rows
    assert [row for row in rows if found[row["rule"]] not in row["question"]] == []


def test_the_command_writes_a_workbook(tmp_path: Path) -> None:
    said = command("ask", SAMPLE, "--out", tmp_path / "a.xlsx")
    assert said.returncode == 0, said.stderr
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx") for row in sheet.values for cell in row]
    assert {"必须补充", "应当补充或说明", "可以改填的默认值"} <= set(cells)
