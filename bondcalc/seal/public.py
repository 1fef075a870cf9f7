"""The copy of a filing that may be posted: the same pages, and nothing else that names a person or carries a figure."""

import re
from datetime import date
from io import BytesIO
from typing import Any

from bondcalc.seal.proof import proof, proved_by
from bondcalc.typeset.document import Document
from bondcalc.typeset.pdf_archive import information, packed, packet

KEPT = frozenset(
    {
        "/Type",
        "/Pages",
        "/Outlines",
        "/OutputIntents",
        "/Lang",
        "/ViewerPreferences",
        "/PageMode",
        "/AcroForm",
        "/Dests",
        "/MarkInfo",
    }
)
"""Entries of the catalog that a page needs or a reader shows it by."""
PRIVATE = ("/PieceInfo", "/Metadata", "/AF", "/LastModified", "/AA")
"""Entries in which programs leave data of their own at a page."""
_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_CREATOR = re.compile(rb"<dc:creator>.*?</dc:creator>\n?", re.DOTALL)


def public_copy(pdf: bytes, manifest: str) -> bytes:
    """Take attachments, author and everything programs leave in a file out of an unsigned PDF; name the manifest by its hash.

    The same file gives the same bytes.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        root: Any = opened.Root
        for key in list(root.keys()):
            if key not in KEPT:
                del root[key]
        for page in opened.pages:
            for key in PRIVATE:
                if key in page.obj:
                    del page.obj[key]
        _described(opened, manifest)
        return packed(opened)


def _described(pdf: Any, manifest: str) -> None:
    """Write title, subject and keywords anew, without an author; every other entry goes."""
    told = {key: str(pdf.docinfo.get(key, "")) for key in ("/Title", "/Subject", "/Keywords", "/CreationDate")}
    named = told["/Keywords"] if proved_by(told["/Keywords"]) else told["/Keywords"] + proof(manifest)
    document = Document(
        title=told["/Title"], author="", subject=told["/Subject"], keywords=named, running_title="", page_mark=""
    )
    day = _DAY.match(told["/CreationDate"])
    filed = date(*map(int, day.groups())) if day else date(2000, 1, 1)
    information(pdf, document, filed)
    del pdf.docinfo["/Author"]
    text = _CREATOR.sub(b"", packet(document, filed, part=3))
    from pikepdf import Name

    pdf.Root.Metadata = pdf.make_stream(text, Type=Name.Metadata, Subtype=Name.XML)
