"""What a font inside a PDF makes of its codes: the character that is copied, and the shape that is drawn."""

from collections.abc import Iterator
from struct import error, unpack_from
from typing import Any

from bondcalc.audit.pdf.objects import data_of
from bondcalc.data import digest
from bondcalc.problem import FileError
from bondcalc.typeset.truetype import Face, rewritten

SYMBOLIC, LATIN = 4, 32
"""Flags of a font: its codes are its own, or those of the Latin alphabet."""
DEEPEST = 6
"""Composed glyphs are followed so deep; ours have one level."""
# Glyphs and their places are compared one by one; names and the table of Unicode ranges draw nothing.
APART = frozenset({"glyf", "loca", "hmtx", "hhea", "maxp", "cmap", "head", "name", "post", "OS/2"})
UNKNOWN = "〓"
"""Stands for a character that cannot be told."""
Glyph = tuple[str, str]
"""Character copied and digest of the shape drawn."""


class Embedded(Face):
    """A face as reportlab embeds it: one character map, from code to glyph."""

    def characters(self) -> Iterator[tuple[int, int]]:
        """Read the map of the codes; FileError when there is more than one, since readers would choose."""
        start = self.tables["cmap"][0]
        _, count, platform, encoding, offset = unpack_from(">HHHHL", self.data, start)
        form, _, _, first, entries = unpack_from(">5H", self.data, start + offset)
        if (count, platform, encoding, form) != (1, 1, 0, 6) or len(self.tables) != unpack_from(">H", self.data, 4)[0]:
            raise FileError(f"字体 {self.place} 的字符表不是本程序所写")
        glyphs = unpack_from(f">{entries}H", self.data, start + offset + 10)
        known = self.number("maxp", 4)
        yield from ((first + index, glyph) for index, glyph in enumerate(glyphs) if glyph < known)

    def shape(self, glyph: int, depth: int = 0) -> bytes:
        """Give outline and bearing of a glyph, with the glyphs it is composed of."""
        if depth > DEEPEST:
            raise FileError(f"字体 {self.place} 的字形层层嵌套")
        parts: list[int] = []

        def noted(part: int) -> int:
            """Note the glyph and write 0 in its place: faces number their glyphs differently."""
            parts.append(part)
            return 0

        outline = rewritten(self.outline(glyph), noted)
        return b"|".join([outline, repr(self.metric(glyph)).encode(), *(self.shape(part, depth + 1) for part in parts)])

    def rest(self) -> bytes:
        """Give what bears on every glyph: programs that move outlines, units an em, tables of other kinds."""
        others = (tag.encode("latin-1") + self.table(tag) for tag in sorted(self.tables) if tag not in APART)
        return self.table("head")[16:20] + self.table("maxp")[6:] + b"|".join(others)


class Glyphs:
    """The glyphs of one font of a PDF by code."""

    def __init__(self, font: Any) -> None:
        self.font = font
        self.width = 2 if font.get("/Subtype") == "/Type0" else 1
        self.characters = copied(font)
        self.shapes = drawn(font)

    def read(self, text: bytes) -> list[Glyph]:
        """Give the glyphs of a string that is shown."""
        codes = [int.from_bytes(text[index : index + self.width]) for index in range(0, len(text), self.width)]
        # A shape that cannot be told is like no other: neither another font's nor another code's.
        return [(self.characters.get(code, UNKNOWN), self.shapes.get(code) or f"?{id(self)}:{code}") for code in codes]


def copied(font: Any) -> dict[int, str]:
    """Read which character each code stands for when text is copied; Latin letters where a font says nothing."""
    from pikepdf import PdfError, parse_content_stream

    if "/ToUnicode" not in font:
        return {code: chr(code) for code in range(256)}
    found: dict[int, str] = {}
    try:
        for step in parse_content_stream(font.ToUnicode):
            operator = str(step.operator)
            if operator in {"endbfchar", "endbfrange"}:
                for code, text in mapped(list(step.operands), operator == "endbfrange"):
                    found[code] = text if found.get(code, text) == text else UNKNOWN
    except (PdfError, TypeError, ValueError):
        return {}
    return found


def mapped(operands: list[Any], ranges: bool) -> Iterator[tuple[int, str]]:
    """Read one section of a table from codes to characters."""
    from pikepdf import Array

    if not ranges:
        for code, text in zip(operands[::2], operands[1::2], strict=True):
            yield int.from_bytes(bytes(code)), characters(bytes(text))
        return
    for first, last, text in zip(operands[::3], operands[1::3], operands[2::3], strict=True):
        start, count = int.from_bytes(bytes(first)), int.from_bytes(bytes(last)) - int.from_bytes(bytes(first)) + 1
        texts = [bytes(entry) for entry in text] if isinstance(text, Array) else []
        for index in range(min(count, 0x10000)):
            raw = texts[index] if texts else (int.from_bytes(bytes(text)) + index).to_bytes(len(bytes(text)))
            yield start + index, characters(raw)


def characters(raw: bytes) -> str:
    """Read the characters of an entry (UTF-16)."""
    return raw.decode("utf-16-be", errors="replace")


def drawn(font: Any) -> dict[int, str]:
    """Give the digest of the shape each code draws; empty for a font that is not of the kind this program writes."""
    descriptor = font.get("/FontDescriptor", {})
    try:
        flags = int(descriptor.get("/Flags", 0))
        ours = (
            font.get("/Subtype") == "/TrueType" and "/Encoding" not in font and flags & (SYMBOLIC | LATIN) == SYMBOLIC
        )
        # Readers choose among several programs of one font, each in its own way.
        programs = [key for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor]
        if not ours or programs != ["/FontFile2"]:
            return {}
        face = Embedded(data_of(descriptor.FontFile2), str(font.get("/BaseFont", "")))
        rest, first, widths = (
            face.rest() + repr(flags).encode(),
            int(font.FirstChar),
            [float(width) for width in font.Widths],
        )
        return {
            code: digest(b"|".join([face.shape(glyph), rest, repr(widths[code - first]).encode()]))
            for code, glyph in face.glyphs.items()
            if 0 <= code - first < len(widths)
        }
    except (FileError, error, KeyError, IndexError, AttributeError, TypeError, ValueError):
        return {}
