"""The bureau's own words in a filing, and the prompt (请填写) where it wrote nothing."""

from collections.abc import Callable, Sequence

from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.chapter_texts import texts_of
from bondcalc.result.unwritten import is_written
from bondcalc.typeset.document import PageBlock, Paragraph
from bondcalc.wording.prompts import prompt


def told(writer: Writer, chapter: str) -> list[PageBlock]:
    """Give what the bureau wrote of a chapter, as it wrote it; empty where it did not."""
    return [Paragraph(words) for words in texts_of(writer.result.project, chapter)]


def written(writer: Writer, chapter: str) -> list[PageBlock]:
    """Give what the bureau wrote of a chapter, and the prompt where what it needs is not there."""
    missing = not is_written(writer.result.project, chapter)
    return [*told(writer, chapter), *([Paragraph(prompt(chapter))] if missing else [])]


def grounded(chapter: str, section: Callable[[Writer], Sequence[PageBlock]]) -> Callable[[Writer], list[PageBlock]]:
    """Put what a section of figures rests on, in the bureau's words, before it."""
    return lambda writer: [*written(writer, chapter), *section(writer)]
