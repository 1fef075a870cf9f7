"""Filings on the bureau's own Word file: its cover, headers, styles and page, our blocks and marks, and what is refused."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from docx import Document

from bondcalc.data import digest
from bondcalc.inputs.further_file import further_file
from bondcalc.problem import FileError
from bondcalc.typeset.document import Document as Pages
from bondcalc.typeset.word.docx_filing import word_filing
from bondcalc.typeset.word.opened import WordPackage, open_package
from bondcalc.typeset.word.read_blocks import blocks_of
from bondcalc.typeset.word.read_controls import W, carried_in, controls_of, record_of, store_of
from bondcalc.typeset.word.used_template import open_template, remarks_on
from tests.outside import converted, pages_printed
from tests.samples import filed_sample
from tests.typeset.letterhead import COVER, FIRM, SAMPLE, letterhead
from tests.typeset.test_word_filings import origin

NAME = "函头.docx"
BLOCKS = 80
"""The plan as far as this many blocks: cover, text, tables on turned pages, a timeline and a chart, in a third of the time."""


def document(mark: str, filing: str, most: int | None = BLOCKS) -> Pages:
    filed = filed_sample("land-reserve", filing)
    return replace(filed, page_mark=mark, blocks=filed.blocks[:most])


def on(data: bytes, mark: str = "草稿", filing: str = "plan", most: int | None = BLOCKS) -> bytes:
    made_from = origin("land-reserve", filing)
    template = further_file("template", NAME, data)
    carried = {} if filing == "disclosure" else {**made_from.carried, NAME: data}
    return word_filing(document(mark, filing, most), replace(made_from, further=(template,), carried=carried))


@cache
def written(cover: str = "section", *, number: bool = False, mark: str = "草稿", filing: str = "plan") -> bytes:
    return on(letterhead(cover=cover, number=number), mark, filing)


@cache
def plain() -> bytes:
    return word_filing(document("草稿", "plan"), origin("land-reserve", "plan"))


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """Put another text into a part; one that is not there is made of it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(stream, "w") as target:
        names = package.namelist()
        for name in names:
            text = package.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            target.writestr(name, text)
        if part not in names:
            target.writestr(part, new)
    return stream.getvalue()


def linked(data: bytes, kind: str, target: str, mode: str = "") -> bytes:
    entry = f'<Relationship Id="rIdX" Type="http://x/{kind}" Target="{target}"{mode}/></Relationships>'
    return changed(data, "word/_rels/document.xml.rels", "</Relationships>", entry)


def shown(package: WordPackage, part: str) -> str:
    return "".join(package.tree(part).itertext())


@pytest.mark.parametrize("cover", ["section", "mark", "none"])
def test_blocks_figures_and_store_are_those_of_a_filing_without_template(cover: str) -> None:
    made, alone = open_package("x.docx", written(cover)), open_package("x.docx", plain())
    assert {name: block.words for name, block in blocks_of(made).items()} == {
        name: block.words for name, block in blocks_of(alone).items()
    }
    assert [(one.key, one.text) for one in controls_of(made)] == [(one.key, one.text) for one in controls_of(alone)]
    assert store_of(made) == store_of(alone)
    assert (COVER in shown(made, made.main)) is (cover != "none")
    assert SAMPLE not in shown(made, made.main)
    assert "【正文】" not in shown(made, made.main)


@pytest.mark.slow
def test_the_same_template_gives_the_same_bytes_and_travels_inside() -> None:
    data = letterhead()
    assert on(data) == on(data)
    made = open_package("x.docx", on(data))
    record = record_of(made)
    assert record is not None
    assert [file.stated for file in record.further] == [(NAME, digest(data))]
    assert list(carried_in(made)) == ["project.toml", NAME]
    assert carried_in(made)[NAME] == data
    public = open_package("x.docx", written(filing="disclosure"))
    assert carried_in(public) == {}
    assert record_of(public).further[0].stated == (NAME, digest(data))  # type: ignore[union-attr]


