"""Word filings with tracked changes (修订) open: text is read as accepted and stays tracked, figures are told, the rest is named."""

from pathlib import Path

import pytest
from lxml import etree

from bondcalc.inputs.read import load
from bondcalc.problem import FileError
from bondcalc.refresh import Refreshed, refreshed
from bondcalc.screen.refreshed_text import refreshed_text
from bondcalc.typeset.word.docx_markup import MAIN
from bondcalc.typeset.word.opened import open_package
from bondcalc.typeset.word.read_controls import W, store_of, text_of
from tests.samples import SAMPLES
from tests.typeset.test_refresh import (
    a_paragraph_with_a_number,
    append_clerk,
    coupon,
    edited,
    figures_of,
    filed,
    marked,
    project,
    words_of,
)


def change(kind: str, *inside: etree._Element) -> etree._Element:
    made = etree.fromstring(f'<w:{kind} xmlns:w="{MAIN}" w:id="9999" w:author="x"/>'.encode())
    made.extend(inside)
    return made


def run(text: str) -> etree._Element:
    return etree.fromstring(f'<w:r xmlns:w="{MAIN}"><w:t>{text}</w:t></w:r>'.encode())


def taken_out(element: etree._Element) -> None:
    """Delete a run or a control as Word does while it tracks."""
    for text in element.iter(f"{W}t"):
        text.tag = f"{W}delText"
    parent = element.getparent()
    assert parent is not None
    place = parent.index(element)
    parent.insert(place, change("del", element))


def free_run(paragraph: etree._Element) -> etree._Element:
    """A run of a paragraph that is in no control."""
    return next(run for run in paragraph.findall(f"{W}r") if run.find(f"{W}t") is not None)


def revised(body: etree._Element) -> None:
    """A clerk's own paragraph, and one of ours: a run taken out of each, another put in."""
    append_clerk(body)
    ours = marked(body, a_paragraph_with_a_number())
    own = ours.getnext()
    assert own is not None
    for paragraph in (ours, own):
        taken_out(free_run(paragraph))
        paragraph.append(change("ins", run("修订后的文字。")))


def control_of(body: etree._Element) -> etree._Element:
    return next(marked(body, a_paragraph_with_a_number()).iter(f"{W}sdt"))


def figure_revised(body: etree._Element) -> None:
    control = control_of(body)
    (old,) = control.findall(f"{W}sdtContent/{W}r")
    taken_out(old)
    content = control.find(f"{W}sdtContent")
    assert content is not None
    content.append(change("ins", run("99,999.00")))


def figure_taken_out(body: etree._Element) -> None:
    taken_out(control_of(body))


@pytest.mark.slow
def test_text_is_read_as_accepted_and_stays_tracked() -> None:
    """Every other figure and sentence is that of a run of the new project; a second time changes no byte."""
    name = a_paragraph_with_a_number()
    before, other = edited(revised), project(coupon())
    done = refreshed("plan.docx", before, other)
    words = words_of(done.data)
    assert words[name] == words_of(before)[name]
    assert words[name].endswith("修订后的文字。")
    assert {**words, name: ""} == {**words_of(filed(other)), name: ""}
    assert store_of(open_package("x.docx", done.data)) == store_of(open_package("x.docx", filed(other)))
    body = open_package("x.docx", done.data).body
    assert [sum(1 for _ in body.iter(f"{W}{kind}")) for kind in ("ins", "del")] == [2, 2]
    assert "4处修订按接受后的文字更新" in refreshed_text(done, "x.docx", "zh")
    assert refreshed("plan.docx", done.data, other).data == done.data


def told(done: Refreshed) -> list[str]:
    return [was for _, was in done.figures.typed_over]


@pytest.mark.slow
def test_a_figure_that_was_revised_is_told_and_set() -> None:
    """Nobody gets the old figure back by rejecting, or the typed one by accepting."""
    done = refreshed("plan.docx", edited(figure_revised), project(coupon()))
    control = control_of(open_package("x.docx", done.data).body)
    assert told(done) == ["99,999.00"]
    assert done.tracked == 0
    assert sorted(figures_of(done.data)) == sorted(figures_of(filed(project(coupon()))))
    assert [*control.iter(f"{W}ins", f"{W}del", f"{W}delText")] == []


