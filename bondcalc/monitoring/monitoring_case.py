"""What every reading of a monitoring is handed: the filed result, the actuals of a day, the levels in force on that day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bondcalc.algebra.exact import Figures
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.alarm import COLOURS, AlarmColour
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.two_sides import TwoSides
from bondcalc.result.result import Result
from bondcalc.rules.load import Rules
from bondcalc.schedules.book import Book
from bondcalc.wording.notation import Notation
from bondcalc.wording.number import Number
from bondcalc.wording.terms import Unit


@dataclass(frozen=True)
class MonitoringCase:
    """One project on one day. `rules` are those of the day; `current` the model with what happened, the rest as planned.

    `table_book` takes the tables of the monitoring itself.
    """

    filed: Result
    actuals: Actuals
    rules: Rules
    sides: tuple[TwoSides, ...]
    current: Book
    current_figures: Figures
    table_book: Book

    @property
    def as_of(self) -> date:
        """The day up to which the actuals are told."""
        return self.actuals.as_of

    @property
    def notation(self) -> Notation:
        """How the project writes its figures."""
        return self.filed.project.form(Settings).notation()

    def money(self, value: Number) -> str:
        """Write an amount with its unit: 16,000.00万元."""
        return f"{self.notation.money(value)}{self.notation.unit(Unit.MONEY)}"

    def yuan(self, value: Decimal) -> str:
        """Write an amount of the bank statement."""
        return f"{self.notation.text(value, Unit.YUAN)}元"

    def levels(self, id_: str) -> tuple[Decimal, ...]:
        """Give the levels of a rule value, the mildest first."""
        return self.rules.value(id_).numbers

    def coverage_limits(self) -> tuple[Decimal, Decimal]:
        """Give the multiple below which debt is not covered (1.00), and the one the filing is held to: that of the province where it is higher."""
        floor = self.filed.rules.value("coverage_floor").number
        return floor, max(floor, self.filed.project.form(Settings).coverage_threshold or floor)

    def number(self, id_: str) -> Decimal:
        """Give a single rule value."""
        return self.rules.value(id_).number


def above(value: Number, levels: tuple[Decimal, ...]) -> AlarmColour:
    """Give the worst level that a value reaches, levels rising; 绿 below the first."""
    return COLOURS[sum(value >= level for level in levels)]


def below(value: Number, levels: tuple[Decimal, ...]) -> AlarmColour:
    """Give the worst level that a value falls under, levels falling; 绿 from the first up."""
    return COLOURS[sum(value < level for level in levels)]
