"""Words of running text that tell how a number and a name beside it hang together (`templates/claims/names.toml`)."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from bondcalc.data import LoadedData, data_path, own_toml

LOOKED_BACK = 12
"""Signs before a number in which a word of bound stands."""


@cache
def _stated() -> LoadedData:
    return own_toml(data_path("templates", "claims", "names.toml"))


def also() -> Mapping[str, list[str]]:
    """Other ways of saying what a line is called, with the lines each means."""
    stated: Mapping[str, list[str]] = _stated()["also"]
    return stated


def says_nothing() -> frozenset[str]:
    """Give the heads and rows of tables that name no figure by themselves."""
    return frozenset(_stated()["says_nothing"]["words"])


@cache
def pattern(section: str, key: str = "words") -> re.Pattern[str]:
    """Give the words of a list as one pattern, the longest first."""
    return re.compile(_any_of(section, key))


def _any_of(section: str, key: str = "words") -> str:
    words = sorted(_stated()[section][key], key=len, reverse=True)
    return "|".join(map(re.escape, words))


@cache
def _filling(section: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of(section)}|□|\s|(?:19|20)\d{{2}}年(?:度|末|底)?)*")


def only_fills(text: str, section: str = "between") -> bool:
    """Tell whether a text says nothing of its own: words that join a name and its number, years, blanks."""
    return _filling(section).fullmatch(text) is not None


def stated_words(kind: str) -> tuple[str, ...]:
    """Give the words by which texts name what stands in the input and in no schedule."""
    return tuple(_stated()["stated"][kind])


def named_before(before: str, words: Iterable[str]) -> str:
    """Give the word that stands directly before a number; an empty text for none."""
    for word in sorted(words, key=len, reverse=True):
        at = before.rfind(word)
        if at >= 0 and only_fills(before[at + len(word) :]):
            return word
    return ""


def bound_of(before: str, behind: str) -> str:
    """Tell whether a number is a lower ("least") or an upper bound ("most") by the words around it; an empty text for neither."""
    for key in ("least", "most"):
        if pattern("bounds", f"{key}_behind").match(behind):
            return key
    near = before[-LOOKED_BACK:]
    bounds = [
        (near.rfind(word) + len(word), len(word), key)
        for key in ("least", "most")
        for word in _stated()["bounds"][key]
        if word in near
    ]
    end, _, key = max(bounds, default=(0, 0, ""))
    return key if bounds and only_fills(near[end:]) else ""
