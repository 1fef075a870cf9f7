"""The type of a table is as large as its figures and words allow."""

import random

from bondcalc.typeset.document import PageTable, PrintedFigure
from bondcalc.typeset.pdf_tables import (
    EASY,
    SIZES,
    UPRIGHT,
    TableTooWideError,
    at_size,
    columns_of,
    decent_of,
    grid_of,
    sheet_of,
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
