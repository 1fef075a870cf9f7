"""A sealed PDF (电子签章): the revision before the first signature, and what was changed since.

A seal is an incremental update: the file as it was stays inside the sealed one, byte for byte. No signature is verified
cryptographically: whether a seal is genuine is for the signing authority's own tool to say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.pdf.objects import broken, cut, number
from bondcalc.audit.pdf.pages import PdfComparison, sheet
from bondcalc.audit.pdf.short_lists import EXTENSION, RESOURCES, beyond, proofs
from bondcalc.audit.pdf.signature_fields import changed_fields, is_look, is_seal, of_seals, signature_fields
from bondcalc.audit.pdf.signed_ranges import SignedRange, claims, revision_end

if TYPE_CHECKING:
    from pikepdf import Pdf

ADDED = ("/DSS", "/Perms", "/Extensions", "/Version")
"""Entries of the catalog that signing adds: what a verifier needs, and the extensions used."""
FORM_OF_SEALS = frozenset({"/Fields", "/SigFlags", "/DR", "/DA"})
"""Entries of a form that holds nothing but signature fields."""
MOST = 50
"""Signatures of one file whose steps are compared one by one."""
UNREAD = "没有说明所签范围"


def first_revision(data: bytes) -> tuple[bytes, list[Difference]]:
    """Give the file as it was before its first signature, and what was changed since, apart from the seals themselves.

    A file without a signature comes back unchanged; so does one whose revision cannot be told, with the reason. The
    differences name no document: `filed` is what stands in the file now, `recomputed` what stood there before.
    """
    import pikepdf

    stated = list(claims(data))
    seals = sorted({signed_range for signed_range in stated if signed_range.sound(data)}, key=lambda seal: seal.end)
    wrong = [changed("签名范围", f"{one} 无效") for one in stated if not one.sound(data)]
    if not seals:
        return data, wrong or ([changed("签名", UNREAD)] if seal_notes(data) else [])
    try:
        end = revision_end(data, min(seal.length for seal in seals))
        if end is None:
            return data, [*wrong, changed("签章", "不是增量写入，文件中没有签章前的版本")]
        if len(seals) > MOST:
            return data, [*wrong, changed("签章", f"{len(seals)}个，最多核验{MOST}个")]
        return data[:end], [*wrong, *since(data, end, seals)]
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError) as failure:
        return data, [*wrong, changed("文件", broken(failure))]


def before_seals(data: bytes) -> bytes:
    """Give the file as it was before its first signature, and nothing about what was changed since."""
    starts = [signed_range.length for signed_range in claims(data) if signed_range.sound(data)]
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
                f"签章“{cut(str(note.get('/T', '')))}”：{sheet(number)}，{span(note.V, len(data))}"
                f"自述时间 {moment(str(note.V.get('/M', '')))}；签名真伪未经验证"
                for number, note in seals
            )
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def span(signature: Any, length: int) -> str:
    """Say how much of the file a signature covers; an empty text where it does not say."""
    stated = [int(part) for part in signature.get("/ByteRange", [])]
    if len(stated) != 4:
        return ""
    end = stated[2] + stated[3]
    return f"所签为{'全文件' if end == length else f'文件前 {end} 字节（共 {length} 字节）'}，"


def moment(text: str) -> str:
    """Write a PDF's date as people do, without its zone; as it stands when it is none."""
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)", text)
    return "{}-{}-{} {}:{}".format(*match.groups()) if match else cut(text) or "未写明"


def changed(place: str, filed: str, before: str = "", cause: Cause = Cause.AFTER_SEAL) -> Difference:
    """Name something that was changed after sealing, or along with it."""
    return Difference("", "", place, "", filed, before, cause)


