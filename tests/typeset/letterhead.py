"""A firm's own Word file as python-docx writes it: header with a picture, styles of its own, a cover, an example of text."""

import io
import struct
import zipfile
import zlib
from functools import cache

from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from bondcalc.typeset.word.docx_package import packed

FIRM, COVER, SAMPLE = "清河会计师事务所", "清会专评字样本封面", "此处为示例正文"


def dot() -> bytes:
    """A picture of one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00"))
        + chunk(b"IEND", b"")
    )


@cache
def letterhead(*, cover: str = "section", number: bool = False) -> bytes:
    """Make the file; `cover` ends with its own section, at the mark (mark) or is not there (none); `number`: of pages."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(40)
    head = section.header.paragraphs[0]
    head.text = FIRM
    head.add_run().add_picture(io.BytesIO(dot()), width=Mm(8))
    section.footer.paragraphs[0].text = "机密"
    if number:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), " PAGE ")
        section.footer.paragraphs[0]._p.append(field)
    style = document.styles["Heading 1"]
    style.font.size, style.font.color.rgb = Pt(30), RGBColor(0x12, 0x34, 0x56)
    if cover != "none":
        document.add_paragraph(COVER)
        document.add_picture(io.BytesIO(dot()), width=Mm(20))
    if cover == "section":
        document.add_section(WD_SECTION.NEW_PAGE)
    elif cover == "mark":
        document.add_paragraph("【正文】")
    document.add_paragraph(SAMPLE)
    document.core_properties.author = "模板作者"
    stream = io.BytesIO()
    document.save(stream)
    # The library stamps the hour into the archive.
    with zipfile.ZipFile(stream) as package:
        return packed({name: package.read(name) for name in package.namelist()})
