"""A TrueType face in a file: what it covers, what it is called, and a small face cut out of it.

Reading a whole face of 30,000 glyphs costs reportlab 0.13 s; a face cut to the characters of one document, 2 ms.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain
from mmap import mmap
from pathlib import Path
from struct import calcsize, error, iter_unpack, pack, unpack_from
from zlib import crc32

from bondcalc.data import digest
from bondcalc.disk.regular_file import read_regular
from bondcalc.problem import FileError

KEPT = ("OS/2", "cvt ", "fpgm", "prep")
UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
DIGITS = range(0x30, 0x3A)
LARGEST_FACE = 200
"""Megabytes of a file of faces."""


class Face:
    """One face: `glyphs` gives the glyph of every code point it covers."""

    def __init__(self, data: bytes | mmap, place: str, start: int = 0) -> None:
        self.data = data
        self.place = place
        self.tables: dict[str, tuple[int, int]] = {}
        for row in range(unpack_from(">H", data, start + 4)[0]):
            tag, _, offset, length = unpack_from(">4sLLL", data, start + 12 + 16 * row)
            self.tables[tag.decode("latin-1")] = (offset, length)
        self.require_outlines()
        self.long_places = bool(self.number("head", 50))
        self.metrics = self.number("hhea", 34)
        self.glyphs = dict(self.characters())

    @cached_property
    def sha256(self) -> str:
        """The hash of the whole file, of a face that serves several roles worked out once."""
        return digest(self.data)

    def require_outlines(self) -> None:
        """Refuse faces that cannot be embedded: no TrueType outlines, or barred by the maker."""
        if "glyf" not in self.tables or "OS/2" not in self.tables:
            raise FileError(f"字体{self.place}不是TrueType轮廓，不能嵌入；请换用 .ttf字体")
        rights = self.number("OS/2", 8)
        if rights == 2 or rights & 0x0300:
            raise FileError(f"字体{self.place}不允许嵌入文件（fsType {rights}）；请换用允许嵌入的字体")

    def table(self, tag: str) -> bytes:
        """Give one table of the file; empty when it has none."""
        offset, length = self.tables.get(tag, (0, 0))
        return self.data[offset : offset + length]

    def number(self, tag: str, offset: int) -> int:
        """Read one unsigned 16-bit number of a table."""
        return int(unpack_from(">H", self.data, self.tables[tag][0] + offset)[0])

    def records(self) -> Iterator[tuple[int, str]]:
        """Read the names in the face: number of the name, text, in every language."""
        table = self.table("name")
        _, count, strings = unpack_from(">3H", table, 0)
        for row in range(count):
            platform, encoding, _, name, length, offset = unpack_from(">6H", table, 6 + 12 * row)
            raw = table[strings + offset : strings + offset + length]
            mac = "gb18030" if encoding == 25 else "mac_roman"
            yield name, raw.decode(mac if platform == 1 else "utf-16-be", errors="replace")

    def names(self) -> set[str]:
        """Give the family and full names, in every language, without blanks and in lower case."""
        return {text.replace(" ", "").lower() for name, text in self.records() if name in {1, 4, 6, 16}}

    def postscript_name(self) -> str:
        """Give the name the face has inside a PDF; a face that has none in Latin letters gets one."""
        latin = (text for name, text in self.records() if name == 6 and text.isascii() and text.isprintable())
        return next(latin, f"Face{crc32(self.table('name')):08X}").replace(" ", "")

    def characters(self) -> Iterator[tuple[int, int]]:
        """Read the character map: code point, glyph."""
        start = self.tables["cmap"][0]
        maps = {}
        for row in range(self.number("cmap", 2)):
            platform, encoding, offset = unpack_from(">HHL", self.data, start + 4 + 8 * row)
            maps[platform, encoding] = start + offset
        for key in UNICODE:
            if key in maps and (reader := MAPS.get(unpack_from(">H", self.data, maps[key])[0])):
                return reader(self.data, maps[key])
        raise FileError(f"字体{self.place}没有可用的Unicode字符表；请换用其他字体")

    def metric(self, glyph: int) -> tuple[int, int]:
        """Give advance width and left bearing of a glyph, in font units."""
        start = self.tables["hmtx"][0]
        last = min(glyph, self.metrics - 1)
        advance, bearing = unpack_from(">Hh", self.data, start + 4 * last)
        if glyph > last:
            bearing = unpack_from(">h", self.data, start + 4 * self.metrics + 2 * (glyph - self.metrics))[0]
        return advance, bearing

    def outline(self, glyph: int) -> bytes:
        """Give the outline record of a glyph; empty for a blank one."""
        if self.long_places:
            first, end = unpack_from(">LL", self.data, self.tables["loca"][0] + 4 * glyph)
        else:
            first, end = (2 * half for half in unpack_from(">HH", self.data, self.tables["loca"][0] + 2 * glyph))
        start = self.tables["glyf"][0]
        return self.data[start + first : start + end]

    def cut(self, codes: Iterable[int]) -> bytes:
        """Make a face of these code points only; digits get one common width so that columns of figures align."""
        order = [0]
        index = {0: 0}

        def renumber(glyph: int) -> int:
            """Give a glyph its number in the cut face, the next one where it has none yet."""
            if glyph not in index:
                index[glyph] = len(order)
                order.append(glyph)
            return index[glyph]

        held = {code: renumber(self.glyphs[code]) for code in sorted(codes) if code in self.glyphs}
        outlines = [rewritten(self.outline(glyph), renumber) for glyph in order]
        metrics = [self.metric(glyph) for glyph in order]
        digits = {held[code] for code in DIGITS if code in held}
        widest = max((metrics[glyph][0] for glyph in digits), default=0)
        for glyph in digits:
            advance, bearing = metrics[glyph]
            metrics[glyph] = (widest, bearing + (widest - advance) // 2)
        return self.written(held, outlines, metrics)

    def written(self, held: dict[int, int], outlines: list[bytes], metrics: list[tuple[int, int]]) -> bytes:
        """Write the tables of a face cut out of this one."""
        padded = [outline + b"\0" * (-len(outline) % 4) for outline in outlines]
        places = [0]
        for outline in padded:
            places.append(places[-1] + len(outline))
        count = pack(">H", len(outlines))
        groups = b"".join(pack(">LLL", code, code, glyph) for code, glyph in sorted(held.items()))
        title = self.postscript_name().encode("utf-16-be")
        head, hhea, maxp = self.table("head"), self.table("hhea"), self.table("maxp")
        tables = {tag: self.table(tag) for tag in KEPT if tag in self.tables} | {
            "cmap": pack(">HHHHLHHLLL", 0, 1, 3, 10, 12, 12, 0, 16 + len(groups), 0, len(held)) + groups,
            "glyf": b"".join(padded),
            "head": head[:50] + pack(">H", 1) + head[52:],
            "hhea": hhea[:34] + count,
            "hmtx": b"".join(pack(">Hh", *metric) for metric in metrics),
            "loca": pack(f">{len(places)}L", *places),
            "name": pack(">9H", 0, 1, 18, 3, 1, 0x409, 6, len(title), 0) + title,
            "maxp": maxp[:4] + count + maxp[6:],
            "post": b"\0\3\0\0" + self.table("post")[4:16] + b"\0" * 16,
        }
        return assembled(tables)


def faces_in(path: Path) -> list[Face]:
    """Read the faces of a file, several for a .ttc. Raises FileError."""
    try:
        data = read_regular(path, LARGEST_FACE)
        starts = [0]
        if data[:4] == b"ttcf":
            starts = list(unpack_from(f">{unpack_from('>L', data, 8)[0]}L", data, 12))
        return [Face(data, path.name, start) for start in starts]
    except (error, KeyError, IndexError) as failure:
        raise FileError(f"字体文件{path.name}已损坏；请重新复制该文件") from failure


def assembled(tables: dict[str, bytes]) -> bytes:
    """Put tables into one file. The checksums stay blank: nothing reads them in a face inside a PDF."""
    index = 12 + 16 * len(tables)
    directory, body = pack(">LHHHH", 0x00010000, len(tables), 0, 0, 0), b""
    for tag, table in sorted(tables.items()):
        directory += pack(">4sLLL", tag.encode("latin-1"), 0, index + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return directory + body


def rewritten(outline: bytes, renumber: Callable[[int], int]) -> bytes:
    """Give the outline with the glyphs it is composed of renumbered."""
    if not outline or unpack_from(">h", outline)[0] >= 0:
        return outline
    data, index, more = bytearray(outline), 10, True
    while more:
        flags, glyph = unpack_from(">HH", data, index)
        data[index + 2 : index + 4] = pack(">H", renumber(glyph))
        scale = 2 if flags & 0x08 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
        index += 4 + (4 if flags & 1 else 2) + scale
        more = bool(flags & 0x20)
    return bytes(data)


def segmented(data: bytes | mmap, start: int) -> Iterator[tuple[int, int]]:
    """Read a character map of format 4 (older Chinese faces)."""
    count = unpack_from(">H", data, start + 6)[0] // 2
    width = 2 * count
    ends, starts, deltas, offsets = (
        unpack_from(f">{count}H", data, start + offset) for offset in (14, 16 + width, 16 + 2 * width, 16 + 3 * width)
    )
    for row in range(count):
        base = start + 16 + 3 * width + 2 * row + offsets[row]
        for code in range(starts[row], min(ends[row], 0xFFFE) + 1):
            glyph = code
            if offsets[row]:
                glyph = unpack_from(">H", data, base + 2 * (code - starts[row]))[0]
                if not glyph:
                    continue
            if (glyph + deltas[row]) & 0xFFFF:
                yield code, (glyph + deltas[row]) & 0xFFFF


def grouped(data: bytes | mmap, start: int) -> Iterator[tuple[int, int]]:
    """Read a character map of format 12."""
    count = unpack_from(">L", data, start + 12)[0]
    groups = iter_unpack(">LLL", data[start + 16 : start + 16 + count * calcsize(">LLL")])
    return chain.from_iterable(
        zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)
        for first, last, glyph in groups
    )


MAPS: dict[int, Callable[[bytes | mmap, int], Iterator[tuple[int, int]]]] = {4: segmented, 12: grouped}
