"""SHA256SUMS as people and their tools leave it: another encoding, lines twice, lines missing, none at all."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from bondcalc.audit.difference import Cause, Difference
from bondcalc.disk.standing import CHECKSUMS
from bondcalc.wording.messages import listed, notice

_ROW = re.compile(r"([0-9A-Fa-f]+) [ *](?:\./)?(.+)")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
"""The first bytes by which an encoding other than ours is known."""


@dataclass(frozen=True)
class Sums:
    """A list of hashes: `listed` by name, the first where one is listed twice; `there`: the file exists."""

    listed: dict[str, str] = field(default_factory=dict)
    rows: tuple[tuple[str, str], ...] = ()
    unread: int = 0
    encoding: str = ""
    there: bool = True

    @classmethod
    def read(cls, data: bytes | None) -> "Sums":
        """Read a list as `sha256sum` and other tools write it: either case, text or binary (*), with or without ./."""
        if data is None:
            return cls(there=False)
        encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
        lines = [line for line in data.decode(encoding or "utf-8", "replace").splitlines() if line.strip()]
        matches = [_ROW.fullmatch(line) for line in lines]
        rows = tuple((row[2], row[1].lower()) for row in matches if row)
        return cls(dict(reversed(rows)), rows, len(lines) - len(rows), encoding)

    def contradictions(self) -> Iterator[Difference]:
        """Tell files of which two different hashes are listed."""
        for name, stated in dict.fromkeys(self.rows):
            if stated != self.listed[name]:
                yield Difference(CHECKSUMS, "", name, "", stated, self.listed[name], Cause.MANIFEST)

    def remarks(self, documents: Collection[str]) -> Iterator[str]:
        """Say what the list lacks or repeats."""
        if not self.there:
            yield notice("no_sums")
            return
        if self.encoding:
            yield notice("recoded_sums", encoding=self.encoding.upper())
        if self.unread:
            yield notice("unread_sums", count=self.unread)
        if not self.listed:
            yield notice("empty_sums")
            return
        twice = [name for name, times in Counter(name for name, _ in self.rows).items() if times > 1]
        if twice:
            yield notice("doubled_sums", names=listed(twice))
        silent = sorted(name for name in documents if name not in self.listed)
        if silent:
            yield notice("silent_sums", names=listed(silent))
