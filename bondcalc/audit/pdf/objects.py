"""Compares the objects of two PDF files, whatever numbers they bear, however they are stored and compressed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

STORAGE = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})
"""Keys of a stream that say how it is stored, not what it holds."""
LONGEST = 80
_ADDRESS = re.compile(r"stream <[^>]*>: ")
Gap = tuple[str, str, str]
"""Path to what differs, what is filed there, what the program writes there; a missing thing is empty."""


@dataclass
class Pair:
    """A filed PDF and the fresh one; two objects found the same once are not walked again."""

    filed: "Pdf"
    fresh: "Pdf"
    same: set[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pages = [
            {page.obj.objgen: index for index, page in enumerate(pdf.pages, 1)} for pdf in (self.filed, self.fresh)
        ]

    def renumber(self, pairs: Mapping[int, int]) -> None:
        """Let pages of the filing, counted from 0, stand for the pages they are laid beside."""
        own = {page.obj.objgen: index for index, page in enumerate(self.filed.pages)}
        self.pages[0] = {key: pairs[index] + 1 for key, index in own.items() if index in pairs}

    def equal(self, filed: object, fresh: object) -> bool:
        """Tell whether two objects are the same."""
        return next(self.gaps(filed, fresh), None) is None

    def gaps(self, filed: object, fresh: object, path: str = "") -> Iterator[Gap]:
        """Find where two objects differ; a page inside them stands for its number."""
        waiting, met = [(filed, fresh, path)], set()
        clean = True
        while waiting:
            one, other, where = waiting.pop()
            key = (number(one), number(other))
            if all(any(part) for part in key):
                if key in self.same or key in met:
                    continue
                met.add(key)
            deeper = self.deeper(one, other, where)
            if deeper is None:
                clean = False
                yield where, self.shown(one, 0), self.shown(other, 1)
            else:
                waiting += reversed(deeper)
        if clean:
            self.same |= met

    def shown(self, thing: object, side: int) -> str:
        """Show an object to a person; a page by its number."""
        page = self.pages[side].get(number(thing))
        return f"第{page}页" if page else shown(thing)

    def deeper(self, filed: object, fresh: object, path: str) -> list[tuple[object, object, str]] | None:
        """Give the parts of two objects to compare, or None when they differ by themselves."""
        from pikepdf import Array, Dictionary, Stream

        numbers = [places.get(number(thing)) for places, thing in zip(self.pages, (filed, fresh), strict=True)]
        if any(numbers):
            return [] if numbers[0] == numbers[1] else None
        if isinstance(filed, Stream) and isinstance(fresh, Stream):
            return entries(filed, fresh, path) if data_of(filed) == data_of(fresh) else None
        if isinstance(filed, Dictionary) and isinstance(fresh, Dictionary):
            return entries(filed, fresh, path)
        if isinstance(filed, Array) and isinstance(fresh, Array):
            if len(filed) != len(fresh):
                return None
            return [
                (entry, other, f"{path}[{index}]")
                for index, (entry, other) in enumerate(zip(filed, fresh, strict=True))
            ]
        return [] if plain(filed) == plain(fresh) else None


def entries(filed: "Object", fresh: "Object", path: str) -> list[tuple[object, object, str]]:
    """Give the entries of two dictionaries side by side; one that only one of them has stands against None."""
    keys = sorted({*filed.keys(), *fresh.keys()} - STORAGE)
    return [(filed.get(key), fresh.get(key), path + key) for key in keys]


def number(thing: object) -> tuple[int, int]:
    """Give the number of an object; (0, 0) for one without."""
    pair: tuple[int, int] = getattr(thing, "objgen", (0, 0))
    return pair


def data_of(stream: "Object") -> bytes:
    """Give what a stream holds, uncompressed where the compression is one without loss."""
    from pikepdf import PdfError

    try:
        return bytes(stream.read_bytes())
    except PdfError:
        return repr(stream.get("/Filter")).encode() + bytes(stream.read_raw_bytes())


def plain(thing: object) -> object:
    """Give a number, name, string or None so that it can be compared; its type counts, but 1 and 1.0 are the same."""
    from pikepdf import Array, Dictionary, Name, Object, Stream, String

    if isinstance(thing, Name | String):
        return type(thing).__name__, bytes(thing) if isinstance(thing, String) else str(thing)
    if isinstance(thing, Stream | Dictionary | Array | Object):
        return "other", thing.unparse()
    return ("bool", thing) if isinstance(thing, bool) else thing


def shown(thing: object) -> str:
    """Show an object to a person, in one short line."""
    from pikepdf import Array, Dictionary, Stream

    if thing is None:
        return ""
    if isinstance(thing, Stream):
        return f"数据流 {len(data_of(thing))} 字节"
    if isinstance(thing, Dictionary):
        return "{" + " ".join(str(key) for key in list(thing.keys())[:8]) + "}"
    if isinstance(thing, Array):
        return f"数组 {len(thing)} 项"
    return cut(str(thing))


def broken(failure: Exception) -> str:
    """Say that something cannot be read, and why; the object that was read has another address in memory each time, and is left out."""
    return f"损坏，无法读出：{cut(_ADDRESS.sub('', str(failure)))}"


def cut(text: str, longest: int = LONGEST) -> str:
    """Shorten a text for a table, controls left out."""
    clean = "".join(char if char.isprintable() else " " for char in text).strip()
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"
