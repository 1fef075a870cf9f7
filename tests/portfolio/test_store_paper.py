"""A text too long for a cell on paper is cut where no number and no word is parted, and says that it goes on; notes are lines and paragraphs."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from bondcalc.portfolio.told.store_page import StorePage, text_column
from bondcalc.portfolio.told.store_paper import SIGNS, listing_table, store_document
from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.typeset.document import Heading, PageTable, Paragraph
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.page_breaks import paginate
from bondcalc.typeset.paging import LANDSCAPE, PORTRAIT
from bondcalc.typeset.pdf import Typefaces, pieces_of
from bondcalc.typeset.pdf_tables import table_pieces
from bondcalc.wording.report import Listing, Medium, Note, Words

if TYPE_CHECKING:
    from bondcalc.typeset.document import Document


def printed(text: str) -> str:
    column = text_column("reason", "说明", "reason", 2.0)
    (row,) = listing_table(Listing("reasons", None, (column,), [{"reason": text}])).rows
    return str(row[0])


@pytest.mark.parametrize("before", range(SIGNS - 12, SIGNS))
def test_no_number_is_cut_in_two(before: int) -> None:
    """A limit of 1,030.00 is never a limit of 1,03."""
    text = f"{'界' * before}1,030.00%，以后各年相同，详见工作簿所列的各行说明"
    shown = printed(text)
    assert len(shown) <= SIGNS
    assert shown.endswith("…")
    assert text.startswith(shown[:-1])
    assert re.findall("[0-9.,%]+", shown) in ([], ["1,030.00%"])


def test_what_fits_is_whole() -> None:
    assert printed("界" * SIGNS) == "界" * SIGNS


def blocks(*notes: str, more: bool = False) -> list[object]:
    """What a page of a heading, notes and a table is set as; `more`: a second table stands behind the notes."""
    column = text_column("reason", "说明", "reason", 2.0)
    table = Listing("reasons", None, (column,), [{"reason": "未填报"}])
    before, behind = notes[:2], [Note("behind", Words(text)) for text in notes[2:]]
    parts = [*(Note(f"note_{at}", Words(text)) for at, text in enumerate(before)), table, *behind]
    page = StorePage("page", Words("周报"), lambda _: [*parts, replace(table, id="second")] if more else parts)
    view = SimpleNamespace(said_day="2024年12月31日", day=date(2024, 12, 31))
    title, *rest = store_document(cast("StoreView", view), [page], "汇总", "内部资料").blocks
    assert title == Heading(0, "汇总")
    return rest


def test_heading_and_notes_stand_on_the_page_of_the_table_they_lead_to() -> None:
    heading, lead, table = blocks("一。", "二。", "三。")
    assert isinstance(heading, Heading)
    assert lead == Paragraph("一。二。三。", leads=True)
    assert isinstance(table, PageTable)
    kinds = [type(block) for block in blocks("一。", "二。", "三。", more=True)]
    assert kinds == [Heading, Paragraph, PageTable, Paragraph, PageTable]
    assert [type(block) for block in blocks()] == [Heading, PageTable]


def test_lines_that_lead_to_a_table_are_set_with_it() -> None:
    """Each line is held to the one below, the last to the table; of another paragraph only the first and the last two are."""
    with Typefaces(FontSet.load(None)) as faces:
        led, free = (
            pieces_of(0, Paragraph("说明" * 80, leads=leads), cast("Document", None), faces, PORTRAIT.measure)
            for leads in (True, False)
        )
    assert len(led) > 3
    assert all(piece.hold for piece in led)
    assert not any(piece.hold for piece in free)


def test_no_title_is_left_behind_by_a_table_that_goes_on_without_it() -> None:
    """24 lines of text and a table of high rows are more than a page: the text takes the first, the table begins on the second."""
    rows = [["高" * 200, "低"]] * 3
    table = PageTable("表名", "单位：万元", [["甲", "乙"]], rows, "ll", [1, 1], landscape=True, repeat=1)
    with Typefaces(FontSet.load(None)) as faces:
        document = cast("Document", None)
        measure = LANDSCAPE.measure
        said = [
            piece._replace(landscape=True)
            for block in (Heading(1, "一、周报"), Paragraph("说明" * 200, leads=True))
            for piece in pieces_of(0, block, document, faces, measure)
        ]
        set_table = [piece._replace(landscape=True) for piece in table_pieces(table, faces)]
        pages = paginate([*said, *set_table])
    first = [piece for piece, _ in pages[0].placed]
    assert first == said
    assert pages[1].placed[0][0] is set_table[0]


def test_every_note_stands_once_in_lines_of_whole_sentences(view: StoreView) -> None:
    """Two notes of one id are two; one of 4 times 60 signs takes four lines of a workbook and one paragraph on paper."""
    sentence = "甲" * 59 + "。"
    notes = [Note("a", Words("一。", "one")), Note("a", Words("二。", "two")), Note("b", Words(sentence * 4, "long"))]
    page = StorePage("x", Words("页"), lambda _: notes)
    drawn = page.report(view).drawn(Medium.BOOK)
    assert [part.words[:2] for part in drawn if isinstance(part, Note)] == [
        ("一。", "one"),
        ("二。", "two"),
        (sentence, "long"),
        *[(sentence, "")] * 3,
    ]
    (paragraph,) = (block for block in store_document(view, [page], "汇总", "").blocks if isinstance(block, Paragraph))
    assert paragraph.text == "一。二。" + sentence * 4
