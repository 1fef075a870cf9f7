"""How wide texts are: whatever can say so, and the widths of characters that reportlab adds up, each looked up once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from bondcalc.typeset.document import PageTable, PrintedFigure

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

Role = Literal["body", "kaiti", "title", "strong", "heading"]
"""What a face is for."""
Measure = Callable[[str], float]
"""Gives the width of a text of one role at size 1."""


class TextLine(NamedTuple):
    """One line: its text, its natural width in the unit of the measure, the figures in it, whether it ends the text."""

    text: str
    width: float
    figures: tuple[PrintedFigure, ...]
    last: bool


@dataclass(frozen=True)
class SetCells:
    """What was found for tables and their cells, of which filings of one project share many.

    The lines of each cell and its widest part; tables by title and whether they are turned, each with its pieces.
    """

    lines: dict[tuple[object, ...], list[TextLine]] = field(default_factory=dict)
    parts: dict[tuple[object, ...], float] = field(default_factory=dict)
    tables: dict[tuple[str, bool], list[tuple[PageTable, Sequence[tuple[object, ...]]]]] = field(default_factory=dict)


class Widths(Protocol):
    """Whatever knows how wide a text is: faces, or what stands for faces that another program will have."""

    cells: SetCells

    def width(self, text: str, role: Role, size: float = 1.0) -> float:
        """Measure a text in points."""

    def measure(self, role: Role) -> Measure:
        """Give what measures texts of a role at size 1."""


class TextWidths(dict[str, float]):
    """Widths of texts at size 1, each worked out once."""

    def __init__(self, advances: "Advances") -> None:
        super().__init__()
        self._advances = advances

    def __missing__(self, text: str) -> float:
        """Measure a text."""
        long = self[text] = self._advances.width(text)
        return long


class Advances(dict[str, float]):
    """Widths in thousandths of the size, each looked up once; a character that the face lacks has the width of its box."""

    def __init__(self, font: "TTFont") -> None:
        super().__init__()
        self._face = font.face

    def __missing__(self, char: str) -> float:
        """Look a character up."""
        advance = self[char] = float(self._face.charWidths.get(ord(char), self._face.defaultWidth))
        return advance

    def width(self, text: str) -> float:
        """Measure a text at size 1: added up in its order, as reportlab does."""
        return 0.001 * sum(map(self.__getitem__, text))
