"""The signature fields of a file, and what one signing may do with them: sign its own, and leave all others as they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondcalc.audit.pdf.boxes import box_of, size
from bondcalc.audit.pdf.look_marks import look_marks
from bondcalc.audit.pdf.objects import Gap, Pair, cut, number
from bondcalc.audit.pdf.short_lists import LOOK, NEW, WIDGET, beyond

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

DEEPEST = 20
FLAGS = {4, 64, 128, 512}
"""A widget may be printed, read only, locked, its contents locked. Other flags hide it or move it off its place."""
ObjectNumber = tuple[int, int]


@dataclass(frozen=True)
class SignatureField:
    """A signature field or one of its widgets; `page` counts from 0, None where it stands on no page."""

    thing: "Object"
    page: int | None

    @property
    def name(self) -> str:
        """Its name, as people see it."""
        return cut(str(inherited(self.thing, "/T") or ""))

    @property
    def signature(self) -> "Object | None":
        """The signature in it, None where nobody signed."""
        return inherited(self.thing, "/V")

    @property
    def covers(self) -> tuple[int, ...]:
        """What its signature says it covers; empty where nobody signed."""
        stated = None if self.signature is None else self.signature.get("/ByteRange")
        return () if stated is None else tuple(int(number) for number in stated)

    @property
    def look(self) -> "Object | None":
        """What is drawn for it, None where it has no look."""
        looks = self.thing.get("/AP")
        return None if looks is None else looks.get("/N")


def inherited(field: "Object | None", key: str) -> "Object | None":
    """Give an entry of a field, from the fields above it where it has none."""
    for _ in range(DEEPEST):
        if field is None or key in field:
            break
        field = field.get("/Parent")
    return None if field is None else field.get(key)


def is_seal(field: "Object") -> bool:
    """Tell whether a field or its widget is a signature's."""
    return bool(inherited(field, "/FT") == "/Sig")


def is_look(note: "Object") -> bool:
    """Tell whether an annotation is the look of a signature field."""
    return note.get("/Subtype") == "/Widget" and is_seal(note)


def of_seals(field: "Object") -> bool:
    """Tell whether a field of a form holds signatures and nothing else."""
    kids = list(field.get("/Kids", []))
    return all(is_seal(kid) for kid in kids) if kids and "/FT" not in field else is_seal(field)


def signature_fields(pdf: "Pdf") -> dict[ObjectNumber, SignatureField]:
    """Find the signature fields by number, with their widgets; one that is written in place has a number made up for it."""
    found: dict[ObjectNumber, SignatureField] = {}

    def noted(thing: "Object", page: int | None) -> None:
        """Add a field or widget that was not seen before, with its page where it is drawn on one."""
        key = number(thing)
        found.setdefault(key if any(key) else (-1 - len(found), 0), SignatureField(thing, page))

    for index, page in enumerate(pdf.pages):
        for note in page.get("/Annots", []):
            if is_look(note):
                noted(note, index)
    form = pdf.Root.get("/AcroForm")
    waiting = [] if form is None else [(field, 0) for field in form.get("/Fields", []) if of_seals(field)]
    while waiting:
        field, depth = waiting.pop()
        if depth < DEEPEST and number(field) not in found:
            noted(field, None)
            waiting += [(kid, depth + 1) for kid in field.get("/Kids", [])]
    return found


def changed_fields(before: "Pdf", now: "Pdf", end: int) -> Iterator[tuple[SignatureField, Gap]]:
    """Find what a step changed of signature fields, besides signing one to `end`, the last byte of that step."""
    old, new, pair = signature_fields(before), signature_fields(now), Pair(now, before)
    for key, field in new.items():
        for path, *told in _stepped(field, old.get(key), pair, end):
            yield field, (path, told[0], told[1])
    for key in old.keys() - new.keys():
        yield old[key], ("被去掉", "", "签章" if old[key].covers else "签名域")


def _stepped(field: SignatureField, was: SignatureField | None, pair: Pair, end: int) -> Iterator[Gap]:
    if was is not None and (was.covers or not field.covers):
        yield from _same(field, was, pair)
        return
    yield from not_listed(field, was)
    if was is not None:
        own = {*field.thing.keys(), *was.thing.keys()} - NEW - {"/Parent", "/Kids"}
        for key in sorted(own):
            yield from pair.gaps(field.thing.get(key), was.thing.get(key), key)
    if field.covers and field.covers[2] + field.covers[3] != end:
        yield "用了别处的签名", " ".join(map(str, field.covers)), ""
    if not field.covers and (words := painted(field)) is not None:
        yield "未签署而有图案", words, ""


def _same(field: SignatureField, was: SignatureField, pair: Pair) -> Iterator[Gap]:
    """Find what differs of a field that was to stay as it was; what a signature refers to is compared elsewhere."""
    from pikepdf import Dictionary

    for key in sorted({*field.thing.keys(), *was.thing.keys()} - {"/P", "/Parent", "/Kids", "/V"}):
        yield from pair.gaps(field.thing.get(key), was.thing.get(key), "图案" if key == "/AP" else key)
    mine, wanted = (Dictionary() if one.signature is None else one.signature for one in (field, was))
    for key in sorted({*mine.keys(), *wanted.keys()} - {"/Reference"}):
        yield from pair.gaps(mine.get(key), wanted.get(key), f"/V{key}")


def not_listed(field: SignatureField, was: SignatureField | None) -> Iterator[Gap]:
    """Find what a field and its look hold beyond the short lists, and what it held before."""
    if not is_seal(field.thing):
        yield "/FT", str(field.thing.get("/FT", "")), "/Sig"
    known = dict.fromkeys(was.thing.keys(), ...) if was is not None else {}
    yield from beyond(field.thing, {**known, **WIDGET})
    look = field.look
    if look is None:
        return
    if not hasattr(look, "read_bytes"):
        yield "/AP/N", "多种图案", ""
        return
    yield from beyond(look, LOOK, "/AP/N")
    flags = int(field.thing.get("/F", 0))
    odd = [bit for bit in range(32) if flags >> bit & 1 and 1 << bit not in FLAGS]
    if odd and painted(field) is not None:
        yield "/F", str(flags), ""


def painted(field: SignatureField) -> str | None:
    """Give the words a look draws, empty where it draws something else, None where it draws nothing."""
    look = field.look
    if look is None or "/Rect" not in field.thing:
        return None
    marks = look_marks(look, box_of(field.thing.Rect)) if size(box_of(field.thing.Rect)) else []
    return "".join(mark.text for mark in marks) if marks else None
