"""Sentences of the papers of a bond's life: texts of templates/filings/in_life.toml, filled in by name."""

from functools import cache
from typing import TYPE_CHECKING

from bondcalc.data import data_path, own_toml
from bondcalc.wording.report import Note, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

FILING = "in_life"
"""The text file of these papers."""


@cache
def _texts() -> "Mapping[str, str]":
    stated = own_toml(data_path("templates", "filings", f"{FILING}.toml"))
    return {id_: "".join(lines) for id_, lines in stated["said"].items()}


def said(id_: str, **facts: str) -> str:
    """Give a sentence with its facts; KeyError for an unknown id or a fact that is missing."""
    return _texts()[id_].format(**facts)


def noted(id_: str, text: str) -> Note:
    """Make a note of a text; these papers are Chinese, whatever the language of the terminal."""
    return Note(id_, Words(text))
