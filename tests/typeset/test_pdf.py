"""The typeset filing as outside programs see it."""

import os
import random
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from specimen import PROSE, made, own_face, plan_table, printed, specimen

from bondcalc.data import data_path
from bondcalc.problem import FileError
from bondcalc.typeset.chinese import NEVER_FIRST
from bondcalc.typeset.document import Contents, Document, Heading, PageTable, Paragraph, PrintedFigure
from bondcalc.typeset.fonts import FontSet, MissingGlyphError
from bondcalc.typeset.paging import LANDSCAPE, PORTRAIT
from bondcalc.typeset.pdf import fits, typeset
from bondcalc.typeset.pdf_archive import archive
from bondcalc.typeset.pdf_tables import TableTooWideError
from bondcalc.typeset.truetype import Face, segmented
from tests.outside import ran, tool

ROOT = Path(__file__).resolve().parents[2]


def document(*blocks):
    return Document("题", "", "", "", "", "", blocks)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "plan.pdf"
    path.write_bytes(made().data)
    return path


def test_every_figure_is_printed_on_the_page_the_log_says(whole):
    pages = printed(whole)
    log = made().log
    assert len(log) == 1 + 8 + 22 * 8 + 40 * 22
    for page, name, text, _ in log:
        assert text in pages[page - 1], (page, name, text)
    assert [page for page, *_ in log] == sorted(page for page, *_ in log)


def test_page_mark_and_numbers_stand_on_every_page(whole):
    pages = printed(whole)
    for number, text in enumerate(pages, 1):
        assert "示例，非申报文件" in text
        assert (f"—{number}—" in text) == (number > 1)


def test_markup_is_text(whole):
    assert "<b>不是粗体</b>&&amp;100%" in "".join(printed(whole))


def test_contents_give_the_pages_of_headings(whole):
    pages = printed(whole)
    entries = re.findall(r"(一、项目概况|（二）资金平衡|二、图表)(\d+)", pages[1])
    assert [name for name, _ in entries] == ["一、项目概况", "（二）资金平衡", "二、图表"]
    for name, number in entries:
        assert name in pages[int(number) - 1]


def test_table_headings_come_again_on_every_page(whole):
    continued = [page for page in printed(whole) if "表2资金测算平衡表" in page and "目录" not in page]
    assert len(continued) > 1
    assert all("2025年" in page and "单位：万元" in page for page in continued)
    assert "（续）" in continued[1]


@pytest.mark.outside
def test_faces_are_embedded_and_cut(whole):
    rows = ran(tool("pdffonts"), str(whole)).splitlines()[2:]
    assert rows
    for row in rows:
        assert row.split()[-5:-2] == ["yes", "yes", "yes"], row
        assert re.match(r"[A-Z]{6}\+Noto", row), row


@pytest.mark.outside
def test_no_ink_outside_the_text_block_but_header_and_number(whole, tmp_path):
    ran(tool("pdftoppm"), "-r", "72", "-gray", str(whole), str(tmp_path / "page"))
    for path in sorted(tmp_path.glob("*.pgm")):
        width, height, raster = re.match(rb"P5\s(\d+) (\d+)\s255\s(.*)", path.read_bytes(), re.DOTALL).groups()
        dark = np.frombuffer(raster, np.uint8).reshape(int(height), int(width)) < 200
        sheet = PORTRAIT if int(height) > int(width) else LANDSCAPE
        _, columns = np.nonzero(dark)
        assert columns.min() >= sheet.left - 2, path
        assert columns.max() <= sheet.right + 2, path
        body = dark[int(sheet.height - sheet.top) - 2 : int(sheet.height - sheet.bottom) + 2]
        header = dark[int(sheet.height - sheet.top) - 40 : int(sheet.height - sheet.top) - 18]
        footer = dark[int(sheet.height - sheet.bottom) + 12 : int(sheet.height - sheet.bottom) + 32]
        assert body.sum() + header.sum() + footer.sum() == dark.sum(), path


