"""What a clerk does to a plan before it is handed in: own paragraphs, a picture, a table, another heading, another order."""

import struct
import zlib
from collections.abc import Iterator

from lxml import etree

from bondcalc.typeset.word.docx_markup import ART, DRAWING, RELATIONS
from bondcalc.typeset.word.opened import WordPackage
from bondcalc.typeset.word.read_controls import W, text_of
from tests.audit.word.edits import EDITS, FREE, MAIN, WordFile, paragraph, retype

RATIO, WHOLE = "经办人补充：本息覆盖倍数1.25倍，已报县政府常务会议。", "项目总投资0.86亿元，已列入年度土地储备计划。"
"""Sentences of a clerk's with figures of the sample."""
PLAIN = "另据县自然资源局来函，周边地块近期无新增供应计划。"
HEADING = "风险分析与控制措施"
PHOTO = "现场照片"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def at_work(data: bytes) -> bytes:
    """Edit a plan as a clerk does."""
    file = WordFile(data)
    own = [paragraph(RATIO), _photo(file), paragraph(PLAIN, "<w:b/>"), paragraph(WHOLE), _table()]
    at = file.paragraph(FREE)
    for element in own:
        at.addnext(element)
        at = element
    EDITS["chapter_moved"][0](file)
    retype(file.heading("风险与控制"), HEADING)
    return file.saved()


def clerks_own(package: WordPackage) -> Iterator[bytes]:
    """Give what the clerk wrote and put in, in the order and to the byte as it stands."""
    wanted = {RATIO, WHOLE, PLAIN, HEADING}
    for element in package.body.iter(f"{W}p", f"{W}tbl"):
        drawn = any(one.get("name") == PHOTO for one in element.iter(f"{{{DRAWING}}}docPr"))
        tabled = element.tag == f"{W}tbl" and text_of(element).startswith("地块现状")
        if text_of(element) in wanted or drawn or tabled:
            yield etree.tostring(element, method="c14n", with_tail=False)


def picture(package: WordPackage) -> bytes:
    """Give the bytes of the clerk's picture."""
    (shown,) = package.body.iter(f"{{{ART}}}blip")
    return package.parts[package.links(package.main)[str(shown.get(f"{{{RELATIONS}}}embed"))].part]


def chapters(package: WordPackage) -> list[str]:
    """Give the headings in their order."""
    return [
        text_of(paragraph)
        for paragraph in package.body.iter(f"{W}p")
        if any(str(mark.get(f"{W}name")).startswith("_bc_h") for mark in paragraph.iter(f"{W}bookmarkStart"))
    ]


def _photo(file: WordFile):
    file.parts["word/media/photo.png"] = _png()
    for part, old, new in (
        (
            "word/_rels/document.xml.rels",
            b"</Relationships>",
            f'<Relationship Id="rIdPhoto" Type="{RELATIONS}/image" Target="media/photo.png"/></Relationships>',
        ),
        ("[Content_Types].xml", b"<Override", '<Default Extension="png" ContentType="image/png"/><Override'),
    ):
        file.parts[part] = file.parts[part].replace(old, new.encode(), 1)
    return etree.fromstring(
        f'<w:p xmlns:w="{MAIN}" xmlns:wp="{DRAWING}" xmlns:a="{ART}" xmlns:pic="{_PICTURE}" xmlns:r="{RELATIONS}"><w:r><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1440000" cy="1080000"/>'
        f'<wp:docPr id="4001" name="{PHOTO}" descr="{PHOTO}"/><a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="0" name="photo.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rIdPhoto"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1440000" cy="1080000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _png() -> bytes:
    """Make a picture of two by two dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    dots = zlib.compress(b"\0\x80\x20\0\x20\x80")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def _table():
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:tcPr/><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in row)}</w:tr>"
        for row in (("地块现状", "地上附着物"), ("已围挡", "无"))
    )
    columns = '<w:gridCol w:w="3000"/>' * 2
    return etree.fromstring(
        f'<w:tbl xmlns:w="{MAIN}"><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'.encode()
    )
