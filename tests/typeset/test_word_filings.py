"""Word filings: the same bytes each time, sound parts, every number in a locked control that tells whose it is."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from time import process_time

import pytest
from lxml import etree

from bondcalc.filings.draw import known
from bondcalc.filings.parts.figure_names import FigureNames
from bondcalc.typeset.document import Cover, Document, PageTable, Paragraph, PrintedFigure, TableCell
from bondcalc.typeset.word.docx_controls import NUMBER, TwoTextsError
from bondcalc.typeset.word.docx_filing import word_filing
from bondcalc.typeset.word.docx_names import BOOKMARK, LONGEST_TAG, bound_key, id_of, key_of, tag_of
from bondcalc.typeset.word.docx_record import WordOrigin
from bondcalc.typeset.word.opened import WordPackage, open_package
from bondcalc.typeset.word.read_blocks import blocks_of
from bondcalc.typeset.word.read_controls import W, carried_in, controls_of, record_of, store_of
from tests.samples import SAMPLE_NAMES, SAMPLES, computed_sample, drawn_sample, filed_sample

EVERY = [(sample, filing) for sample in SAMPLE_NAMES for filing in known()]
INPUT = b"[project]\n"
FULL = 50
"""`--count` of a full run."""


def origin(sample: str, filing: str) -> WordOrigin:
    result = computed_sample(sample)
    return WordOrigin(
        filing=filing,
        version="1",
        filed=result.filing_date,
        input=("project.toml", "0" * 64),
        named=FigureNames(result).named,
        carried={"project.toml": INPUT},
    )


@cache
def written(sample: str, filing: str) -> bytes:
    return word_filing(filed_sample(sample, filing), origin(sample, filing))


@cache
def package(sample: str, filing: str) -> WordPackage:
    return open_package("x.docx", written(sample, filing))


def printed(document: Document) -> Iterator[PrintedFigure]:
    for block in document.blocks:
        text = block.text if isinstance(block, Paragraph) else block.verdict if isinstance(block, Cover) else ""
        yield from (part for part in text if isinstance(part, PrintedFigure))
        if isinstance(block, PageTable):
            cells = [cell for row in [*block.heading, *block.rows] for cell in row]
            parts = (part for cell in cells for part in ((cell,) if isinstance(cell, str | PrintedFigure) else cell))
            yield from (part for part in parts if isinstance(part, PrintedFigure))


MAKE = """
import sys
from hashlib import sha256
from tests.typeset.test_word_filings import written
print(sha256(written("land-reserve", "plan")).hexdigest())
"""


@pytest.mark.slow
def test_the_same_project_gives_the_same_bytes_whatever_the_surroundings() -> None:
    root = Path(__file__).parents[2]
    made = {
        subprocess.run(
            [sys.executable, "-c", MAKE],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            cwd=root,
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed, zone, locale in (("7", "Asia/Shanghai", "C.UTF-8"), ("99", "America/New_York", "POSIX"))
    }
    assert len(made) == 1


@pytest.mark.parametrize(("sample", "filing"), EVERY)
def test_parts_hang_together(sample: str, filing: str) -> None:
    opened = package(sample, filing)
    types = etree.fromstring(opened.parts["[Content_Types].xml"])
    stated = {str(one.get("PartName")).lstrip("/") for one in types if one.get("PartName")}
    assert stated <= opened.parts.keys()
    for part in opened.parts:
        opened.tree(part)
        assert part in stated or part.startswith(("[Content", "customXml/item")) or part.endswith(".rels")
    for part in ["", opened.main, *(one for one in opened.parts if "/item" in one and ".rels" not in one)]:
        assert all(link.part in opened.parts for link in opened.links(part).values())
    used = {value for one in opened.body.iter() for key, value in one.items() if key.endswith("relationships}id")}
    assert used <= opened.links(opened.main).keys()
    for wanted in (f"{W}bookmarkStart", f"{W}id"):
        ids = [one.get(f"{W}id") or one.get(f"{W}val") for one in opened.body.iter(wanted)]
        assert len(set(ids)) == len(ids) > 0 or not ids
    names = [str(one.get(f"{W}name")) for one in opened.body.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names)
    assert all(BOOKMARK.fullmatch(name) for name in names)


@pytest.mark.parametrize(("sample", "filing"), EVERY)
def test_every_printed_figure_is_a_control_that_says_whose_it_is(sample: str, filing: str) -> None:
    opened = package(sample, filing)
    wanted = Counter(
        (key_of(one.id), found[0])
        for one in printed(filed_sample(sample, filing))
        if len(found := NUMBER.findall(one.text)) == 1
    )
    controls = controls_of(opened)
    assert Counter((one.key, one.text) for one in controls) == wanted
    store = store_of(opened) or {}
    for one in controls:
        properties = one.element.find(f"{W}sdtPr")
        assert properties is not None
        stated = {part.tag.rpartition("}")[2]: part for part in properties}
        assert list(stated) == ["alias", "tag", "id", "lock", "dataBinding", "text"]
        assert bound_key(stated["dataBinding"].get(f"{W}xpath") or "") == one.key
        assert stated["tag"].get(f"{W}val") == tag_of(one.key)
        assert stated["lock"].get(f"{W}val") == "sdtContentLocked"
        assert store[one.key] == one.text
        assert re.fullmatch(r"[0-9,.+%-]+", one.text)
        assert one.told_by == "binding"


@pytest.mark.parametrize(("sample", "filing"), EVERY)
def test_what_is_read_again_is_what_was_recorded(sample: str, filing: str) -> None:
    opened = package(sample, filing)
    record = record_of(opened)
    assert record is not None
    assert (record.schema, record.filing, record.input) == ("1", filing, ("project.toml", "0" * 64))
    there = blocks_of(opened)
    assert {name: one.sha256 for name, one in record.blocks.items()} == {
        name: one.sha256 for name, one in there.items()
    }
    assert {one.kind for one in there.values()} >= {"cover", "heading", "paragraph", "table", "caption", "signature"}
    assert carried_in(opened) == {"project.toml": INPUT}


def test_a_block_keeps_its_name_when_figures_move() -> None:
    """Names are those of chapters and sections of texts: another project of the same kind has most of them."""
    one, other = (set(blocks_of(package(sample, "plan"))) for sample in ("anping-water", "hengyang-park"))
    assert len(one & other) > 0.6 * len(one)


IDS = (
    "coverage.e_f",
    "debt.interest@2039",
    "calendar.paid.bond.A@2021-03-15",
    "profit.net#total",
    "finding.C01.figure",
    "表.一#said@2025",
    "2x",
    "_x",
)


def test_a_key_gives_its_id_back() -> None:
    keys = [key_of(id_) for id_ in IDS]
    assert [id_of(key) for key in keys] == list(IDS)
    assert len(set(keys)) == len(keys)
    for key in keys:
        etree.fromstring(f"<{key}/>".encode())
        assert len(tag_of(key)) <= LONGEST_TAG
    assert len(tag_of("x" * 90)) <= LONGEST_TAG
    assert keys[1] == "debt.interest-y2039"


def small(*parts: str | PrintedFigure) -> bytes:
    document = Document("t", "", "", "", "", "", [Paragraph(parts)])
    return word_filing(document, origin("land-reserve", "plan"))


def test_words_stand_outside_and_what_is_no_single_number_is_text() -> None:
    opened = open_package(
        "x.docx",
        small(
            PrintedFigure("a.b", "推迟9.08年"),
            "；",
            PrintedFigure("a.c", "2020年10月"),
            PrintedFigure("a.d", "不适用"),
            PrintedFigure("a.e", "-1,234.50%"),
        ),
    )
    assert [(one.key, one.text) for one in controls_of(opened)] == [("a.b", "9.08"), ("a.e", "-1,234.50%")]
    (block,) = blocks_of(opened).values()
    assert block.words == "推迟{a.b}年；2020年10月不适用{a.e}"


def test_signs_of_xml_and_long_names_do_no_harm() -> None:
    long = "schedule." + "line" * 20
    opened = open_package("x.docx", small('<&">\x0b\x00', PrintedFigure(long, "1.00"), PrintedFigure("a&b<", "2.00")))
    assert [one.key for one in controls_of(opened)] == [long, key_of("a&b<")]


def test_a_table_that_only_the_faces_of_the_pdf_could_hold_is_written_all_the_same() -> None:
    row: list[TableCell] = [PrintedFigure(f"a.b{at}", "1,234,567,890,123.00") for at in range(30)]
    wide = PageTable("表", "", [["栏"] * 30], [row], "r" * 30, [1.0] * 30, landscape=True)
    opened = open_package(
        "x.docx", word_filing(Document("t", "", "", "", "", "", [wide]), origin("land-reserve", "plan"))
    )
    assert len(controls_of(opened)) == 30


def test_three_thousand_figures_take_no_second() -> None:
    rows: list[list[TableCell]] = [
        [PrintedFigure(f"a.b{at}.{place}", "1,234.00") for place in range(6)] for at in range(500)
    ]
    table = PageTable("表", "单位：万元", [["栏"] * 6], rows, "r" * 6, [1.0] * 6)
    start = process_time()
    data = word_filing(Document("t", "", "", "", "", "", [table]), origin("land-reserve", "plan"))
    assert process_time() - start < 1
    assert len(controls_of(open_package("x.docx", data))) == 3000


def test_two_texts_of_one_figure_are_refused() -> None:
    with pytest.raises(TwoTextsError):
        small(PrintedFigure("a.b", "1.00"), PrintedFigure("a.b", "2.00"))


def docx_text(data: bytes) -> str:
    docx = pytest.importorskip("docx")
    opened = docx.Document(io.BytesIO(data))
    paragraphs = [
        *opened.paragraphs,
        *(one for table in opened.tables for row in table.rows for cell in row.cells for one in cell.paragraphs),
    ]
    return "".join("".join(part.text or "" for part in one._p.iter(f"{W}t")) for one in paragraphs)


def test_an_independent_reader_finds_headings_tables_and_numbers() -> None:
    docx = pytest.importorskip("docx")
    document = filed_sample("land-reserve", "plan")
    opened = docx.Document(io.BytesIO(written("land-reserve", "plan")))
    tables = [block for block in document.blocks if isinstance(block, PageTable)]
    assert len(opened.tables) == len(tables)
    for one, table in zip(opened.tables, tables, strict=True):
        assert (len(one.rows), len(one.columns)) == (len(table.heading) + len(table.rows), len(table.widths))
    assert [style for one in opened.paragraphs if (style := one.style.name).startswith("Heading")]
    text = docx_text(written("land-reserve", "plan"))
    assert all(figure.text in text for figure in printed(document))


def errors_in(path: Path) -> list[str]:
    """What the validator of Office files says."""
    audit = pytest.importorskip("openxml_audit")
    return [str(error) for error in audit.OpenXmlValidator().validate(str(path)).errors]


@pytest.mark.slow
def test_a_validator_finds_nothing(tmp_path: Path, count: int) -> None:
    """All filings of the smallest sample, and the longest plan; every sample's plan in a full run."""
    plans = [(sample, "plan") for sample in (SAMPLE_NAMES if count >= FULL else ["hengyang-park"])]
    path = tmp_path / "x.docx"
    for sample, filing in {*plans, *(("land-reserve", filing) for filing in known())}:
        path.write_bytes(written(sample, filing))
        assert errors_in(path) == [], (sample, filing)


