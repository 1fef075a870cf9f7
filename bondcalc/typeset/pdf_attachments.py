"""Files inside a PDF: put there for the archives, and read back from what is filed, by whoever made it."""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object, Pdf

LARGEST_ATTACHMENT = 50 * 1024 * 1024
"""Bytes an attached file may unpack to."""
DEEPEST = 20
"""Levels of a tree of names."""


@dataclass(frozen=True)
class Attachment:
    """A file inside PDFs, packed once for all of them. `relationship` is Source, Data, Alternative, Supplement or Unspecified."""

    name: str
    data: bytes
    mime: str
    relationship: str
    description: str

    @cached_property
    def packed(self) -> bytes:
        """What the PDF stores: as the library packs a file, but that it would pack this one anew for each PDF."""
        return zlib.compress(self.data)

    @cached_property
    def checksum(self) -> bytes:
        """The md5 that the PDF states."""
        return hashlib.md5(self.data, usedforsecurity=False).digest()


def moment(filed: date) -> str:
    """Write midnight of a day, Beijing time, as a PDF writes it."""
    return f"D:{filed:%Y%m%d}000000+08'00'"


def attachments_of(pdf: bytes) -> dict[str, bytes]:
    """Give the files inside a PDF by name.

    ValueError for one that is packed otherwise than we do or unpacks to too much, and where readers may differ about what
    a file is: a name that repeats or is stated twice otherwise, two contents, a file listed in one of the two places only.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        specs = embedded(opened)
        files = {name: unpacked(only_stream(name, spec)) for name, spec in specs}
        if len(files) < len(specs):
            raise ValueError("two attachments of one name")
        listed = {spec.objgen for spec in opened.Root.get("/AF", [])}
        # Number 0 is of a specification written in place, which only the list itself has.
        if listed - ({spec.objgen for _, spec in specs} - {(0, 0)}):
            raise ValueError("an associated file that is no attachment")
        return files


def attachment_names(pdf: bytes) -> set[str]:
    """Give the names of the files inside a PDF, whatever they hold."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        return {name for name, _ in embedded(opened)}


def embedded(pdf: "Pdf") -> list[tuple[str, "Object"]]:
    """Give every attachment listed, with its name there."""
    names = pdf.Root.get("/Names")
    return list(tree(names["/EmbeddedFiles"])) if names is not None and "/EmbeddedFiles" in names else []


def tree(node: "Object", depth: int = 0) -> Iterator[tuple[str, "Object"]]:
    """Give every name and entry of a tree of names, as they stand; ValueError for one nested without end."""
    if depth > DEEPEST:
        raise ValueError("a tree of names without end")
    names = list(node.get("/Names", []))
    yield from ((str(name), spec) for name, spec in zip(names[::2], names[1::2], strict=True))
    for kid in node.get("/Kids", []):
        yield from tree(kid, depth + 1)


def only_stream(name: str, spec: "Object") -> "Object":
    """Give the one content of an attachment; ValueError where another name or a second content stands beside it."""
    stated = {str(spec[key]) for key in ("/F", "/UF", "/DOS", "/Mac", "/Unix") if key in spec}
    streams = list(spec.EF.values())
    # Tools that write a file anew may store one content twice.
    if stated - {name} or not streams or any(unpacked(entry) != unpacked(streams[0]) for entry in streams[1:]):
        raise ValueError(f"attachment {name} has two names or contents")
    return streams[0]


def unpacked(stream: "Object") -> bytes:
    """Unpack an attached file, never more than LARGEST_ATTACHMENT of it."""
    filters = stream.get("/Filter")
    names = (
        [] if filters is None else [str(filters)] if str(filters).startswith("/") else [str(entry) for entry in filters]
    )
    if names not in ([], ["/FlateDecode"]):
        raise ValueError(f"packed by {names}")
    data: bytes = stream.read_raw_bytes()
    if names:
        try:
            data = zlib.decompressobj().decompress(data, LARGEST_ATTACHMENT + 1)
        except zlib.error as error:
            raise ValueError(str(error)) from error
    if len(data) > LARGEST_ATTACHMENT:
        raise ValueError(f"more than {LARGEST_ATTACHMENT} bytes")
    return data


def attach(pdf: "Pdf", attachments: Sequence[Attachment], filed: date) -> None:
    """Put files into the PDF, in the order of their names."""
    from pikepdf import Array, Dictionary, Name, String

    ordered = sorted(attachments, key=lambda attachment: bytes(String(attachment.name)))
    if len({attachment.name for attachment in ordered}) < len(ordered):
        raise ValueError("two attachments of one name")
    if not ordered:
        return
    specs = [pdf.make_indirect(specification(pdf, attachment, filed)) for attachment in ordered]
    pairs: list[Object] = []
    for attachment, spec in zip(ordered, specs, strict=True):
        pairs += [String(attachment.name), spec]
    names = pdf.Root.get("/Names", Dictionary())
    names.EmbeddedFiles = Dictionary(Names=Array(pairs))
    pdf.Root.Names = names
    pdf.Root[Name.AF] = Array(specs)


def specification(pdf: "Pdf", attachment: Attachment, filed: date) -> "Dictionary":
    """Describe one attached file."""
    from pikepdf import Dictionary, Name, String

    stream = pdf.make_stream(
        attachment.packed, Type=Name.EmbeddedFile, Subtype=Name("/" + attachment.mime), Filter=Name.FlateDecode
    )
    stream.Params = Dictionary(
        Size=len(attachment.data),
        CreationDate=moment(filed),
        ModDate=moment(filed),
        CheckSum=String(attachment.checksum),
    )
    return Dictionary(
        Type=Name.Filespec,
        F=attachment.name,
        UF=attachment.name,
        Desc=attachment.description,
        AFRelationship=Name("/" + attachment.relationship),
        EF=Dictionary(F=stream, UF=stream),
    )
