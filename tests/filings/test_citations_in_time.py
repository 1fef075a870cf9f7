"""A filing cites no document that is later than itself."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.typeset.document import PageTable, Paragraph

CITED = re.compile("〔(20[0-9]{2})〕")


def printed(result: Result, filing: str) -> str:
    texts = []
    for block in write(result, filing).blocks:
        if isinstance(block, Paragraph):
            texts.append("".join(map(str, block.text)))
        elif isinstance(block, PageTable):
            texts += [str(cell) for row in block.rows for cell in row]
    return "\n".join(texts)


@pytest.mark.slow
@pytest.mark.parametrize("filing", ["plan", "evaluation", "disclosure"])
@pytest.mark.parametrize("day", [date(2018, 6, 1), date(2020, 6, 1), date(2021, 6, 30), date(2025, 6, 1)])
def test_no_document_is_later_than_the_filing(sample: Result, filing: str, day: date) -> None:
    project = sample.project
    form = replace(project.form(Particulars), rule_date=day, filing_date=None)
    result = compute(replace(project, tables={**project.tables, "project": (form,)}))
    text = printed(result, filing)
    assert [year for year in CITED.findall(text) if int(year) > day.year] == []
    assert ("财预〔2021〕61号" in text) is (filing == "plan" and day >= date(2021, 7, 1))
