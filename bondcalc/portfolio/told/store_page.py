"""What a page of the report is: a heading, a report of notes and listings; columns that many of them share."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bondcalc.portfolio.told.store_view import NOTATION, StoreView
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import EVERYWHERE, Listing, Medium, Note, Report, ReportColumn, Words, read
from bondcalc.wording.terms import LANGUAGES, Unit

StorePart = Note | Listing
WIDTH = 11
"""Width of a column of the workbook, in characters, for a width of one on paper."""
LINE = 100
"""Signs of a note on one line of the workbook, unless a sentence is longer."""
SENTENCE = re.compile("[^。]*。|[^。]+")
NOT_ON_PAPER = EVERYWHERE - {Medium.PAPER}
"""Where columns stand that a printed page has no room for."""
TOTAL_NAME = "专项债券项目汇总"
"""Stands where a report of one project has its name."""


@dataclass(frozen=True)
class StorePage:
    """A page: its id for programs, its heading, what it tells of a store."""

    id: str
    title: Words
    tell: Callable[[StoreView], Sequence[StorePart]]

    def report(self, view: StoreView) -> Report:
        """Tell the page as a neutral report."""
        parts = list(_in_lines(self.tell(view)))
        columns = zip_longest(*(part.shown(Medium.BOOK) for part in parts if isinstance(part, Listing)))
        widths = [max(int(WIDTH * column.width) for column in column_of if column) for column_of in columns]
        drawn = {
            medium: [part.id for part in parts if isinstance(part, Note) or part.shown(medium)]
            for medium in (Medium.BOOK, Medium.PAPER)
        }
        return Report(f"{TOTAL_NAME}（{view.day.isoformat()}）", NOTATION, parts, order=drawn, widths=widths)


def _in_lines(parts: Iterable[StorePart]) -> Iterator[StorePart]:
    """Part long notes at their sentences: a workbook sets a note on one line, as wide as it is. Each has an id of its own."""
    lines: Counter[str] = Counter()
    for part in parts:
        if isinstance(part, Listing):
            yield part
            continue
        for number, text in enumerate(_lines(part.words)):
            lines[part.id] += 1
            id_ = part.id if lines[part.id] == 1 else f"{part.id}.{lines[part.id]}"
            yield replace(part, id=id_, words=text, apart=part.apart and not number)


def _lines(words: Words) -> Iterator[Words]:
    """Give lines of whole sentences; the English, which is short, stands with the first. What has a text for each medium stays."""
    if words.book is not None or words.paper is not None:
        yield words
        return
    line, english = "", words.en
    for sentence in SENTENCE.findall(words.zh):
        if line and len(line) + len(sentence) > LINE:
            yield Words(line, english)
            line, english = "", "" if words.en is not None else None
        line += sentence
    yield Words(line, english)


def unprinted(listing: Listing) -> Listing:
    """Keep a listing off paper, which has no room for it."""
    columns = [replace(column, on=column.on - {Medium.PAPER}) for column in listing.columns]
    return replace(listing, columns=columns)


def text_column(id_: str, zh: str, en: str, width: float = 1.4) -> ReportColumn:
    """A column of words."""
    return ReportColumn(id_, Words(zh, en), align="l", width=width)


def code_column() -> ReportColumn:
    """The column of the code of a region, by which rows are known whatever a region is called."""
    return ReportColumn("code", Words("行政区划代码", "region code"), align="c", width=0.9)


def money_column(id_: str, zh: str, en: str, *, total: bool = True, printed: bool = True) -> ReportColumn:
    """A column of amounts, added up under the listing."""
    on = EVERYWHERE if printed else NOT_ON_PAPER
    return ReportColumn(id_, Words(zh, en), Unit.MONEY, width=1.3, total=total, on=on)


def count_column(id_: str, zh: str, en: str, width: float = 0.8) -> ReportColumn:
    """A column of numbers of things, added up under the listing."""
    return ReportColumn(id_, Words(zh, en), Unit.COUNT, width=width, total=True)


def share_column(id_: str, zh: str, en: str, width: float = 0.9) -> ReportColumn:
    """A column of shares."""
    return ReportColumn(id_, Words(zh, en), Unit.FRACTION, width=width)


def ratio_column(id_: str, zh: str, en: str, made: tuple[str, str] | None = None) -> ReportColumn:
    """A column of ratios, of which two columns of the row are the parts."""
    return ReportColumn(id_, Words(zh, en), Unit.RATIO, width=0.9, made=("/", *made) if made else None)


def blank_columns(named: Iterable[tuple[str, str, str]]) -> list[ReportColumn]:
    """Columns that stay blank until somebody fills them in or a later part of the program knows them."""
    return [ReportColumn(id_, Words(zh, en), Unit.MONEY, width=1.0, spare=True) for id_, zh, en in named]


def spare(column: ReportColumn) -> ReportColumn:
    """The same column, which pages leave out where no row fills it in."""
    return replace(column, spare=True)


def _unfilled(listing: Listing) -> list[ReportColumn]:
    spare_columns = (column for column in listing.columns if column.spare)
    return [column for column in spare_columns if not any(row.get(column.id) for row in listing.rows)]


def filled_in(listing: Listing) -> Listing:
    """Leave the spare columns out that no row fills in."""
    unfilled = _unfilled(listing)
    return replace(listing, columns=[column for column in listing.columns if column not in unfilled])


def unfilled_note(listing: Listing, medium: Medium) -> Words | None:
    """Name the columns that a page leaves out since no row fills them in; paper, where lines are dear, counts them."""
    heads = [column.head for column in _unfilled(listing) if medium in column.on]
    if not heads:
        return None
    zh, en = (
        in_turn(read(head, replace(NOTATION, language=language), medium) for head in heads) for language in LANGUAGES
    )
    paper = f"没有数据的{len(heads)}栏不列，工作簿留有空栏。"
    return Words(
        f"没有数据的栏不列：{zh}；工作簿留有空栏，供填写。", f"Columns without data are left out: {en}.", paper=paper
    )


def executed_columns(named: Iterable[tuple[str, str, str]]) -> list[ReportColumn]:
    """The same, with a total of what is told; the page says what it leaves out."""
    return [replace(column, total="told") for column in blank_columns(named)]