@pytest.mark.slow
def test_the_validator_finds_nothing_in_workbooks_either(tmp_path: Path, count: int) -> None:
    """What the largest sample has, the others have; they are validated in a full run."""
    path = tmp_path / "schedules.xlsx"
    for sample in SAMPLE_NAMES if count >= FULL else ["hengyang-park"]:
        path.write_bytes(drawn_sample(sample))
        assert errors_in(path) == errors_in(SAMPLES / sample / "project.xlsx") == [], sample


NOT_FIGURES = re.compile(
    r"\d{4}[-年]\d{1,2}[-月]\d{1,2}日?|(?:19|20)\d\d(?:[-—至](?:19|20)\d\d)?年?度?|第?\d+[、.期条款项号章节个年月日位处次]|〔\d{4}〕\d+号|[A-Z]\d*|[0-9a-f]{16,}|±"
)
"""Days, years, documents, ordinals, codes and hashes: what is written with digits and is no figure."""


def loose_numbers(sample: str, filing: str) -> list[str]:
    """Numbers with decimals or groups of digits that stand in generated words, outside every control."""
    words = (
        NOT_FIGURES.sub("", re.sub(r"\{[^}]*\}", "", block.words))
        for block in blocks_of(package(sample, filing)).values()
        if block.kind in {"paragraph", "table"}
    )
    return [number for text in words for number in re.findall(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+", text)]


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_numbers_outside_controls_are_those_a_person_stated(sample: str) -> None:
    """What the input says in its own words (示例：…每人每年6.2万元) is printed as it was written, and so is a term of law."""
    project = (SAMPLES / sample / "project.toml").read_text(encoding="utf-8")
    loose = [number for number in loose_numbers(sample, "plan") if number not in project]
    assert loose == []


def test_entries_of_the_package_are_fixed() -> None:
    with zipfile.ZipFile(io.BytesIO(written("land-reserve", "disclosure"))) as opened:
        entries = opened.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {(one.date_time, one.create_system, one.external_attr) for one in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0, 0o600 << 16)
    }
