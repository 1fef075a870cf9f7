"""The closed sets of words: ids, names in both languages, order; no name stands in two sets that one table crosses."""

import pytest

from bondcalc.wording.terms import Department, Group, Severity, Term, Unit, Verdict

SETS = (Verdict, Severity, Group, Department, Unit)


@pytest.mark.parametrize("terms", SETS)
def test_every_word_has_two_names_and_a_place(terms: type[Term]) -> None:
    assert [term.order for term in terms] == list(range(len(terms)))
    assert all(
        term.zh and term.en and term.said("zh") == term.zh and term.said("en") == term.en for term in terms if term
    )
    assert all(terms(str(term)) is term for term in terms)


def test_no_severity_is_called_like_a_verdict() -> None:
    assert not {term.zh for term in Severity} & {term.zh for term in Verdict}
    assert not {term.en for term in Severity} & {term.en for term in Verdict}


def test_a_word_of_no_set_is_refused() -> None:
    for terms in SETS:
        with pytest.raises(ValueError, match="nonsense"):
            terms("nonsense")
