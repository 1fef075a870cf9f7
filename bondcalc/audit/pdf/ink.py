"""What a page draws, item by item in drawing order: texts (BT … ET) and everything else."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bondcalc.audit.pdf.glyphs import UNKNOWN, Glyph, Glyphs
from bondcalc.audit.pdf.objects import cut

SHOWS = frozenset({"Tj", "TJ", "'", '"'})
NOTHING = Glyphs({})
Operands = tuple[Any, ...]
"""What stands before an operator of a page."""
Token = tuple[str, Operands]
"""An operator and what it is given, free of the spelling of numbers."""


@dataclass(frozen=True)
class Run:
    """A text drawn in one go: its glyphs, and all that sets its place and style."""

    glyphs: tuple[Glyph, ...]
    style: tuple[Token, ...]

    @property
    def text(self) -> str:
        """What is copied from it."""
        return "".join(character for character, _ in self.glyphs)

    @property
    def height(self) -> Any:
        """What its baseline is told by; runs of one height stand on one line."""
        return next((given[5] for operator, given in self.style if operator == "Tm" and len(given) == 6), None)

    def drawn(self, names: Mapping[str, Collection[str]]) -> str:
        """What the eye reads in it: the characters whose shapes it draws; of several of one shape, the one copied."""
        known = ((character, names.get(shape, (UNKNOWN,))) for character, shape in self.glyphs)
        return "".join(character if character in shaped else min(shaped) for character, shaped in known)


Item = Run | Token


@dataclass
class Reader:
    """Follows the instructions of a page."""

    fonts: Mapping[str, Glyphs]
    items: list[Item] = field(default_factory=list)
    font: Glyphs = NOTHING
    stack: list[Glyphs] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list)
    style: list[Token] = field(default_factory=list)
    inside: bool = False

    def read(self, instructions: Sequence[Any]) -> list[Item]:
        """Give the items of a page."""
        for step in instructions:
            self.step(str(step.operator), tuple(step.operands))
        self.close()
        return self.items

    def step(self, operator: str, operands: Operands) -> None:
        """Take one instruction."""
        if operator == "BT":
            self.close()
            self.inside = True
        if operator in SHOWS:
            self.show(operator, operands)
            return
        if operator == "q":
            self.stack.append(self.font)
        elif operator == "Q" and self.stack:
            self.font = self.stack.pop()
        elif operator == "Tf" and len(operands) == 2:
            self.font = self.fonts.get(str(operands[0]), NOTHING)
            # The font's name is a matter of form: every glyph carries the shape it draws.
            operands = operands[1:]
        token = (operator, tuple(map(settled, operands)))
        if self.inside:
            self.style.append(token)
        else:
            self.items.append(token)
        if operator == "ET":
            self.close()

    def show(self, operator: str, operands: Operands) -> None:
        """Take the glyphs of a text that is shown; what stands between them is style."""
        parts = list(operands[0]) if operator == "TJ" and operands else list(operands)
        given: list[Any] = []
        for part in parts:
            if is_text(part):
                glyphs = self.font.read(bytes(part))
                self.glyphs += glyphs
                given.append(len(glyphs))
            else:
                given.append(settled(part))
        self.style.append((operator, tuple(given)))

    def close(self) -> None:
        """End a text."""
        if self.style or self.glyphs:
            self.items.append(Run(tuple(self.glyphs), tuple(self.style)))
        self.glyphs, self.style, self.inside = [], [], False


def is_text(thing: Any) -> bool:
    """Tell whether an operand is a string."""
    from pikepdf import String

    return isinstance(thing, String)


def settled(thing: Any) -> Any:
    """Give an operand so that equal ones are equal: numbers as numbers, all else as it is written."""
    if isinstance(thing, bool):
        return repr(thing)
    return thing if isinstance(thing, int | Decimal) else thing.unparse()


def spelled(tokens: Sequence[Token]) -> str:
    """Write instructions out for a person, cut to a line."""
    return cut("; ".join(" ".join([*map(str, given), operator]) for operator, given in tokens))
