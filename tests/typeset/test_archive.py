"""The archived filing: PDF/A, attachments, dates."""

import struct
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from specimen import ATTACHMENTS, FILED, archived, made, specimen

from bondcalc.data import data_path
from bondcalc.typeset.pdf_archive import archive, prepare
from bondcalc.typeset.pdf_attachments import Attachment, attachments_of
from tests.outside import preflight, ran, tool


@pytest.fixture(scope="module")
def filing():
    return archived()


def test_attachments_come_back_identical(filing):
    assert attachments_of(filing) == {attachment.name: attachment.data for attachment in ATTACHMENTS}


def test_each_attachment_says_what_it_is(filing):
    with pikepdf.open(BytesIO(filing)) as pdf:
        specs = {str(spec.UF): spec for spec in pdf.Root.AF}
        for attachment in ATTACHMENTS:
            spec = specs[attachment.name]
            assert spec.AFRelationship == pikepdf.Name("/" + attachment.relationship)
            assert spec.EF.F.Subtype == pikepdf.Name("/" + attachment.mime)
            assert str(spec.Desc) == attachment.description
            assert str(spec.EF.F.Params.ModDate) == "D:20250630000000+08'00'"


def test_two_attachments_of_one_name_are_refused():
    twice = [Attachment("a", b"1", "text/plain", "Data", ""), Attachment("a", b"2", "text/plain", "Data", "")]
    with pytest.raises(ValueError, match="one name"):
        archive(made().data, specimen(), twice, FILED)


@pytest.mark.outside
def test_qpdf_finds_nothing_wrong(filing, tmp_path):
    path = tmp_path / "filing.pdf"
    path.write_bytes(filing)
    assert "No syntax or stream encoding errors found" in ran(tool("qpdf"), "--check", str(path))


def test_what_pdf_a_asks_for(filing):
    with pikepdf.open(BytesIO(filing)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode("utf-8")
        assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata
        assert "2025-06-30T00:00:00+08:00" in metadata
        assert str(pdf.docinfo["/CreationDate"]) == "D:20250630000000+08'00'"
        assert str(pdf.docinfo["/Title"]) == specimen().title
        assert pdf.Root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "/Trapped" not in pdf.docinfo
        links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        assert links
        assert all(link.F == 4 for link in links)
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.resources.Font.values()}
        assert fonts
        assert all(len(name.split("+")) == 2 for name in fonts)
        assert pdf.Root.Outlines.Count != 0


def test_same_arguments_same_bytes(filing):
    assert archived() == filing
    assert archive(made().data, specimen(), ATTACHMENTS[::-1], FILED) == filing
    assert archive(made().data, specimen(), ATTACHMENTS, date(2025, 7, 1)) != filing


def test_markup_in_the_title_stays_text():
    document = replace(specimen(), title="甲<b>&乙")
    with pikepdf.open(BytesIO(archive(made().data, document, [], FILED))) as pdf:
        assert "甲&lt;b&gt;&amp;乙" in pdf.Root.Metadata.read_bytes().decode("utf-8")
        assert "/AF" not in pdf.Root


@pytest.mark.outside
@pytest.mark.slow
def test_the_twin_without_attachments_is_valid_pdf_a_1b(tmp_path):
    """The validator at hand knows PDF/A-1 only: the same pages and metadata, written as PDF 1.4."""
    path = tmp_path / "twin.pdf"
    with pikepdf.open(BytesIO(made().data)) as pdf:
        prepare(pdf, specimen(), FILED, part=1)
        mode = pikepdf.ObjectStreamMode.disable
        pdf.save(path, deterministic_id=True, force_version="1.4", object_stream_mode=mode)
    assert "is a valid PDF/A-1b file" in preflight(path)


def curve() -> list[int]:
    """The transfer curve of IEC 61966-2-1 in 1,024 steps of 16 bits."""
    steps = [place / 1023 for place in range(1024)]
    return [round(65535 * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)) for c in steps]


def test_the_colour_profile_is_srgb():
    data = data_path("templates", "srgb.icc").read_bytes()
    assert struct.unpack_from(">L", data)[0] == len(data)
    assert data[12:24] == b"mntrRGB XYZ "
    tags = {tag: (at, size) for tag, at, size in struct.iter_unpack(">4sLL", data[132 : 132 + 12 * 9])}
    columns = {b"rXYZ": (0.4360747, 0.2225045, 0.0139322), b"gXYZ": (0.3850649, 0.7168786, 0.0971045)}
    columns |= {b"bXYZ": (0.1430804, 0.0606169, 0.7141733), b"wtpt": (0.9642, 1.0, 0.8249)}
    for tag, column in columns.items():
        found = struct.unpack_from(">3i", data, tags[tag][0] + 8)
        assert max(abs(a / 65536 - b) for a, b in zip(found, column, strict=True)) < 1e-5
    values = struct.unpack_from(">1024H", data, tags[b"rTRC"][0] + 12)
    assert max(abs(a - b) for a, b in zip(values, curve(), strict=True)) <= 1
    assert tags[b"rTRC"] == tags[b"gTRC"] == tags[b"bTRC"]
