"""A sealed PDF (电子签章): the revision before the first signature, and what was changed since.

A seal is an incremental update: the file as it was stays inside the sealed one, byte for byte. No signature is verified
cryptographically: whether a seal is genuine is for the signing authority's own tool to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.pdf.ink import Run
from bondcalc.audit.pdf.objects import cut
from bondcalc.audit.pdf.pages import Comparison, sheet

if TYPE_CHECKING:
    from pikepdf import Pdf

RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
END = re.compile(rb"startxref\s+\d{1,12}\s+%%EOF(?:\r\n|\n|\r)?")
ADDED = ("/DSS", "/Perms", "/Extensions", "/Version")
"""Entries of the catalog that signing adds: what a verifier needs, and the extensions used."""
FORM_OF_SEALS = frozenset({"/Fields", "/SigFlags", "/DR", "/DA"})
"""Entries of a form that holds nothing but signature fields."""
DEEPEST = 20
WIDE = 0x2000
"""Characters from here on are as wide as high."""


@dataclass(frozen=True)
class Seal:
    """The bytes a signature claims: all up to `start` and from there to `end`, except the signature's own."""

    start: int
    end: int


def first_revision(data: bytes) -> tuple[bytes, list[Difference]]:
    """Give the file as it was before its first signature, and what was changed since, apart from the seals themselves.

    A file without a signature comes back unchanged; so does one whose revision cannot be told, with the reason. The
    differences name no document: `filed` is what stands in the file now, `recomputed` what stood there before.
    """
    import pikepdf

    claims = [tuple(map(int, found.groups())) for found in RANGE.finditer(data)]
    seals = sorted(
        {Seal(claim[1], claim[2] + claim[3]) for claim in claims if sound(data, claim)}, key=lambda seal: seal.end
    )
    wrong = [changed("签名范围", f"{' '.join(map(str, claim))} 无效") for claim in claims if not sound(data, claim)]
    if not seals:
        return data, wrong or ([changed("签名", "没有说明所签范围")] if seal_notes(data) else [])
    try:
        end = revision_end(data, seals[0].start)
        if end is None:
            return data, [*wrong, changed("签章", "不是增量写入，文件中没有签章前的版本")]
        return data[:end], [*wrong, *since(data, end, seals[-1].end)]
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as failure:
        return data, [*wrong, changed("文件", f"损坏，无法读出：{cut(str(failure))}")]


def before_seals(data: bytes) -> bytes:
    """Give the file as it was before its first signature, and nothing about what was changed since."""
    claims = [tuple(map(int, found.groups())) for found in RANGE.finditer(data)]
    starts = [claim[1] for claim in claims if sound(data, claim)]
    return data[: revision_end(data, min(starts))] if starts else data


def seal_notes(data: bytes) -> tuple[str, ...]:
    """Say of every seal in a file where it stands and when it says it was made; a file that cannot be read has none."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            seals = [
                (number, note)
                for number, page in enumerate(pdf.pages)
                for note in page.get("/Annots", [])
                if is_seal(note) and "/V" in note
            ]
            return tuple(
                f"签章“{cut(str(note.get('/T', '')))}”：{sheet(number)}，自述时间 {moment(str(note.V.get('/M', '')))}；签名真伪未经验证"
                for number, note in seals
            )
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def moment(text: str) -> str:
    """Write a PDF's date as people do, without its zone; as it stands when it is none."""
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)", text)
    return "{}-{}-{} {}:{}".format(*found.groups()) if found else cut(text) or "未写明"


def sound(data: bytes, claim: tuple[int, ...]) -> bool:
    """Tell whether a claim starts at the first byte, leaves out one string in hexadecimal digits and stays in the file."""
    first, length, second, rest = claim
    gap = data[length:second]
    return first == 0 and 0 < length < second and second + rest <= len(data) and gap[:1] == b"<" and gap[-1:] == b">"


def revision_end(data: bytes, before: int) -> int | None:
    """Find the end of the last revision that is complete before a place."""
    ends = [found.end() for found in END.finditer(data, 0, before)]
    return ends[-1] if ends else None


def changed(place: str, filed: str, before: str = "", cause: Cause = Cause.AFTER_SEAL) -> Difference:
    """Name something that was changed after sealing, or along with it."""
    return Difference("", "", place, "", filed, before, cause)


