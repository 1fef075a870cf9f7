"""A part of a workbook as it is read: its tags, attributes and bytes are counted before anything is made of them."""

from dataclasses import dataclass
from typing import IO, Self

from bondcalc.inputs.bounds import MARKS_READ, NAMES_READ, STRETCH, Bound, hold


@dataclass
class Count:
    """What was read so far, and the bounds on it; None is no bound of its own."""

    most_marks: Bound | None = MARKS_READ
    most_names: Bound | None = NAMES_READ
    most_signs: Bound | None = None
    marks: int = 0
    names: int = 0
    signs: int = 0

    def add(self, block: bytes, name: str, part: str) -> None:
        """Count a block. FileError where a bound is passed; an equals sign in a text counts as an attribute."""
        self.marks += block.count(b"<")
        self.names += block.count(b"=")
        self.signs += len(block)
        bounds = (self.most_marks, self.marks), (self.most_names, self.names), (self.most_signs, self.signs)
        for bound, found in bounds:
            if bound is not None:
                hold(bound, found, name, part)


class Counted:
    """A stream that counts. `held` counts this part alone, where all of it is kept."""

    def __init__(self, stream: IO[bytes], name: str, read: Count) -> None:
        self._stream, self._name, self._read = stream, name, read
        self.held: Count | None = None
        self._stretch = 0

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        block = self._stream.read(size)
        last = max(block.rfind(b"<"), block.rfind(b">"))
        self._stretch = self._stretch + len(block) if last < 0 else len(block) - last
        hold(STRETCH, self._stretch, self._name, getattr(self._stream, "name", ""))
        self._read.add(block, self._name, "")
        if self.held is not None:
            self.held.add(block, self._name, getattr(self._stream, "name", ""))
        return block

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
