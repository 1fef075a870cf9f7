"""Chapters of the plan that nobody has written yet, in one line of the terminal."""

from collections.abc import Iterator

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.chapter_texts import CHAPTERS
from bondcalc.result.unwritten import unwritten
from bondcalc.wording.messages import Long, notice


def unwritten_text(project: Project) -> Iterator[str]:
    """Name the chapters in which the plan prints a prompt."""
    chapters = unwritten(project)
    if chapters:
        named = "".join(f"“{CHAPTERS[chapter]}”" for chapter in chapters)
        yield notice("unwritten", count=len(chapters), chapters=Long(named))
