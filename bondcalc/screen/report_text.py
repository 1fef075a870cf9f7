"""A neutral report on the terminal; knows no analysis."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from bondcalc.screen.width import screen_width
from bondcalc.wording import number
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Graph, Listing, Medium, Note, Report, ReportCell, ReportColumn, read
from bondcalc.wording.terms import Language

GAP = "  "
"""Between two columns."""
WIDEST = 24
"""Signs of the longest bar."""


def report_text(report: Report, language: Language) -> str:
    """Set a report for a terminal: a blank line before each listing and before notes that stand apart."""
    notation = replace(report.notation, language=language)
    blocks: list[str] = []
    for part in report.drawn(Medium.SCREEN):
        text = "\n".join(_lines(part, notation))
        if isinstance(part, Note) and not part.apart and blocks:
            blocks[-1] += f"\n{text}"
        else:
            blocks.append(text)
    return "\n\n".join(blocks)


def _lines(part: Note | Listing, notation: Notation) -> Iterator[str]:
    if isinstance(part, Note):
        yield part.words.said(notation.language, Medium.SCREEN)
        return
    if part.title:
        yield part.title.said(notation.language, Medium.SCREEN)
    if not part.rows and part.empty:
        yield part.empty.said(notation.language, Medium.SCREEN)
        return
    columns = part.shown(Medium.SCREEN)
    heads = [read(column.head, notation, Medium.SCREEN) for column in columns]
    lines = part.lines(Medium.SCREEN)
    rows = [[read(line.get(column.id), notation, Medium.SCREEN) for column in columns] for line in lines]
    drawn = rows if not any(heads) else [heads, *rows]
    # Lines are not drawn on a terminal.
    pictures = ["", *_bars(part, part.graph)] if part.graph and part.graph.kind == "bar" else ()
    yield from _set(drawn, columns, pictures)


def _set(rows: Sequence[Sequence[str]], columns: Sequence[ReportColumn], pictures: Sequence[str]) -> Iterator[str]:
    """Set rows: words to the left, figures to the right, a picture behind each."""
    widths = [max(screen_width(row[index]) for row in rows) for index in range(len(columns))]
    for index, row in enumerate(rows):
        cells = [
            _filled(cell, width, left=column.align == "l" or column.centred)
            for cell, width, column in zip(row, widths, columns, strict=True)
        ]
        yield GAP.join([*cells, *([pictures[index]] if pictures else [])]).rstrip()


def _filled(cell: str, width: int, *, left: bool) -> str:
    blank = " " * (width - screen_width(cell))
    return cell + blank if left else blank + cell


def _bars(part: Listing, graph: Graph) -> Iterator[str]:
    """Draw bars of two series to the left and to the right."""
    (one, _), (other, _) = graph.series
    pairs = [(_size(row.get(one)), _size(row.get(other))) for row in part.rows]
    longest = max(max(pair) for pair in pairs)
    for left, right in pairs:
        yield _signs(left, longest).rjust(WIDEST) + "|" + _signs(right, longest).ljust(WIDEST)


def _size(cell: ReportCell) -> Fraction:
    return abs(Fraction(cell.value)) if isinstance(cell, Datum) and cell.value is not None else Fraction(0)


def _signs(value: Fraction, longest: Fraction) -> str:
    return "#" * int(number.rounded(WIDEST * value / longest, 0)) if longest else ""