def test_another_reader_finds_their_styles_page_header_and_picture() -> None:
    document = Document(io.BytesIO(written()))
    heading = next(one for one in document.paragraphs if one.text == "项目基本情况")
    assert str(heading.style.font.color.rgb) == "123456"
    assert heading.style.font.size.pt == 30
    assert len(document.sections) > 3
    for section in document.sections:
        assert section.left_margin.mm == pytest.approx(40, abs=0.1)
        texts = [paragraph.text for paragraph in section.header.paragraphs]
        assert texts[0].startswith(FIRM)
        assert texts.count("草稿") == 1
        assert next(section.header._element.iter(f"{W}drawing"), None) is not None
    assert document.paragraphs[0].text == COVER
    assert {one.style.name for one in document.paragraphs} >= {"Body Text", "Caption", "Heading 1", "Title"}
    assert {table.style.name for table in document.tables} == {"Table Grid"}
    wide = document.sections[-1].page_width - 2 * document.sections[-1].left_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= max(wide, document.sections[-1].page_height)


def test_pages_are_numbered_where_theirs_are_not_and_marked_only_where_there_is_a_mark() -> None:
    without, numbered = open_package("x.docx", written()), open_package("x.docx", written(number=True))
    stories = {part: shown(without, part) for part in without.stories if "footer" in part}
    assert sorted("PAGE" in text for text in stories.values()) == [False, True]
    assert all("机密" in text for text in stories.values())
    feet = [part for part in numbered.stories if "footer" in part]
    assert len(feet) == 1
    assert len(list(numbered.tree(feet[0]).iter(f"{W}fldSimple"))) == 1
    assert not list(numbered.tree(feet[0]).iter(f"{W}instrText"))
    final = open_package("x.docx", written(mark=""))
    assert not any("草稿" in shown(final, part) for part in final.stories if "header" in part)


def test_every_kind_of_page_bears_the_mark() -> None:
    data = changed(
        letterhead(),
        "word/settings.xml",
        "<w:characterSpacingControl",
        "<w:evenAndOddHeaders/><w:characterSpacingControl",
    )
    data = changed(data, "word/document.xml", "<w:docGrid", "<w:titlePg/><w:docGrid")
    document = Document(io.BytesIO(on(data)))
    first, *others = document.sections
    for section in document.sections:
        assert "草稿" in "".join(paragraph.text for paragraph in section.header.paragraphs)
        assert "草稿" in "".join(paragraph.text for paragraph in section.even_page_header.paragraphs)
    assert first.different_first_page_header_footer
    assert "草稿" in "".join(paragraph.text for paragraph in first.first_page_header.paragraphs)
    assert not any(section.different_first_page_header_footer for section in others)


def test_nobody_and_nothing_of_the_example_comes_along() -> None:
    made = open_package("x.docx", written())
    for part, data in made.parts.items():
        if not part.startswith("customXml/"):
            assert "模板作者".encode() not in data, part
    assert "docProps/thumbnail.jpeg" not in made.parts
    types = {entry.get("PartName") for entry in made.tree("[Content_Types].xml") if entry.get("PartName")}
    assert {str(name).lstrip("/") for name in types} <= made.parts.keys()
    for part in ["", *made.stories]:
        assert all(link.part in made.parts for link in made.links(part).values())
    names = [mark.get(f"{W}name") for mark in made.body.iter(f"{W}bookmarkStart")]
    ids = [mark.get(f"{W}id") for mark in made.body.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names)
    assert len(set(ids)) == len(ids)


def test_notes_of_the_example_are_left_out() -> None:
    space = f'xmlns:w="{W[1:-1]}"'
    notes = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for at, text in ((2, "封面注"), (3, "示例注"))
    )
    data = linked(
        changed(letterhead(), "word/footnotes.xml", "", f"<w:footnotes {space}>{notes}</w:footnotes>"),
        "footnotes",
        "footnotes.xml",
    )
    data = changed(
        data,
        "word/document.xml",
        COVER + "</w:t></w:r>",
        COVER + '</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>',
    )
    made = open_package("x.docx", on(data))
    assert shown(made, "word/footnotes.xml") == "封面注"


def revised(data: bytes) -> bytes:
    return changed(data, "word/document.xml", "<w:p>", '<w:p><w:ins w:id="1" w:author="x"/>')


