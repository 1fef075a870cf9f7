"""Turns a typeset PDF into one that keeps for the archives (PDF/A-3b) and carries its own sources."""

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Final

from bondcalc.data import data_path
from bondcalc.typeset.document import Document
from bondcalc.typeset.pdf_attachments import Attachment, attach, moment
from bondcalc.typeset.printed_texts import plain

if TYPE_CHECKING:
    from pikepdf import Pdf

PRODUCER = "bondcalc"
PACKED: Final = 2
"""How hard streams are packed, of 1 to 9: a filing is a thirtieth larger than by the usual 6, and packed in half the time."""
PRINTED = 4
"""The annotation flag that PDF/A asks for: it is printed with the page."""

# xmpbox, the validators' reader, takes this simple form and refuses the nested one that pikepdf writes.
# Attributes, blank elements and line ends are those of the library, which would else write it anew when it saves.
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" rdf:about="">
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about="">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description xmlns:pdf="http://ns.adobe.com/pdf/1.3/" rdf:about="">
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
</rdf:Description>
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" rdf:about="">
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{day}T00:00:00+08:00</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00+08:00</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>

<?xpacket end="w"?>
"""

BLANK = re.compile(r"<([\w:]+)( [^<>]*)?></\1>")
"""An element of the metadata that holds nothing."""


SIGNATURE = (330, 110, 170, 60)
"""Left, bottom, width and height of the place for an electronic seal on the cover, in points."""


def archive(pdf: bytes, document: Document, attachments: Sequence[Attachment], filed: date) -> bytes:
    """Make a PDF/A-3b of a typeset PDF, with attachments; every date in it is midnight of `filed`, Beijing time.

    The same arguments give the same bytes. Raises ValueError for two attachments of one name.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        prepare(opened, document, filed, part=3)
        attach(opened, attachments, filed)
        signature_field(opened)
        return packed(opened)


def packed(pdf: "Pdf") -> bytes:
    """Write a PDF whose metadata are ours; the same one gives the same bytes, whatever the process wrote before."""
    from pikepdf import ObjectStreamMode, settings

    stream = BytesIO()
    settings.set_flate_compression_level(PACKED)
    # Our metadata state no version: the library need not read them to change it there.
    pdf.save(
        stream,
        deterministic_id=True,
        min_version="1.7",
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate,
    )
    return stream.getvalue()


def stated_of(pdf: bytes, key: str) -> str:
    """Give an entry of the document information; an empty text where there is none."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        return str(opened.docinfo.get(key, ""))


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
    entries = {
        "/Title": plain(document.title),
        "/Author": plain(document.author),
        "/Subject": plain(document.subject),
        "/Keywords": plain(document.keywords),
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": moment(filed),
        "/ModDate": moment(filed),
    }
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, text in entries.items():
        pdf.docinfo[key] = text


def packet(document: Document, filed: date, part: int) -> bytes:
    """Write the metadata (XMP)."""
    words = {
        name: escape(plain(getattr(document, name)), quote=False) for name in ("title", "author", "subject", "keywords")
    }
    written = PACKET.format(**words, part=part, producer=PRODUCER, day=filed.isoformat())
    return BLANK.sub(r"<\1\2/>", written).encode()


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
