"""Where the pages of a filing break, read from the PDF itself: headings go on with what follows, tables leave and take on rows enough."""

import random
import re
from pathlib import Path

import pikepdf
import pytest
from specimen import PROSE

from bondcalc.filings.draw import known
from bondcalc.typeset.document import Document, Heading, PageBlock, PageTable, Paragraph, Signatures
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.pdf import typeset
from bondcalc.typeset.rows_held import heads
from bondcalc.typeset.turning import with_low_tables
from bondcalc.typeset.word.docx_tables import EvenWidths
from tests.outside import pages_printed
from tests.samples import filed_sample

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FURNITURE = re.compile(r"— ?\d+ ?—")
ROW = re.compile(r"T(\d+)R(\d+)E")
LOW, HIGH = 3, 2
"""Rows that a page holds at least where a table breaks: of one line each, and of any height."""


def pages_of(path: Path) -> list[list[str]]:
    """The printed lines of every page, without its number."""
    pages = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages_printed(path)]
    return [[line for line in page if not FURNITURE.fullmatch(line)] for page in pages]


def turned_pages(path: Path) -> list[bool]:
    with pikepdf.open(path) as pdf:
        return [page.mediabox[2] > page.mediabox[3] for page in pdf.pages]


def written(path: Path, *blocks: PageBlock) -> Path:
    path.write_bytes(typeset(Document("题", "", "", "", "", "", blocks), FontSet.load()).data)
    return path


def table(number: int, heights: list[int], columns: int = 3, *, wide: bool = False) -> PageTable:
    """A table with a row of so many lines for every height; every row says which it is."""
    texts = ["债券" * 12 * (height - 1) for height in heights]
    rows = [[f"T{number}R{place}E", text, *["1,234.56"] * (columns - 2)] for place, text in enumerate(texts)]
    heading = [[f"列{place}" for place in range(columns)]]
    return PageTable(
        f"表{number}", "单位：万元", heading, rows, "l" * columns, [1.5, 3] + [1] * (columns - 2), landscape=wide
    )


def drawn(source: random.Random) -> tuple[list[PageBlock], dict[int, list[int]]]:
    """Headings, paragraphs and tables in any order, every heading before something."""
    blocks: list[PageBlock] = []
    tables: dict[int, list[int]] = {}
    for number in range(14):
        blocks += [
            Heading(source.choice((1, 2, 3)), f"题{number}之{place}") for place in range(source.choice((0, 1, 2)))
        ]
        if source.random() < 0.5:
            blocks.append(Paragraph(PROSE[: source.randint(5, len(PROSE))]))
        else:
            tall = source.choice((1, 1, 4, 9))
            tables[number] = [source.randint(1, tall) for _ in range(source.randint(1, 40))]
            blocks.append(table(number, tables[number], wide=source.random() < 0.3))
    return [*blocks, Paragraph("完")], tables


def rows_by_page(pages: list[list[str]]) -> dict[int, list[int]]:
    """How many rows of each table stand on each page that has any."""
    counts: dict[int, list[int]] = {}
    for page in pages:
        found = [int(number) for line in page for number, _ in ROW.findall(line)]
        for number in dict.fromkeys(found):
            counts.setdefault(number, []).append(found.count(number))
    return counts


@pytest.mark.slow
def test_no_page_ends_with_a_heading_and_no_table_leaves_a_row_alone(tmp_path, request):
    broken = 0
    for seed in range(2 * request.config.getoption("--count")):
        blocks, tables = drawn(random.Random(seed))
        pages = pages_of(written(tmp_path / "drawn.pdf", *blocks))
        assert not [page[-1] for page in pages if re.search(r"题\d+之\d$", page[-1])], seed
        found = rows_by_page(pages)
        assert {number: sum(counts) for number, counts in found.items()} == {k: len(v) for k, v in tables.items()}
        for number, counts in found.items():
            least = LOW if max(tables[number]) == 1 else HIGH
            assert len(counts) == 1 or min(counts[0], counts[-1]) >= least, (seed, number, counts)
            broken += len(counts) > 1
    assert broken


@pytest.mark.parametrize("lines", range(12, 23))
def test_a_table_at_the_foot_of_a_page_takes_rows_with_it_or_goes_on(lines, tmp_path):
    blocks = [*[Paragraph("债")] * lines, Heading(1, "题0之0"), table(7, [1] * 30)]
    pages = pages_of(written(tmp_path / "foot.pdf", *blocks))
    counts = rows_by_page(pages)[7]
    assert min(counts[0], counts[-1]) >= LOW
    assert [("题0之0" in page, any(line == "表7" for line in page)) for page in pages].count((True, True)) == 1


