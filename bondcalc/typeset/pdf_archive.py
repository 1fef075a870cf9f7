"""Turns a typeset PDF into one that keeps for the archives (PDF/A-3b) and carries its own sources."""

import hashlib
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from bondcalc.data import data_path
from bondcalc.typeset.document import Document
from bondcalc.typeset.fonts import plain

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object, Pdf

PRODUCER = "bondcalc"
LARGEST_ATTACHMENT = 50 * 1024 * 1024
"""Bytes an attached file may unpack to."""
DEEPEST = 20
"""Levels of a tree of names."""
PRINTED = 4
"""The annotation flag that PDF/A asks for: it is printed with the page."""

# xmpbox, the validators' reader, takes this simple form and refuses the nested one that pikepdf writes.
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{day}T00:00:00+08:00</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00+08:00</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


SIGNATURE = (330, 110, 170, 60)
"""Left, bottom, width and height of the place for an electronic seal on the cover, in points."""


@dataclass(frozen=True)
class Attachment:
    """A file inside the PDF. `relationship` is Source, Data, Alternative, Supplement or Unspecified."""

    name: str
    data: bytes
    mime: str
    relationship: str
    description: str


def archive(pdf: bytes, document: Document, attachments: Sequence[Attachment], filed: date) -> bytes:
    """Make a PDF/A-3b of a typeset PDF, with attachments; every date in it is midnight of `filed`, Beijing time.

    The same arguments give the same bytes. Raises ValueError for two attachments of one name.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        prepare(opened, document, filed, part=3)
        attach(opened, attachments, filed)
        signature_field(opened)
        stream = BytesIO()
        opened.save(
            stream, deterministic_id=True, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return stream.getvalue()


def attachments_of(pdf: bytes) -> dict[str, bytes]:
    """Give the files inside a PDF by name.

    ValueError for one that is packed otherwise than we do or unpacks to too much, and where readers may differ about what
    a file is: a name that repeats or is stated twice otherwise, two contents, a file listed in one of the two places only.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        specs = embedded(opened)
        found = {name: unpacked(only_stream(name, spec)) for name, spec in specs}
        if len(found) < len(specs):
            raise ValueError("two attachments of one name")
        listed = {spec.objgen for spec in opened.Root.get("/AF", [])}
        # Number 0 is of a specification written in place, which only the list itself has.
        if listed - ({spec.objgen for _, spec in specs} - {(0, 0)}):
            raise ValueError("an associated file that is no attachment")
        return found


def stated_of(pdf: bytes, key: str) -> str:
    """Give an entry of the document information; nothing where there is none."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        return str(opened.docinfo.get(key, ""))


def attachment_names(pdf: bytes) -> set[str]:
    """Give the names of the files inside a PDF, whatever they hold."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        return {name for name, _ in embedded(opened)}


def embedded(pdf: "Pdf") -> list[tuple[str, Any]]:
    """Give every attachment listed, with its name there."""
    names: Any = pdf.Root.get("/Names", {})
    return list(tree(names["/EmbeddedFiles"])) if "/EmbeddedFiles" in names else []


