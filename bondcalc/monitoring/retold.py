"""前后说法: what two files of actuals, or the filing and the actuals, tell differently of one thing: amounts, reasons, measures, who sees to it by when, targets."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from bondcalc.inputs.project import Project
from bondcalc.inputs.read import ProjectFile
from bondcalc.inputs.sheets.performance import Target
from bondcalc.monitoring.actuals_file import actuals_of
from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.prefilled import number_of
from bondcalc.monitoring.restated import restated
from bondcalc.monitoring.state_sheets import DIRECTIONS, AlarmAnswer, MeasuredTarget, YearMatter
from bondcalc.problem import FileError, ProjectError
from bondcalc.wording import number

GONE = "没有填写"
"""Stands where a later file no longer says what the one before said."""
Said = date | Decimal | int | str | None
ToldRow = TypeVar("ToldRow")


def _aim(row: MeasuredTarget) -> str | None:
    """Say the target in words; None where it has no number."""
    return None if row.target is None else f"{DIRECTIONS[row.direction]}{number.trimmed(row.target)}{row.unit}"


OF_A_YEAR: Mapping[str, Callable[[YearMatter], Said]] = {
    "差异原因": lambda row: row.gap_reason,
    "拟采取的措施": lambda row: row.measures,
    "本年度信息公开日期": lambda row: row.disclosed_on,
}
OF_AN_ALARM: Mapping[str, Callable[[AlarmAnswer], Said]] = {
    "责任人": lambda row: row.owner,
    "处置措施": lambda row: row.action,
    "完成期限": lambda row: row.due_on,
}
OF_A_TARGET: Mapping[str, Callable[[MeasuredTarget], Said]] = {"目标值": _aim, "完成年份": lambda row: row.due}


class Retold(NamedTuple):
    """One thing that is told differently: what it is, what was said before, what is said now."""

    what: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        return f"{self.what}：上一份为“{self.before}”，本份为“{self.after}”"


def retold(before: Actuals, after: Actuals) -> list[Retold]:
    """Compare two files of actuals of one project, the earlier first.

    Of a year only what was told after it was over: words of a running year go on. What is only added is no difference. Rows
    of one name are compared in their order.
    """
    closed = [row for row in before.rows(YearMatter) if row.year < before.told_to.year]
    years = _by_key(closed, after.rows(YearMatter), lambda row: f"{row.year}年")
    answers = _by_key(before.rows(AlarmAnswer), after.rows(AlarmAnswer), lambda row: f"预警{row.alarm}")
    targets = _by_key(before.targets, after.targets, lambda row: f"绩效指标“{row.name}”")
    return [
        *(Retold(what, was, GONE if now is None else now) for what, was, now in restated(before, after)),
        *(other for pair in years for other in _differing(*pair, OF_A_YEAR)),
        *(other for pair in answers for other in _differing(*pair, OF_AN_ALARM)),
        *(other for pair in targets for other in _differing(*pair, OF_A_TARGET)),
    ]


def retold_since(file: ProjectFile, project: Project, filed: ProjectFile, after: Actuals) -> list[Retold]:
    """Read the file of actuals before and compare; one that can no longer be read is said to be so."""
    try:
        return retold(actuals_of(file, project, filed), after)
    except (ProjectError, FileError):
        return [Retold("执行数据", file.name, "该文件不能读取，没有与上一份核对")]


def _by_key(
    before: Iterable[ToldRow], after: Iterable[ToldRow], name: Callable[[ToldRow], str]
) -> Iterator[tuple[str, ToldRow, ToldRow | None]]:
    """Put each row of the earlier file beside that of the later one; None where that has none."""
    now = _numbered(after, name)
    for key, row in _numbered(before, name).items():
        yield key[0], row, now.get(key)


def _numbered(rows: Iterable[ToldRow], name: Callable[[ToldRow], str]) -> dict[tuple[str, int], ToldRow]:
    """Give rows by name, those of one name by their order."""
    count: Counter[str] = Counter()
    numbered = {}
    for row in rows:
        count[name(row)] += 1
        numbered[name(row), count[name(row)]] = row
    return numbered


def _differing(
    name: str, before: ToldRow, after: ToldRow | None, fields: Mapping[str, Callable[[ToldRow], Said]]
) -> Iterator[Retold]:
    for label, field in fields.items():
        was, now = field(before), None if after is None else field(after)
        if was is not None and _plain(was) != _plain(now):
            yield Retold(f"{name}{label}", str(was), GONE if now is None else str(now))


def _plain(said: Said) -> str:
    """Give words without the spaces, the last stop and the width of signs, which make no difference."""
    return "".join(normalize("NFKC", str(said)).split()).rstrip("。.;")


def retold_targets(case: MonitoringCase) -> Iterator[Matter]:
    """Tell of targets that the actuals measure against another number or by another year than the filing states."""
    stated = {row.name: row for row in case.filed.project.rows(Target)}
    for row in case.actuals.targets:
        filed = stated.get(row.name)
        if filed is None or row.target is None:
            continue
        differing = [*_other_number(filed, row), *_other_year(filed, row)]
        if differing:
            yield Matter(
                id=f"target.{row.id}.retold",
                domain=Domain.TARGET,
                kind="绩效目标与申报不同",
                level=AlarmColour.YELLOW,
                text=f"绩效指标“{row.name}”{'，'.join(differing)}",
                action="按申报的绩效目标填列；目标经批准调整的，注明批准依据",
            )


def _other_number(filed: Target, row: MeasuredTarget) -> Iterator[str]:
    """Compare numbers of one unit: a text that states none, or another unit, is not held against the cell."""
    value, unit, direction = number_of(filed.value)
    if value is not None and unit == row.unit and (value, direction) != (row.target, row.direction):
        yield f"目标值申报为“{filed.value}”，执行数据为“{_aim(row)}”"


def _other_year(filed: Target, row: MeasuredTarget) -> Iterator[str]:
    if filed.due is not None and row.due is not None and filed.due != row.due:
        yield f"完成年份申报为{filed.due}年，执行数据为{row.due}年"