@pytest.mark.parametrize("rows", [4, 7, 10, 12])
def test_a_low_table_is_not_broken(rows, tmp_path):
    for lines in range(14, 22):
        pages = pages_of(written(tmp_path / "low.pdf", *[Paragraph("债")] * lines, table(3, [1] * rows)))
        assert rows_by_page(pages) == {3: [rows]}, lines


@pytest.mark.parametrize("first", [8, 12, 16, 18])
def test_a_table_that_takes_up_to_four_fifths_of_a_turned_page_goes_whole_to_the_next(first, tmp_path):
    """What would begin at the foot of a turned page and go on for a few rows; a higher one is broken as before."""
    tables = [
        table(1, [1] * first, 20, wide=True),
        table(2, [1] * 18, 20, wide=True),
        table(3, [1] * 40, 20, wide=True),
    ]
    counts = rows_by_page(pages_of(written(tmp_path / "across.pdf", *tables)))
    assert counts[1] == [first]
    assert counts[2] == [18]
    assert len(counts[3]) > 1


@pytest.mark.parametrize("lines", range(8, 23, 2))
def test_places_to_sign_stand_with_the_text_under_the_last_heading(lines, tmp_path):
    """Wherever the page ends, who signs sees what is signed; a text no page holds flows on, its last paragraph with them."""
    signed = Signatures((("编制", ""), ("复核", "")), frozenset())
    short = [Heading(1, "题九"), Paragraph("附件如下。"), Paragraph("本文件数字取自测算表。")]
    pages = pages_of(written(tmp_path / "signed.pdf", *[Paragraph("债")] * lines, *short, signed))
    assert [
        [words in page for words in ("题九", "附件如下。", "本文件数字取自测算表。")] for page in pages if _signs(page)
    ] == [[True] * 3]
    long = [Heading(1, "题九"), *[Paragraph("附件如下。")] * 30, Paragraph("本文件数字取自测算表。")]
    pages = pages_of(written(tmp_path / "signed.pdf", *[Paragraph("债")] * lines, *long, signed))
    assert ["本文件数字取自测算表。" in page for page in pages if _signs(page)] == [True]
    assert sum(page.count("附件如下。") for page in pages) == 30


def _signs(page: list[str]) -> bool:
    return any(line.startswith("编制") for line in page)


def test_white_after_a_table_opens_no_page(tmp_path):
    found = set()
    for rows in range(25, 40):
        pages = pages_of(written(tmp_path / "end.pdf", table(1, [1] * rows)))
        assert all(pages), rows
        found.add(len(pages))
    assert found == {1, 2}


def test_a_heading_goes_with_the_table_that_turns_its_page(tmp_path):
    wide = table(1, [1] * 30, columns=20, wide=True)
    path = written(tmp_path / "turn.pdf", Paragraph(PROSE), Heading(1, "题1之1"), Paragraph("下表列示"), wide)
    pages = pages_of(path)
    turned = turned_pages(path)
    assert turned[:2] == [False, True]
    assert next(page[0] for page, flag in zip(pages, turned, strict=True) if flag) == "题1之1"
    assert "下表列示" in pages[1]


def test_text_that_is_more_than_a_line_to_the_table_stays_upright(tmp_path):
    wide = table(1, [1] * 30, columns=20, wide=True)
    long = "本段说明表中各项的来源和口径。" * 9
    blocks = [Heading(1, "题1之1"), Paragraph("一段"), Paragraph(long), wide]
    path = written(tmp_path / "text.pdf", *blocks)
    assert turned_pages(path)[:2] == [False, True]
    assert pages_of(path)[0][:2] == ["题1之1", "一段"]
    assert "".join(pages_of(path)[0][2:]) == long


def test_a_few_lines_are_not_left_alone_before_a_page_that_turns(tmp_path):
    """A short paragraph goes with the table it leads to, also behind other text."""
    wide = table(1, [1] * 30, columns=20, wide=True)
    path = written(tmp_path / "few.pdf", Heading(1, "题1之1"), Paragraph("一段"), Paragraph("下表列示各年数"), wide)
    assert pages_of(path)[0] == ["题1之1", "一段"]
    assert "下表列示各年数" in pages_of(path)[1]


def test_what_runs_over_a_turned_page_and_fits_an_upright_one_stands_upright(tmp_path):
    """Thirty rows of eleven columns: a page and a bit across, one upright."""
    path = written(tmp_path / "tall.pdf", table(1, [1] * 30, 11, wide=True))
    assert turned_pages(path) == [False]


def test_wide_tables_in_a_row_share_pages(tmp_path):
    tables = [table(number, [1] * 5, columns=20, wide=True) for number in (1, 2)]
    path = written(tmp_path / "share.pdf", *tables)
    assert turned_pages(path) == [True]