@pytest.mark.slow
def test_a_figure_that_was_taken_out_stays_so_and_comes_back_as_it_is_now() -> None:
    done = refreshed("plan.docx", edited(figure_taken_out), project(coupon()))
    body = open_package("x.docx", done.data).body
    fresh = control_of(open_package("x.docx", filed(project(coupon()))).body)
    (gone,) = body.iter(f"{W}del")
    assert "".join(gone.itertext(f"{W}delText")) == text_of(fresh)
    assert text_of(gone) == ""


def row_added(body: etree._Element) -> None:
    row = next(body.iter(f"{W}tr"))
    row.insert(0, etree.fromstring(f'<w:trPr xmlns:w="{MAIN}"><w:ins w:id="1" w:author="x"/></w:trPr>'.encode()))


def cell_added(body: etree._Element) -> None:
    next(body.iter(f"{W}tcPr")).append(change("cellIns"))


def paragraphs_joined(body: etree._Element) -> None:
    look = marked(body, a_paragraph_with_a_number()).find(f"{W}pPr")
    assert look is not None
    etree.SubElement(look, f"{W}rPr").append(change("del"))


def text_moved(body: etree._Element) -> None:
    paragraph = marked(body, a_paragraph_with_a_number())
    paragraph.append(change("moveTo", run("移来的文字。")))


def control_taken_off(body: etree._Element) -> None:
    control_of(body).addprevious(change("customXmlDelRangeStart"))


def bookmark_taken_out(body: etree._Element) -> None:
    paragraph = marked(body, a_paragraph_with_a_number())
    mark = next(paragraph.iter(f"{W}bookmarkStart"))
    taken_out(mark)


def own_table(body: etree._Element) -> None:
    """A row that the clerk adds to a table of the clerk's own."""
    rows = '<w:tr><w:trPr><w:ins w:id="1" w:author="x"/></w:trPr><w:tc><w:p/></w:tc></w:tr>'
    table = f'<w:tbl xmlns:w="{MAIN}"><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{rows}</w:tbl>'
    marked(body, a_paragraph_with_a_number()).addnext(etree.fromstring(table.encode()))


@pytest.mark.slow
def test_what_is_no_generated_block_may_change_as_it_likes() -> None:
    done = refreshed("plan.docx", edited(own_table), project())
    assert (done.tracked, done.blocks.left_out, done.blocks.kept) == (1, [], [])


HARD = {
    "表格行列": row_added,
    "表格行列“": cell_added,
    "合并段落": paragraphs_joined,
    "移动": text_moved,
    "内容控件": control_taken_off,
    "删去的段落": bookmark_taken_out,
}


@pytest.mark.parametrize("kind", HARD)
def test_what_cannot_be_read_exactly_is_named(kind: str) -> None:
    with pytest.raises(FileError, match=f"有1处修订不能准确读取（{kind}.*）：请先接受或拒绝这几处，其余可保留"):
        refreshed("plan.docx", edited(revised, HARD[kind]), project())


def test_a_header_that_is_revised_is_named() -> None:
    package = open_package("plan.docx", filed(project()))
    part = next(part for part in package.stories if package.tree(part).tag == f"{W}hdr")
    next(package.tree(part).iter(f"{W}p")).append(change("ins", run("某市财政局")))
    with pytest.raises(FileError, match="有1处修订不能准确读取（页眉）"):
        refreshed("plan.docx", package.packed_again(), project())


@pytest.mark.slow
def test_a_file_that_writer_saved_with_changes_open_is_refreshed() -> None:
    """The clerk's own tracked sentence, in pieces as Writer has it, stays as it is."""
    saved = Path(__file__).parent.parent / "audit" / "word" / "saved" / "spoilt-writer7.docx"
    park = load(SAMPLES / "hengyang-park" / "project.toml")
    done = refreshed(saved.name, saved.read_bytes(), park)
    pieces = {
        "".join(text_of(piece) for piece in open_package("x.docx", data).body.iter(f"{W}ins"))
        for data in (saved.read_bytes(), done.data)
    }
    assert pieces == {"本项目总投资6.6亿元。"}
