"""Which figure is meant: a line by its name, and the year or payment date."""

from collections.abc import Sequence
from datetime import date

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Gather, Line, total
from bondcalc.algebra.table import Table
from bondcalc.algebra.trace import At
from bondcalc.explain.asked_line import NEAR, UnknownLineError, line_called
from bondcalc.explain.line_rows import id_of
from bondcalc.result.result import Result
from bondcalc.wording.in_turn import in_turn


def find(result: Result, name: str, year: int | None, day: date | None) -> At:
    """Find a figure; without a column the one of a scalar, else the total of the row where it has one."""
    table, line = line_called(result, name)
    axis = line.axis
    if axis.kind == "scalar":
        if year is not None or day is not None:
            raise _single(result, table, line, "--date" if year is None else "--year")
        return At(line, 1)
    if year is None and day is None:
        if not line.total:
            raise _which(table, line, "", list(line.axis.columns))
        return total_of(line)
    wanted = day if axis.kind == "payments" and day is not None else year if year is not None else day and day.year
    columns = [number for number, column in enumerate(axis.columns, 1) if wanted in {column, axis.years[number - 1]}]
    if len(columns) == 1:
        return At(line, columns[0])
    shown = [column for number, column in enumerate(axis.columns, 1) if not columns or number in columns]
    raise _which(table, line, f"{wanted}", shown)


def total_of(line: Line) -> At:
    """Make the total of a row, which stands in its total column, a figure of its own."""
    # The total column is in no schedule as a line; stated as one it is explained like any other figure.
    made = Line(
        axis=SCALAR, id=line.id, zh=f"{line.zh}（合计）", en=f"{line.en} (total)", unit=line.unit, source=line.source
    )
    return At(made.define(total(line)), 1)


def _single(result: Result, table: Table, line: Line, option: str) -> UnknownLineError:
    """Say that a figure has no columns, and which line has them where it is the sum of one."""
    whole = line.definition
    by_year = id_of(result, whole.line) if isinstance(whole, Gather) else ""
    return UnknownLineError(
        option,
        f"{table.zh}“{line.zh}”只有一个数，不分年度，请去掉{option}" + (f"；各年的数请写{by_year}" if by_year else ""),
        f"{table.en}, {line.en} is one figure: leave {option} out" + (f", or ask for {by_year}" if by_year else ""),
    )


def _which(table: Table, line: Line, asked: str, columns: Sequence[object]) -> UnknownLineError:
    option = "--year" if line.axis.kind == "years" else "--date"
    shown = _span([str(column) for column in columns])
    return UnknownLineError(
        option,
        f"{table.zh}“{line.zh}”{f'没有唯一的{asked}栏' if asked else '没有合计'}，请用{option}指定：{shown}",
        f"{table.en}, {line.en}: say which with {option}: {shown}",
    )


def _span(columns: list[str]) -> str:
    return in_turn(columns) if len(columns) <= 2 * NEAR else f"{columns[0]} … {columns[-1]}"
