"""Sealed filings: the revision before the first seal comes back byte for byte, and what was changed since is told."""

import random
import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.pdf.pages import compare_pdf
from bondcalc.audit.pdf.sealed import first_revision, seal_notes
from bondcalc.typeset.pdf_attachments import attachments_of
from tests.audit.filed import filing
from tests.audit.signing import sealed

FREE = (0, (60, 40, 200, 80))
"""A place on the cover where nothing is printed."""


@pytest.fixture(scope="module")
def plan() -> bytes:
    return filing("plan").data


@pytest.fixture(scope="module")
def once(plan: bytes) -> bytes:
    return sealed(plan)


def updated(data: bytes, change: Callable[[IncrementalPdfFileWriter], object]) -> bytes:
    """Append an incremental update."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_patch(page: int) -> Callable[[IncrementalPdfFileWriter], object]:
    """White over a part of a page."""
    return lambda writer: writer.add_stream_to_page(
        page, writer.add_object(generic.StreamObject(stream_data=b"q 1 g 300 400 80 12 re f Q"))
    )


def with_attachment(writer: IncrementalPdfFileWriter) -> None:
    """Another input in place of the one filed."""
    files = writer.root["/AF"]
    stream = files[0]["/EF"].raw_get("/F")
    new = generic.StreamObject(stream_data=b"[project]\n")
    writer.objects[stream.generation, stream.idnum] = new


def test_an_unsigned_file_comes_back_unchanged(plan: bytes) -> None:
    assert first_revision(plan) == (plan, [])
    assert seal_notes(plan) == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7\ncut"])
def test_a_file_that_cannot_be_read_is_not_the_seal_s_affair(data: bytes) -> None:
    assert first_revision(data) == (data, [])


@pytest.mark.slow
@pytest.mark.parametrize("visible", [True, False])
@pytest.mark.parametrize("name", ["plan", "disclosure"])
def test_a_sealed_filing_gives_back_the_one_without_a_seal(name: str, visible: bool) -> None:
    made = filing(name)
    data = sealed(made.data, visible=visible)
    assert data != made.data
    assert data.startswith(made.data)
    found, changes = first_revision(data)
    assert found == made.data
    assert changes == []
    assert compare_pdf(made.name, found, made.data, made.log) == []
    (note,) = seal_notes(data)
    assert "“signature”：第1页" in note
    assert re.search(r"自述时间 \d{4}-\d\d-\d\d \d\d:\d\d；签名真伪未经验证", note)


@pytest.mark.slow
def test_two_seals(once: bytes, plan: bytes) -> None:
    twice = sealed(once, "second", FREE)
    assert first_revision(twice) == (plan, [])
    assert len(seal_notes(twice)) == 2


def test_a_seal_on_a_filing_saved_as_linearized_or_by_another_tool(plan: bytes) -> None:
    with pikepdf.open(BytesIO(plan)) as pdf:
        out = BytesIO()
        pdf.save(out, linearize=True)
    assert first_revision(sealed(out.getvalue())) == (out.getvalue(), [])


def test_a_change_after_the_seal_is_told_with_its_page(once: bytes, plan: bytes) -> None:
    found, changes = first_revision(updated(once, with_patch(8)))
    assert found == plan
    assert {one.cause for one in changes} == {Cause.AFTER_SEAL}
    assert any(one.sheet == "第9页" and one.place.startswith("签章后改动") for one in changes)
    assert changes[-1].place == "文件末尾"


def test_a_change_between_two_seals_is_told(once: bytes, plan: bytes) -> None:
    found, changes = first_revision(sealed(updated(once, with_patch(8)), "second", FREE))
    assert found == plan
    assert [(one.sheet, one.cause) for one in changes] == [("第9页", Cause.AFTER_SEAL)]
    assert changes[0].place.startswith("随签章改动")


def test_a_change_before_the_seal_is_the_revision_s_own(plan: bytes) -> None:
    """It stands before the signature: the revision holds it, and the comparison with the fresh filing finds it."""
    edited = updated(plan, with_patch(8))
    found, changes = first_revision(sealed(edited))
    assert (found, changes) == (edited, [])
    made = filing("plan")
    assert any(one.sheet == "第9页" and one.content for one in compare_pdf(made.name, found, made.data, made.log))


def test_an_attachment_replaced_after_the_seal_is_told(once: bytes) -> None:
    data = updated(once, with_attachment)
    assert attachments_of(data) != attachments_of(once)
    _, changes = first_revision(data)
    assert any("附件" in one.place and one.cause is Cause.AFTER_SEAL for one in changes)


def test_what_a_verifier_needs_may_be_appended(once: bytes, plan: bytes) -> None:
    def proof(writer: IncrementalPdfFileWriter) -> None:
        writer.root["/DSS"] = generic.DictionaryObject({generic.NameObject("/Certs"): generic.ArrayObject()})
        writer.update_root()

    found, changes = first_revision(updated(once, proof))
    assert found == plan
    assert [(one.cause, one.place) for one in changes] == [(Cause.FORM, "文件末尾")]


def with_look(subtype: str) -> Callable[[IncrementalPdfFileWriter], object]:
    """Paint a page white under the name of a signature field that holds no signature."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        name, number = generic.NameObject, generic.NumberObject
        box = generic.ArrayObject([number(0), number(0), number(600), number(800)])
        form = {name("/Type"): name("/XObject"), name("/Subtype"): name("/Form"), name("/BBox"): box}
        white = writer.add_object(generic.StreamObject(form, stream_data=b"1 g 0 0 600 800 re f"))
        note = {
            name("/Type"): name("/Annot"),
            name("/Subtype"): name(subtype),
            name("/FT"): name("/Sig"),
            name("/Rect"): box,
            name("/AP"): generic.DictionaryObject({name("/N"): white}),
        }
        page = writer.find_page_for_modification(8)[0].get_object()
        notes = generic.ArrayObject([*page.get("/Annots", []), writer.add_object(generic.DictionaryObject(note))])
        page[name("/Annots")] = notes
        writer.update_container(page)

    return change


