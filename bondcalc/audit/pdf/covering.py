"""What the look of a seal lies over and what it says: noted where the filing keeps a place for seals, a difference elsewhere.

Official documents want the seal over name and date, and never over the text (上不压正文，下压成文日期, GB/T 9704).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.pdf.boxes import SAME, Box, box_of, common, meet, size
from bondcalc.audit.pdf.look_marks import PaintedMark, Painter, PaintState, look_marks
from bondcalc.audit.pdf.objects import broken, cut
from bondcalc.audit.pdf.pages import PdfComparison, sheet
from bondcalc.audit.pdf.signature_fields import is_look
from bondcalc.typeset.paging import LANDSCAPE, PORTRAIT, SealPlace
from bondcalc.wording.messages import Long, listed, notice, word

MOST_HIDDEN = 0.9
"""A text of which so much is painted over cannot be read."""


@dataclass
class Covered:
    """What seals cover and say: differences, and sentences on what is as it should be."""

    differences: list[Difference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SealLook:
    """The look of one seal on its page; `block` is the text block (版心) of that page."""

    name: str
    page: int
    box: Box
    marks: Sequence[PaintedMark]
    block: Box

    @property
    def words(self) -> str:
        """Every text it draws."""
        return cut(" ".join(mark.text for mark in self.marks if mark.text), 200)

    def hides(self, text: Box) -> bool:
        """Tell whether nothing of a text shows through what this paints."""
        over = (size(common(mark.box, text)) for mark in self.marks if mark.hides and meet(mark.box, text))
        return sum(over) >= MOST_HIDDEN * size(text)

    def told(self, place: str, filed: str, fresh: str = "") -> Difference:
        """Name something this seal changes for the eye."""
        return Difference("", sheet(self.page), f"签章“{self.name}”{place}", "", filed, fresh, Cause.AFTER_SEAL)


def covered(data: bytes, kept: Sequence[SealPlace]) -> Covered:
    """Tell what the seals of a file cover and say; `kept` are the places the filing keeps for them.

    The differences name no document. A file that cannot be read is a difference.
    """
    import pikepdf

    cover = Covered()
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            sides = PdfComparison("", pdf, pdf, [])
            for number, page in enumerate(pdf.pages):
                looks = list(looks_of(page, number))
                texts = page_texts(sides, pdf, number) if looks else []
                for look in looks:
                    judge(look, texts, [seal_place for seal_place in kept if seal_place.page == number + 1], cover)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError) as failure:
        unread = Difference("", "", "签章图案", "", broken(failure), "", Cause.AFTER_SEAL)
        cover.differences.append(unread)
    return cover


def looks_of(page: Any, number: int) -> Iterator[SealLook]:
    """Find the looks on a page that paint something."""
    for note in page.get("/Annots", []):
        look = note.get("/AP", {}).get("/N") if is_look(note) else None
        if look is not None:
            box = box_of(note.Rect)
            marks = look_marks(look, box)
            if marks:
                yield SealLook(cut(str(note.get("/T", ""))), number, box, marks, block_of(page))


def page_texts(sides: PdfComparison, pdf: Any, number: int) -> list[PaintedMark]:
    """Give the texts of a page with their boxes."""
    painter = Painter(PaintState(SAME), pdf.pages[number].obj.get("/Resources", {}))
    items = [item for item in sides.items(pdf, number) if not isinstance(item, tuple) or item[0] in {"q", "Q", "cm"}]
    return [mark for mark in painter.marks(items) if mark.text.strip()]


def judge(look: SealLook, texts: Sequence[PaintedMark], places: Sequence[SealPlace], found: Covered) -> None:
    """Judge one look: every text under it, and its own words."""
    under = [text for text in texts if meet(text.box, look.box)]
    rows = [text for text in under if any(stands_in(text.box, seal_place) for seal_place in places)]
    lost = [text for text in rows if look.hides(text.box)]
    said = look.words or word("seal_picture")
    found.differences += [look.told("盖住的文字", said, cut(text.text)) for text in under if text not in rows]
    found.differences += [look.told("遮没的文字", said, cut(text.text)) for text in lost]
    if not in_place(look.box, places) and (look.words or meet(look.box, look.block)):
        found.differences.append(look.told("图案在用印处以外", said))
    names = [cut(text.text) for text in rows if text not in lost and text.text.strip("：")]
    over = word("seal_over", names=Long(listed(names))) if names else word("seal_over_blank")
    found.notes.append(notice("seal_look", seal=look.name, page=sheet(look.page), over=Long(over), said=Long(said)))


def stands_in(text: Box, place: SealPlace) -> bool:
    """Tell whether a text stands in a row kept for seals."""
    return place.bottom <= (text[1] + text[3]) / 2 <= place.top


def in_place(box: Box, places: Sequence[SealPlace]) -> bool:
    """Tell whether a look stands in a place kept for seals, or in the blank under it: nothing follows one on its page."""
    return any(box[3] <= seal_place.top + 1 for seal_place in places)


def block_of(page: Any) -> Box:
    """Give the text block of a page, whichever way it lies; what is outside it is margin."""
    left, bottom, right, top = box_of(page.mediabox)
    kind = LANDSCAPE if right - left > top - bottom else PORTRAIT
    return kind.left, kind.bottom, kind.right, kind.top