def since(data: bytes, first: int, seals: Sequence[SignedRange]) -> Iterator[Difference]:
    """Find what the signed updates changed besides signing, step by step, and what was appended after the last signed byte."""
    import pikepdf

    last = seals[-1].end
    for seal in seals:
        with pikepdf.open(BytesIO(data[: seal.end])) as sealed:
            if not owned(sealed, seal, data):
                yield changed("签名范围", f"{seal} 不属于任何签章")
    with pikepdf.open(BytesIO(data)) as whole:
        yield from unclaimed(whole, seals)
        yield from added(whole)
    for start, end in pairwise([first, *sorted({seal.end for seal in seals})]):
        yield from stepped(data[:start], data[:end], "随签章改动")
    rest = data[last:]
    if not rest.strip(b"\r\n\0 "):
        return
    differences = list(stepped(data[:last], data, "签章后改动"))
    yield from differences
    proof = b"/DSS" in rest and b"/DSS" not in data[first:last]
    kind = "验证信息（DSS）" if proof else f"{len(rest)}字节"
    cause = Cause.FORM if proof and not differences else Cause.AFTER_SEAL
    yield changed("文件末尾", f"签章后追加{kind}", cause=cause)


def owned(sealed: "Pdf", seal: SignedRange, data: bytes) -> bool:
    """Tell whether a range is that of a signature in a field, and its hole holds that signature and nothing else."""
    covers = (seal.first, seal.length, seal.second, seal.rest)
    own = (field.signature for field in signature_fields(sealed).values() if field.covers == covers)
    return any(signature is not None and bytes(signature.Contents) == seal.left_out(data) for signature in own)


def unclaimed(whole: "Pdf", seals: Sequence[SignedRange]) -> Iterator[Difference]:
    """Find signatures whose range does not stand in the file as every reader finds it."""
    known = {(seal.first, seal.length, seal.second, seal.rest) for seal in seals}
    fields = signature_fields(whole).values()
    names = dict.fromkeys(field.name for field in fields if field.signature is not None and field.covers not in known)
    yield from (changed(f"签章“{name}”", UNREAD) for name in names)


def added(whole: "Pdf") -> Iterator[Difference]:
    """Find what the entries that signing adds hold beyond what signing needs."""
    root: Any = whole.Root
    gaps = list(proofs(root.DSS)) if "/DSS" in root else []
    for name, entry in root.get("/Extensions", {}).items():
        if name != "/Type":
            gaps += beyond(entry, EXTENSION, f"/Extensions{name}")
    gaps += beyond(root.get("/AcroForm", {}).get("/DR", {}), RESOURCES, "/AcroForm/DR")
    gaps += beyond(root.get("/Perms", {}), {"/DocMDP": ..., "/UR3": ...}, "/Perms")
    signatures = [number(field.signature) for field in signature_fields(whole).values() if field.covers]
    gaps += [
        (f"/Perms{key}", "不是文件中的签名", "")
        for key, one in root.get("/Perms", {}).items()
        if number(one) not in signatures
    ]
    yield from (changed(f"随签章改动：{path}", filed) for path, filed, _ in gaps)


def stepped(before: bytes, now: bytes, when: str) -> Iterator[Difference]:
    """Compare a revision with the one before it."""
    import pikepdf

    with pikepdf.open(BytesIO(before)) as one, pikepdf.open(BytesIO(now)) as other:
        for field, (path, filed, was) in changed_fields(one, other, len(now)):
            where = changed(f"{when}：签章“{field.name}” {path}", cut(filed, 200), cut(was, 200))
            yield replace(where, sheet="" if field.page is None else sheet(field.page))
        yield from altered(one, other, when)


def altered(before: "Pdf", now: "Pdf", when: str) -> Iterator[Difference]:
    """Compare two revisions, the seals left out; pages, attachments and everything else count."""
    for pdf in (before, now):
        without_seals(pdf)
    sides = PdfComparison("", now, before, [])
    # Tools that sign write their name and the time into the file's information: that is form, and expected.
    content = (difference for difference in sides.differences() if difference.content)
    yield from (
        replace(difference, place=f"{when}：{difference.place}", cause=Cause.AFTER_SEAL) for difference in content
    )
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
        fields = [field for field in form.get("/Fields", []) if not of_seals(field)]
        form.Fields = Array(fields)
        # Signing sets the flags and may leave resources for the looks of fields; anything else is no seal's.
        if not fields and not form.keys() - FORM_OF_SEALS:
            del pdf.Root.AcroForm
        elif "/SigFlags" in form:
            del form.SigFlags
    for key in ADDED:
        if key in pdf.Root:
            del pdf.Root[key]
