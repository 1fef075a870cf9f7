"""A copy of a workbook in which every cell with a problem is coloured and says what is wrong and what to do."""

import re
from collections.abc import Sequence

from bondcalc.inputs.files.file_kinds import is_zip
from bondcalc.inputs.files.workbook_copy import book_of, bytes_of
from bondcalc.inputs.read import ProjectFile
from bondcalc.problem import Problem
from bondcalc.wording.messages import file_error

COLOUR = "FFC7CE"
AUTHOR = "bondcalc"
CELL = re.compile(r"[A-Z]{1,3}[1-9]\d*")


def marked(file: ProjectFile, problems: Sequence[Problem]) -> bytes:
    """Colour and comment the cells; a problem of a whole sheet or of one that is not there stands in its first cell.

    Raises FileError for a file that is no workbook.
    """
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if not is_zip(file.data):
        raise file_error("mark_needs_workbook", name=file.name)
    book = book_of(file, values=False, fault="mark_unreadable")
    for (sheet, cell), texts in _by_cell(problems, book.sheetnames).items():
        place = book[sheet][cell]
        place.fill = PatternFill("solid", start_color=COLOUR)
        place.comment = Comment("\n".join(texts), AUTHOR, width=320, height=60 + 40 * len(texts))
    return bytes_of(book)


def _by_cell(problems: Sequence[Problem], sheets: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        there = problem.sheet in sheets
        cell = problem.cell if there and CELL.fullmatch(problem.cell) else "A1"
        found.setdefault((problem.sheet if there else sheets[0], cell), []).append(str(problem))
    return found
