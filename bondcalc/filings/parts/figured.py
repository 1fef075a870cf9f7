"""Texts that were written elsewhere as a filing prints them: every number in them a figure with an id."""

from collections.abc import Mapping, Sequence

from bondcalc.typeset.document import PrintedFigure, TableCell, Text
from bondcalc.wording.numbers_apart import is_number, numbers_apart


def figured(id_: str, text: str, known: Mapping[str, str] | None = None) -> Text:
    """Make figures of the numbers in a text: the only one has the id, of several each with its place behind it.

    A number that is `known` has the id that stands there. A text without a number is words.
    """
    pieces = [(piece, number) for piece, number in numbers_apart(text) if piece]
    count = sum(number for _, number in pieces)
    parts: list[str | PrintedFigure] = []
    index = 0
    for piece, number in pieces:
        index += number
        own = id_ if count == 1 else f"{id_}.{index}"
        parts.append(PrintedFigure((known or {}).get(piece, own), piece) if number else piece)
    return tuple(parts) if count else text


def cell(id_: str, text: str, known: Mapping[str, str] | None = None) -> TableCell:
    """Make a cell of a text: one figure where the whole of it is a number, words with figures in them else."""
    if is_number(text):
        return PrintedFigure((known or {}).get(text, id_), text)
    return figured(id_, text, known)


def joined(between: str, texts: Sequence[Text]) -> Text:
    """Put texts behind one another, with the same words between them; what has no figure in it is a string."""
    parts: list[str | PrintedFigure] = []
    for index, text in enumerate(texts):
        parts += [between] if index and between else []
        parts += [text] if isinstance(text, str) else text
    figures = any(isinstance(part, PrintedFigure) for part in parts)
    return tuple(part for part in parts if part != "") if figures else "".join(map(str, parts))
