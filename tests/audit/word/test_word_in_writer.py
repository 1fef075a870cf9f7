"""The same edits after LibreOffice Writer opened and saved the file: styles renamed, parts renumbered, attributes dropped.

Writer takes seconds over the bound controls of a file, so that all guilty edits are made in one and all innocent ones in another.
"""

from pathlib import Path

import pytest

from bondcalc.audit.difference import Cause
from tests.audit.word.edits import EDITS, WordFile, type_in_an_editor
from tests.audit.word.word_case import SHORT, audited, word_of
from tests.outside import converted
from tests.shared import Shared

SAMPLE = "land-reserve"
"""The smallest plan, of which the short one is edited."""
INNOCENT = ("nothing", "paragraph_on_the_county", "words_appended_to_ours", "heading_renamed")
TOLD = {
    "row_deleted": (Cause.MISSING, "", "5处数字"),
    "bindings_of_two_years_swapped": (Cause.MOVED, "161.50", "付息 2025年"),
    "control_taken_away_and_another_number_typed": (Cause.MISSING, "", "270.00（应有3处，现有2处）"),
    "value_in_a_chart": (Cause.CHART, "99999", ""),
    "text_box": (Cause.CONTRADICTS, "4.6亿元", ""),
    "footnote": (Cause.CONTRADICTS, "1.99倍", ""),
    "tracked_insertion": (Cause.CONTRADICTS, "6.6亿元", ""),
}
"""Guilty edits with what is told of each: the cause, part of what is filed and of what is recomputed."""
WRITER = "docx:MS Word 2007 XML"


def saved(folder: Path) -> None:
    source = folder / "edited"
    source.mkdir()
    guilty, innocent = WordFile(word_of(SAMPLE, SHORT)), WordFile(word_of(SAMPLE, SHORT))
    type_in_an_editor(guilty)
    for file, names in ((guilty, TOLD), (innocent, INNOCENT)):
        for name in names:
            EDITS[name][0](file)
    (source / "guilty.docx").write_bytes(guilty.saved())
    (source / "innocent.docx").write_bytes(innocent.saved())
    converted(WRITER, folder, *sorted(source.iterdir()))


@pytest.fixture(scope="module")
def folder(shared: Shared) -> Path:
    return shared.folder("word-in-writer", saved)


@pytest.mark.slow
def test_innocent_edits_are_none_after_writer_saved_them(folder: Path) -> None:
    assert audited((folder / "innocent.docx").read_bytes(), SAMPLE, SHORT).differences == []


@pytest.mark.slow
@pytest.mark.parametrize("name", TOLD)
def test_an_edit_is_told_after_writer_saved_it(folder: Path, name: str) -> None:
    cause, filed, recomputed = TOLD[name]
    assert cause is EDITS[name][1]
    told = audited((folder / "guilty.docx").read_bytes(), SAMPLE, SHORT).differences
    assert any((one.cause, filed in one.filed, recomputed in one.recomputed) == (cause, True, True) for one in told), (
        told
    )


@pytest.mark.slow
def test_a_figure_typed_over_is_told_in_text_and_store(folder: Path) -> None:
    told = [
        one
        for one in audited((folder / "guilty.docx").read_bytes(), SAMPLE, SHORT).differences
        if one.filed == "66,000.00"
    ]
    made = "".join(WordFile(word_of(SAMPLE, SHORT)).control("coverage.investment").itertext())
    assert {one.cause for one in told} == {Cause.TEXT, Cause.BINDING}
    assert {one.recomputed for one in told} == {made}
