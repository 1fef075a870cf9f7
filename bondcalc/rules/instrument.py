"""What the rule files hold: instruments, and the dated values and checks that rest on an article of one."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from bondcalc.problem import FileError
from bondcalc.rules.asks import Ask
from bondcalc.wording.terms import Group, Severity, Unit

UNVERIFIED = "未核实"
REPORTED = f"（据公开报道，规定原文{UNVERIFIED}）"
"""Stands behind a sentence that rests on what is only reported, until the text is marked as read."""


class RuleError(FileError, LookupError):
    """Rule data that cannot be used, or asked for what it does not hold: an unknown id, a day before the first."""


@dataclass(frozen=True)
class Instrument:
    """A legal document, or a practice that several sources show (`practice`, which has neither number nor date).

    `founding` marks the document before which the program computes nothing. `text_verified`: somebody has held every row
    of the file against the official text, which then counts as verified throughout; until then `missing` says what of it
    has not been seen.
    """

    id: str
    title: str
    in_force_from: dt.date
    number: str | None = None
    date: dt.date | None = None
    in_force_to: dt.date | None = None
    number_verified: bool = False
    practice: bool = False
    founding: bool = False
    text_verified: bool = False
    missing: str = ""
    file: str = ""

    @property
    def name(self) -> str:
        """The name to print: number, else title; a number nobody has checked says so."""
        return self.bare + ("" if self.is_sure else f"（文号{UNVERIFIED}）")

    @property
    def bare(self) -> str:
        """The name without a word on whether its number was checked."""
        if self.number is None:
            return self.title if self.practice else f"《{self.title}》"
        return self.number

    @property
    def is_sure(self) -> bool:
        """Tell whether the name holds no number that is still to be checked."""
        return self.number is None or self.number_verified or self.text_verified


@dataclass(frozen=True)
class Cited:
    """Something that rests on an article, from `start` to `end` (both days included; no end is None)."""

    instrument: Instrument
    id: str
    start: dt.date
    end: dt.date | None
    article: str
    zh: str
    en: str
    citation_verified: bool

    @property
    def citation(self) -> str:
        """The source for filings: the paragraph stands there only when somebody has checked it."""
        return f"{self.instrument.name}{self._part}" if self.citation_verified else self.instrument.name

    @property
    def citation_review(self) -> str:
        """The source for reviewers: always with the paragraph; what was not checked is said once, at the end."""
        unsure = [*([] if self.instrument.is_sure else ["文号"]), *([] if self.citation_verified else ["条款"])]
        return f"{self.instrument.bare}{self._part}" + (f"（{'、'.join(unsure)}{UNVERIFIED}）" if unsure else "")

    @property
    def _part(self) -> str:
        return f"：{self.article}" if self.instrument.practice else self.article

    def covers(self, day: dt.date) -> bool:
        """Tell whether this is in force on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Correction:
    """A row that was wrong and was put right once (更正): the day, what it had said (no item: no value), and why."""

    day: dt.date
    was: tuple[Decimal, ...] | tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class DatedValue(Cited):
    """A parameter of the model: one figure, a list of figures, or a list of words.

    A deduction from land income says what it is taken on (`base`: gross, net, area) and whether it lowers the base of
    those taken on net income; one taken on `new_land_only` spares land that was the state's already. The short names stand in schedules. `correction` tells of a row that was wrong once.
    """

    unit: Unit
    status: Severity
    value_verified: bool
    value: Decimal | tuple[Decimal, ...] | tuple[str, ...]
    low: Decimal | None = None
    high: Decimal | None = None
    base: str | None = None
    reduces_base: bool = False
    new_land_only: bool = False
    short_zh: str = ""
    short_en: str = ""
    correction: "Correction | None" = None

    @property
    def doubt(self) -> str:
        """What stands behind a sentence that rests on the value; empty once somebody has checked it."""
        return "" if self.value_verified else REPORTED

    @property
    def number(self) -> Decimal:
        """The one figure, in `unit`. Raises RuleError for a list."""
        if isinstance(self.value, tuple):
            raise RuleError(f"规则参数 {self.id} 是列表，不是单个数值")
        return self.value

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The figures, in `unit`; a single one as a list of one. Raises RuleError for words."""
        items = self.value if isinstance(self.value, tuple) else (self.value,)
        figures = tuple(item for item in items if isinstance(item, Decimal))
        if len(figures) < len(items):
            raise RuleError(f"规则参数 {self.id} 不是数值")
        return figures

    def placed(self, place: int) -> tuple[str, str]:
        """The Chinese and English name of one figure of a list, by its place from 1."""
        return f"{self.zh}：第{place}项", f"{self.en}: {place}"

    @property
    def texts(self) -> tuple[str, ...]:
        """The words, e.g. ids of sectors. Raises RuleError for figures."""
        items = self.value if isinstance(self.value, tuple) else (self.value,)
        words = tuple(item for item in items if isinstance(item, str))
        if len(words) < len(items):
            raise RuleError(f"规则参数 {self.id} 是数值，不是文字列表")
        return words


@dataclass(frozen=True)
class Rule(Cited):
    """A check: what it asks, how binding it is, whether it is in force on the day asked about.

    A rule of kind `stated` needs no program: its `asks` are cells of a sheet, `sectors` and `uses` say whom it concerns
    (everybody where empty). One that is only `reported`, or holds `in_principle`, warns where another would fail.
    """

    group: Group
    kind: str
    severity: Severity
    in_force: bool = True
    asks: tuple[Ask, ...] = ()
    sectors: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    reported: bool = False
    in_principle: bool = False


@dataclass
class Library:
    """Everything a folder of rule files holds, of all dates, and what is wrong with it.

    `unclear` are ids of rows that could not be read: nothing is said about what surrounds them in time.
    """

    instruments: list[Instrument] = field(default_factory=list)
    values: list[DatedValue] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unclear: set[str] = field(default_factory=set)
    founded: bool = False