def since(data: bytes, first: int, last: int) -> Iterator[Difference]:
    """Find what the signed updates changed besides the seals, and what was appended after the last signed byte."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as whole:
        yield from covered(whole)
    with pikepdf.open(BytesIO(data[:first])) as before, pikepdf.open(BytesIO(data[:last])) as sealed:
        yield from altered(before, sealed, "随签章改动")
    rest = data[last:]
    if not rest.strip(b"\r\n\0 "):
        return
    with pikepdf.open(BytesIO(data[:last])) as sealed, pikepdf.open(BytesIO(data)) as now:
        proof = "/DSS" in now.Root and b"/DSS" not in data[first:last]
        found = list(altered(sealed, now, "签章后改动"))
    yield from found
    kind = "验证信息（DSS）" if proof else f"{len(rest)}字节"
    cause = Cause.FORM if proof and not found else Cause.AFTER_SEAL
    yield changed("文件末尾", f"签章后追加{kind}", cause=cause)


def altered(before: "Pdf", now: "Pdf", when: str) -> Iterator[Difference]:
    """Compare two revisions, the seals left out; pages, attachments and everything else count."""
    for pdf in (before, now):
        without_seals(pdf)
    sides = Comparison("", now, before, [])
    # Tools that sign write their name and the time into the file's information: that is form, and expected.
    content = (one for one in sides.differences() if one.content)
    yield from (replace(one, place=f"{when}：{one.place}", cause=Cause.AFTER_SEAL) for one in content)
    for key in ("/AF", "/EmbeddedFiles"):
        for path, filed, was in sides.pair.gaps(attached(now, key), attached(before, key), key):
            yield changed(f"{when}：附件 {path}", filed, was)


def attached(pdf: "Pdf", key: str) -> Any:
    """Give the list or the tree of attachments."""
    names: Any = pdf.Root.get("/Names")
    return pdf.Root.get(key) if key == "/AF" else None if names is None else names.get(key)


def without_seals(pdf: "Pdf") -> None:
    """Take signature fields, their looks and what a verifier needs out of an open file."""
    from pikepdf import Array

    for page in pdf.pages:
        if "/Annots" in page:
            kept = [note for note in page.Annots if not is_look(note)]
            page.Annots = Array(kept)
            if not kept:
                del page.Annots
    form = pdf.Root.get("/AcroForm")
    if form is not None:
        fields = [field for field in form.get("/Fields", []) if not is_seal(field)]
        form.Fields = Array(fields)
        # Signing sets the flags and may leave resources for the looks of fields; anything else is no seal's.
        if not fields and not form.keys() - FORM_OF_SEALS:
            del pdf.Root.AcroForm
        elif "/SigFlags" in form:
            del form.SigFlags
    for key in ADDED:
        if key in pdf.Root:
            del pdf.Root[key]


def is_seal(field: Any) -> bool:
    """Tell whether a field or its widget is a signature's."""
    for _ in range(DEEPEST):
        if field is None or "/FT" in field:
            break
        field = field.get("/Parent")
    return field is not None and field.get("/FT") == "/Sig"


def is_look(note: Any) -> bool:
    """Tell whether an annotation is the look of a signature field."""
    return note.get("/Subtype") == "/Widget" and is_seal(note)


def covered(pdf: "Pdf") -> Iterator[Difference]:
    """Find figures that the look of a seal lies over; a seal over a name or a date to be filled in is as it should be."""
    sides = Comparison("", pdf, pdf, [])
    for number, page in enumerate(pdf.pages):
        boxes = [[float(side) for side in note.Rect] for note in page.get("/Annots", []) if is_look(note)]
        boxes = [box for box in boxes if box[0] != box[2] and box[1] != box[3]]
        runs = [item for item in sides.items(pdf, number) if isinstance(item, Run)] if boxes else []
        for run in runs:
            if any(char.isdigit() for char in run.text) and any(inside(run, box) for box in boxes):
                yield replace(changed("签章盖住的数字", "签章外观", cut(run.text)), sheet=sheet(number))


def inside(run: Run, box: list[float]) -> bool:
    """Tell whether a text and a box overlap, in points; ours are all placed by Tm, upright or turned on the spot."""
    place = next((given for operator, given in run.style if operator == "Tm" and len(given) == 6), None)
    size = max((float(given[-1]) for operator, given in run.style if operator == "Tf" and given), default=0.0)
    if place is None:
        return False
    x, y = float(place[4]), float(place[5])
    # A Chinese character is as wide as high, a digit a little over half.
    width = sum(size if ord(char) > WIDE else 0.6 * size for char in run.text)
    left, right = sorted((box[0], box[2]))
    low, high = sorted((box[1], box[3]))
    return x < right and x + width > left and y < high and y + 0.8 * size > low
