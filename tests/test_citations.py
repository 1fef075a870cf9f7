"""What nobody has read at its source is never presented as confirmed."""

import io
from pathlib import Path

import openpyxl
import pytest

from bondcalc.result.result import Result
from bondcalc.rules.load import RULES_FOLDER
from tests.samples import drawn_sample, filed_sample
from tests.trials.trial import tables_of


def test_the_plan_names_the_document_without_the_paragraph(sample: Result) -> None:
    tables = tables_of(filed_sample("hengyang-park", "plan"), "合规核对表")
    printed = {str(row[1]): str(row[-1]) for table in tables for row in table.rows}
    unchecked = [one.rule for one in sample.findings if not one.rule.citation_verified and one.rule.zh in printed]
    assert len(unchecked) > 10
    for rule in unchecked:
        assert printed[rule.zh] == rule.instrument.name
        assert rule.article not in printed[rule.zh]


@pytest.mark.slow
def test_the_review_says_which_paragraphs_are_unchecked(sample: Result) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(drawn_sample("hengyang-park")))["合规核对"]
    printed = {row[0].value: str(row[6].value) for row in sheet.iter_rows(min_row=4)}
    for one in sample.findings:
        assert printed[one.rule.id].endswith("条款未核实）") != one.rule.citation_verified


def test_nothing_unchecked_is_quoted() -> None:
    """Quotation marks in the data name a form's field at most; no sentence of a document stands in them."""
    for path in sorted(Path(RULES_FOLDER).glob("*.toml")):
        for row in path.read_text(encoding="utf-8").splitlines():
            inside = row.split("“")[1:]
            assert all(len(part.split("”")[0]) <= 16 for part in inside), f"{path.name}: {row}"
