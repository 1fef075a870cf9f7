"""What happens to a filing without anybody changing it: saved anew, sealed, sealed twice, sealed over the date. One entry a kind."""

import random
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from tests.audit.seal_kinds import certificate
from tests.audit.seal_updates import (
    COURIER,
    FREE,
    Box,
    field_of,
    form,
    looking,
    made,
    name,
    noted,
    signed,
    spots,
    stream,
    updated,
)
from tests.audit.signing import sealed
from tests.filed_names import PLAN
from tests.outside import tool

Make = Callable[[bytes, random.Random], bytes]
DATE = (0, (180, 70, 300, 190))
"""A seal of 42 mm over date and names on the cover."""
RING = b"1 0 0 RG 1 0 0 rg 3 w 5 60 m 5 90 30 115 60 115 c 90 115 115 90 115 60 c 115 30 90 5 60 5 c 30 5 5 30 5 60 c S 60 80 m 72 44 l 41 66 l 79 66 l 48 44 l f"
"""A ring with a star in it, as bureaus' seals have."""


@dataclass(frozen=True)
class Innocent:
    """A kind: what happened, and what becomes of the file."""

    what: str
    make: Make
    file: str = PLAN


def saved(**how: Any) -> Make:
    def make(data: bytes, _: random.Random) -> bytes:
        out = BytesIO()
        with pikepdf.open(BytesIO(data)) as pdf:
            pdf.save(out, **how)
        return out.getvalue()

    return make


def by_qpdf(*options: str) -> Make:
    """Another program writes the file anew."""

    def make(data: bytes, _: random.Random) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            given, out = Path(folder, "in.pdf"), Path(folder, "out.pdf")
            given.write_bytes(data)
            subprocess.run([tool("qpdf"), *options, str(given), str(out)], check=True)
            return out.read_bytes()

    return make


def last_page(data: bytes) -> int:
    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages) - 1


def then(*steps: Make) -> Make:
    def make(data: bytes, draw: random.Random) -> bytes:
        for step in steps:
            data = step(data, draw)
        return data

    return make


def seal(field: str = "signature", place: tuple[int, Box] | None = None, **how: Any) -> Make:
    """A seal of a signing tool; with `how`, one of a certain manner without a look."""
    return lambda data, _: signed(data, field, place, **how) if how else sealed(data, field, place)


def ring(field: str, place: tuple[int, Box]) -> Make:
    """A seal drawn in lines, through which the text is read."""
    return lambda data, _: signed(data, field, place, looking(field, RING, place[1]))


def on_last(data: bytes, _: random.Random) -> bytes:
    page = last_page(data)
    # The dates to be filled in stand at the right margin, one under another; the seal goes on the lowest.
    low = min(spot.y for spot in spots(data) if spot.page == page and 405 < spot.x < 415)
    box = (390, low - 40, 510, low + 20)
    return signed(data, "second", (page, box), looking("second", RING, box))


def masked(data: bytes, _: random.Random) -> bytes:
    """A seal that is an image with a transparent ground."""
    box = DATE[1]

    def change(writer: Any) -> None:
        grey = b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace"
        mask = stream(writer, b"\x40", b"<<" + grey + b"/DeviceGray>>")
        image = stream(writer, b"\xff\x00\x00", b"<<" + grey + b"/DeviceRGB>>")
        image.get_object()[name("/SMask")] = mask
        look = form(writer, b"q 120 0 0 120 0 0 cm /I Do Q", box, b"<<>>")
        look.get_object()[name("/Resources")] = made(b"<</XObject<<>>>>")
        look.get_object()["/Resources"]["/XObject"][name("/I")] = image
        field = field_of(writer, "second")
        field[name("/AP")] = made(b"<<>>")
        field["/AP"][name("/N")] = look
        writer.update_container(field)

    return signed(data, "second", (0, box), change)


def fields_for_later(data: bytes, _: random.Random) -> bytes:
    """A field is made for the next one to sign, and the first is signed."""

    def change(writer: Any) -> None:
        noted(0, b"<</Type/Annot/Subtype/Widget/FT/Sig/T(next)/F 132>>", None, FREE[1])(writer)
        page = writer.find_page_for_modification(0)[0].get_object()
        writer.root["/AcroForm"]["/Fields"].append(page["/Annots"].raw_get(len(page["/Annots"]) - 1))
        writer.update_container(writer.root["/AcroForm"])

    return signed(data, "signature", None, change)


def proved(data: bytes, _: random.Random) -> bytes:
    return updated(data, certificate)


REASONS = {"reason": "同意上报", "location": "祁东县", "name": "祁东县财政局"}
INNOCENTS = (
    Innocent("as it is, renamed", lambda data, _: data, "实施方案（定稿）.pdf"),
    Innocent("renamed in capitals", lambda data, _: data, "PLAN(2).PDF"),
    Innocent("saved anew", saved()),
    Innocent("linearised", saved(linearize=True)),
    Innocent("without object streams", saved(object_stream_mode=pikepdf.ObjectStreamMode.disable)),
    Innocent("unpacked", saved(compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)),
    Innocent("packed anew", saved(recompress_flate=True)),
    Innocent("for editing by hand (qdf)", saved(qdf=True)),
    Innocent("another identifier", saved(static_id=True)),
    Innocent("a later version of PDF", saved(force_version="2.0")),
    Innocent("blanks behind the end", lambda data, _: data + b"\r\n\0\0"),
    Innocent("a mark before the head", lambda data, _: b"\xef\xbb\xbf" + data),
    Innocent("qpdf: packed anew", by_qpdf("--recompress-flate", "--compression-level=9")),
    Innocent("qpdf: linearised", by_qpdf("--linearize")),
    Innocent("qpdf: streams of objects", by_qpdf("--object-streams=generate", "--newline-before-endstream")),
    Innocent("qpdf: pages' content joined", by_qpdf("--coalesce-contents")),
    Innocent("sealed", seal()),
    Innocent("sealed without a look", seal(reason="x")),
    Innocent("sealed with reason, place and name", seal(**REASONS)),
    Innocent("sealed by the European profile", seal(subfilter=SigSeedSubFilter.PADES)),
    Innocent("certified", seal(certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)),
    Innocent("sealed twice", then(seal(), seal("second", FREE))),
    Innocent("sealed three times", then(seal(), seal("second", FREE), ring("third", DATE))),
    Innocent("sealed by a tool over date and names", seal("second", DATE)),
    Innocent("sealed in lines over date and names", ring("second", DATE)),
    Innocent("sealed by an image over date and names", masked),
    Innocent("sealed over the places to sign", on_last),
    Innocent("sealed on the cover and over the places to sign", then(seal(), on_last)),
    Innocent("sealed in its field, then over the date", then(seal(), ring("second", DATE))),
    Innocent("linearised, then sealed", then(saved(linearize=True), seal())),
    Innocent("packed anew, then sealed over the date", then(saved(recompress_flate=True), ring("second", DATE))),
    Innocent("sealed, with proofs appended", then(seal(), proved)),
    Innocent("sealed twice, with proofs appended", then(seal(), seal("second", FREE), proved)),
    Innocent("proofs appended between two seals", then(seal(), proved, seal("second", FREE))),
    Innocent("a field made for the next to sign", fields_for_later),
    Innocent(
        "a seal in the margin, across pages",
        lambda data, _: signed(
            data,
            "second",
            (3, (552, 400, 590, 460)),
            looking("second", b"1 0 0 RG 0 0 m 30 30 l S", (552, 400, 590, 460), resources=COURIER),
        ),
    ),
)
