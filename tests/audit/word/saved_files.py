"""Plans that were edited and saved by LibreOffice Writer, as they lie in `saved`: made again by `python -m tests.audit.word.saved_files`.

A file stays as it is when words and figures of the program move: it is then one that an older version made.
"""

import tempfile
from pathlib import Path

from tests.audit.word.clerk import at_work
from tests.audit.word.edits import EDITS, WordFile, type_in_an_editor
from tests.audit.word.word_case import word_of
from tests.outside import converted

SAMPLE = "land-reserve"
SAVED = Path(__file__).parent / "saved"
WRITER = "docx:MS Word 2007 XML"
SPOILT = (
    "row_deleted",
    "control_taken_away_and_another_number_typed",
    "bindings_of_two_years_swapped",
    "head_of_a_column_renamed",
    "value_in_a_chart",
    "ratio_in_a_paragraph",
    "chinese_numerals",
    "hidden_words",
    "footnote",
    "text_box",
    "tracked_insertion",
)
"""What is done to the spoilt one, all of it, besides a figure typed over."""


def spoilt(data: bytes) -> bytes:
    """Edit a plan in every way of SPOILT."""
    file = WordFile(data)
    type_in_an_editor(file)
    for name in SPOILT:
        EDITS[name][0](file)
    return file.saved()


def saved(name: str) -> bytes:
    """Read one of the files."""
    return (SAVED / name).read_bytes()


INNOCENT_FILE, SPOILT_FILE = "clerk-writer7.docx", "spoilt-writer7.docx"


def make() -> None:
    """Write the files again."""
    with tempfile.TemporaryDirectory() as place:
        edited = Path(place) / "edited"
        edited.mkdir()
        (edited / INNOCENT_FILE).write_bytes(at_work(word_of(SAMPLE)))
        (edited / SPOILT_FILE).write_bytes(spoilt(word_of(SAMPLE)))
        converted(WRITER, Path(place), *sorted(edited.iterdir()))
        SAVED.mkdir(exist_ok=True)
        for name in (INNOCENT_FILE, SPOILT_FILE):
            (SAVED / name).write_bytes((Path(place) / name).read_bytes())


if __name__ == "__main__":
    make()
