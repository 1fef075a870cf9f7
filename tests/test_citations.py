"""What nobody has read at its source is never presented as confirmed."""

import io
from pathlib import Path

import openpyxl
import pytest

from bondcalc.result.result import Result
from bondcalc.rules.load import RULES_FOLDER
from tests.samples import drawn_sample, filed_sample
from tests.trials.trial import document_text


def test_the_plan_quotes_no_paragraph_that_nobody_has_read(sample: Result) -> None:
    text = document_text(filed_sample("hengyang-park", "plan"))
    told = [one.rule for one in sample.findings if f"“{one.rule.zh}”" in text]
    assert len(told) > 10
    paragraphs = {rule.article for rule in told if rule.article.startswith("第") and not rule.citation_verified}
    assert [article for article in paragraphs if article in text] == []


@pytest.mark.slow
def test_the_review_says_which_paragraphs_are_unchecked(sample: Result) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(drawn_sample("hengyang-park")))["合规核对"]
    printed = {row[0].value: str(row[7].value) for row in sheet.iter_rows(min_row=4)}
    for one in sample.findings:
        assert printed[one.rule.id].endswith("条款未核实）") != one.rule.citation_verified


def test_nothing_unchecked_is_quoted() -> None:
    """Quotation marks in the data name a form's field at most; no sentence of a document stands in them."""
    for path in sorted(Path(RULES_FOLDER).glob("*.toml")):
        for row in path.read_text(encoding="utf-8").splitlines():
            inside = row.split("“")[1:]
            assert all(len(part.split("”")[0]) <= 16 for part in inside), f"{path.name}: {row}"
