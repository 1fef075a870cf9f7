"""A filing as its reader has it: what stands on which page, drawn by the program itself and read back string by string."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from unittest.mock import patch

from bondcalc.filings.parts.draft import file_stem
from bondcalc.result.result import Result
from bondcalc.typeset.document import Chart, Document, Heading, PageTable, Paragraph
from bondcalc.typeset.fonts import FontSet, Style, Typefaces
from bondcalc.typeset.paging import Page, Pen
from bondcalc.typeset.pdf import drawn, pages_of_all
from bondcalc.typeset.pdf_tables import cell_lines, grid_of
from bondcalc.typeset.printed_texts import words_of
from bondcalc.typeset.titles import inside_words, known_words
from tests.samples import computed_sample, filed_sample

LONG_CLAUSE = 9
"""Characters from which a clause that stands twice in a chapter is a repetition."""
BLANK_LINE = "＿"
CHART = 0.25
"""A chart takes more of a page than this."""
LINES_OF_A_TITLE = 4


@dataclass(frozen=True)
class ReadFiling:
    """One filing of one sample: its blocks, its pages as they are laid out, and the words drawn on each."""

    result: Result
    filing: str
    document: Document
    laid: Sequence[Page]
    strings: Sequence[Sequence[str]]
    broken: Sequence[str]

    @property
    def name(self) -> str:
        """How its file is called."""
        return f"{file_stem(self.filing, self.document)}.pdf"

    @cached_property
    def texts(self) -> list[str]:
        """The words of each page."""
        return ["".join(drawn) for drawn in self.strings]

    @cached_property
    def first(self) -> int:
        """The page of the first heading: what stands before is cover and contents."""
        named = [number for number, page in enumerate(self.laid, 1) for piece, _ in page.placed if piece.name]
        return min(named, default=1)

    def saying(self, pattern: str) -> list[int]:
        """Give the pages on which something stands, whatever lines it is broken into."""
        return [number for number, text in enumerate(self.texts, 1) if re.search(pattern, text)]

    def titled(self, pattern: str) -> list[int]:
        """Give the pages that headings, tables and charts of a title stand on."""
        titles = [
            block.text if isinstance(block, Heading) else block.title
            for block in self.document.blocks
            if isinstance(block, Heading | PageTable | Chart)
        ]
        wanted = {squeezed(title) for title in titles if re.search(pattern, title)}
        wanted |= {f"{title}（续）" for title in wanted}
        return [
            number
            for number, strings in enumerate(self.strings, 1)
            if number >= self.first and any(self._stands(title, strings) for title in wanted)
        ]

    @staticmethod
    def _stands(title: str, strings: Sequence[str]) -> bool:
        """Tell whether a title is drawn by itself, in one line or in several."""
        ends = range(1, LINES_OF_A_TITLE + 1)
        return any(title == "".join(strings[at : at + end]) for at in range(len(strings)) for end in ends)

    def unmarked(self, mark: str) -> list[int]:
        """Give the pages without a mark."""
        return [number for number, text in enumerate(self.texts, 1) if mark not in text]

    def nearly_empty(self, lines: int) -> list[int]:
        """Give the pages behind the cover that hold no more than so many lines or rows, and no chart."""
        return [
            number
            for number, page in enumerate(self.laid[1:], 2)
            if len([piece for piece, _ in page.placed if piece.height]) <= lines
            and page.sheet.top - page.y < CHART * page.sheet.depth
        ]

    def torn(self) -> list[int]:
        """Give the pages that hold a single row of a table which goes on from, or goes on to, another page."""
        rows: dict[int, dict[int, int]] = {}
        for number, page in enumerate(self.laid, 1):
            for piece, _ in page.placed:
                if piece.repeat:
                    on = rows.setdefault(id(piece.repeat), {})
                    on[number] = on.get(number, 0) + 1
        return sorted({number for on in rows.values() if len(on) > 1 for number, count in on.items() if count == 1})

    def repeated(self) -> list[str]:
        """Give the clauses that stand twice in the paragraphs of one chapter."""
        seen: set[tuple[str, str]] = set()
        twice, chapter = [], ""
        for block in self.document.blocks:
            if isinstance(block, Heading) and block.level == 1:
                chapter = block.text
            elif isinstance(block, Paragraph):
                for clause in re.split("[，。；：]", words_of(block.text)):
                    if len(clause) >= LONG_CLAUSE and BLANK_LINE not in clause:
                        twice += [clause] if (chapter, clause) in seen else []
                        seen.add((chapter, clause))
        return twice


def squeezed(text: str) -> str:
    """Take out what lines and justification put between characters."""
    return re.sub(r"\s", "", text)


@cache
def read(sample: str, filing: str) -> ReadFiling:
    """Lay a filing of a sample out and read its pages."""
    document, fonts = filed_sample(sample, filing), FontSet.load(None)
    strings: list[tuple[int, str]] = []
    plainly = Pen.string

    def noted(pen: Pen, text: str, style: Style, x: float, y: float, stretch: float = 0) -> None:
        strings.append((pen.page, text))
        plainly(pen, text, style, x, y, stretch)

    with Typefaces(fonts, document) as faces:
        laid = pages_of_all(document, faces)
        with patch.object(Pen, "string", noted):
            drawn(document, fonts, faces, laid)
        broken = list(_broken(document, faces))
    pages = [[squeezed(text) for page, text in strings if page == number] for number in range(1, len(laid) + 1)]
    return ReadFiling(
        result=computed_sample(sample), filing=filing, document=document, laid=laid, strings=pages, broken=broken
    )


def _broken(document: Document, faces: Typefaces) -> Iterator[str]:
    """Give the heads of columns of which a line ends inside a known word, or between a number and what it counts."""
    for table in document.blocks:
        if isinstance(table, PageTable):
            grid = grid_of(table, faces)
            for row in table.heading:
                for cell, width in zip(row, grid.widths, strict=True):
                    lines = [line.text for line in cell_lines(cell, "strong", width, grid, faces)]
                    if _inside(lines):
                        yield f"{table.title}：{'/'.join(lines)}"


def _inside(lines: Sequence[str]) -> bool:
    """Tell whether a line ends inside a word."""
    ends = set(accumulate(len(line) for line in lines[:-1]))
    whole = "".join(lines)
    return bool(ends & inside_words(whole, known_words(whole)))
