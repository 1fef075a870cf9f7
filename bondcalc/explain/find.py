"""Which figure is meant: a line by its id, and the year or payment date."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Line, total
from bondcalc.algebra.table import Table
from bondcalc.algebra.trace import At
from bondcalc.analysis.drivers import DRIVERS
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.inputs.values import plain
from bondcalc.result.result import Result

UNTRACED: dict[tuple[str, ...], str] = {
    ("内部收益率", "投资回收期", "IRR"): "report returns",
    ("压力测试", "临界点", "stress"): "stress",
    ("分位", "概率", "风险模拟", "risk."): "risk",
}
"""Words of figures that other commands tell, and which."""
PRESENT_VALUE = ("净现值", "NPV")
CHANGE = re.compile(r"\d+(\.\d+)?(%|个?基点|bp|年|个?月|y|m)$")
"""A change of a driver at the end of what is asked."""
LETTER = re.compile(r"^[A-Z] ")
"""Stands before the figures of the disclosure form: F 全部债务融资本息."""
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
        if year is not None or day is not None:
            raise _single(table, line, "--date" if year is None else "--year")
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


def _line(result: Result, name: str) -> tuple[Table, Line]:
    known = {(table.id, line.id): (table, line) for table in result.book.tables for line in table.lines}
    # From the full id to the plain one to the Chinese label: each only where the clearer one names nothing.
    matches = [pair for ids, pair in known.items() if name == ".".join(ids)]
    matches = matches or [pair for (_, id_), pair in known.items() if id_ == name]
    called = plain(name)
    matches = matches or [pair for pair in known.values() if called in _labels(*pair)]
    # Part of a label will do where one line alone is called so: 净现值.
    matches = matches or _alone([pair for pair in known.values() if any(called in words for words in _labels(*pair))])
    if len(matches) == 1:
        return matches[0]
    if matches:
        ids = [f"{table.id}.{line.id}" for table, line in matches]
        said = [f"{table.zh}“{line.zh}”（{id_}）" for (table, line), id_ in zip(matches, ids, strict=True)]
        raise UnknownLineError(
            "LINE",
            f"{name}有{len(ids)}处，请写编号，或把表名写在前面：{'、'.join(said)}",
            f"{name} stands in {len(ids)} places; write one of {', '.join(ids)}",
        )
    if any(plain(word) in plain(name) for word in PRESENT_VALUE):
        raise _not_discounted()
    command = _elsewhere(name)
    if command:
        raise UnknownLineError(
            "LINE",
            f"{name}不是测算表中的行，不逐级追溯；请运行bondcalc {command}",
            f"{name} is no line of the schedules and is not traced: run bondcalc {command}",
        )
    near = list(dict.fromkeys(_near(name, known)))
    raise UnknownLineError(
        "LINE",
        f"没有{name}；相近的有：{'、'.join(near) or '无'}；全部编号可用bondcalc show --json查看",
        f"there is no {name}; near it: {', '.join(near) or 'nothing'}; every id is in docs/lines.md and bondcalc show --json",
    )


def _alone(pairs: Sequence[tuple[Table, Line]]) -> list[tuple[Table, Line]]:
    return list(pairs) if len(pairs) == 1 else []


def _not_discounted() -> UnknownLineError:
    """Say which cell is blank where there is no net present value."""
    sheet = sheet_of(Taxation)
    cell = sheet.cell(Taxation.discount_rate)
    return UnknownLineError(
        "LINE",
        f"没有计算净现值：“{sheet.zh}”表的“{cell.zh}”留空，填写后才有",
        f"no present value is computed: {sheet.en}, {cell.en} is blank",
    )


def _elsewhere(name: str) -> str:
    """Name the command that tells what is no line: by a word of it, or a driver with its change (全部收入-10%)."""
    asked = plain(name)
    moved = CHANGE.search(asked)
    if moved and any(plain(driver.zh) in asked or asked.startswith(id_) for id_, driver in DRIVERS.items()):
        return "stress"
    return next((answer for words, answer in UNTRACED.items() if any(plain(word) in asked for word in words)), "")


def _labels(table: Table, line: Line) -> set[str]:
    """What a line is called on paper, with and without its schedule and the letter of the form, spaces and case aside."""
    heads = [("", line.zh), (table.zh, line.zh), ("", line.en), (table.en, line.en)]
    heads += [("", LETTER.sub("", line.zh)), (table.zh, LETTER.sub("", line.zh))]
    return {plain(f"{head}{words}") for head, words in heads}


def _near(name: str, known: Mapping[tuple[str, str], tuple[Table, Line]]) -> Iterator[str]:
    """Give the full ids of what is written nearly so, as an id or as a label."""
    called: dict[str, str] = {}
    for ids, (_, line) in known.items():
        for word in (".".join(ids), line.id, line.zh):
            called.setdefault(word, ".".join(ids))
    yield from (called[close] for close in get_close_matches(name, list(called), NEAR, 0.55))


def total_of(line: Line) -> At:
    """Make the total of a row, which stands in its total column, a figure of its own."""
    # The total column is in no schedule as a line; stated as one it is explained like any other figure.
    made = Line(
        axis=SCALAR, id=line.id, zh=f"{line.zh}（合计）", en=f"{line.en} (total)", unit=line.unit, source=line.source
    )
    return At(made.define(total(line)), 1)


def _single(table: Table, line: Line, option: str) -> UnknownLineError:
    return UnknownLineError(
        option,
        f"{table.zh}“{line.zh}”只有一个数，不分年度，请去掉{option}",
        f"{table.en}, {line.en} is one figure: leave {option} out",
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
    return "、".join(columns) if len(columns) <= 2 * NEAR else f"{columns[0]} … {columns[-1]}"
