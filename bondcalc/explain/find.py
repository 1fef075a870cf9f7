"""Which figure is meant: a line by its id, and the year or payment date."""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Line, total
from bondcalc.algebra.table import Table
from bondcalc.algebra.trace import At
from bondcalc.result.result import Result

NEAR = 6
"""Ids named when the one asked for is not there."""


class UnknownLineError(Exception):
    """A line, year or date that is not there, or that more than one answers to; `option` is what was asked wrongly."""

    def __init__(self, option: str, zh: str, en: str) -> None:
        super().__init__(zh)
        self.option, self.zh, self.en = option, zh, en


def find(result: Result, name: str, year: int | None, day: date | None) -> At:
    """Find a figure; without a column the one of a scalar, else the total of the row where it has one."""
    table, line = _line(result, name)
    axis = line.axis
    if axis.kind == "scalar":
        return At(line, 1)
    if year is None and day is None:
        return _total(table, line)
    wanted = day if axis.kind == "payments" and day is not None else year if year is not None else day and day.year
    columns = [number for number, column in enumerate(axis.columns, 1) if wanted in {column, axis.years[number - 1]}]
    if len(columns) == 1:
        return At(line, columns[0])
    shown = [column for number, column in enumerate(axis.columns, 1) if not columns or number in columns]
    raise _which(table, line, f"{wanted}", shown)


def _line(result: Result, name: str) -> tuple[Table, Line]:
    known = {(table.id, line.id): (table, line) for table in result.book.tables for line in table.lines}
    # From the full id to the plain one to the Chinese label: each only where the clearer one names nothing.
    found = [one for ids, one in known.items() if name == ".".join(ids)]
    found = found or [one for (_, id_), one in known.items() if id_ == name]
    found = found or [one for one in known.values() if one[1].zh == name]
    if len(found) == 1:
        return found[0]
    if found:
        ids = [f"{table.id}.{line.id}" for table, line in found]
        raise UnknownLineError(
            "LINE",
            f"{name}有{len(ids)}处，请写全：{'、'.join(ids)}",
            f"{name} stands in {len(ids)} places; write one of {', '.join(ids)}",
        )
    near = list(_near(name, list(known)))
    raise UnknownLineError(
        "LINE",
        f"没有{name}；相近的有：{'、'.join(near) or '无'}；全部编号可用bondcalc show --json查看",
        f"there is no {name}; near it: {', '.join(near) or 'nothing'}; every id is in docs/lines.md and bondcalc show --json",
    )


def _near(name: str, known: list[tuple[str, str]]) -> Iterator[str]:
    full = {f"{table}.{id_}": (table, id_) for table, id_ in known}
    words = [*full, *(id_ for _, id_ in known)]
    for close in dict.fromkeys(get_close_matches(name, words, NEAR, 0.55)):
        yield from [close] if close in full else [one for one, (_, id_) in full.items() if id_ == close][:1]


def _total(table: Table, line: Line) -> At:
    """Make the total of a row, which stands in its total column, a figure of its own."""
    if not line.total:
        raise _which(table, line, "", list(line.axis.columns))
    # The total column is in no schedule as a line; stated as one it is explained like any other figure.
    made = Line(
        axis=SCALAR, id=line.id, zh=f"{line.zh}（合计）", en=f"{line.en} (total)", unit=line.unit, source=line.source
    )
    return At(made.define(total(line)), 1)


def _which(table: Table, line: Line, asked: str, columns: Sequence[object]) -> UnknownLineError:
    option = "--year" if line.axis.kind == "years" else "--date"
    shown = _span([str(column) for column in columns])
    return UnknownLineError(
        option,
        f"{table.zh}“{line.zh}”{f'没有唯一的{asked}栏' if asked else '没有合计'}，请用{option}指定：{shown}",
        f"{table.en}, {line.en}: say which with {option}: {shown}",
    )


def _span(columns: list[str]) -> str:
    return "、".join(columns) if len(columns) <= 2 * NEAR else f"{columns[0]} … {columns[-1]}"
