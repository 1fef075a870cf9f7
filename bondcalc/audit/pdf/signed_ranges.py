"""What a signature says it covers (ByteRange), read from the bytes as they stand, and where the versions of a file end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
END = re.compile(rb"startxref\s+\d{1,12}\s+%%EOF(?:\r\n|\n|\r)?")
HOLE = re.compile(rb"<[0-9A-Fa-f]*>")


@dataclass(frozen=True)
class SignedRange:
    """The bytes a signature covers: `length` from `first`, and `rest` from `second`; between them stands the signature."""

    first: int
    length: int
    second: int
    rest: int

    @property
    def end(self) -> int:
        """Where the last signed byte ends."""
        return self.second + self.rest

    def sound(self, data: bytes) -> bool:
        """Tell whether it starts at the first byte, leaves out nothing but one string of hexadecimal digits, and stays in the file."""
        ordered = self.first == 0 and 0 < self.length < self.second and self.end <= len(data)
        return ordered and HOLE.fullmatch(data, self.length, self.second) is not None

    def left_out(self, data: bytes) -> bytes:
        """Give the signature that stands in the hole of a sound claim."""
        digits = data[self.length + 1 : self.second - 1]
        # A missing last digit is 0.
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))

    def __str__(self) -> str:
        """Write it as it stands in the file."""
        return f"{self.first} {self.length} {self.second} {self.rest}"


def claims(data: bytes) -> Iterator[SignedRange]:
    """Find every claim."""
    yield from (SignedRange(*map(int, match.groups())) for match in RANGE.finditer(data))


def revision_end(data: bytes, before: int) -> int | None:
    """Find the end of the last revision that is complete before a place."""
    ends = [match.end() for match in END.finditer(data, 0, before)]
    return ends[-1] if ends else None
