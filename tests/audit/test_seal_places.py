"""Where a filing keeps places for seals: a look there is noted, one over other text or in a blank place is told."""

from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from bondcalc.audit.difference import Cause
from bondcalc.audit.pdf.covering import Covered, covered
from bondcalc.audit.pdf.sealed import first_revision
from tests.audit.filed import filing
from tests.audit.signing import sealed


@pytest.fixture(scope="module")
def plan() -> bytes:
    return filing("plan").data


def lies_over(data: bytes) -> Covered:
    return covered(data, filing("plan").kept)


@pytest.mark.slow
@pytest.mark.parametrize("box", [(90, 300, 520, 700), (440, 300, 520, 700)])
def test_a_seal_over_text_is_told_with_its_words_digits_or_not(plan: bytes, box: tuple[int, int, int, int]) -> None:
    """The second box begins where the lines end."""
    data = sealed(plan, "second", (9, box))
    assert first_revision(data) == (plan, [])
    found = lies_over(data).differences
    assert {(one.sheet, one.cause) for one in found} == {("第10页", Cause.AFTER_SEAL)}
    words = [one.recomputed for one in found if one.place == "签章“second”盖住的文字"]
    assert any(any(char.isdigit() for char in one) for one in words)
    assert any(not any(char.isdigit() for char in one) for one in words)
    assert "Finance bureau" in found[-1].filed


def kept_on(page: int) -> tuple[int, int]:
    """Give bottom and top of the places the filing keeps on a page (from 0), which follow one another without a gap."""
    places = sorted((one for one in filing("plan").kept if one.page == page + 1), key=lambda one: one.bottom)
    assert all(one.top == pytest.approx(other.bottom) for one, other in pairwise(places))
    return round(places[0].bottom), round(places[-1].top)


@pytest.mark.slow
def test_a_seal_where_the_filing_keeps_a_place_is_noted(plan: bytes) -> None:
    """The page ends with the places to sign; the cover ends with names and date."""
    with pikepdf.open(BytesIO(plan)) as pdf:
        last = len(pdf.pages) - 1
    (signing, _), (names, _) = kept_on(last), kept_on(0)
    for page, box, words in (
        (last, (60, signing - 18, 80, signing - 8), ()),
        (last, (390, signing, 510, signing + 120), ("年", "日")),
        (0, (180, names - 13, 300, names + 107), ("2021年5月1日", "归阳工业园管理委员会")),
    ):
        found = lies_over(sealed(plan, "second", (page, box)))
        assert found.differences == []
        assert all(word in found.notes[0] for word in (f"第{page + 1}页", "Finance bureau", *words))


@pytest.mark.parametrize(
    ("page", "said", "before"),
    [
        (-1, ("编制", "复核", "审批"), ["本文件数字取自所附测算表。"]),
        (0, ("项目名称", "所在地区", "主管部门", "项目单位", "成文日期"), []),
    ],
)
def test_no_place_is_kept_above_the_places_to_sign_or_the_names(
    plan: bytes, page: int, said: tuple[str, ...], before: list[str]
) -> None:
    """A seal over all of them is noted; above them it lies over the last line of the text, or in a blank of the body."""
    with pikepdf.open(BytesIO(plan)) as pdf:
        page %= len(pdf.pages)
    bottom, top = kept_on(page)
    found = lies_over(sealed(plan, "second", (page, (90, bottom, 540, top))))
    assert found.differences == []
    assert all(word in found.notes[0] for word in said)
    *over, aside = lies_over(sealed(plan, "second", (page, (90, top, 540, top + 60)))).differences
    assert [one.recomputed for one in over] == before
    assert aside.place == "签章“second”图案在用印处以外"


def test_the_page_number_under_the_places_to_sign_is_none_of_them(plan: bytes) -> None:
    with pikepdf.open(BytesIO(plan)) as pdf:
        last = len(pdf.pages) - 1
    (found,) = lies_over(sealed(plan, "second", (last, (60, 60, 540, 100)))).differences
    assert found.recomputed == f"— {last + 1} —"
