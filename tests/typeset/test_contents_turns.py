"""Pages of the contents: one where its lines find room, else as many lines on each."""

import pytest

from bondcalc.typeset.document import Document, Heading
from bondcalc.typeset.fonts import FontSet, Typefaces
from bondcalc.typeset.pdf_cover import contents_pieces


def lines_by_page(count: int) -> list[int]:
    """Lines on each page of the contents of so many headings of one line."""
    headings = [Heading(1, f"第{number}部分") for number in range(count)]
    document = Document("", "", "", "", "", "", [*headings, Heading(1, "目录")])
    with Typefaces(FontSet.load(), document) as faces:
        _, _, *entries, _ = contents_pieces(document, faces)
    pages = [0]
    for piece in entries:
        pages += [0] if piece.fresh else []
        pages[-1] += 1
    return pages


@pytest.mark.parametrize("count", [9, 25, 30])
def test_what_fits_stands_on_one_page(count: int) -> None:
    assert lines_by_page(count) == [count + 1]


@pytest.mark.parametrize("count", [44, 45, 60, 90])
def test_pages_are_filled_evenly(count: int) -> None:
    pages = lines_by_page(count)
    assert sum(pages) == count + 1
    assert len(pages) > 1
    assert max(pages) - min(pages) < len(pages)