@pytest.mark.slow
@pytest.mark.parametrize("subtype", ["/FreeText", "/Widget"])
def test_a_page_painted_white_in_the_name_of_a_seal_is_told(once: bytes, plan: bytes, subtype: str) -> None:
    for data in (sealed(updated(once, with_look(subtype)), "second", FREE), updated(once, with_look(subtype))):
        found, changes = first_revision(data)
        assert found == plan
        assert any(one.sheet == "第9页" and one.cause is Cause.AFTER_SEAL for one in changes)


def test_a_form_drawn_by_the_reader_itself_is_told(once: bytes, plan: bytes) -> None:
    """XFA: readers that know it show this form instead of the pages."""

    def form(writer: IncrementalPdfFileWriter) -> None:
        stream = writer.add_object(generic.StreamObject(stream_data=b"<xdp/>"))
        writer.root["/AcroForm"][generic.NameObject("/XFA")] = stream
        writer.update_container(writer.root["/AcroForm"])

    found, changes = first_revision(sealed(updated(once, form), "second", FREE))
    assert found == plan
    assert any("/AcroForm" in one.place for one in changes)


def ranged(data: bytes, text: bytes) -> bytes:
    """Write another ByteRange over the one there, of the same length."""
    at = re.search(rb"/ByteRange ?\[[^\]]*\]", data)
    assert at
    assert len(text) <= at.end() - at.start()
    return data[: at.start()] + text.ljust(at.end() - at.start()) + data[at.end() :]


@pytest.mark.parametrize(
    "claim",
    [
        b"/ByteRange[0 9 9 9999999]",
        b"/ByteRange[0 500 100 900]",
        b"/ByteRange[5 500 900 100]",
        b"/ByteRange[0 0 0 0]",
        b"/ByteRange[0 99 700 99]",
        b"/ByteRange[0 999999999 0 1]",
    ],
)
def test_a_range_that_cannot_be_is_told(once: bytes, claim: bytes) -> None:
    data = ranged(once, claim)
    found, changes = first_revision(data)
    assert found == data
    assert [one.cause for one in changes] == [Cause.AFTER_SEAL]
    assert "无效" in changes[0].filed


def test_a_signature_that_claims_the_whole_file_is_told(once: bytes) -> None:
    data = ranged(once, b"/ByteRange[0 %d %d 0]" % (len(once), len(once)))
    _, changes = first_revision(data)
    assert "无效" in changes[0].filed


def test_a_signature_without_a_range_is_told(once: bytes) -> None:
    _, changes = first_revision(ranged(once, b"/ByteRanga[0 1 2 3]"))
    assert [one.filed for one in changes] == ["没有说明所签范围"]


def test_a_signed_file_written_anew_has_no_earlier_revision(once: bytes) -> None:
    with pikepdf.open(BytesIO(once)) as pdf:
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = out.getvalue()
    found, changes = first_revision(data)
    assert found == data
    assert changes
    assert changes[0].cause is Cause.AFTER_SEAL


@pytest.mark.slow
def test_bytes_turned_at_random_never_raise_and_never_hide_a_change(once: bytes, plan: bytes, count: int) -> None:
    """A sealed file with one bit turned gives the true revision, another that the comparison refuses, or a difference."""
    draw, made = random.Random(12), filing("plan")
    for _ in range(2 * count):
        data = bytearray(once)
        data[draw.randrange(len(plan) - 3000, len(data))] ^= 1 << draw.randrange(8)
        found, changes = first_revision(bytes(data))
        told: list[Difference] = [*changes, *compare_pdf(made.name, found, made.data, made.log)]
        assert found == plan or told
