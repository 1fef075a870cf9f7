"""What only shows between rows of rule data: overlaps, gaps, a unit that changes, a date outside its document."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby, pairwise
from operator import attrgetter

from bondcalc.rules.instrument import Cited, DatedValue, Library


def across(library: Library) -> Iterator[str]:
    """Report every row that does not fit its document or the rows of the same id around it."""
    rows: list[Cited] = [row for row in (*library.values, *library.rules) if row.id not in library.unclear]
    for row in rows:
        yield from _own(row)
    for same in _by_id(rows):
        for first, second in pairwise(same):
            yield from _between(first, second)
        yield from _ending(same)


def _own(row: Cited) -> Iterator[str]:
    law = row.instrument
    if row.start < law.in_force_from:
        yield f"{_place(row)} 早于文件施行日 {law.in_force_from}"
    if row.end is not None and row.end < row.start:
        yield f"{_place(row)} 晚于失效日 {row.end}"
    if row.end is not None and law.in_force_to is not None and row.end > law.in_force_to:
        yield f"{_place(row)} 的失效日 {row.end} 晚于文件失效日 {law.in_force_to}"


def _between(first: Cited, second: Cited) -> Iterator[str]:
    """A row without an end is ended by the next one; one with an end must meet it to the day."""
    if first.start == second.start:
        yield f"{_place(second)} 与 {first.instrument.file} 的 from 重复"
    elif first.end is not None and second.start <= first.end:
        yield f"{_place(second)} 与 {first.end} 才失效的上一个值重叠"
    elif first.end is not None and first.end + timedelta(1) < second.start:
        yield f"{_place(second)} 与 {first.end} 失效的上一个值之间有空档"
    if isinstance(first, DatedValue) and isinstance(second, DatedValue) and first.unit != second.unit:
        yield f"{_place(second)} 的单位 {second.unit} 与此前的 {first.unit} 不同"


def _ending(same: list[Cited]) -> Iterator[str]:
    """A temporary row after one without an end would leave nothing behind it."""
    last = same[-1]
    if last.end is not None and any(row.end is None for row in same[:-1]):
        yield f"{_place(last)} 于 {last.end} 失效，此后没有值；请写明恢复的值"


def _place(row: Cited) -> str:
    return f"{row.instrument.file}: {row.id}: from {row.start}"


def _by_id(rows: Iterable[Cited]) -> Iterator[list[Cited]]:
    ordered = sorted(rows, key=attrgetter("id", "start", "instrument.file"))
    for _, same in groupby(ordered, key=attrgetter("id")):
        yield list(same)
