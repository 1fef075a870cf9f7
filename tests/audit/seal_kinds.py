"""Kinds of tamperings with looks and seals of a PDF: one entry a kind, with the place and the cause that must be told.

A kind is a function of the filing and a source of chance that gives the changed file; `place` is a pattern that one
difference must fit, told as 第9页 place filed recomputed. Another kind is one more entry.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from tests.audit.filed import appended, changed, with_font, with_image, with_note
from tests.audit.seal_updates import (
    FREE,
    MOMENTS,
    Box,
    Update,
    at,
    body,
    cover_row,
    drawn,
    field_of,
    formed,
    keyed,
    looking,
    made,
    name,
    noted,
    paged,
    ranged,
    rooted,
    signed,
    stream,
    updated,
    verdict,
)
from tests.audit.signing import sealed

Make = Callable[[bytes, random.Random], bytes]
WORDS = (b"PASS", b"1.30", b"approved", b"E/F 1.2500", b"OK")
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


@dataclass(frozen=True)
class SealKind:
    """A kind of tampering: what is done, where that must be told, for which cause."""

    what: str
    place: str
    make: Make
    cause: str = "after_seal"


def words(draw: random.Random) -> bytes:
    return b"BT /F1 9 Tf 2 2 Td (%s) Tj ET" % draw.choice(WORDS)


def white(box: Box) -> bytes:
    return b"1 g 0 0 %g %g re f 0 g " % (box[2] - box[0], box[3] - box[1])


def patch(box: Box, draw: random.Random) -> bytes:
    """White, and other words on it."""
    return white(box) + words(draw)


def image(box: Box) -> bytes:
    """White pixels in the drawing itself."""
    size = b"%g 0 0 %g" % (box[2] - box[0], box[3] - box[1])
    return b"q " + size + b" 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"


def over_text(look: Callable[[Box, random.Random], bytes], **more: bytes) -> Make:
    """A genuine signature whose look lies over a text of the body."""

    def make(data: bytes, draw: random.Random) -> bytes:
        spot = body(data, draw)
        return signed(data, "x", (spot.page, spot.box), looking("x", look(spot.box, draw), spot.box, **more))

    return make


def over_verdict(data: bytes, draw: random.Random) -> bytes:
    box = verdict(data).box
    return signed(data, "x", (0, box), looking("x", patch(box, draw), box))


def over_row(look: Callable[[Box, random.Random], bytes]) -> Make:
    """A look over a name or the date, where a seal may lie, that hides it."""

    def make(data: bytes, draw: random.Random) -> bytes:
        spot = cover_row(data, draw)
        box = (spot.x - 6, spot.y - 8, spot.x + 330, spot.y + 22)
        return signed(data, "x", (0, box), looking("x", look(box, draw), box))

    return make


def in_blank(look: Callable[[Box, random.Random], bytes], box: Box = (300, 90, 420, 100)) -> Make:
    def make(data: bytes, draw: random.Random) -> bytes:
        return signed(data, "x", (draw.randrange(1, 12), box), looking("x", look(box, draw), box))

    return make


def pyhanko_over_text(data: bytes, draw: random.Random) -> bytes:
    spot = body(data, draw)
    left, low, right, high = map(round, spot.box)
    return sealed(data, "x", (spot.page, (left, low, right + 60, high + 20)))


def turned_corners(data: bytes, draw: random.Random) -> bytes:
    spot = body(data, draw)
    left, low, right, high = spot.box
    box = made(b"[%g %g %g %g]" % (right, high, left, low))
    return signed(data, "x", (spot.page, spot.box), looking("x", patch(spot.box, draw), spot.box), placed("x", box))


def placed(title: str, box: object) -> Update:
    def change(writer: object) -> None:
        field = field_of(writer, title)
        field[name("/Rect")] = box
        writer.update_container(field)

    return change


def at_any(change: Callable[[random.Random], Update], moments: tuple[str, ...] = MOMENTS) -> Make:
    """A change along with a seal, between two or after the last."""
    return lambda data, draw: at(draw.choice(moments), data, change(draw))


def later(change: Callable[[random.Random], Update]) -> Make:
    """A change of the seal that was put before."""
    return at_any(change, ("between", "after"))


def key(title: str, *values: bytes) -> Make:
    return at_any(lambda draw: keyed("signature", title, draw.choice(values)))


def flagged(data: bytes, draw: random.Random) -> bytes:
    """The look is not where its rectangle is: readers neither turn nor enlarge it with the page."""
    flags = keyed("signature", "/F", draw.choice((b"20", b"12", b"260")))
    return signed(data, "signature", None, look_redone(draw), flags)


def new_field(draw: random.Random) -> Update:
    """A field nobody signed, with a look, on a page of the body."""
    note = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(other)/F 4>>"
    return noted(draw.randrange(1, 12), note, patch((90, 300, 300, 340), draw))


def borrowed(draw: random.Random) -> Update:
    """A widget with a look that says the genuine signature is its own."""

    def change(writer: object) -> None:
        box = (90, 300, 300, 340)
        noted(draw.randrange(1, 12), b"<</Type/Annot/Subtype/Widget/FT/Sig/T(again)/F 4>>", patch(box, draw), box)(
            writer
        )
        for page in range(1, 12):
            for note in writer.find_page_for_modification(page)[0].get_object().get("/Annots", []):
                if note.get_object().get("/T") == "again":
                    note.get_object()[name("/V")] = field_of(writer, "signature").raw_get("/V")

    return change


def without(title: str) -> Update:
    def change(writer: object) -> None:
        field = field_of(writer, "signature")
        del field[name(title)]
        writer.update_container(field)

    return change


def restated(title: str, value: bytes) -> Update:
    """The signature itself says something else."""

    def change(writer: object) -> None:
        signature = field_of(writer, "signature")["/V"]
        signature[name(title)] = made(value)
        writer.update_container(signature)

    return change


def states(draw: random.Random) -> Update:
    def change(writer: object) -> None:
        field, box = field_of(writer, "signature"), (330, 110, 500, 170)
        looking("signature", patch(box, draw), box)(writer)
        field["/AP"][name("/N")] = made(b"<</On 1 0 R>>")
        field["/AP"]["/N"][name("/On")] = stream(writer, b"", b"<</Subtype/Form/BBox[0 0 9 9]>>")
        writer.update_container(field)

    return change


def rollover(which: str) -> Callable[[random.Random], Update]:
    def build(draw: random.Random) -> Update:
        def change(writer: object) -> None:
            field = field_of(writer, "signature")
            entry = stream(writer, patch((0, 0, 170, 60), draw), b"<</Subtype/Form/BBox[0 0 170 60]>>")
            field["/AP"][name(which)] = entry
            writer.update_container(field)

        return change

    return build


def proof(entries: bytes, script: bool = False) -> Callable[[random.Random], Update]:
    """A store of proofs; with a script where a certificate should be."""

    def build(_: random.Random) -> Update:
        def change(writer: object) -> None:
            store = made(entries)
            if script:
                store[name("/Certs")] = made(b"[]")
                store["/Certs"].append(stream(writer, b"app.alert(1)"))
            writer.root[name("/DSS")] = store
            writer.update_root()

        return change

    return build


def certificate(writer: object) -> None:
    """A store of proofs as a verifier writes it."""
    store = made(b"<</Certs[]>>")
    store["/Certs"].append(stream(writer, b"\x30\x03\x02\x01\x01"))
    writer.root[name("/DSS")] = store
    writer.update_root()


def look_redone(draw: random.Random) -> Update:
    box = (330, 110, 500, 170)
    return looking("signature", patch(box, draw), box)


def look_redone_with_proof(data: bytes, draw: random.Random) -> bytes:
    return updated(sealed(data), look_redone(draw), certificate)


def look_of_ours(draw: random.Random) -> Update:
    return look_redone(draw)


def unsigned_look(data: bytes, draw: random.Random) -> bytes:
    """Another field is signed, and the filing's own, which nobody signed, gets a look."""
    return signed(data, "x", FREE, look_of_ours(draw))


