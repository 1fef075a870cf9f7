"""Rules x figures -> findings."""

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple, TypeVar

import bondcalc.checks
from bondcalc.algebra.exact import Figures, decimal
from bondcalc.algebra.line import Expression, Line
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.missing_input import Asked, in_english, to_come, to_fill_in, together
from bondcalc.checks.verdicts.every_verdict import STATED
from bondcalc.checks.verdicts.exact_verdict import Beside
from bondcalc.checks.verdicts.verdict_case import aside
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.explanations import FindingNote
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.registry import Registry, place_of
from bondcalc.rules.load import Rule, Rules
from bondcalc.schedules import bonds
from bondcalc.schedules.book import Book
from bondcalc.schedules.disclosure import issue_year
from bondcalc.schedules.tranche import Tranche
from bondcalc.wording.day import spelt
from bondcalc.wording.notation import Notation
from bondcalc.wording.terms import Language, Severity, Unit, Verdict

T = TypeVar("T")


@dataclass(frozen=True, repr=False)
class Case:
    """What a check looks at: inputs, rules, schedules, figures, stressed runs."""

    project: Project
    rules: Rules
    book: Book
    figures: Figures
    stress: Stress

    def use(self, schedule: Callable[[Book], T]) -> T:
        """Give the lines of a schedule."""
        return self.book.use(schedule)

    @cached_property
    def beside(self) -> Beside:
        """Lines that stand in no schedule, read from the figures."""
        return Beside(self.book, self.figures, self.stress)

    def verdict(self, rule: str) -> Verdict:
        """Give the verdict that is stated over the lines; KeyError for a rule of which none is."""
        return self.beside.verdict(STATED[rule])

    def amounts(self, part: Expression) -> list[Decimal]:
        """Give what an expression over the lines comes to, by column."""
        return [decimal(value) for value in self.beside.values(part)]

    def years(self, condition: Expression) -> list[str]:
        """Name the years in which a condition over the lines holds."""
        by_year = self.beside.columns(aside(self.book.years, condition))
        years = zip(self.book.years.years, by_year, strict=True)
        return [str(year) for year, holds in years if holds]

    @property
    def notation(self) -> Notation:
        """How the figures of the project are written."""
        return self.project.form(Settings).notation()

    def money(self, amount: Decimal) -> str:
        """Write an amount to the quantum of the project."""
        return self.notation.money(amount)

    def said(self, amount: Decimal) -> str:
        """Write an amount as a sentence says it, with its unit: 5,813.92万元."""
        return self.notation.amount(amount)

    def issued(self, tranche: Tranche) -> Decimal:
        """Give the face of a bond as the figures have it; under a factor it is not what was filled in."""
        return decimal(self.figures[tranche.closing][0])

    def planned(self) -> Decimal:
        """Give what is still to be issued in the year of the application, whose limits are stated: money at face.

        Later years have limits of their own; refinancing replaces principal that is there already.
        """
        return self._planned(later=False)

    def planned_later(self) -> str:
        """Say what is to be issued in later years and so is no part of `planned`; empty where all comes in one year."""
        amount = self._planned(later=True)
        return f"（另有{self.said(amount)}在以后年度发行，使用以后年度的限额）" if amount else ""

    def _planned(self, *, later: bool) -> Decimal:
        year = issue_year(self.project.rows(Bond))
        faces = [
            self.issued(tranche)
            for tranche in self.use(bonds.schedule).tranches
            if tranche.row.data.status == "planned" and tranche.row.data.refinances is None
            if (tranche.row.data.value_date.year > year) == later
        ]
        return sum(faces, Decimal(0))


@dataclass(frozen=True)
class Outcome:
    """What a check found: verdict, the figure tested, the threshold, and the sentence that says why.

    `live` is the line of a single figure that was tested, so that a workbook can show it by formula. `filed` is what a
    filing says where the sentence speaks to the person who fills in. `asked` is what is still to be filled in, and where,
    `before` what was found already, `hint` in both languages how to fill it in. `left_open` says of what passes that a
    part of it was not compared, which the sentence names.
    """

    verdict: Verdict
    zh: str
    en: str
    figure: str | None = None
    threshold: str | None = None
    live: Line | None = field(default=None, compare=False)
    filed: str = ""
    asked: tuple[Asked, ...] = ()
    before: str = ""
    hint: tuple[str, str] = ("", "")
    left_open: bool = False

    @property
    def filing(self) -> str:
        """The sentence as a filing prints it."""
        return self.filed or self.zh


