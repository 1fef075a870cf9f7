"""Which line is meant by a name: an id, a label of the schedules or a part of one, the letters of the disclosure form."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.analysis.drivers import DRIVERS
from bondcalc.explain.line_rows import line_row
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.inputs.values import plain
from bondcalc.result.headline import key_figures
from bondcalc.result.result import Result
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.number import with_unit
from bondcalc.wording.report import Medium, read
from bondcalc.wording.terms import Language

UNTRACED: dict[tuple[str, ...], str] = {
    ("内部收益率", "投资回收期", "IRR"): "report returns",
    ("压力测试", "临界点", "stress"): "stress",
    ("分位", "概率", "风险模拟", "risk."): "risk",
}
"""Words of figures that other commands tell, and which."""
PRESENT_VALUE = ("净现值", "NPV")
CHANGE = re.compile(r"\d+(\.\d+)?(%|个?基点|bp|年|个?月|y|m)$")
"""A change of a driver at the end of what is asked."""
DATED = re.compile(r"(.*?)[\s@（(]*((?:19|20)\d\d)年?[)）]?")
"""The name of a line with a year behind it: 期末资金余额 2030, 期末资金余额（2030年）."""
FORM = re.compile(r"(?:(?P<letter>[A-Z]) )?(?P<name>.+?)(?: (?P<quotient>[A-Z]/[A-Z]))?")
"""How figures of the disclosure form are called: F 全部债务融资本息, 全部债务本息覆盖倍数 E/F."""
DIVIDED = str.maketrans("÷", "/")
MOST = 12
"""Lines that are listed where several are called so."""
NEAR = 6
"""Ids named when the one asked for is not there."""


class UnknownLineError(Exception):
    """A line, year or date that is not there, or that more than one answers to; `option` is what was asked wrongly."""

    def __init__(self, option: str, zh: str, en: str) -> None:
        super().__init__(zh)
        self.option, self.zh, self.en = option, zh, en


def folded(name: str) -> str:
    """Fold a name for comparing: forms, case and spaces, and both signs of a quotient."""
    return plain(name).translate(DIVIDED)


class Called(NamedTuple):
    """A line and the schedule in which it stands."""

    table: Table
    line: Line

    @property
    def id(self) -> str:
        """The id by which it is asked for."""
        return f"{self.table.id}.{self.line.id}"

    @property
    def names(self) -> set[str]:
        """What it is called by itself, with and without the letters of the form; spaces and case aside."""
        matched = FORM.fullmatch(self.line.zh)
        letters = [part for part in matched.groups() if part] if matched else []
        return {folded(name) for name in (self.line.zh, *letters, self.line.en)}

    @property
    def labels(self) -> set[str]:
        """What it is called behind the name of its schedule."""
        return {f"{folded(table)}{name}" for table in (self.table.zh, self.table.en) for name in self.names}


def line_called(result: Result, name: str) -> Called:
    """Find the line of a name; UnknownLineError where none is called so, or several are, with the value of each."""
    known = [Called(table, line) for table in result.book.tables for line in table.lines]
    called = folded(name)
    matches = (_whole(known, name, called) or _in_part(known, called)) if called else []
    if not matches:
        raise _with_year(name, known) or _none(name, known)
    if len(matches) == 1:
        return matches[0]
    first_page = {line for _, line in key_figures(result)}
    key = [match for match in matches if match.line in first_page]
    # The figure of the first page is what people mean by a name that other schedules have too.
    if len(key) == 1 and called in key[0].names:
        return key[0]
    raise _several(result, name, [*key, *(match for match in matches if match not in key)])


def _whole(known: Sequence[Called], name: str, called: str) -> list[Called]:
    """Give the lines of a name: from the full id to the plain one to the label, each where the clearer one names no line."""
    full = [line for line in known if line.id == name]
    full = full or [line for line in known if line.line.id == name]
    return full or [line for line in known if called in line.names | line.labels]


def _in_part(known: Sequence[Called], called: str) -> list[Called]:
    """Give the lines of which a part is called so; of schedules called so all lines, where none is by itself."""
    return [line for line in known if any(called in name for name in line.names)] or [
        line for line in known if any(called in label for label in line.labels)
    ]


def _several(result: Result, name: str, matches: Sequence[Called]) -> UnknownLineError:
    """List the lines of a name, each with its value: one a row."""
    first = matches[0]
    zh, en = (_listed(result, matches[:MOST], language) for language in ("zh", "en"))
    left = len(matches) - MOST
    more_zh, more_en = (
        (f"\n另有{left}行，请写得更完整", f"\nand {left} more: write more of the name") if left > 0 else ("", "")
    )
    return UnknownLineError(
        "LINE",
        f"名称含{name}的有{len(matches)}行，请写编号（如{first.id}），或把表名写在前面（如{first.table.zh}{first.line.zh}）：{zh}{more_zh}",
        f"{len(matches)} lines are called {name} or have it in their name; write the id of one, such as {first.id}: {en}{more_en}",
    )


def _listed(result: Result, matches: Sequence[Called], language: Language) -> str:
    notation = result.project.form(Settings).notation(language)

    def written(match: Called) -> str:
        """Write the schedule, the name and the figure of a line."""
        row = line_row(result, match.line)
        name, value, unit = (read(row[column], notation, Medium.SCREEN) for column in ("name", "value", "unit"))
        schedule = match.table.zh if language == "zh" else match.table.en
        return f"{match.id}  {schedule} {name} {with_unit(value, unit, language)}"

    return "".join(f"\n{written(match)}" for match in matches)


def _with_year(name: str, known: Sequence[Called]) -> UnknownLineError | None:
    """Say where the year goes that stands behind the name of a line; None where it is no such name."""
    dated = DATED.fullmatch(name)
    if dated is None or not (_whole(known, dated[1], folded(dated[1])) or _in_part(known, folded(dated[1]))):
        return None
    asked = f"{dated[1]} --year {dated[2]}"
    return UnknownLineError("LINE", f"年份不写在行名中，请写{asked}", f"the year is an option: {asked}")


def _none(name: str, known: Sequence[Called]) -> UnknownLineError:
    """Say that no line is called so: which command tells it, or what is written nearly so."""
    if any(plain(word) in plain(name) for word in PRESENT_VALUE):
        return _not_discounted()
    command = _elsewhere(name)
    if command:
        return UnknownLineError(
            "LINE",
            f"{name}不是测算表中的行，不逐级追溯；请运行bondcalc {command}",
            f"{name} is no line of the schedules and is not traced: run bondcalc {command}",
        )
    near = list(dict.fromkeys(_near(name, known)))
    return UnknownLineError(
        "LINE",
        f"没有{name}；相近的有：{in_turn(near) or '无'}；全部编号可用bondcalc show --json查看",
        f"there is no {name}; near it: {', '.join(near) or 'nothing'}; every id is in docs/lines.md and bondcalc show --json",
    )


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


def _near(name: str, known: Sequence[Called]) -> Iterator[str]:
    """Give the full ids of what is written nearly so, as an id or as a label."""
    ids: dict[str, str] = {}
    for called in known:
        for word in (called.id, called.line.id, called.line.zh):
            ids.setdefault(word, called.id)
    yield from (ids[close] for close in get_close_matches(name, list(ids), NEAR, 0.55))