def hole(data: bytes, _: random.Random) -> bytes:
    """The hole is widened over what stands before the signature; a bracket makes it look like one string."""
    once = sealed(data)
    start = once.rindex(b"<<", 0, once.rindex(b"/Contents"))
    return ranged(once, lambda given: b"/ByteRange[0 %d %d %d]" % (start, given[2], given[3]))


def hole_elsewhere(data: bytes, _: random.Random) -> bytes:
    """A range of nobody, whose hole is a string of digits written for it."""
    once = sealed(data)
    extra = b"\n%% <00ff> /ByteRange[0 %d %d %d]\n" % (len(once) + 3, len(once) + 9, 0)
    return once + extra


def not_digits(data: bytes, draw: random.Random) -> bytes:
    """Other bytes among the digits of the signature."""
    once = bytearray(sealed(data))
    place = once.rindex(b"/Contents") + draw.randrange(100, 2000)
    once[place : place + 8] = b"/JS(hi) "
    return bytes(once)


def broken(edit: Callable[[list[int]], bytes]) -> Make:
    return lambda data, _: ranged(sealed(data), edit)


def appended_junk(data: bytes, draw: random.Random) -> bytes:
    return sealed(data) + b"\n% " + bytes(draw.randrange(65, 91) for _ in range(30))