@pytest.mark.outside
def test_no_printed_line_starts_with_closing_punctuation(tmp_path):
    source = random.Random(5)
    blocks = [
        Paragraph(PROSE[: source.randint(30, len(PROSE))].rstrip("（《“〔") * source.randint(1, 4)) for _ in range(60)
    ]
    path = tmp_path / "prose.pdf"
    path.write_bytes(typeset(document(*blocks), FontSet.load()).data)
    lines = [line.strip() for line in ran(tool("pdftotext"), "-layout", str(path), "-").splitlines() if line.strip()]
    text = [line for line in lines if not re.fullmatch(r"— ?\d+ ?—", line)]
    assert len(text) > 150
    assert not [line for line in text if line[0] in NEVER_FIRST or line[-1] in "（《“‘〔"]


@pytest.mark.parametrize("char", ["\U0001f600", "\u200b", "\x07", "\ue000", "\ufffe"])
def test_characters_without_a_shape_are_refused(char):
    blocks = document(Heading(1, "一、题"), Paragraph(f"金额{char}元"), Heading(1, char))
    fonts = FontSet.load()
    assert [found for _, found in fonts.missing_characters(blocks)] == [char] * 3
    with pytest.raises(MissingGlyphError, match=f"U\\+{ord(char):04X}"):
        typeset(blocks, fonts)


def test_rare_characters_are_drawn(tmp_path):
    path = tmp_path / "rare.pdf"
    page = document(Paragraph("镕㙟𬭎\t〔2017〕①℃￥"))
    path.write_bytes(archive(typeset(page, FontSet.load()).data, page, [], date(2025, 6, 30)))
    assert "镕㙟𬭎〔2017〕①℃￥" in printed(path)[0]


def test_a_heading_never_ends_a_page(tmp_path):
    for lines in range(14, 24):
        filler = [Paragraph("债") for _ in range(lines)]
        body = [Heading(1, "一、题"), Paragraph(("正文", PrintedFigure("body", "1.00")))]
        path = tmp_path / f"{lines}.pdf"
        path.write_bytes(typeset(document(*filler, *body), FontSet.load()).data)
        pages = printed(path)
        # 22 lines stand on a page: the heading and the line after it are the last two or go on together.
        assert [("一、题" in page, "正文" in page) for page in pages if "题" in page or "正文" in page] == [
            (True, True)
        ]
        assert len(pages) == (1 if lines <= 20 else 2)


def test_what_a_sentence_announces_stands_on_its_page(tmp_path):
    """However many lines stand before it: the command that 运行下列命令： speaks of never opens a page alone."""
    for lines in range(18, 24):
        told = [Paragraph("运行下列命令："), Paragraph("bondcalc run")]
        path = tmp_path / f"{lines}.pdf"
        path.write_bytes(typeset(document(*[Paragraph("债")] * lines, *told), FontSet.load()).data)
        pages = printed(path)
        assert [page for page in pages if ("下列命令" in page) != ("run" in page)] == []
        assert len(pages) == (1 if lines <= 20 else 2)


def test_a_table_no_page_can_hold_is_refused():
    rows = [[PrintedFigure(f"f.{place}", "123,456,789.00") for place in range(30)]]
    table = PageTable("表", "", [["年"] * 30], rows, "r" * 30, [1] * 30)
    assert not fits(table, FontSet.load())
    assert fits(plan_table(random.Random(1)), FontSet.load())
    with pytest.raises(TableTooWideError, match="共30列"):
        typeset(document(table), FontSet.load())


def test_a_row_higher_than_a_page_goes_on():
    table = PageTable("表", "", [["名", "值"]], [["债券" * 3000, PrintedFigure("f", "1.00")]], "lr", [3, 1])
    log = typeset(document(table), FontSet.load()).log
    assert [figure[:3] for figure in log] == [(1, "f", "1.00")]


