"""What a filing prints, piece by piece: where it stands, and the words or the figure."""

from collections.abc import Iterator

from bondcalc.typeset.document import Cover, Document, Heading, PageTable, Paragraph, PrintedFigure, TableCell


def pieces(document: Document) -> Iterator[tuple[str, str | PrintedFigure]]:
    """Every piece of text of the blocks; rows of the cover and names of who signs are filled in and left out."""
    chapter = ""
    for block in document.blocks:
        chapter = block.text if isinstance(block, Heading) else chapter
        match block:
            case Cover():
                yield from of("cover", block.verdict)
            case Heading() | Paragraph():
                yield from of(chapter, block.text)
            case PageTable():
                for cell in (block.title, block.unit, *(cell for row in (*block.heading, *block.rows) for cell in row)):
                    yield from of(block.title, cell)
            case _:
                pass


def of(where: str, cell: TableCell) -> Iterator[tuple[str, str | PrintedFigure]]:
    """The pieces of a cell or a text."""
    for part in (cell,) if isinstance(cell, str | PrintedFigure) else cell:
        yield where, part