def recoloured(data: bytes) -> bytes:
    return changed(data, "word/styles.xml", "</w:style>", '<w:pPrChange w:id="1" w:author="x"/></w:style>')


BAD = {
    "template_revisions": [revised, recoloured],
    "template_macros": [
        lambda data: changed(
            data, "[Content_Types].xml", "wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
        ),
        lambda data: linked(changed(data, "word/vbaProject.bin", "", "x"), "vbaProject", "vbaProject.bin"),
    ],
    "template_outside": [
        lambda data: linked(data, "attachedTemplate", "file:///c:/x.dotx", ' TargetMode="External"'),
        lambda data: linked(data, "image", "http://x/y.png", ' TargetMode="External"'),
        lambda data: linked(data, "hyperlink", "http://x/", ' TargetMode="External"'),
        lambda data: changed(
            data, "word/document.xml", "<w:p>", '<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;c:/x&quot;"/>'
        ),
    ],
    "template_objects": [
        lambda data: linked(data, "oleObject", "embeddings/x.bin"),
        lambda data: linked(data, "package", "embeddings/x.xlsx"),
        lambda data: changed(data, "word/document.xml", "<w:p>", "<w:p><w:r><w:object/></w:r>"),
    ],
    "template_filing": [lambda data: written()],
    "broken_docx": [
        lambda data: b"PK no package",
        lambda data: changed(data, "word/styles.xml", "<w:styles", "<!DOCTYPE x [<!ENTITY y 'z'>]><w:styles"),
        lambda data: changed(data, "word/header1.xml", "</w:hdr>", ""),
        lambda data: changed(data, "../x.xml", "", "<x/>"),
    ],
    "locked_docx": [lambda data: bytes.fromhex("d0cf11e0a1b11ae1") + data],
}


@pytest.mark.parametrize(("code", "at"), [(code, at) for code, makers in BAD.items() for at in range(len(makers))])
def test_a_template_that_brings_more_than_its_look_is_refused(code: str, at: int) -> None:
    from bondcalc.wording.messages import file_error

    with pytest.raises(FileError) as refused:
        open_template(NAME, BAD[code][at](letterhead()))
    assert str(refused.value) == str(file_error(code, name=NAME))


def test_a_sound_template_is_not_refused() -> None:
    assert open_template(NAME, letterhead()).main == "word/document.xml"


@pytest.mark.slow
def test_a_validator_finds_nothing_and_writer_shows_header_and_cover(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    source = tmp_path / "template.docx"
    source.write_bytes(letterhead())
    (tmp_path / "saved").mkdir()
    converted("docx", tmp_path / "saved", source)
    made = {
        "one": on(letterhead(), most=None),
        "two": on((tmp_path / "saved" / "template.docx").read_bytes(), most=None),
    }
    paths = []
    for name, data in made.items():
        paths.append(tmp_path / f"{name}.docx")
        paths[-1].write_bytes(data)
        assert [str(error) for error in audit.OpenXmlValidator().validate(str(paths[-1])).errors] == []
    converted("pdf", tmp_path, *paths)
    for path in paths:
        pages = pages_printed(path.with_suffix(".pdf"))
        assert all(FIRM in page and "草稿" in page for page in pages)
        assert COVER in pages[0]
        assert "清河县" in pages[1]
        assert SAMPLE not in "".join(pages)
        assert "—5—" in pages[4].replace(" ", "")


@pytest.mark.parametrize(("cover", "remarks"), [("section", 0), ("mark", 0), ("none", 1)])
def test_a_template_whose_text_comes_along_nowhere_is_remarked_on(cover: str, remarks: int) -> None:
    package = open_template("own.docx", letterhead(cover=cover))
    assert [said.startswith("模板own.docx中的文字没有取入") for said in remarks_on(package)] == [True] * remarks


def test_a_template_without_text_or_with_its_mark_first_says_nothing_is_lost() -> None:
    for paragraphs in ([], ["【正文】", "示例正文"]):
        document, target = Document(), io.BytesIO()
        for text in paragraphs:
            document.add_paragraph(text)
        document.save(target)
        assert remarks_on(open_template("own.docx", target.getvalue())) == []