def test_empty_blocks_do_not_stop_it():
    empty = [Paragraph(""), Heading(3, ""), PageTable("", "", [["a"]], [], "l", [1]), Contents()]
    assert typeset(document(*empty), FontSet.load()).log == []
    assert typeset(document(), FontSet.load()).data.startswith(b"%PDF")


@pytest.mark.slow
def test_same_bytes_everywhere():
    found = set()
    for seed, zone, locale in [("0", "UTC", "C"), ("1", "Asia/Shanghai", "C.UTF-8"), ("77", "America/New_York", "C")]:
        place = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "RL_useA85": "1", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(Path(__file__).with_name("specimen.py"))]
        found.add(subprocess.run(command, env=os.environ | place, check=True, capture_output=True).stdout)
    assert len(found) == 1


def test_a_second_document_does_not_change_the_first():
    fonts = FontSet.load()
    first = typeset(specimen(), fonts)
    other = typeset(document(Paragraph("别的文字")), fonts)
    assert typeset(specimen(), fonts) == first
    assert typeset(document(Paragraph("别的文字")), fonts) == other
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: typeset(specimen(), fonts), range(4))) == [first] * 4


@pytest.mark.slow
def test_own_faces_are_found_by_their_own_names(tmp_path):
    own_face(tmp_path / "a.ttf", "仿宋_GB2312")
    fonts = FontSet.load(tmp_path)
    assert fonts.faces["body"].place == "a.ttf"
    assert fonts.faces["heading"].place == "NotoSansSC-Regular.ttf"
    made_with_it = typeset(document(Paragraph(PROSE)), fonts)
    assert b"OwnFace" in made_with_it.data
    with pytest.raises(MissingGlyphError):
        typeset(document(Paragraph("𬭎")), fonts)


def test_own_faces_that_cannot_be_used_are_refused(tmp_path):
    with pytest.raises(FileError, match="没有可用"):
        FontSet.load(tmp_path)
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0\0\x09nothing")
    with pytest.raises(FileError, match="已损坏"):
        FontSet.load(tmp_path)


@pytest.mark.parametrize("file", ["NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf", "NotoSansSC-Regular.ttf"])
def test_a_cut_face_keeps_widths_and_shapes(file, tmp_path):
    path = data_path("templates", "fonts", file)
    face = Face(path.read_bytes(), file)
    whole_font = TTFont(path)
    assert face.glyphs.keys() == whole_font.getBestCmap().keys()
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(face.cut(map(ord, "债券专项é，A")))
    small = TTFont(cut)
    for code, name in small.getBestCmap().items():
        there = whole_font.getBestCmap()[code]
        assert small["hmtx"][name] == whole_font["hmtx"][there]
        assert (
            small["glyf"][name].getCoordinates(small["glyf"])[0]
            == whole_font["glyf"][there].getCoordinates(whole_font["glyf"])[0]
        )


def test_digits_have_one_width():
    for face in FontSet.load().faces.values():
        cut = Face(face.cut(range(0x20, 0x7F)), "cut")
        assert len({cut.metric(cut.glyphs[code])[0] for code in range(0x30, 0x3A)}) == 1


def test_both_character_maps_say_the_same():
    face = FontSet.load().faces["body"]
    small = Face(face.cut(range(0x4E00, 0x4F00)), "cut")
    start = face.tables["cmap"][0] + int.from_bytes(face.data[face.tables["cmap"][0] + 4 + 8 * 3 + 4 :][:4])
    assert dict(segmented(face.data, start)) == {code: glyph for code, glyph in face.glyphs.items() if code < 0x10000}
    assert small.glyphs.keys() == {code for code in range(0x4E00, 0x4F00) if code in face.glyphs}


def test_totals_are_bold_and_small_tables_are_not_shrunk():
    table = replace(plan_table(random.Random(1)), strong=frozenset({0}))
    data = typeset(document(table), FontSet.load()).data
    assert b"NotoSerifSC-Bold" in data