def written_anew(data: bytes, _: random.Random) -> bytes:
    with pikepdf.open(BytesIO(sealed(data))) as pdf:
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def page_turned(draw: random.Random) -> Update:
    return paged(draw.randrange(1, 12), "/Rotate", b"90")


def plain(change: Callable[[random.Random], Callable[[pikepdf.Pdf], object]]) -> Make:
    """A change of an unsigned file."""
    return lambda data, draw: changed(data, change(draw))


def own_field(edit: Callable[[pikepdf.Object], object]) -> Make:
    """A change of the filing's own signature field, in a file without a seal."""

    def change(pdf: pikepdf.Pdf) -> None:
        edit(pdf.Root.AcroForm.Fields[0])

    return lambda data, _: changed(data, change)


def look_in_plain(field: pikepdf.Object) -> None:
    field.AP.N.write(b"1 g 0 0 170 60 re f")


def script(field: pikepdf.Object) -> None:
    field.AA = pikepdf.Dictionary(E=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def moved_field(field: pikepdf.Object) -> None:
    field.Rect = pikepdf.Array([90, 440, 500, 480])


COVERED = "第\\d+页 签章“x”盖住的文字"
ASIDE = "第\\d+页 签章“x”图案在用印处以外"
HIDDEN = "第1页 签章“x”遮没的文字"
OWN = "第1页 .*签章“signature” "
NOTE = b"<</Type/Annot/Subtype/FreeText/Contents(1.30)/DA(/Helv 9 Tf)/F 4>>"

KINDS = (
    # The look of a signed seal, over text or in a blank place of the body.
    SealKind("white with other words over the title", "第1页 签章“x”盖住的文字", over_verdict),
    SealKind("white with other words over a text", COVERED, over_text(patch)),
    SealKind("white alone over a text", COVERED, over_text(lambda box, _: white(box))),
    SealKind("words alone over a text", COVERED, over_text(lambda _, draw: words(draw))),
    SealKind("an image over a text", COVERED, over_text(lambda box, _: image(box))),
    SealKind("a line through a text", COVERED, over_text(lambda box, _: b"0 5 m 40 5 l S")),
    SealKind("a seal of a signing tool over a text", COVERED, pyhanko_over_text),
    SealKind("a look with its corners exchanged", COVERED, turned_corners),
    SealKind(
        "words in a blank place", f"{ASIDE}.*(PASS|1.30|approved|1.2500|OK)", in_blank(lambda _, draw: words(draw))
    ),
    SealKind("an image in a blank place", ASIDE, in_blank(lambda box, _: image(box))),
    SealKind("words in the margin", ASIDE, in_blank(lambda _, draw: words(draw), (4, 400, 60, 430))),
    SealKind("words letter by letter", ASIDE, in_blank(lambda *_: b"BT /F1 9 Tf 2 2 Td [(1.)-20(3)(0)] TJ ET")),
    SealKind("words in a font of two bytes", ASIDE, in_blank(lambda *_: b"BT /F1 9 Tf 2 2 Td <901a8fc7> Tj ET")),
    # Where a seal may lie, but not so that name or date cannot be read.
    SealKind("white over a name or the date", HIDDEN, over_row(lambda box, _: white(box))),
    SealKind("another date over a name or the date", HIDDEN, over_row(patch)),
    SealKind("an image over a name or the date", HIDDEN, over_row(lambda box, _: image(box))),
    SealKind(
        "white in stripes over a name or the date",
        HIDDEN,
        over_row(lambda *_: b"1 g " + b" ".join(b"%d 0 21 30 re f" % (20 * part) for part in range(17))),
    ),
    # Fields nobody signed, and seals put before.
    SealKind("look of the filing's own field, another signed", f"{OWN}.*(图案|/AP)", unsigned_look),
    SealKind("look of a new field nobody signed", "第\\d+页 .*未签署而有图案", at_any(new_field)),
    SealKind("a look that borrows a signature", "第\\d+页 .*(用了别处的签名|没有说明)", later(borrowed)),
    SealKind("look of a seal redrawn", f"{OWN}图案", later(look_redone)),
    SealKind("look of a seal redrawn along with proofs", f"{OWN}图案", look_redone_with_proof),
    SealKind("seal moved", f"{OWN}/Rect", later(lambda _: keyed("signature", "/Rect", b"[90 440 500 480]"))),
    SealKind("seal hidden", f"{OWN}/F", later(lambda _: keyed("signature", "/F", b"2"))),
    SealKind("seal without its look", f"{OWN}图案", later(lambda _: without("/AP"))),
    SealKind("seal without its signature", f"{OWN}/V", later(lambda _: without("/V"))),
    SealKind("signature renamed", f"{OWN}/V/Name", later(lambda _: restated("/Name", b"(Ministry)"))),
    SealKind("signature of another day", f"{OWN}/V/M", later(lambda _: restated("/M", b"(D:20200101000000Z)"))),
    SealKind("signature with a script", f"{OWN}/V/JS", later(lambda _: restated("/JS", b"(app.alert)"))),
    SealKind("a look under the pointer", f"{OWN}(图案|/AP)/?/R", later(rollover("/R"))),
    SealKind("a look when pressed", f"{OWN}(图案|/AP)/?/D", later(rollover("/D"))),
    SealKind("looks to choose from", f"{OWN}(图案|/AP/N)", at_any(states)),
    # Keys of a widget beyond the short list.
    SealKind("script of a widget", f"{OWN}/A ", key("/A", SCRIPT)),
    SealKind("address of a widget", f"{OWN}/A ", key("/A", b"<</S/URI/URI(http://example.com)>>")),
    SealKind("program started by a widget", f"{OWN}/A ", key("/A", b"<</S/Launch/F(calc.exe)>>")),
    SealKind("page shown by a widget", f"{OWN}/A ", key("/A", b"<</S/GoToR/F(other.pdf)/D[0/Fit]>>")),
    SealKind(
        "scripts on events",
        f"{OWN}/AA ",
        key("/AA", *(b"<</%s%s>>" % (event, SCRIPT) for event in (b"E", b"Fo", b"PO", b"U"))),
    ),
    SealKind("action before its time", f"{OWN}/PA ", key("/PA", b"<</S/URI/URI(http://example.com)>>")),
    SealKind("caption and colour of a widget", f"{OWN}/MK", key("/MK", b"<</BG[1 1 1]/CA(PASS)>>")),
    SealKind("seed value with an address", f"{OWN}/SV", key("/SV", b"<</Cert<</URL(http://example.com)>>>>")),
    SealKind("tip shown over a seal", f"{OWN}/TU", key("/TU", b"(approved)", b"(1.30)")),
    SealKind("border of a widget", f"{OWN}/BS", key("/BS", b"<</W 40>>")),
    SealKind("layer of a widget", f"{OWN}/OC", key("/OC", b"<</Type/OCG/Name(x)>>")),
    SealKind(
        "flag that moves a seal", f"{OWN}/F", later(lambda draw: keyed("signature", "/F", draw.choice((b"20", b"12"))))
    ),
    SealKind("flag that moves a look as it is signed", f"{OWN}/F", flagged),
    SealKind(
        "lock with an action",
        f"{OWN}/Lock",
        at_any(
            lambda _: keyed("signature", "/Lock", b"<</Type/SigFieldLock/Action/All/AA" + SCRIPT + b">>"),
            ("with", "after"),
        ),
    ),
    SealKind("a key of no name", f"{OWN}/Zz", key("/Zz", b"(x)", b"7")),
    # Form, catalog and stores beside the seal.
    SealKind("script in the store of proofs", "/DSS/JS", at_any(proof(b"<</JS(app.alert)>>"))),
    SealKind("script for a certificate", "/DSS/Certs.*app.alert", at_any(proof(b"<<>>", script=True))),
    SealKind("action in a proof", "/DSS/VRI.*/A", at_any(proof(b"<</VRI<</AB<</A" + SCRIPT + b">>>>>>"))),
    SealKind(
        "action in an extension",
        "/Extensions.*/A",
        at_any(lambda _: rooted("/Extensions", b"<</ADBE<</A" + SCRIPT + b">>>>")),
    ),
    SealKind("permissions of nobody", "/Perms/DocMDP", at_any(lambda _: rooted("/Perms", b"<</DocMDP<</Type/Sig>>>>"))),
    SealKind("form of the reader's own", "/AcroForm", at_any(lambda _: formed("/XFA", b"(x)"))),
    SealKind(
        "looks left to the reader", "/AcroForm", at_any(lambda _: formed("/NeedAppearances", b"true"), ("after",))
    ),
    SealKind(
        "script in the form's resources", "/AcroForm/DR/JS", at_any(lambda _: formed("/DR", b"<</JS" + SCRIPT + b">>"))
    ),
    SealKind("script on opening", "/OpenAction", at_any(lambda _: rooted("/OpenAction", SCRIPT))),
    SealKind("script on printing", "/AA", at_any(lambda _: rooted("/AA", b"<</WP" + SCRIPT + b">>"))),
    SealKind(
        "script of a page",
        "第\\d+页 .*/AA",
        at_any(lambda draw: paged(draw.randrange(1, 12), "/AA", b"<</O" + SCRIPT + b">>")),
    ),
    # What a signature claims.
    SealKind("hole over more than the signature", "签名范围", hole),
    SealKind("range of nobody", "签名范围", hole_elsewhere),
    SealKind("other bytes among the digits", "签名范围|损坏", not_digits),
    SealKind(
        "range from the second byte", "签名范围", broken(lambda given: b"/ByteRange[1 %d %d %d]" % tuple(given[1:]))
    ),
    SealKind(
        "range beyond the end", "签名范围", broken(lambda given: b"/ByteRange[0 %d %d 99999]" % (given[1], given[2]))
    ),
    SealKind(
        "range turned round",
        "签名范围",
        broken(lambda given: b"/ByteRange[0 %d %d %d]" % (given[2], given[1], given[3])),
    ),
    SealKind(
        "range that ends early",
        "用了别处的签名|文件末尾|损坏",
        broken(lambda given: b"/ByteRange[0 %d %d 40]" % (given[1], given[2])),
    ),
    SealKind("signature without a range", "没有说明所签范围", broken(lambda _: b"/ByteRangf[0 1 2 3]")),
    SealKind("bytes after the seal", "文件末尾", appended_junk),
    SealKind("sealed file written anew", "签名范围|签章|没有", written_anew),
    # The pages, along with a seal or after it.
    SealKind(
        "white over a page", "第\\d+页", at_any(lambda draw: drawn(draw.randrange(1, 12), b"q 1 g 90 300 80 12 re f Q"))
    ),
    SealKind("page turned", "第\\d+页 .*转向", at_any(page_turned)),
    SealKind(
        "page cropped",
        "第\\d+页 .*裁切",
        at_any(lambda draw: paged(draw.randrange(1, 12), "/CropBox", b"[0 300 595 842]")),
    ),
    SealKind("note on a page", "第\\d+页 .*文字框", at_any(lambda draw: noted(draw.randrange(1, 12), NOTE))),
    SealKind(
        "link on a page",
        "第\\d+页 .*链接",
        at_any(
            lambda draw: noted(
                draw.randrange(1, 12), b"<</Type/Annot/Subtype/Link/A<</S/URI/URI(http://example.com)>>>>"
            )
        ),
    ),
    # Files without a seal.
    SealKind("look of the field, unsigned file", "第1页 表单域", own_field(look_in_plain), "text"),
    SealKind("script of the field, unsigned file", "第1页 表单域 /AA", own_field(script), "text"),
    SealKind("field moved, unsigned file", "第1页 表单域", own_field(moved_field), "text"),
    SealKind(
        "white over a page, unsigned file",
        "第\\d+页",
        plain(lambda draw: appended(draw.randrange(1, 12), b"q 1 g 90 300 80 12 re f Q")),
        "text",
    ),
    SealKind(
        "image on a page, unsigned file", "第\\d+页", plain(lambda draw: with_image(draw.randrange(1, 12))), "text"
    ),
    SealKind(
        "note on a page, unsigned file", "第\\d+页 文字框", plain(lambda draw: with_note(draw.randrange(1, 12))), "text"
    ),
    SealKind(
        "text in another font, unsigned file",
        "第\\d+页",
        plain(lambda draw: with_font(draw.randrange(1, 12), b"BT /Helv 9 Tf 300 400 Td (1.30) Tj ET")),
        "text",
    ),
)
