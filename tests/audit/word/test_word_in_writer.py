"""The same edits after LibreOffice Writer opened and saved the file: styles renamed, parts renumbered, attributes dropped."""

from pathlib import Path

import pytest

from bondcalc.audit.difference import Cause
from tests.audit.word.edits import WordFile, edited, type_in_an_editor, wrongly_told
from tests.audit.word.word_case import audited, word_of
from tests.outside import converted
from tests.shared import Shared

SAMPLE = "land-reserve"
"""The smallest plan: Writer takes its time over each bound control when it saves."""
SAVED = (
    "nothing",
    "paragraph_on_the_county",
    "row_deleted",
    "bindings_of_two_years_swapped",
    "control_taken_away_and_another_number_typed",
    "value_in_a_chart",
    "text_box",
    "footnote",
    "tracked_insertion",
)
WRITER = "docx:MS Word 2007 XML"


def saved(folder: Path) -> None:
    source = folder / "edited"
    source.mkdir()
    for name in SAVED:
        (source / f"{name}.docx").write_bytes(edited(name, word_of(SAMPLE)))
    typed = WordFile(word_of(SAMPLE))
    type_in_an_editor(typed)
    (source / "typed.docx").write_bytes(typed.saved())
    converted(WRITER, folder, *sorted(source.iterdir()))


@pytest.fixture(scope="module")
def folder(shared: Shared) -> Path:
    return shared.folder("word-in-writer", saved)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAVED)
def test_an_edit_is_told_after_writer_saved_it(folder: Path, name: str) -> None:
    findings = audited((folder / f"{name}.docx").read_bytes(), SAMPLE)
    causes = {difference.cause for difference in findings.differences}
    assert not wrongly_told(name, causes)


@pytest.mark.slow
def test_a_figure_typed_over_is_told_in_text_and_store(folder: Path) -> None:
    told = audited((folder / "typed.docx").read_bytes(), SAMPLE).differences
    made = "".join(WordFile(word_of(SAMPLE)).control("coverage.investment").itertext())
    assert {one.cause for one in told} == {Cause.TEXT, Cause.BINDING}
    assert {(one.filed, one.recomputed) for one in told} == {("66,000.00", made)}
