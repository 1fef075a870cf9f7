"""The reviewer's checklist (docs/reviewer.md): every question has the answer a reviewer wants, in every sample."""

import pytest

from tests.reviewer.pages_read import read
from tests.reviewer.questions import QUESTIONS, Question
from tests.samples import SAMPLE_NAMES

OPEN = ("尚待填写之处",)
"""Questions that are answered either way: the samples leave things open on purpose."""
ASKED = [
    pytest.param(question, filing, sample, id=f"{question.point}-{question.zh}-{filing}-{sample}")
    for question in QUESTIONS
    for filing in question.filings
    for sample in SAMPLE_NAMES
    if question.zh not in OPEN
]


@pytest.mark.slow
@pytest.mark.parametrize(("question", "filing", "sample"), ASKED)
def test_every_answer_is_the_one_a_reviewer_wants(question: Question, filing: str, sample: str) -> None:
    pages = read(sample, filing)
    assert question.holds(pages), question.answer(pages)


@pytest.mark.slow
def test_pages_are_found_where_they_are() -> None:
    """The reader reads what is drawn: the cover is the first page, and a page that is asked for says what was asked."""
    pages = read("land-reserve", "plan")
    assert pages.saying("专项债券实施方案")[0] == 1
    [place, *_] = pages.titled("^收入预测|、收入预测")
    assert "、收入预测" in pages.texts[place - 1]
    assert pages.saying("没有人会写的话") == []