def tree(node: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Give every name and entry of a tree of names, as they stand; ValueError for one nested without end."""
    if depth > DEEPEST:
        raise ValueError("a tree of names without end")
    names = list(node.get("/Names", []))
    yield from ((str(name), spec) for name, spec in zip(names[::2], names[1::2], strict=True))
    for kid in node.get("/Kids", []):
        yield from tree(kid, depth + 1)


def only_stream(name: str, spec: Any) -> Any:
    """Give the one content of an attachment; ValueError where another name or a second content stands beside it."""
    stated = {str(spec[key]) for key in ("/F", "/UF", "/DOS", "/Mac", "/Unix") if key in spec}
    streams = list(spec.EF.values())
    # Tools that write a file anew may store one content twice.
    if stated - {name} or not streams or any(unpacked(one) != unpacked(streams[0]) for one in streams[1:]):
        raise ValueError(f"attachment {name} has two names or contents")
    return streams[0]


def unpacked(stream: Any) -> bytes:
    """Unpack an attached file, never more than LARGEST_ATTACHMENT of it."""
    filters = stream.get("/Filter", [])
    names = [str(filters)] if str(filters).startswith("/") else [str(one) for one in filters]
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


def prepare(pdf: "Pdf", document: Document, filed: date, part: int) -> None:
    """Give a PDF what every part of PDF/A asks for: colour profile, metadata, embedded faces only."""
    from pikepdf import Array, Dictionary, Name

    information(pdf, document, filed)
    pdf.Root.Metadata = pdf.make_stream(packet(document, filed, part), Type=Name.Metadata, Subtype=Name.XML)
    profile = pdf.make_stream(data_path("templates", "srgb.icc").read_bytes(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    pdf.Root.Lang = "zh-CN"
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            annotation.F = PRINTED
    drop_unembedded(pdf)
    mend_rare_characters(pdf)


def signature_field(pdf: "Pdf") -> None:
    """Put an empty signature field on the first page, for the bureau's electronic seal; it prints nothing until signed."""
    from pikepdf import Array, Dictionary, Name

    left, bottom, width, height = SIGNATURE
    blank = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, width, height]), Resources=Dictionary()
    )
    page = pdf.pages[0]
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T="signature",
            TU="电子签章",
            F=PRINTED,
            P=page.obj,
            Rect=Array([left, bottom, left + width, bottom + height]),
            AP=Dictionary(N=blank),
        )
    )
    page.Annots = Array([*page.get("/Annots", []), field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=0)


def information(pdf: "Pdf", document: Document, filed: date) -> None:
    """Write the document information, which has to say what the metadata say."""
    moment = f"D:{filed:%Y%m%d}000000+08'00'"
    entries = {
        "/Title": plain(document.title),
        "/Author": plain(document.author),
        "/Subject": plain(document.subject),
        "/Keywords": plain(document.keywords),
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, text in entries.items():
        pdf.docinfo[key] = text


def packet(document: Document, filed: date, part: int) -> bytes:
    """Write the metadata (XMP)."""
    words = {name: escape(plain(getattr(document, name))) for name in ("title", "author", "subject", "keywords")}
    return PACKET.format(**words, part=part, producer=PRODUCER, day=filed.isoformat()).encode()


def drop_unembedded(pdf: "Pdf") -> None:
    """Remove the Helvetica that reportlab lists in every file and no page draws with."""
    # Pages share their resources: each table of faces is gone through once.
    tables = {page.resources.Font.objgen: page.resources.Font for page in pdf.pages if "/Font" in page.resources}
    for fonts in tables.values():
        for name in [name for name, font in fonts.items() if "/FontDescriptor" not in font]:
            del fonts[name]


def mend_rare_characters(pdf: "Pdf") -> None:
    """Write characters outside the basic plane as readers expect them: reportlab writes their bare number."""
    tables = [page.resources.Font for page in pdf.pages if "/Font" in page.resources]
    fonts = {font.objgen: font for table in tables for font in table.values()}
    for font in fonts.values():
        if "/ToUnicode" in font:
            table = font.ToUnicode.read_bytes()
            mended = re.sub(rb"<([0-9A-F]{5,6})>", lambda rare: b"<%s>" % surrogates(int(rare[1], 16)), table)
            if mended != table:
                font.ToUnicode.write(mended)


def surrogates(code: int) -> bytes:
    """Give a code point in UTF-16, in hexadecimal digits."""
    return chr(code).encode("utf-16-be").hex().upper().encode()


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

    moment = f"D:{filed:%Y%m%d}000000+08'00'"
    stream = pdf.make_stream(attachment.data, Type=Name.EmbeddedFile, Subtype=Name("/" + attachment.mime))
    checksum = hashlib.md5(attachment.data, usedforsecurity=False).digest()
    stream.Params = Dictionary(
        Size=len(attachment.data), CreationDate=moment, ModDate=moment, CheckSum=String(checksum)
    )
    return Dictionary(
        Type=Name.Filespec,
        F=attachment.name,
        UF=attachment.name,
        Desc=attachment.description,
        AFRelationship=Name("/" + attachment.relationship),
        EF=Dictionary(F=stream, UF=stream),
    )
