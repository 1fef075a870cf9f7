"""A bond with an option (含权债券): every document has its term as issued, and the day on which it is repaid."""

from datetime import date

import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.project import Project
from bondcalc.typeset.document import Document, PageTable, printed
from tests.checks.judged import finding_of
from tests.checks.test_statements import plus, project, with_
from tests.filings.test_refinanced import MORE
from tests.parted import compute
from tests.trials.trial import own_text

REDEEMED = "行权日2029-12-01，行权日全部赎回，不至到期"


def optional(option: str | None, repayment: str = "bullet") -> Project:
    """Its bond of fifteen years from 2021-12-01, with an option after eight."""
    day = None if option is None else date(2029, 12, 1)
    return with_(project(), "bonds", option=option, option_date=day, repayment=repayment)


def cells(document: Document, title: str) -> list[list[str]]:
    return [
        [printed(cell) for cell in row]
        for block in document.blocks
        if isinstance(block, PageTable) and block.title.startswith(title)
        for row in block.rows
    ]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (None, "到期一次还本"),
        ("held", "到期一次还本，行权日2029-12-01，不行权并存续至到期"),
        ("redeemed", f"到期一次还本，{REDEEMED}"),
    ],
)
def test_terms_are_those_of_issue_with_the_option(option: str | None, said: str) -> None:
    result = compute(optional(option))
    for filing in ("plan", "evaluation"):
        (bond,) = cells(write(result, filing), "专项债券要素表")
        assert (bond[3], bond[-1]) == ("2036-12-01", said)
    form = dict(cells(write(result, "disclosure"), "债券基本信息"))
    assert (form["债券期限"], form["还本方式"]) == ("15年", said)


def test_batches_of_the_form_have_the_option() -> None:
    two = with_(
        plus(project(), "bonds", MORE.format(status="planned")),
        "bonds",
        status="issued",
        option="redeemed",
        option_date=date(2029, 12, 1),
    )
    rows = cells(write(compute(two), "disclosure"), "专项债券分批发行情况")
    assert [row[3:6:2] for row in rows if REDEEMED in row[5]] == [["15年", f"到期一次还本，{REDEEMED}"]]


@pytest.mark.parametrize("repayment", ["bullet", "equal_principal"])
@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_what_is_redeemed_is_not_told_as_maturing(filing: str, repayment: str) -> None:
    text = own_text(compute(optional("redeemed", repayment)), filing)
    assert "2029年债券A于行权日全部赎回，当年专项债券应还本金" in text
    assert "，到期日为2029年12月1日（行权日全部赎回）" in text
    assert "一次还本到期，当年" not in text


def test_what_is_held_matures() -> None:
    text = own_text(compute(optional("held")), "plan")
    assert "2036年债券A一次还本到期" in text
    assert "，到期日为2036年12月1日。" in text


@pytest.mark.parametrize(
    ("option", "said"),
    [("redeemed", "最后到期日2029年12月1日（行权日全部赎回）"), ("held", "最后到期日2036年12月1日不")],
)
def test_the_check_of_terms_says_which_day_it_took(option: str, said: str) -> None:
    assert said in finding_of(optional(option), "T05").outcome.zh
