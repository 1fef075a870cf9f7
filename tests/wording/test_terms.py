"""One name a thing: no text holds a term of a `not` list of docs/glossary.toml, with the exceptions listed here."""

import tomllib

from tests.wording.texts import ROOT, everything

GLOSSARY = tomllib.loads((ROOT / "docs" / "glossary.toml").read_text(encoding="utf-8"))
INSIDE_OTHERS = {"覆盖率": ()}
"""Words of another meaning that a term of a `not` list is part of."""
ELSEWHERE: dict[str, tuple[str, ...]] = {}
"""Where a term of a `not` list may stand all the same: the beginning of a place, by term."""


def unwanted() -> dict[str, str]:
    """Every term nobody is to use, with the id of the thing it was used for."""
    return {term: id_ for id_, one in GLOSSARY.items() for term in one.get("not", ())}


def test_no_text_holds_a_term_that_is_not_to_be_used() -> None:
    terms = unwanted()
    assert len(terms) > 40
    told = [
        f"{place}: {term} ({id_}): {text[:60]}"
        for place, text in everything()
        for term, id_ in terms.items()
        if term in _bare(text, term) and not place.startswith(ELSEWHERE.get(term, ()) or ("\0",))
    ]
    assert told == []


def _bare(text: str, term: str) -> str:
    for other in INSIDE_OTHERS.get(term, ()):
        text = text.replace(other, "")
    return text


def test_no_term_is_both_used_and_not_to_be_used() -> None:
    used = [one["zh"] for one in GLOSSARY.values()]
    assert [(term, zh) for term in unwanted() for zh in used if term in zh] == []


def test_every_name_stands_for_one_thing() -> None:
    names = [one["zh"] for one in GLOSSARY.values()]
    assert len(set(names)) == len(names)


def test_a_term_slipped_in_is_found() -> None:
    """The list is compared with texts as they are: each term is found in a text that holds it."""
    assert all(term in _bare(f"按{term}计算", term) for term in unwanted())
