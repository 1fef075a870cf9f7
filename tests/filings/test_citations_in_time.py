"""A filing cites no document that is later than itself."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.result.result import Result
from bondcalc.typeset.document import PageTable, Paragraph, printed
from tests.parted import compute

CITED = re.compile("〔(20[0-9]{2})〕")


def filed_text(result: Result, filing: str) -> str:
    texts = []
    for block in write(result, filing).blocks:
        if isinstance(block, Paragraph):
            texts.append("".join(map(str, block.text)))
        elif isinstance(block, PageTable):
            texts += [printed(cell) for row in block.rows for cell in row]
    return "\n".join(texts)


@pytest.fixture(scope="module", params=[date(2018, 6, 1), date(2020, 6, 1), date(2021, 6, 30), date(2025, 6, 1)])
def dated(request: pytest.FixtureRequest, sample: Result) -> tuple[Result, date]:
    """The sample as of a day, computed once for all its filings."""
    project, day = sample.project, request.param
    form = replace(project.form(Particulars), rule_date=day, filing_date=None, approvals=None)
    return compute(replace(project, tables={**project.tables, "project": (form,), "texts": ()})), day


@pytest.mark.slow
@pytest.mark.parametrize("filing", ["plan", "evaluation", "disclosure"])
def test_no_document_is_later_than_the_filing(dated: tuple[Result, date], filing: str) -> None:
    result, day = dated
    text = filed_text(result, filing)
    assert [year for year in CITED.findall(text) if int(year) > day.year] == []
    assert ("财预〔2021〕61号" in text) is (filing == "plan" and day >= date(2021, 7, 1))
