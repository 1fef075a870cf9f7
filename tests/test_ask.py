"""bondcalc ask: what must, should and may be answered; the ledger of defaults."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from bondcalc.inputs.cell import SHEETS
from bondcalc.inputs.project import Project
from bondcalc.reports.ledger_report import defaults
from bondcalc.reports.questions_report import told
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.wording.report import Listing, Words
from bondcalc.wording.terms import Severity, Verdict
from tests.checks.test_statements import plus, project, with_
from tests.commands import bondcalc
from tests.conftest import SAMPLE


def listing(result: Result, id_: str) -> list[dict[str, str]]:
    part = told(result).part(id_)
    assert isinstance(part, Listing)
    return [{key: cell.zh if isinstance(cell, Words) else str(cell) for key, cell in row.items()} for row in part.rows]


def test_every_rule_that_needs_input_is_asked_and_no_other(sample: Result) -> None:
    asked = {one.rule.id: one.rule.severity for one in sample.findings if one.verdict is Verdict.NEEDS_INPUT}
    statutory = {id_ for id_, severity in asked.items() if severity is Severity.STATUTORY}
    open_ = {one.rule.id for one in sample.findings if one.verdict is Verdict.WARN}
    assert {row["rule"] for row in listing(sample, "must")} == statutory
    assert {row["rule"] for row in listing(sample, "should")} == (set(asked) - statutory) | open_


def test_an_answer_takes_its_question_away(sample: Result) -> None:
    before = listing(sample, "must")
    place = "“地区限额”表“专项债务限额”"
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
    assert default_rows(base)["经营收入", label] == "全部1行"
    changed = with_(base, "revenue", utilisation=Decimal("0.9"))
    assert ("经营收入", label) not in default_rows(changed)
    [row] = base.rows(type(base.tables["revenue"][0]))
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


def test_the_command_writes_a_workbook(tmp_path: Path) -> None:
    said = bondcalc("ask", SAMPLE, "--out", tmp_path / "a.xlsx")
    assert said.returncode == 0, said.stderr
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx") for row in sheet.values for cell in row]
    assert {"必须补充", "应当补充或说明", "可以改填的默认值"} <= set(cells)
