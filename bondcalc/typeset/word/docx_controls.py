"""Figures as locked and bound controls, digits only; and the store they are bound to."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bondcalc.typeset.document import PrintedFigure, Text
from bondcalc.typeset.word.docx_markup import escaped, run
from bondcalc.typeset.word.docx_names import BINDING, SPACE, key_of, sha256, tag_of

STORE_GUID = "{6B0F7A52-3C3E-5D0B-9E0C-1B0D5A1C0001}"
LONGEST_ALIAS = 64
NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")


class TwoTextsError(ValueError):
    """Two figures of one id that read otherwise: what is bound to one value cannot show two."""


@dataclass(frozen=True)
class Worded:
    """Runs of a text and its words: the text with every control as {KEY}."""

    runs: str
    words: str


@dataclass
class Controls:
    """The controls made so far. `named` gives a figure its name for people by its id."""

    named: Callable[[str], str]
    store: dict[str, str] = field(default_factory=dict)
    _met: Counter[str] = field(default_factory=Counter)
    _taken: set[int] = field(default_factory=set)

    def worded(self, text: Text, look: str = "") -> Worded:
        """Write a text with its figures. Raises TwoTextsError."""
        parts = [
            self.figure(part, look) if isinstance(part, PrintedFigure) else Worded(run(part, look), part)
            for part in ([text] if isinstance(text, str) else text)
        ]
        return Worded("".join(part.runs for part in parts), "".join(part.words for part in parts))

    def figure(self, figure: PrintedFigure, look: str = "") -> Worded:
        """Write one figure: its number as a control, its words beside it; what is no single number is text."""
        numbers = NUMBER.findall(figure.text)
        if len(numbers) != 1:
            return Worded(run(figure.text, look), figure.text)
        before, _, after = figure.text.partition(numbers[0])
        key = key_of(figure.id)
        if self.store.setdefault(key, numbers[0]) != numbers[0]:
            raise TwoTextsError(f"{figure.id}: {self.store[key]} and {numbers[0]}")
        control = self._control(key, figure.id, run(numbers[0], look))
        return Worded(run(before, look) + control + run(after, look), f"{before}{{{key}}}{after}")

    def _control(self, key: str, id_: str, inside: str) -> str:
        self._met[key] += 1
        alias = escaped(self.named(id_)[:LONGEST_ALIAS])
        binding = (
            f"<w:dataBinding w:prefixMappings=\"xmlns:f='{SPACE}'\" "
            f'w:xpath="{BINDING.format(key=key)}" w:storeItemID="{STORE_GUID}"/>'
        )
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{tag_of(key)}"/>'
            f'<w:id w:val="{control_number(key, self._met[key], self._taken)}"/><w:lock w:val="sdtContentLocked"/>{binding}<w:text/>'
            f"</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        )


def control_number(key: str, occurrence: int, taken: set[int]) -> int:
    """Give a control its number: from its name, not from its place, and none of those taken, to which it is added."""
    number = int(sha256(f"{key}/{occurrence}")[:7], 16) or 1
    while number in taken:
        number = number % 0x0FFFFFFF + 1
    taken.add(number)
    return number
