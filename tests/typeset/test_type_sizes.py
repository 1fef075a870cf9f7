"""The type of a table is as large as its figures and words allow."""

import random
from dataclasses import replace

from bondcalc.typeset.document import PageTable, PrintedFigure
from bondcalc.typeset.page_breaks import paginate
from bondcalc.typeset.paging import LANDSCAPE
from bondcalc.typeset.pdf_tables import (
    EASY,
    LEADING,
    PADDING,
    SIZES,
    UPRIGHT,
    TableTooWideError,
    at_size,
    columns_of,
    decent_of,
    grid_of,
    sheet_of,
    table_pieces,
)
from bondcalc.typeset.word.docx_tables import EvenWidths


def drawn(seed: int) -> PageTable:
    """A table of a column of words and some of figures, of many widths."""
    chance = random.Random(seed)
    heads = [chance.choice(["项目", "地块和用途", "国有土地收益基金计提额"]) for _ in range(chance.randint(6, 13))]
    row = ["列为偿债资金来源的土地净收益", *(PrintedFigure("x", "9" * chance.randint(2, 9) + ".00") for _ in heads[1:])]
    return PageTable("表", "", [heads], [row], "l" + "r" * len(heads[1:]), [1.0] * len(heads))


def test_small_type_is_set_only_where_none_that_reads_easily_holds() -> None:
    seen = set()
    for seed in range(200):
        table = drawn(seed)
        try:
            size = grid_of(table, EvenWidths()).size
        except TableTooWideError:
            continue
        seen.add(size)
        words = at_size(decent_of(columns_of(table), EvenWidths(), UPRIGHT), EASY[-1])
        assert (size in EASY) == (sum(words) <= sheet_of(table).measure)
    assert {SIZES[0], SIZES[-1]} < seen


def pair(rows: int) -> PageTable:
    """One of two parts of a table of figures by year, on a turned page."""
    row = ["期末未分配利润", *(PrintedFigure("x", "1,234.56") for _ in range(11))]
    return PageTable("表（一）", "单位：万元", [row], [row] * rows, "l" + "r" * 11, [1.0] * 12, landscape=True, parts=2)


def test_two_parts_of_a_table_stand_on_one_page_where_type_that_reads_easily_lets_them() -> None:
    """Half a page was left white under each of them; rows too many for that keep the larger type."""
    together = set()
    for rows in range(4, 22):
        given = pair(rows)
        alone, pieces = table_pieces(replace(given, parts=1), EvenWidths()), table_pieces(given, EvenWidths())
        height, largest = (sum(piece.height + piece.before for piece in one) for one in (pieces, alone))
        pages = len(
            paginate(
                [
                    piece._replace(landscape=True)
                    for part in (pieces, table_pieces(given, EvenWidths()))
                    for piece in part
                ]
            )
        )
        assert pieces[-2].height >= (LEADING + 2 * PADDING) * EASY[-1] - 0.01
        assert (pages == 1) == (height <= LANDSCAPE.depth / 2)
        assert height == largest or pages == 1, "type is smaller for a page that is saved only"
        together.add((pages == 1, height < largest))
    assert together == {(True, False), (True, True), (False, False)}
