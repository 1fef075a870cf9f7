"""Tables of a filing made from lines: entries say what they are the sum of, totals are read from their formulas."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from bondcalc.algebra.line import Line
from bondcalc.filings.parts.text import NOT_APPLICABLE, Writer
from bondcalc.typeset.document import PageTable, PrintedFigure, Sum, TableRows

WIDE = 10
"""Columns of amounts that fit the short side of the page at a readable size."""
FORECAST = "预测期合计"
"""What the sum over every year of the forecast is called; 存续期合计 counts the bonds' life only."""
AMOUNT = "金额"
"""What the only column of a table is called whose lines have no years before or after."""


class Entry(NamedTuple):
    """A column, or a row, by year: heading, `schedule.line`, and the ids it is the sum of.

    An id in `of` is deducted behind `-`; behind `<` it is the year before's, of a balance carried on. What is `counted`
    (户, 个) has no decimals where every year of it is whole.
    """

    head: str
    id: str
    of: tuple[str, ...] = ()
    counted: bool = False


def made_of(writer: Writer, parts: Mapping[Line, int]) -> tuple[str, ...]:
    """Give lines as an entry states what it is the sum of: one counted less than zero times is deducted."""
    return tuple(f"{'-' if times < 0 else ''}{writer.id_of(line)}" for line, times in parts.items())


def by_year(
    writer: Writer, title: str, entries: Sequence[Entry], *, total: str = FORECAST, skip_empty: bool = False
) -> PageTable:
    """Make a table with a row a year and, under the name `total`, the sums of the columns that have one.

    Columns that are zero all through are left out. `skip_empty` leaves out years in which nothing flows: a balance that only stands on is not said again.
    """
    shown = [entry for entry in entries if any(writer.columns(entry.id))] or list(entries[-1:])
    flows = [entry for entry in shown if not any(part[0] == "<" for part in entry.of)]
    filled = [year for year in writer.years if any(_filled(writer, one, year) for one in flows)]
    years = filled if skip_empty and filled else writer.years
    rows: TableRows = [[str(year), *(_blank(writer.figure(f"{entry.id}@{year}")) for entry in shown)] for year in years]
    added = [index for index, entry in enumerate(shown, 1) if writer.line(entry.id).total]
    sums = sums_of(shown, "column", 1)
    if added and rows:
        sums += [Sum("row", len(rows), tuple(range(len(rows))))]
        rows.append(
            [
                total,
                *(writer.figure(f"{entry.id}#total") if index in added else "" for index, entry in enumerate(shown, 1)),
            ]
        )
    return PageTable(
        title,
        writer.unit,
        [["年份", *(entry.head for entry in shown)]],
        rows,
        "c" + "r" * len(shown),
        [0.8, *([1.3] * len(shown))],
        strong=frozenset({len(rows) - 1}) if added and rows else frozenset(),
        landscape=len(shown) > WIDE,
        repeat=1,
        sums=tuple(sums),
    )


def figures_of(
    writer: Writer, title: str, rows: Sequence[tuple[str, str]], unit: str, *, abreast: int = 1
) -> PageTable:
    """Make a table of (label, figure id) pairs that are no sum of one another, so many pairs abreast."""
    pairs: TableRows = [[label, writer.figure(id_)] for label, id_ in rows]
    pairs += [["", ""]] * (-len(pairs) % abreast)
    body: TableRows = [
        [cell for pair in pairs[at : at + abreast] for cell in pair] for at in range(0, len(pairs), abreast)
    ]
    return PageTable(title, unit, [["项目", "数值"] * abreast], body, "lr" * abreast, [3.0, 1.4] * abreast)


def sums_of(shown: Sequence[Entry], axis: Literal["row", "column"], first: int = 0) -> list[Sum]:
    """Read the sums of the entries, of which the first stands in row or column `first`; what is left out is zero all through."""
    places = {entry.id: index for index, entry in enumerate(shown, first)}
    sums = []
    for at, entry in enumerate(shown, first):
        parts = [part for part in entry.of if part.lstrip("-<") in places]
        if entry.of:
            plus = tuple(places[part] for part in parts if part[0] not in "-<")
            minus = tuple(places[part[1:]] for part in parts if part[0] == "-")
            carried = next((places[part[1:]] for part in parts if part[0] == "<"), None)
            sums.append(Sum(axis, at, plus, minus, carried))
    return sums


def _filled(writer: Writer, entry: Entry, year: int) -> bool:
    return bool(writer.columns(entry.id)[writer.years.index(year)])


def _blank(figure: PrintedFigure) -> PrintedFigure:
    """Leave a year without a figure blank."""
    return PrintedFigure(figure.id, "") if figure.text == NOT_APPLICABLE else figure
