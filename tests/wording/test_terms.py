"""One name a thing: no text holds a term of a `not` list of docs/glossary.toml."""

import tomllib
from collections.abc import Iterable

from tests.wording.texts import ROOT, Text, everything

GLOSSARY = tomllib.loads((ROOT / "docs" / "glossary.toml").read_text(encoding="utf-8"))


def unwanted() -> dict[str, str]:
    """Every term nobody is to use, with the id of the thing it was used for."""
    return {term: id_ for id_, one in GLOSSARY.items() for term in one.get("not", ())}


def told(texts: Iterable[Text]) -> list[str]:
    """Every such term in the texts, with its place."""
    terms = unwanted()
    return [
        f"{place}: {term} ({id_}): {text[:60]}" for place, text in texts for term, id_ in terms.items() if term in text
    ]


def test_no_text_holds_a_term_that_is_not_to_be_used() -> None:
    assert len(unwanted()) > 40
    assert told(everything()) == []


def test_no_term_is_both_used_and_not_to_be_used() -> None:
    used = [one["zh"] for one in GLOSSARY.values()]
    assert [(term, zh) for term in unwanted() for zh in used if term in zh] == []


def test_every_name_stands_for_one_thing() -> None:
    names = [one["zh"] for one in GLOSSARY.values()]
    assert len(set(names)) == len(names)


def test_a_term_slipped_in_is_found() -> None:
    for term in unwanted():
        assert [one for one in told([("a.py:1", f"按{term}计算")]) if one.startswith(f"a.py:1: {term} (")], term
