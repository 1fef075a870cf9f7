"""What a filing is made of: blocks with text already in them, no layout and no schedule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple


class PrintedFigure(NamedTuple):
    """A printed figure: the id of the line or ratio it comes from and its text. Told from a text with figures in it by its class."""

    id: str
    text: str

    def __str__(self) -> str:
        return self.text


Text = str | tuple["str | PrintedFigure", ...]
"""Plain text, or text with figures in it in reading order."""


TableCell = Text | PrintedFigure
"""What stands in a cell of a table: words, a figure, or words with figures in them."""
TableRows = list[list[TableCell]]
"""Body rows of a table while it is made."""


def printed(cell: TableCell) -> str:
    """Give the characters of a cell or a text."""
    return cell if isinstance(cell, str) else cell.text if isinstance(cell, PrintedFigure) else "".join(map(str, cell))


INDENT = "　"
"""Begins the name of a row that stands under a row above it."""


@dataclass(frozen=True)
class Cover:
    """First page: title and subtitle lines (broken where sense breaks), (label, text) rows, a stamp over the title when something must be said first.

    `verdict` is printed large; `failing` frames it. `note`: what the Word file says of itself, blank for the usual words.
    """

    title: str
    subtitle: str
    rows: Sequence[tuple[str, str]]
    verdict: Text
    failing: bool
    note: str = ""


@dataclass(frozen=True)
class Contents:
    """The table of contents, with page numbers and links."""


class Heading(NamedTuple):
    """Levels 1 to 3 of official documents; the text carries its own number (一、 （一） 1.). Level 0 is the title of a paper without a cover."""

    level: Literal[0, 1, 2, 3]
    text: str


class Paragraph(NamedTuple):
    """Running text, justified, first line two characters in.

    `id`: section of the text file and place in it, the same whatever the figures are; empty for what stands in no text file.
    `leads`: its lines stand on the page of what follows, as do those of a text that ends with a colon.
    """

    text: Text
    id: str = ""
    leads: bool = False

    @property
    def announces(self) -> bool:
        """Tell whether it stands on the page of what follows."""
        return self.leads or (bool(self.text) and str(self.text[-1]).endswith("："))


class Sum(NamedTuple):
    """What a printed total is made of: the row or column `at` is the sum of `plus` less `minus`, all of the same table.

    `carried` is a column read in the row above and added, of a balance that goes on from row to row; the first row has
    nothing above it. A row or column without a figure at `at` makes no claim; a blank part counts as zero.
    """

    axis: Literal["row", "column"]
    at: int
    plus: tuple[int, ...] = ()
    minus: tuple[int, ...] = ()
    carried: int | None = None


@dataclass(frozen=True)
class PageTable:
    """A table: title, unit line at top right, heading rows repeated on each page, body rows.

    `align`: one letter a column, l c r. `widths`: relative. `strong`: indexes of body rows set bold (totals).
    `landscape` sets the table on landscape pages. `sums` say what the totals are made of, so that whoever adds up what
    is printed finds every total. A table with columns to `repeat` is cut by columns where a page cannot
    hold it, and these stand first in every part (`column_parts`); `parts` is how many it is one of.
    """

    title: str
    unit: str
    heading: Sequence[Sequence[TableCell]]
    rows: Sequence[Sequence[TableCell]]
    align: str
    widths: Sequence[float]
    strong: frozenset[int] = frozenset()
    landscape: bool = False
    repeat: int = 0
    sums: tuple[Sum, ...] = ()
    parts: int = 1


class ChartSeries(NamedTuple):
    """One named row of a chart; `memo` hatches its bars: shown, counted nowhere."""

    label: str
    values: Sequence[float]
    kind: Literal["bar", "line"] = "bar"
    memo: bool = False


class Chart(NamedTuple):
    """Bars side by side and lines over the same categories; readable in black-and-white print."""

    title: str
    unit: str
    categories: Sequence[str]
    series: Sequence[ChartSeries]


class Timeline(NamedTuple):
    """Spans of time, one a row: (label, first day, last day), over a scale of years."""

    title: str
    spans: Sequence[tuple[str, date, date]]


class ChainDiagram(NamedTuple):
    """Firms by stage with who supplies whom: stages as (label, firms by id), names by id, (supplier, buyer) pairs, the leading firm.

    In Word, which has no such chart, it is the table that says the same (`as_table`).
    """

    title: str
    stages: Sequence[tuple[str, Sequence[str]]]
    names: Mapping[str, str]
    links: Sequence[tuple[str, str]]
    leader: str = ""

    def as_table(self) -> PageTable:
        """Say the same in rows: stage, firm, whom it supplies."""
        rows: TableRows = []
        for label, firms in self.stages:
            for firm in firms:
                buyers = "、".join(self.names[buyer] for supplier, buyer in self.links if supplier == firm)
                leading = "（主导企业）" if firm == self.leader else ""
                rows.append([label, self.names[firm] + leading, buyers or "—"])
        return PageTable(self.title, "", [["环节", "企业", "供应对象"]], rows, "cll", [1.0, 2.0, 3.0])


class Signatures(NamedTuple):
    """Places to sign: (role, name) pairs; an empty name leaves a line. Roles of `undated` have no place for a day."""

    people: Sequence[tuple[str, str]]
    undated: frozenset[str] = frozenset()


PageBlock = Cover | Contents | Heading | Paragraph | PageTable | Chart | Timeline | ChainDiagram | Signatures


@dataclass(frozen=True)
class Document:
    """One filing ready to be set: information for the file, the page mark (示例，非申报文件) and its blocks.

    `public`: it is posted for everybody to read and carries no other file. `draft` says why it is a draft (草稿), in
    sentences; empty where it is none.
    """

    title: str
    author: str
    subject: str
    keywords: str
    running_title: str
    page_mark: str
    blocks: Sequence[PageBlock] = field(default=())
    public: bool = False
    draft: Sequence[str] = ()
