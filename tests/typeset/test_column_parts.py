"""Tables too wide for a page are cut by columns: nothing is lost, nothing stands twice but the names, every part fits."""

from decimal import Decimal

import pytest

from bondcalc.filings.parts.adding import check_totals
from bondcalc.typeset.column_parts import column_parts, cut
from bondcalc.typeset.document import Document, PageTable, Paragraph, PrintedFigure, Sum, printed
from bondcalc.typeset.fonts import FontSet, Typefaces
from bondcalc.typeset.paging import LANDSCAPE
from bondcalc.typeset.pdf_tables import grid_of


def wide(years: int, digits: str = "12,345.67") -> PageTable:
    """Two rows and their total over so many years, a column of totals before them."""
    first = [f"{index % 9 + 1}{digits[1:]}" for index in range(years)]
    amounts = [Decimal(text.replace(",", "")) for text in first]
    rows = [
        [
            name,
            f"{sum(row):,}",
            *(PrintedFigure(f"x.{name}@{2020 + index}", f"{one:,}") for index, one in enumerate(row)),
        ]
        for name, row in (("甲", amounts), ("乙", amounts), ("两项合计", [2 * one for one in amounts]))
    ]
    return PageTable(
        "分年表",
        "单位：万元",
        [["项目", "合计", *(str(2020 + index) for index in range(years))]],
        rows,
        "l" + "r" * (years + 1),
        [3.4, *[1.0] * (years + 1)],
        strong=frozenset({2}),
        repeat=1,
        sums=(Sum("row", 2, (0, 1)), Sum("column", 1, tuple(range(2, years + 2))), Sum("row", 1, (), (), 1)),
    )


@pytest.mark.parametrize("years", [16, 22, 33, 61])
def test_every_column_stands_once_behind_the_names(years: int) -> None:
    table = wide(years)
    parts = column_parts(table)
    assert len(parts) > 1
    assert [one.title for one in parts][:2] == ["分年表（一）", "分年表（二）"]
    for row in range(3):
        joined = [printed(part.rows[row][0]) for part in parts]
        assert joined == [printed(table.rows[row][0])] * len(parts)
        assert [cell for part in parts for cell in part.rows[row][1:]] == list(table.rows[row][1:])
    assert [head for part in parts for head in part.heading[0][1:]] == list(table.heading[0][1:])
    assert all(part.landscape and part.strong == {2} and part.repeat == 0 for part in parts)
    counts = [len(part.widths) for part in parts]
    assert max(counts) - min(counts[:-1]) == 0
    assert all(len(part.align) == len(part.widths) == len(part.rows[0]) for part in parts)


@pytest.mark.parametrize("digits", ["12,345.67", "123,456,789.01", "1.0000"])
def test_every_part_fits_its_page_at_a_readable_size(digits: str) -> None:
    parts = column_parts(wide(25, digits))
    with Typefaces(FontSet.load(None), Document("", "", "", "", "", "", parts)) as faces:
        for part in parts:
            grid = grid_of(part, faces)
            assert grid.size >= 7
            assert sum(grid.widths) <= LANDSCAPE.measure + 0.1


def test_what_fits_is_not_cut() -> None:
    [upright] = column_parts(wide(4))
    assert not upright.landscape
    assert upright.title == "分年表"
    [turned] = column_parts(wide(9))
    assert turned.landscape
    assert turned.sums == wide(9).sums
    plain = PageTable("表", "", [["甲"] * 40], [["1"] * 40], "r" * 40, [1.0] * 40)
    assert column_parts(plain) == [plain]


def test_a_part_keeps_the_sums_that_hold_in_it() -> None:
    """Down a column the total is there; along a row it is that of all parts, and what is carried on begins in the part before."""
    parts = column_parts(wide(22))
    assert {part.sums for part in parts} == {(Sum("row", 2, (0, 1)),)}
    whole = Document("", "", "", "", "", "", [Paragraph("甲"), wide(22)])
    made = cut(whole)
    assert made.blocks == [Paragraph("甲"), *parts]
    check_totals(made)
