"""A text too long for a cell on paper is cut where no number and no word is parted, and says that it goes on."""

import re

import pytest

from bondcalc.portfolio.told.store_page import text_column
from bondcalc.portfolio.told.store_paper import SIGNS, listing_table
from bondcalc.wording.report import Listing


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
