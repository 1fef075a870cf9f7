"""Tables of a filing made from lines: entries say what they are the sum of, totals are read from their formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.algebra.addends import terms
from bondcalc.algebra.line import Line
from bondcalc.filings.parts.text import NOT_APPLICABLE, Writer
from bondcalc.filings.parts.window import WINDOW, counted
from bondcalc.typeset.document import PageTable, PrintedFigure, Sum, TableRows
from bondcalc.wording.terms import Unit

WIDE = 10
"""Columns of amounts that fit the short side of the page at a readable size."""
FORECAST = "预测期合计"
"""What the sum over every year of the forecast is called; 存续期合计 counts the bonds' life only."""
AMOUNT = "金额"
"""What the only column of a table is called whose lines have no years before or after."""


@dataclass(frozen=True)
class Subtotal:
    """A total with the lines it adds up; a line counted less than zero times is deducted."""

    total: Line
    parts: Mapping[Line, int]


@dataclass(frozen=True)
class Entry:
    """A column by year: heading, `schedule.line`, and the ids it is the sum of.

    An id in `of` is deducted behind `-`; behind `<` it is the year before's, of a balance carried on. `optional` leaves
    the column out where every figure is zero.
    """

    head: str
    id: str
    of: tuple[str, ...] = ()
    optional: bool = False


def by_year(
    writer: Writer, title: str, entries: Sequence[Entry], *, total: str = FORECAST, skip_empty: bool = False
) -> PageTable:
    """Make a table with a row a year and, under the name `total`, the sums of the columns that have one.

    `skip_empty` leaves out years in which nothing flows: a balance that only stands on is not said again.
    """
    shown = [entry for entry in entries if not entry.optional or _amounts(writer, entry.id)]
    flows = [entry for entry in shown if not any(part[0] == "<" for part in entry.of)]
    filled = [year for year in _years(writer) if any(_filled(writer, one, year) for one in flows)]
    years = filled if skip_empty and filled else _years(writer)
    rows: TableRows = [[str(year), *(_blank(writer.figure(f"{entry.id}@{year}")) for entry in shown)] for year in years]
    added = [index for index, entry in enumerate(shown, 1) if writer.line(entry.id).total]
    sums = _sums(shown)
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
        sums=tuple(sums),
    )


def parted(writer: Writer, id_: str, heads: Mapping[str, str]) -> list[Entry]:
    """Give a column to each term of a line by its own formula, and one to the line; `heads` names some shorter.

    Lines of the same schedule are not taken apart further.
    """
    whole, schedule = writer.line(id_), id_.partition(".")[0]
    found = terms(whole, keep=writer.lines(schedule))
    parts = [(writer.id_of(line), line, times) for line, times in found.items()]
    columns = [Entry(heads.get(part, line.zh), part) for part, line, _ in parts]
    return [
        *columns,
        Entry(heads.get(id_, whole.zh), id_, tuple(part if times > 0 else f"-{part}" for part, _, times in parts)),
    ]


def by_line(writer: Writer, title: str, groups: Sequence[Subtotal], *, inside: bool = False) -> PageTable:
    """Make a table with a row a line and, under each group, its total; `inside` puts what counts inside the bonds' life first."""
    rows: TableRows = []
    sums: list[Sum] = []
    for group in groups:
        start, lines = len(rows), list(group.parts)
        rows += [[_named(line, group.parts[line]), writer.figure(f"{writer.id_of(line)}#total")] for line in lines]
        places = {start + index: group.parts[line] for index, line in enumerate(lines)}
        plus, minus = ([index for index, times in places.items() if (times > 0) is added] for added in (True, False))
        sums.append(Sum("row", len(rows), tuple(plus), tuple(minus)))
        rows.append([group.total.zh, writer.figure(f"{writer.id_of(group.total)}#total")])
        if inside:
            parts = counted(writer, group.parts)
            whole = sum((part * group.parts[line] for part, line in zip(parts, lines, strict=True)), Decimal(0))
            for row, line, amount in zip(rows[start:], [*lines, group.total], [*parts, whole], strict=True):
                row.insert(1, PrintedFigure(f"{writer.id_of(line)}#inside", writer.shown(amount, Unit.MONEY)))
    columns = [WINDOW, FORECAST] if inside else [AMOUNT]
    return PageTable(
        title,
        writer.unit,
        [["项目", *columns]],
        rows,
        "l" + "r" * len(columns),
        [3.0, *([1.4] * len(columns))],
        strong=frozenset(sum_.at for sum_ in sums),
        sums=tuple(sums),
    )


def _named(line: Line, times: int) -> str:
    return line.zh if times > 0 else f"减：{line.zh.removeprefix('其中：')}"


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


def _sums(shown: Sequence[Entry]) -> list[Sum]:
    """Read the sums of the entries; what is left out of the table is zero in every year."""
    places = {entry.id: index for index, entry in enumerate(shown, 1)}
    sums = []
    for at, entry in enumerate(shown, 1):
        parts = [part for part in entry.of if part.lstrip("-<") in places]
        if entry.of:
            plus = tuple(places[part] for part in parts if part[0] not in "-<")
            minus = tuple(places[part[1:]] for part in parts if part[0] == "-")
            carried = next((places[part[1:]] for part in parts if part[0] == "<"), None)
            sums.append(Sum("column", at, plus, minus, carried))
    return sums


def _years(writer: Writer) -> tuple[int, ...]:
    return writer.result.book.years.years


def _amounts(writer: Writer, id_: str) -> bool:
    return any(writer.result.figures.columns(writer.line(id_)))


def _filled(writer: Writer, entry: Entry, year: int) -> bool:
    return bool(writer.result.figures.columns(writer.line(entry.id))[_years(writer).index(year)])


def _blank(figure: PrintedFigure) -> PrintedFigure:
    """Leave a year without a figure blank."""
    return PrintedFigure(figure.id, "") if figure.text == NOT_APPLICABLE else figure
