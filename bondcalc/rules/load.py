"""The rules in force on a day: `rules_on(date)` gives every value and check, each with its article.

A change of law is a new row with a new `from`; old rows are never edited, so a filing of an earlier rule date
computes as it did then.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from bondcalc.rules.instrument import Cited, DatedValue, Instrument, Library, Rule, RuleError
from bondcalc.rules.parse import read_folder

__all__ = ["RULES_FOLDER", "DatedValue", "Instrument", "Rule", "RuleError", "Rules", "earliest", "rules_on"]

RULES_FOLDER = Path(__file__).resolve().parent / "instruments"
"""Where the .toml files stand."""

T = TypeVar("T", bound=Cited)


@dataclass(frozen=True)
class Rules:
    """What holds on `date`: values in force, every known check (in force or not), instruments in force by date."""

    date: date
    values: tuple[DatedValue, ...]
    rules: tuple[Rule, ...]
    instruments: tuple[Instrument, ...]
    library: Library = field(repr=False, compare=False)

    def value(self, id_: str) -> DatedValue:
        """Give the value in force. Raises RuleError for an unknown id or a day outside its dates."""
        if id_ in self._values:
            return self._values[id_]
        rows = [row for row in self.library.values if row.id == id_]
        if not rows:
            raise RuleError(f"规则参数中没有参数 {id_}")
        first, last = min(row.start for row in rows), max(rows, key=attrgetter("start"))
        if self.date < first:
            raise RuleError(
                f"适用规定日期 {self.date} 早于参数 {id_} 的最早日期 {first}；请使用 {first} 或以后的适用规定日期"
            )
        raise RuleError(
            f"参数 {id_} 已于 {last.end} 失效（{last.instrument.name}），适用规定日期 {self.date} 没有有效值"
        )

    def has(self, id_: str) -> bool:
        """Tell whether a value is in force."""
        return id_ in self._values

    def rule(self, id_: str) -> Rule:
        """Give a check, in force or not (`in_force` says which). Raises RuleError for an unknown id."""
        if id_ not in self._rules:
            raise RuleError(f"规则参数中没有规则 {id_}")
        return self._rules[id_]

    @cached_property
    def _values(self) -> dict[str, DatedValue]:
        return {value.id: value for value in self.values}

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}


def rules_on(date: date, folder: Path | None = None) -> Rules:
    """Give what is in force on a day.

    Raises RuleError when the data is incomplete (everything wrong at once) or the day is before the first document.
    """
    library = read_folder(folder) if folder else own_library()
    first = _first_day(library)
    if date < first:
        raise RuleError(f"适用规定日期{date}早于最早可用日期{first}；请使用{first}或以后的适用规定日期")
    values = [row for row in _latest(library.values, date) if row.covers(date)]
    latest = [(row, row.covers(date)) for row in _latest(library.rules, date)]
    rules = [row if row.in_force == covers else replace(row, in_force=covers) for row, covers in latest]
    instruments = [
        instrument
        for instrument in library.instruments
        if instrument.in_force_from <= date and (instrument.in_force_to is None or date <= instrument.in_force_to)
    ]
    return Rules(
        date, tuple(values), tuple(rules), tuple(sorted(instruments, key=attrgetter("in_force_from", "id"))), library
    )


def earliest() -> date:
    """Return the first rule date the program computes for: the day of the founding document (财预〔2017〕89号)."""
    return _first_day(own_library())


@cache
def own_library() -> Library:
    """Give all rows of all days of the rule data that come with the program."""
    return read_folder(RULES_FOLDER)


def _latest(rows: Iterable[T], day: date) -> list[T]:
    """For each id, pick the last row that has begun by a day; the first row where none has. Sorted by id."""
    chosen: dict[str, T] = {}
    for row in sorted(rows, key=attrgetter("id", "start")):
        if row.id not in chosen or row.start <= day:
            chosen[row.id] = row
    return list(chosen.values())


def _first_day(library: Library) -> date:
    return min(instrument.in_force_from for instrument in library.instruments if instrument.founding)