@dataclass(frozen=True)
class Finding:
    """An outcome with the rule it belongs to, and what the bureau says of it (说明), blank where it says nothing."""

    rule: Rule
    outcome: Outcome
    explanation: str = ""

    @property
    def verdict(self) -> Verdict:
        """The outcome's verdict."""
        return self.outcome.verdict

    @property
    def unexplained(self) -> bool:
        """Tell whether the finding should be explained and is not."""
        return self.verdict is Verdict.WARN and not self.explanation

    def reason(self, language: Language) -> str:
        """Say what was found, then what the bureau says of it."""
        return self._with_note(self.outcome.zh if language == "zh" else self.outcome.en, language)

    def _with_note(self, outcome: str, language: Language) -> str:
        says = "项目单位说明：" if language == "zh" else "explained: "
        return f"{outcome}。{says}{self.explanation}" if self.explanation else outcome

    @property
    def fails_statute(self) -> bool:
        """Tell whether a statutory rule fails or cannot be answered (exit code 3 with --strict)."""
        return self.rule.severity is Severity.STATUTORY and self.verdict in {Verdict.FAIL, Verdict.NEEDS_INPUT}


Check = Callable[[Case], Outcome]
Need = tuple[type, FieldId[object]]


class Registered(NamedTuple):
    """A check function with the inputs it cannot do without, asked for only where `unless` has nothing to say first.

    `unit` is that of a figure and its threshold; words, days and shares in per cent are written with their own.
    """

    function: Check
    needs: tuple[Need, ...]
    unless: Callable[[Case], Outcome | None]
    unit: Unit


CHECKS: Registry[Registered] = Registry("check")


def _always(_: Case) -> Outcome | None:
    """A rule that concerns every project."""
    return None


def check(
    rule: str, *needs: Need, unless: Callable[[Case], Outcome | None] = _always, unit: Unit = Unit.COUNT
) -> Callable[[Check], Check]:
    """Register a check for a rule id; `needs` are (statement, field) of forms that must not be blank.

    `unless` gives the outcome of a project that the rule does not concern, which is asked for nothing.
    """

    def register(function: Check) -> Check:
        """Claim the rule; TakenError where another check has it."""
        CHECKS.claim(rule, Registered(function, needs, unless, unit), place_of(function))
        return function

    return register


def judge(case: Case) -> list[Finding]:
    """Test every rule that has a check, in the order of the ids."""
    return judge_only(case, sorted(_checks()))


def judge_only(case: Case, rules: Sequence[str]) -> list[Finding]:
    """Test some rules only, in the order given; KeyError for a rule without a check."""
    known, said = _checks(), {row.id: row.words for row in case.project.rows(FindingNote)}
    return [Finding(case.rules.rule(id_), _outcome(case, id_), said.get(id_, "")) for id_ in rules if known[id_]]


def registered(rule: str) -> Registered:
    """Give the check of a rule; KeyError when there is none."""
    return _checks()[rule]


@cache
def _checks() -> dict[str, Registered]:
    """Every check; the files of this package are found, not listed."""
    for module in pkgutil.iter_modules(bondcalc.checks.__path__):
        importlib.import_module(f"bondcalc.checks.{module.name}")
    return CHECKS


def _outcome(case: Case, id_: str) -> Outcome:
    rule, registered = case.rules.rule(id_), CHECKS[id_]
    if not rule.in_force:
        return Outcome(Verdict.NOT_APPLICABLE, _not_in_force(case, rule), "not in force on the rule date")
    if (aside := registered.unless(case)) is not None:
        return aside
    missing = [need for need in registered.needs if need[1].of(case.project.form(need[0])) is None]
    return needs_input(together(missing)) if missing else registered.function(case)


def needs_input(
    asked: Sequence[Asked],
    before: str = "",
    figure: str | None = None,
    threshold: str | None = None,
    hint: tuple[str, str] = ("", ""),
) -> Outcome:
    """Ask for what is blank, to be filled in on screen and in the workbook, to come in a filing.

    No other Outcome asks.
    """
    start = f"{before}，" if before else ""
    return Outcome(
        verdict=Verdict.NEEDS_INPUT,
        zh=f"{start}{to_fill_in(asked)}{f'（{hint[0]}）' if hint[0] else ''}",
        en=f"{in_english(asked)}{f' ({hint[1]})' if hint[1] else ''}",
        figure=figure,
        threshold=threshold,
        filed=f"{start}{to_come(asked)}",
        asked=tuple(asked),
        before=before,
        hint=hint,
    )


def _not_in_force(case: Case, rule: Rule) -> str:
    """Say whether the document is still to come or over on the rule date (适用规定日期)."""
    day = case.rules.date
    return f"{rule.instrument.name}在{spelt(day)}{'尚未施行' if day < rule.start else '已失效'}"


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Order for people: failures first, statutory before customary, then by id."""
    return sorted(findings, key=lambda finding: (finding.verdict.order, finding.rule.severity.order, finding.rule.id))