@pytest.mark.parametrize(
    ("columns", "rows", "turns"),
    [(11, 5, False), (11, 60, True), (20, 5, True)],
    ids=["few rows that read upright", "rows that fill the page", "columns that do not fit upright"],
)
def test_only_a_wide_table_worth_it_turns_the_page(columns, rows, turns, tmp_path):
    path = written(tmp_path / "wide.pdf", Paragraph(PROSE), table(1, [1] * rows, columns, wide=True), Paragraph("后"))
    assert any(turned_pages(path)) is turns
    assert "1,234.56" in " ".join(pages_of(path)[1 if turns else 0])


def test_small_wide_tables_in_a_row_turn_together_when_they_fill_a_page(tmp_path):
    tables = [table(number, [1] * 8, 11, wide=True) for number in range(1, 6)]
    assert turned_pages(written(tmp_path / "alone.pdf", tables[0])) == [False]
    assert turned_pages(written(tmp_path / "five.pdf", *tables))[0] is True


@pytest.mark.slow
@pytest.mark.parametrize("sample_name", sorted(path.parent.name for path in SAMPLES.glob("*/project.toml")))
def test_the_samples_break_so_too(sample_name, tmp_path):
    for filing in known():
        made = filed_sample(sample_name, filing)
        path = tmp_path / f"{filing}.pdf"
        path.write_bytes(typeset(made, FontSet.load()).data)
        pages, turned = pages_of(path), turned_pages(path)
        headings = {block.text for block in made.blocks if isinstance(block, Heading)}
        assert not [page[-1] for page in pages if page[-1] in headings]
        # The tables by year and the table of the rules turn pages; the official form never does.
        assert any(turned) or filing != "review"
        assert not any(turned) or filing != "disclosure"
        titles = [block.title for block in made.blocks if isinstance(block, PageTable) and len(block.rows) > 2]
        # A title and its table's first rows stand on one page: unit line, heading row and two rows at least follow.
        assert not [(title, page[-3:]) for page in pages for title in titles if title in page[-4:]]


def lines_then(lines: int, *after: PageBlock) -> list[PageBlock]:
    """Fill a page but for a few lines; what comes after finds no room there."""
    return [*[Paragraph("债")] * lines, *after, table(9, [1] * 8, 16, wide=True)]


def test_a_low_table_alone_before_a_turned_page_is_turned_with_it_where_that_saves_a_page(tmp_path):
    path = written(tmp_path / "saved.pdf", *lines_then(20, table(1, [1] * 4)))
    assert [rows_by_page(pages_of(path))[number] for number in (1, 9)] == [[4], [8]]
    assert turned_pages(path) == [False, True]


@pytest.mark.parametrize("rows", [4, 18])
def test_nothing_is_turned_where_it_saves_no_page(rows, tmp_path):
    """A low table under text stays there; one that no turned page holds beside the wide one stays upright."""
    path = written(tmp_path / "same.pdf", *lines_then(5 if rows == 4 else 20, table(1, [1] * rows)))
    assert turned_pages(path) == ([False, True] if rows == 4 else [False, False, True])


@pytest.mark.parametrize(
    ("before", "joins"),
    [(table(1, [1] * 4), True), (table(1, [1] * 18), False), (Paragraph("债"), False)],
    ids=["low table", "high table", "text"],
)
def test_in_a_file_without_pages_a_low_table_joins_turned_ones_where_there_is_room(before, joins):
    """Five turned rows leave room for four others, not for eighteen; what is no table stays where it is."""
    blocks = [Paragraph("债"), before, Paragraph("下表列示各年数"), table(9, [1] * 5, 16, wide=True)]
    turning = frozenset({2, 3})
    assert with_low_tables(blocks, turning, EvenWidths()) - turning == (frozenset({1}) if joins else frozenset())


def test_rows_stay_with_the_row_they_stand_under() -> None:
    """A row with three under it is not broken; one with five under it keeps the first of them."""
    small, large = ["甲", *["　行"] * 3], ["乙", *["　行"] * 5]
    assert heads([*small, "合计"]) == {0, 1, 2}
    assert heads([*large, *small, "合计"]) == {0, 6, 7, 8}
    assert heads(["甲", "乙"]) == heads([]) == frozenset()


def test_no_page_ends_with_a_row_whose_rows_stand_on_the_next(tmp_path: Path) -> None:
    rows = [[f"{name}{number}", "1.00"] for number in range(40) for name in ("项", "　单价", "　数量")]
    path = written(tmp_path / "t.pdf", PageTable("表", "", [["项目", "数"]], rows, "lr", [2, 1]))
    pages = [[line for line in page if "1.00" in line] for page in pages_of(path)]
    assert len(pages) > 2
    assert all(page[0].startswith("项") and page[-1].startswith("数量") for page in pages)
