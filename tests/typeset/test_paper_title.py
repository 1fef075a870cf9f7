"""The title of a paper without a cover: in the middle of its first page, in no chapter, never alone on a page."""

import io
from datetime import date

import pikepdf

from bondcalc.typeset.document import Document, Heading, PageBlock, PageTable, Paragraph
from bondcalc.typeset.fonts import FontSet, Typefaces
from bondcalc.typeset.paging import PORTRAIT
from bondcalc.typeset.pdf import pieces_of, typeset
from bondcalc.typeset.word.docx_filing import word_body
from bondcalc.typeset.word.docx_record import WordOrigin

WIDE = PageTable("表", "单位：万元", [["列"] * 14], [["100,000.00"] * 14] * 12, "r" * 14, [1.0] * 14, landscape=True)


def paper(*blocks: PageBlock) -> Document:
    return Document("题", "", "", "", "", "", blocks)


def test_a_title_is_larger_than_headings_and_bound_to_what_follows() -> None:
    document = paper(Heading(0, "专项债券存续期监测报告"), Heading(1, "一、状态"), Paragraph("正文"))
    with Typefaces(FontSet.load(), document) as faces:
        title, heading = (pieces_of(at, document.blocks[at], document, faces, PORTRAIT.measure) for at in (0, 1))
    assert all(piece.keep for piece in title)
    assert title[0].height > heading[0].height
    with pikepdf.open(io.BytesIO(typeset(document, FontSet.load()).data)) as opened, opened.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["专项债券存续期监测报告", "一、状态"]


def test_a_word_file_that_begins_turned_has_no_upright_page_before() -> None:
    """The title stood alone on an upright page, before the section of the turned table."""
    body = word_body(
        paper(Heading(0, "存续期信息公开表"), Heading(1, "一、公开表"), WIDE),
        WordOrigin("life", "0", date(2025, 1, 1), ("", "")),
    )
    written = "".join(body.written)
    assert written.count("<w:sectPr") == 1
    assert 'w:orient="landscape"' in written
    assert [text for _, text, _ in body.headings] == ["一、公开表"]
