"""Incremental updates to a filing as somebody with an editor of PDF objects would write them, before, between and after seals."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp.noop import NoOpStampStyle

from tests.audit.signing import sealed, signer

Writer = IncrementalPdfFileWriter
Update = Callable[[Writer], object]
Box = tuple[float, float, float, float]
FREE = (0, (60, 40, 200, 80))
"""A place on the cover where nothing is printed."""
COURIER = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>"
MOMENTS = ("with", "between", "after")


@dataclass(frozen=True)
class Spot:
    """A text of a page: page from 0, where it begins, its size; in points."""

    page: int
    x: float
    y: float
    size: float

    @property
    def box(self) -> Box:
        return self.x - 2, self.y - 4, self.x + 3 * self.size, self.y + self.size


def name(text: str) -> generic.NameObject:
    return generic.NameObject(text)


def made(text: bytes) -> Any:
    """Read an object as it is written in a PDF."""
    return generic.read_object(BytesIO(text + b" "), generic.TrailerReference(None))


def updated(data: bytes, *changes: Update) -> bytes:
    """Append an update without a signature."""
    writer = Writer(BytesIO(data))
    for change in changes:
        change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def signed(data: bytes, field: str, place: tuple[int, Box] | None, *changes: Update, **how: Any) -> bytes:
    """Sign a field, or a new one at a place, with changes in the same update; no look but the one the changes give."""
    writer = Writer(BytesIO(data))
    if place is not None:
        append_signature_field(
            writer, SigFieldSpec(field, on_page=place[0], box=tuple(round(side) for side in place[1]))
        )
    for change in changes:
        change(writer)
    done = PdfSigner(PdfSignatureMetadata(field_name=field, **how), signer(), stamp_style=NoOpStampStyle())
    return bytes(done.sign_pdf(writer, in_place=False).getvalue())


def at(moment: str, data: bytes, change: Update) -> bytes:
    """Make a change along with the first seal, between two, or after the last."""
    if moment == "with":
        return signed(data, "signature", None, change)
    once = updated(sealed(data), change)
    return once if moment == "after" else sealed(once, "second", FREE)


def stream(writer: Writer, drawing: bytes, keys: bytes = b"<<>>") -> Any:
    entries = made(keys)
    return writer.add_object(generic.StreamObject(dict(entries), stream_data=drawing))


def form(writer: Writer, drawing: bytes, box: Box, resources: bytes = COURIER, more: bytes = b"") -> Any:
    """A look: a form of the size of a box."""
    size = b"%g %g" % (box[2] - box[0], box[3] - box[1])
    keys = b"<</Type/XObject/Subtype/Form/BBox[0 0 " + size + b"]/Resources " + resources + more + b">>"
    return stream(writer, drawing, keys)


def field_of(writer: Writer, title: str) -> Any:
    return next(one.get_object() for one in writer.root["/AcroForm"]["/Fields"] if one.get_object()["/T"] == title)


def looking(title: str, drawing: bytes, box: Box, **more: Any) -> Update:
    """Give a field a look."""

    def change(writer: Writer) -> None:
        field = field_of(writer, title)
        field[name("/AP")] = generic.DictionaryObject({name("/N"): form(writer, drawing, box, **more)})
        writer.update_container(field)

    return change


def keyed(title: str, key: str, value: bytes) -> Update:
    """Give a field a key."""

    def change(writer: Writer) -> None:
        field = field_of(writer, title)
        field[name(key)] = made(value)
        writer.update_container(field)

    return change


def rooted(key: str, value: bytes) -> Update:
    """Give the catalog a key."""

    def change(writer: Writer) -> None:
        writer.root[name(key)] = made(value)
        writer.update_root()

    return change


def formed(key: str, value: bytes) -> Update:
    """Give the form a key."""

    def change(writer: Writer) -> None:
        writer.root["/AcroForm"][name(key)] = made(value)
        writer.update_container(writer.root["/AcroForm"])

    return change


def paged(number: int, key: str, value: bytes) -> Update:
    """Give a page a key."""

    def change(writer: Writer) -> None:
        page = writer.find_page_for_modification(number)[0].get_object()
        page[name(key)] = made(value)
        writer.update_container(page)

    return change


def noted(number: int, note: bytes, drawing: bytes | None = None, box: Box = (90, 300, 300, 340)) -> Update:
    """Lay an annotation over a page, with a look if one is given."""

    def change(writer: Writer) -> None:
        page = writer.find_page_for_modification(number)[0].get_object()
        entries = made(note)
        entries[name("/Rect")] = generic.ArrayObject([generic.FloatObject(side) for side in box])
        if drawing is not None:
            entries[name("/AP")] = generic.DictionaryObject({name("/N"): form(writer, drawing, box)})
        page[name("/Annots")] = generic.ArrayObject([*page.get("/Annots", []), writer.add_object(entries)])
        writer.update_container(page)

    return change


def drawn(number: int, drawing: bytes) -> Update:
    """Draw on a page."""
    return lambda writer: writer.add_stream_to_page(number, stream(writer, drawing))


def spots(data: bytes) -> list[Spot]:
    """Find where texts begin, by the instructions that place them."""
    found: list[Spot] = []
    with pikepdf.open(BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            steps = [(list(step.operands), str(step.operator)) for step in pikepdf.parse_content_stream(page)]
            depth, place = 0, None
            for given, operator in steps:
                depth += {"q": 1, "Q": -1}.get(operator, 0)
                if operator == "Tm":
                    place = [float(side) for side in given]
                elif operator == "Tf" and place and not depth and place[:4] == [1, 0, 0, 1]:
                    found.append(Spot(number, place[4], place[5], float(given[1])))
                    place = None
    return found


def body(data: bytes, draw: random.Random) -> Spot:
    """Draw a text somewhere between cover and last page, inside the margins."""
    found = spots(data)
    last = max(spot.page for spot in found)
    return draw.choice([spot for spot in found if 0 < spot.page < last and 90 < spot.x < 400 and 120 < spot.y < 680])


def verdict(data: bytes) -> Spot:
    """What stands on the cover between title and names: the project, on the review the conclusion."""
    return next(spot for spot in spots(data) if spot.page == 0 and 380 < spot.y < 540)


def cover_row(data: bytes, draw: random.Random) -> Spot:
    """A name or the date on the cover."""
    return draw.choice([spot for spot in spots(data) if spot.page == 0 and spot.y < 250 and spot.x > 185])


def ranged(data: bytes, edit: Callable[[list[int]], bytes]) -> bytes:
    """Write another range over the one there, of the same length."""
    spot = re.search(rb"/ByteRange ?\[([^\]]*)\]\s*", data)
    assert spot
    text = edit([int(part) for part in spot[1].split()])
    assert len(text) <= spot.end() - spot.start()
    return data[: spot.start()] + text.ljust(spot.end() - spot.start()) + data[spot.end() :]
