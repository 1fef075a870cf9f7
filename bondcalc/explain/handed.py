"""What a reviewer holds: a cell of schedules.xlsx, or a figure on a page of a filing; and the figure that it is."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from bondcalc.algebra.line import Line
from bondcalc.algebra.trace import At
from bondcalc.explain.asked_line import UnknownLineError
from bondcalc.explain.find import total_of
from bondcalc.inputs.cell import SHEETS
from bondcalc.result.result import Result
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.messages import listed
from bondcalc.workbook.assemble import laid_out
from bondcalc.workbook.places import FIRST, LineSpot, cell_name

if TYPE_CHECKING:
    from bondcalc.typeset.paging import LoggedFigure

_CELL = re.compile(r"'?(?P<sheet>[^'!]+)'?!\$?(?P<letters>[A-Za-z]{1,3})\$?(?P<row>\d{1,7})")
ELSEWHERE = {"stress": "bondcalc stress", "risk": "bondcalc risk", "finding": "bondcalc show"}
"""Where printed figures of other kinds are told: by the first word of their ids."""


def cell_asked(name: str) -> tuple[str, str] | None:
    """Read `表名!C12`: the tab and the cell; None for what names no cell."""
    match = _CELL.fullmatch(name.strip())
    return (match["sheet"], f"{match['letters'].upper()}{int(match['row'])}") if match else None


def at_cell(result: Result, sheet: str, cell: str) -> At:
    """Find the figure in a cell of schedules.xlsx; UnknownLineError for one that holds none, inputs told apart."""
    places = laid_out(result)
    tabs = {spot.sheet for spot in places.lines.values()} | {address[0] for address in places.leaves.values()}
    if sheet not in tabs:
        raise _unknown(
            f"测算表中没有“{sheet}”表，或该表不是公式；有公式的表：{listed(sorted(tabs))}", f"no tab {sheet}"
        )
    for line, spot in places.lines.items():
        if spot.sheet == sheet:
            for name, at in _cells(line, spot):
                if name == cell:
                    return at
    for key, (tab, row, column) in places.leaves.items():
        if (tab, cell_name(row, column)) == (sheet, cell):
            field = SHEETS[key[0]].cell(key[2]).zh if key[0] in SHEETS and len(key) > 2 else sheet
            raise _unknown(
                f"{sheet}!{cell}是录入或规则参数（{field}），不由公式得出",
                f"{sheet}!{cell} is an input or a rule value",
            )
    raise _unknown(f"{sheet}!{cell}没有测算所得的数", f"{sheet}!{cell} holds no figure")


def _cells(line: Line, spot: LineSpot) -> Iterator[tuple[str, At]]:
    """Name every cell of a line: its opening, its columns, and its total where it stands in a row of years."""
    if line.axis.kind == "scalar":
        yield cell_name(spot.row, spot.column), At(line, 1)
        return
    for column in range(0 if line.opening is not None else 1, line.axis.size + 1):
        yield cell_name(*spot.at(column)), At(line, column)
    if line.total and line.axis.kind == "years":
        yield cell_name(spot.row, FIRST - 2), total_of(line)


def at_page(result: Result, filing: str, page: int, text: str, year: int | None = None) -> At:
    """Find a figure as a page prints it, of a year where several are the same.

    UnknownLineError where it does not stand there, or is of several figures.
    """
    from bondcalc.filings.draw import every

    if filing not in every():
        raise _unknown(
            f"{filing}不是申报文件：--page用于{in_turn(f'{stem}.pdf' for stem in every())}",
            f"{filing} is no filing",
            "--page",
        )
    printed = [figure.id for figure in _log(result, filing) if figure.page == page and figure.text == text]
    ids = [id_ for id_ in dict.fromkeys(printed) if year is None or id_.partition("@")[2].startswith(str(year))]
    if not ids:
        raise _unknown(f"第{page}页没有印出{text}", f"page {page} does not print {text}", "--page")
    figures = {id_: at for id_ in ids if (at := by_id(result, id_)) is not None}
    if len(set(figures.values())) == 1:
        return next(iter(figures.values()))
    if figures:
        raise _unknown(
            f"第{page}页的{text}有{len(figures)}处，请用--year指定年份，或写编号：{in_turn(figures)}",
            f"{text} stands for {len(figures)} figures: {', '.join(figures)}",
        )
    if ids[0].endswith("#inside"):
        line = ids[0].removesuffix("#inside")
        raise _unknown(
            f"{text}是{line}在债券存续期内的合计，各年的数请写{line}并用--year",
            f"{text} is the sum of {line} inside the life of the bonds",
        )
    kind = ids[0].partition(".")[0]
    raise _unknown(
        f"{text}不是测算表中的数（{ids[0]}），不逐级追溯" + (f"；请运行{ELSEWHERE[kind]}" if kind in ELSEWHERE else ""),
        f"{text} ({ids[0]}) is no figure of the schedules and is not traced",
    )


def _log(result: Result, filing: str) -> list["LoggedFigure"]:
    """Set the filing once more and give its log of figures."""
    from bondcalc.filings.draw import write
    from bondcalc.typeset.fonts import FontSet
    from bondcalc.typeset.pdf import typeset

    return typeset(write(result, filing), FontSet.load(None)).log


def by_id(result: Result, id_: str) -> At | None:
    """Find the figure that `schedule.line`, `schedule.line@2030` or `schedule.line#total` names; None for any other id."""
    where, _, column = id_.partition("@")
    where, _, mark = where.partition("#")
    lines = {f"{table.id}.{line.id}": line for table in result.book.tables for line in table.lines}
    line = lines.get(where)
    if line is None or mark not in {"", "said", "total"}:
        return None
    if mark == "total":
        return total_of(line)
    if not column:
        return At(line, 1)
    wanted: int | date = date.fromisoformat(column) if "-" in column else int(column)
    columns = list[int | date](line.axis.columns)
    return At(line, columns.index(wanted) + 1) if wanted in columns else None


def _unknown(zh: str, en: str, option: str = "LINE") -> UnknownLineError:
    return UnknownLineError(option, zh, en)
