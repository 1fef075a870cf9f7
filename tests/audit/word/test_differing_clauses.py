"""What a finding repeats of a sentence that was edited: the clauses that differ, whole numbers and all."""

import json

import pytest

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.outcome import Audit, Subject
from bondcalc.audit.word.compared_blocks import differing_clauses
from bondcalc.audit.word.word_findings import SHOWN, clipped
from bondcalc.screen.audit import audit_json, audit_text

SENTENCE = "资金来源合计11,600.00万元，支付测算总投资10,975.10万元后，预计建设资金结余624.90万元，不作为项目收益，实际结余按规定处理。"
LONG = "上述资金余额和含期初资金的偿债备付率以及压力测试所列的各情形资金余额均含建设资金结余624.90万元和其他结余"
EDITS = ("", "可", "999", "。另行说明")


@pytest.mark.parametrize("sentence", [SENTENCE, LONG, LONG + SENTENCE])
def test_an_excerpt_holds_the_edit_and_cuts_no_number(sentence: str) -> None:
    """Something is put in, taken out or typed over at every place."""
    for at in range(len(sentence)):
        for typed in EDITS:
            edited = sentence[:at] + typed + sentence[at + 1 :]
            for text, other in ((edited, sentence), (sentence, edited)):
                excerpt = differing_clauses(text, other).removeprefix("…")
                assert excerpt in text
                before, _, behind = text.partition(excerpt)
                assert not (before[-1:].isdigit() and excerpt[:1] in "0123456789.,"), (excerpt, text)
                assert not (excerpt[-1:].isdigit() and behind[:1] in tuple("0123456789.,")), (excerpt, text)


def test_both_excerpts_differ_after_they_are_clipped() -> None:
    for sentence in (SENTENCE, LONG):
        for at in range(len(sentence)):
            edited = sentence[:at] + "某" + sentence[at + 1 :]
            shown = {clipped(differing_clauses(*pair)) for pair in ((edited, sentence), (sentence, edited))}
            assert len(shown) == 2
            assert max(map(len, shown)) <= SHOWN


def test_a_clause_is_shown_whole() -> None:
    edited = SENTENCE.replace("不作为", "可作为")
    assert differing_clauses(edited, SENTENCE) == "预计建设资金结余624.90万元，可作为项目收益，"


def test_words_with_marks_of_their_own_stand_in_quotes_and_numbers_do_not() -> None:
    pairs = (
        ("结余624.90万元，可作为项目收益，", "结余624.90万元，不作为项目收益，"),
        ("1.00", "2.00（应有4处，现有3处）"),
    )
    found = tuple(Difference("plan.docx", "", "", "", *pair, Cause.TEXT) for pair in pairs)
    audit = Audit((Subject("plan.docx", "", "", "", documents=(), versions=(), differences=found),))
    shown = audit_text(audit, "zh")
    assert "申报“结余624.90万元，可作为项目收益，”，重算“结余624.90万元，不作为项目收益，”" in shown
    assert "申报1.00，重算2.00（应有4处，现有3处）" in shown
    assert json.loads(audit_json(audit))["subjects"][0]["differences"][0]["filed"] == pairs[0][0]
