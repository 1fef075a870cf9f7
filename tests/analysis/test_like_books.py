"""A book of other dates reads unchanged rows with the book it was made from: what differs is what differs without that."""

import pytest

from bondcalc.algebra.inspection import upstream
from bondcalc.algebra.variant import variant_of
from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.stress.stressed import Read
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules.book import Book
from tests.samples import computed_sample


@pytest.mark.parametrize("months", [1, 18, 120])
def test_a_book_like_another_differs_as_a_book_alone(months: int) -> None:
    result = computed_sample("land-reserve")
    late = rebuilt(result.project, {"operation_delay": months})
    like, alone = Book(late, result.rules, like=result.book), Book(late, result.rules)
    for book in (like, alone):
        Read.of(book)
    wanted = upstream(*Read.of(result.book).all)
    moved = variant_of(wanted, result.book.tables, like.tables)
    assert moved is not None
    assert moved.structures
    assert moved == variant_of(wanted, result.book.tables, alone.tables)


def test_only_rows_that_are_the_same_are_shared() -> None:
    result = computed_sample("land-reserve")
    late = Book(rebuilt(result.project, {"operation_delay": 7}), result.rules, like=result.book)
    assert [row is other for row, other in zip(late.rows(Parcel), result.book.rows(Parcel), strict=True)] == [
        True
    ] * len(result.project.rows(Parcel))
    assert late.form(Particulars) is not result.book.form(Particulars)
