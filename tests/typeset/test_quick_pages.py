"""What makes pages quick gives what the long way gives: one line at once, widths by table, the same operators again."""

import importlib.util
import random
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from unittest.mock import patch

import pikepdf
import pytest
from reportlab.lib import rl_accel
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from bondcalc.typeset import chinese
from bondcalc.typeset.chinese import break_lines, stretchable
from bondcalc.typeset.document import Document, PageTable, Paragraph, PrintedFigure
from bondcalc.typeset.fonts import FontSet, Style, Typefaces
from bondcalc.typeset.operators import draw_circle, draw_grid, written_plainly
from bondcalc.typeset.paging import Pen
from bondcalc.typeset.pdf import typeset
from bondcalc.typeset.pdf_archive import archive
from bondcalc.typeset.pdf_tables import table_pieces

SIGNS = "项目收益，（）“”—… aB1.%　"


def words(draw: random.Random) -> str:
    return "".join(draw.choices(SIGNS, k=draw.randint(0, 14)))


def wide(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def test_a_short_text_is_one_line_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(20)
    cases = [
        (
            (words(draw), PrintedFigure("a.b", f"{draw.randint(0, 99_999):,}"), words(draw)),
            draw.uniform(3, 20),
            draw.choice([0, 2]),
        )
        for _ in range(600)
    ]
    cases += [(words(draw), draw.uniform(1, 12), 0) for _ in range(600)]
    quick = [break_lines(text, wide, width, indent) for text, width, indent in cases]
    assert 300 < sum(len(lines) == 1 for lines in quick) < 1100
    monkeypatch.setattr(chinese, "one_line", lambda *_: None)
    assert quick == [break_lines(text, wide, width, indent) for text, width, indent in cases]


def document() -> Document:
    return Document(
        title="测算",
        author="",
        subject="",
        keywords="",
        running_title="",
        page_mark="",
        blocks=[Paragraph("收益ABC 1,234.50")],
    )


def test_widths_and_operators_are_those_of_the_library() -> None:
    with Typefaces(FontSet.load(), document()) as faces:
        canvas = Canvas(BytesIO(), invariant=1)
        pen = Pen(canvas, faces, {})
        for role, name in faces.names.items():
            for text in ("收益ABC 1,234.50", "", "—1", "\u00a0"):
                assert faces.width(text, role) == pdfmetrics.stringWidth(text, name, 1)
            style = Style(role, 10.5)
            for height in (700, 650):
                pen.string("收益1,234.50", style, 72, height)
            ink = canvas.beginText(72, 650)
            ink.setFont(name, style.size)
            ink.textOut("收益1,234.50")
            assert canvas._code[-1] == ink.getCode()
            pen.string("收益ABC 1,234.50", style, 72, 600, 0.75)
            ink = canvas.beginText(72, 600)
            ink.setFont(name, style.size)
            for run, loose in stretchable("收益ABC 1,234.50"):
                ink.setCharSpace(0.75 if loose else 0)
                ink.textOut(run)
            assert canvas._code[-1] == ink.getCode()


PLACES = (0, -0.0, 12, 72.5, 1 / 3, 841.8897638, -7.25)


def test_a_grid_is_of_the_lines_of_the_library() -> None:
    draw = random.Random(4)
    for count in (1, 2, 9):
        edges, (top, bottom) = draw.choices(PLACES, k=count), draw.choices(PLACES, k=2)
        ours, theirs = Canvas(BytesIO(), invariant=1), Canvas(BytesIO(), invariant=1)
        draw_grid(ours, edges, top, bottom)
        rules = [(edge, top, edge, bottom) for edge in edges]
        theirs.lines([*rules, *((edges[0], level, edges[-1], level) for level in (top, bottom))])
        assert ours._code == theirs._code


@pytest.mark.parametrize("stroke", [True, False])
def test_a_circle_is_that_of_the_library(stroke: bool) -> None:
    draw = random.Random(5)
    ours, theirs = Canvas(BytesIO(), invariant=1), Canvas(BytesIO(), invariant=1)
    for _ in range(200):
        (x, y), radius = draw.choices([*PLACES, draw.uniform(0, 800)], k=2), draw.uniform(0.5, 30)
        draw_circle(ours, x, y, radius, stroke=stroke)
        theirs.circle(x, y, radius, stroke=int(stroke), fill=1)
    assert "\n".join(ours._code) == "\n".join(theirs._code)


def two_pages() -> Canvas:
    """Draw a page of plain signs, and one with a sign that the library has a code of its own for."""
    canvas = Canvas(BytesIO(), invariant=1, pageCompression=0)
    canvas.line(0, 0, 72, 72)
    canvas.showPage()
    canvas._code.append("% \u2014 \u20ac")
    canvas.showPage()
    return canvas


def test_pages_written_plainly_are_those_of_the_library() -> None:
    ours, theirs = two_pages(), two_pages()
    written_plainly(ours)
    written = theirs.getpdfdata()
    assert ours.getpdfdata() == written
    assert b"% \x84 \xa0" in written


def test_the_extension_of_the_library_writes_what_its_python_writes() -> None:
    quick = pytest.importorskip("_rl_accel", reason="the extra `fast` is not installed")
    spec = importlib.util.spec_from_file_location("rl_accel_in_python", rl_accel.__file__)
    assert spec is not None
    assert spec.loader is not None
    plain = importlib.util.module_from_spec(spec)
    with patch.dict(sys.modules, {"_rl_accel": None}):
        spec.loader.exec_module(plain)
    assert plain.fp_str is not quick.fp_str
    draw = random.Random(9)
    numbers = [0, 1, -1, 10, 100, 1000, 1e-7, 1.1e-7, 0.5, 99.9999995, 999999.5, 1 / 3, 12345.678901]
    numbers += [draw.uniform(-1, 1) * 10 ** draw.randint(-8, 6) for _ in range(5000)]
    numbers += [draw.randint(-(10**7), 10**7) / 10 ** draw.randint(0, 6) for _ in range(5000)]
    for number in numbers:
        assert quick.fp_str(number) == plain.fp_str(number), number
    assert quick.fp_str(1.5, 2, -3) == plain.fp_str(1.5, 2, -3)
    for size in (0, 1, 3, 4, 257):
        data = draw.randbytes(size)
        assert quick.calcChecksum(data) == plain.calcChecksum(data)
        assert quick.asciiBase85Encode(data) == plain.asciiBase85Encode(data)
        assert quick.escapePDF(data) == plain.escapePDF(data)
    assert quick.escapePDF(bytes(range(256))) == plain.escapePDF(bytes(range(256)))
    assert quick.add32(0xFFFFFFFF, 2) == plain.add32(0xFFFFFFFF, 2)
    assert quick.hex32(0xABCDEF) == plain.hex32(0xABCDEF)


def test_metadata_are_written_as_the_library_writes_them() -> None:
    for title, author in (("测算", "发展公司"), ("甲<乙>&\"丙'的𠮷", "")):
        made = replace(document(), title=title, author=author)
        data = archive(typeset(made, FontSet.load()).data, made, [], date(2025, 6, 30))
        with pikepdf.open(BytesIO(data)) as opened:
            ours = opened.Root.Metadata.read_bytes()
            opened.Root.Metadata = opened.make_stream(ours.replace(b" rdf:about", b"  rdf:about"))
            opened.save(BytesIO(), min_version="1.7")
            assert opened.Root.Metadata.read_bytes() == ours


def test_characters_that_recur_most_stand_in_the_first_part_of_a_face() -> None:
    rare = "".join(map(chr, range(0x4E00, 0x4E00 + 400)))
    often = "債項收益"
    written = replace(document(), blocks=[Paragraph(rare), *[Paragraph(often)] * 2])
    with Typefaces(FontSet.load(), written) as faces:
        canvas = Canvas(BytesIO(), invariant=1)
        faces.number_characters(written, canvas)
        font = pdfmetrics.getFont(faces.names["body"])
        assert {part for part, _ in font.splitString(often, canvas._doc)} == {0}
        assert {part for part, _ in font.splitString(rare, canvas._doc)} == {0, 1}


def test_a_table_set_before_gives_pieces_of_its_own() -> None:
    tables = [PageTable(title, "", [["甲"]], [["1"], ["2"]], "r", [1.0]) for title in ("表", "表", "另表")]
    with Typefaces(FontSet.load(), replace(document(), blocks=tables)) as faces:
        first, again, other = (table_pieces(table, faces) for table in tables)
    assert [piece.draw for piece in first] == [piece.draw for piece in again]
    assert not {id(piece) for piece in first} & {id(piece) for piece in again}
    assert first[0].draw != other[0].draw
