"""Typesets a document by the rules of official documents (GB/T 9704-2012) as a PDF."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import dropwhile
from typing import TYPE_CHECKING, NamedTuple, assert_never

from bondcalc.typeset.document import (
    ChainDiagram,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    PageBlock,
    PageTable,
    Paragraph,
    Signatures,
    Timeline,
)
from bondcalc.typeset.fewer_pages import Turner, fewest_pages
from bondcalc.typeset.fonts import FontSet, Style, Typefaces
from bondcalc.typeset.operators import written_plainly
from bondcalc.typeset.paging import (
    BODY,
    LANDSCAPE,
    LEADING,
    MM,
    PORTRAIT,
    LoggedFigure,
    Page,
    PageFormat,
    Pen,
    Piece,
    SealPlace,
    furniture,
    paragraph,
    target,
)
from bondcalc.typeset.pdf_chain import chain_piece
from bondcalc.typeset.pdf_charts import chart_piece
from bondcalc.typeset.pdf_cover import contents_pieces, cover_pieces, signature_pieces
from bondcalc.typeset.pdf_tables import TableTooWideError, grid_of, table_pieces
from bondcalc.typeset.pdf_timeline import timeline_piece
from bondcalc.typeset.printed_texts import PLACES, plain
from bondcalc.typeset.turning import turned
from bondcalc.typeset.watermark import define_watermark

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WATERMARK = "page-mark"
TITLE = 18.0
"""小二, in points: the title of a paper without a cover."""


class Typeset(NamedTuple):
    """A PDF, not packed yet, and its log: every figure drawn, in the order of drawing.

    `kept` are the places it keeps for seals.
    """

    data: bytes
    log: list[LoggedFigure]
    kept: list[SealPlace]


def typeset(document: Document, fonts: FontSet) -> Typeset:
    """Set a document on A4 pages; the same document and faces give the same bytes.

    Raises MissingGlyphError for a character the faces lack, TableTooWideError for a table no page can hold.
    """
    return typeset_all([document], fonts)[0]


def typeset_all(documents: Sequence[Document], fonts: FontSet) -> list[Typeset]:
    """Set documents in faces that are cut once for all of them, each with the bytes it has by itself; raises as `typeset`."""
    with Typefaces(fonts, *documents) as faces:
        return [
            drawn(document, fonts, faces, pages_of_all(document, faces) or [Page(PORTRAIT)]) for document in documents
        ]


def pages_taken(document: Document, fonts: FontSet) -> int:
    """Count the pages that a document takes; nothing is drawn."""
    with Typefaces(fonts, document) as faces:
        return len(pages_of_all(document, faces)) or 1


def fits(table: PageTable, fonts: FontSet) -> bool:
    """Say whether a page holds a table without parting a figure; if not, cut it by columns."""
    with Typefaces(
        fonts, Document(title="", author="", subject="", keywords="", running_title="", page_mark="", blocks=[table])
    ) as faces:
        try:
            grid_of(table, faces)
        except TableTooWideError:
            return False
    return True


def pages_of_all(document: Document, faces: Typefaces) -> list[Page]:
    """Lay out every block, upright or on the long side of the page."""

    def set_block(number: int, kind: PageFormat) -> list[Piece]:
        """Set a block upright or turned."""
        block = document.blocks[number]
        upright = replace(block, landscape=kind is LANDSCAPE) if isinstance(block, PageTable) else block
        return together(number, upright, document, faces, kind)

    def can_turn(number: int) -> bool:
        """Tell whether a block reads as well turned: text does not."""
        return isinstance(document.blocks[number], PageTable)

    turner = Turner(len(document.blocks), set_block)
    return fewest_pages(turner, turned(document.blocks, faces, turner.height), can_turn)


def together(number: int, block: PageBlock, document: Document, faces: Typefaces, kind: PageFormat) -> list[Piece]:
    """Set one block; a paragraph before the places to sign goes with them, so that they never stand alone on a page.

    So does the rest of what stands under the last heading, where a page holds it all: a page of signatures carries its text.
    """
    pieces = pieces_of(number, block, document, faces, kind.measure)
    if kind is LANDSCAPE:
        pieces = [piece._replace(landscape=True) for piece in pieces]
    if not isinstance(block, Heading | Paragraph) or not _leads_to_signatures(number, document):
        return pieces
    signed = isinstance(block, Paragraph) and isinstance(document.blocks[number + 1], Signatures)
    return [piece._replace(keep=piece.keep or signed, hold=True) for piece in pieces]


def _leads_to_signatures(number: int, document: Document) -> bool:
    """Tell whether only paragraphs stand between a block and the places to sign."""
    after = dropwhile(lambda block: isinstance(block, Paragraph), document.blocks[number + 1 :])
    return isinstance(next(after, None), Signatures)


def pieces_of(number: int, block: PageBlock, document: Document, faces: Typefaces, width: float) -> list[Piece]:
    """Set one block; headings and paragraphs as wide as the page they stand on."""
    match block:
        case Cover():
            return cover_pieces(block, faces)
        case Contents():
            return contents_pieces(document, faces)
        case Heading():
            return heading_pieces(number, block, faces, width)
        case Paragraph():
            lines = paragraph(faces, block.text, Style("body", BODY), LEADING, width=width, indent=2 * BODY)
            # Where no page holds both, what it announces goes on by itself, whole from its title on.
            return [line._replace(hold=True) for line in lines] if block.announces else lines
        case PageTable():
            return table_pieces(block, faces)
        case Chart():
            return [chart_piece(block, faces)]
        case Timeline():
            return [timeline_piece(block)] if block.spans else []
        case ChainDiagram():
            return [chain_piece(block)]
        case Signatures():
            return signature_pieces(block, faces)
        case _:
            assert_never(block)


def heading_pieces(number: int, heading: Heading, faces: Typefaces, width: float) -> list[Piece]:
    """Set a heading, a title in the middle; its first line is the target of links to it."""
    if heading.level == 0:
        style = Style(PLACES[0], TITLE)
        lines = paragraph(faces, heading.text, style, 2 * TITLE, width=width, align="c", together=True)
    else:
        style = Style(PLACES[heading.level], BODY)
        lines = paragraph(faces, heading.text, style, LEADING, width=width, indent=2 * BODY, align="l", together=True)
    return [lines[0]._replace(name=target(number)), *lines[1:]]


def drawn(document: Document, fonts: FontSet, faces: Typefaces, pages: list[Page]) -> Typeset:
    """Draw the pages."""
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    # Pages are packed when they are archived: packed here, they would be unpacked and packed once more.
    canvas = Canvas(stream, invariant=1, pageCompression=0, initialFontName=faces.names["body"], lang="zh-CN")
    faces.number_characters(document, canvas)
    describe(canvas, document)
    if document.page_mark:
        define_watermark(canvas, WATERMARK, plain(document.page_mark), fonts.faces["heading"], 190 * MM)
    targets = {piece.name: number for number, page in enumerate(pages, 1) for piece, _ in page.placed if piece.name}
    pen = Pen(canvas, faces, targets)
    covered = bool(document.blocks) and isinstance(document.blocks[0], Cover)
    for pen.page, page in enumerate(pages, 1):
        draw_page(pen, document, page, first=covered and pen.page == 1)
    outline(canvas, document)
    written_plainly(canvas)
    canvas.save()
    return Typeset(stream.getvalue(), pen.log, pen.kept)


def draw_page(pen: Pen, document: Document, page: Page, *, first: bool) -> None:
    """Draw one page: watermark under everything, header and page number, then the pieces."""
    canvas = pen.canvas
    canvas.setPageSize((page.sheet.width, page.sheet.height))
    if document.page_mark:
        canvas.saveState()
        canvas.translate(page.sheet.width / 2, page.sheet.height / 2)
        canvas.doForm(WATERMARK)
        canvas.restoreState()
    furniture(pen, document, page.sheet, first=first)
    for piece, y in page.placed:
        if piece.name:
            canvas.bookmarkHorizontal(piece.name, page.sheet.left, y)
        piece.draw(pen, page.sheet.left, y)
    canvas.showPage()


def describe(canvas: "Canvas", document: Document) -> None:
    """Write the document information."""
    canvas.setTitle(plain(document.title))
    canvas.setAuthor(plain(document.author))
    canvas.setSubject(plain(document.subject))
    canvas.setKeywords(plain(document.keywords))
    canvas.setCreator("bondcalc")
    canvas.setProducer("bondcalc")


def outline(canvas: "Canvas", document: Document) -> None:
    """Write the outline (书签); no entry stands more than one level under the one before it."""
    depth = -1
    for number, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            depth = min(max(block.level - 1, 0), depth + 1)
            canvas.addOutlineEntry(plain(block.text), target(number), depth, closed=0)
