"""Tables with a row a line and a column a year, cut over pages by years: what is zero all through is left out."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Line
from bondcalc.filings.parts.line_tables import FORECAST, Entry, made_of, sums_of
from bondcalc.filings.parts.text import NOT_APPLICABLE, Writer
from bondcalc.filings.parts.window import WINDOW, counted
from bondcalc.typeset.document import PageTable, PrintedFigure, Sum, TableCell, TableRows
from bondcalc.wording.terms import Unit

WHOLE = "合计"
"""What the column of sums is called where no other sum stands beside it."""
Windows = Mapping[str, PrintedFigure]
"""What counts of a line inside the life of the bonds (存续期合计), by the id of the line."""


class Subtotal(NamedTuple):
    """A total with the lines it adds up; a line counted less than zero times is deducted.

    A total `called` otherwise is of lines that stand above already (其中：…): they are not listed again.
    """

    total: Line
    parts: Mapping[Line, int]
    called: str | None = None


def across(writer: Writer, title: str, entries: Sequence[Entry], inside: Windows | None = None) -> list[PageTable]:
    """Make a table with a row an entry; no table where every figure is zero.

    The total of a row stands before its years, and before it what counts `inside` the life of the bonds, where that is
    given. Years in which nothing flows are left out.
    """
    shown = [entry for entry in entries if any(writer.columns(entry.id))]
    if not shown:
        return []
    years, heads = _years(writer, shown), _heads(writer, shown, inside)
    first = 1 + len(heads)
    down = [Sum("column", first - 1, tuple(range(first, first + len(years))))] if heads else []
    rows: TableRows = [
        [entry.head, *_totals(writer, entry, heads, inside), *_flow(writer, entry, years)] for entry in shown
    ]
    return [
        PageTable(
            title,
            writer.unit,
            [["项目", *heads, *map(str, years)]],
            rows,
            "l" + "r" * (len(heads) + len(years)),
            [3.4, *([1.1] * len(heads)), *([1.0] * len(years))],
            strong=frozenset(at for at, entry in enumerate(shown) if entry.of),
            repeat=1,
            sums=(*sums_of(shown, "row"), *down),
        )
    ]


def added_up(
    writer: Writer,
    title: str,
    groups: Sequence[Subtotal],
    details: Mapping[Line, Sequence[Entry]] | None = None,
    *,
    inside: bool = False,
) -> list[PageTable]:
    """Make such a table of totals and what they add up, `details` of a line under it; `inside` puts 存续期合计 first."""
    entries = [entry for group in groups for entry in _entries(writer, group, details or {})]
    windows = {id_: figure for group in groups for id_, figure in _counted(writer, group)} if inside else None
    return across(writer, title, entries, windows)


def _entries(writer: Writer, group: Subtotal, details: Mapping[Line, Sequence[Entry]]) -> Iterator[Entry]:
    for line, times in group.parts.items() if group.called is None else ():
        name = line.zh if times > 0 else f"减：{line.zh.removeprefix('其中：')}"
        yield Entry(name, writer.id_of(line))
        yield from details.get(line, ())
    yield Entry(group.called or group.total.zh, writer.id_of(group.total), made_of(writer, group.parts))


def _counted(writer: Writer, group: Subtotal) -> Iterator[tuple[str, PrintedFigure]]:
    parts = counted(writer, group.parts)
    whole = sum((part * times for part, times in zip(parts, group.parts.values(), strict=True)), Decimal(0))
    for line, amount in zip([*group.parts, group.total], [*parts, whole], strict=True):
        id_ = writer.id_of(line)
        yield id_, PrintedFigure(f"{id_}#inside", writer.shown(amount, Unit.MONEY))


def _years(writer: Writer, shown: Sequence[Entry]) -> list[int]:
    """Give the years in which something flows: prices and loads alone say nothing."""
    lines = {entry.id: writer.line(entry.id) for entry in shown}
    flows = [id_ for id_, line in lines.items() if line.total and line.unit == Unit.MONEY] or list(lines)
    filled = [writer.columns(id_) for id_ in flows]
    return [year for index, year in enumerate(writer.years) if any(column[index] for column in filled)]


def _heads(writer: Writer, shown: Sequence[Entry], inside: Windows | None) -> list[str]:
    if not any(writer.line(entry.id).total for entry in shown):
        return []
    return [WHOLE] if inside is None else [WINDOW, FORECAST]


def _totals(writer: Writer, entry: Entry, heads: Sequence[str], inside: Windows | None) -> Iterator[TableCell]:
    whole = writer.figure(f"{entry.id}#total") if writer.line(entry.id).total else ""
    yield from ((inside or {}).get(entry.id, "") if head == WINDOW else whole for head in heads)


def _flow(writer: Writer, entry: Entry, years: Sequence[int]) -> Iterator[TableCell]:
    """Give the figures of the years, a blank where there is none."""
    whole = entry.counted and all(value is None or value == int(value) for value in writer.columns(entry.id))
    written = writer.whole_number if whole else writer.figure
    figures = (written(f"{entry.id}@{year}") for year in years)
    yield from ("" if figure.text == NOT_APPLICABLE else figure for figure in figures)
