"""Figures as people read them, and the formula reading that puts them in place of names."""

from decimal import Decimal
from typing import TYPE_CHECKING

from bondcalc.algebra.exact import Value
from bondcalc.algebra.line import Constant, Expression, Leaf
from bondcalc.algebra.trace import At, Given, Trace
from bondcalc.algebra.words import Naming
from bondcalc.dates import day_of
from bondcalc.money import places_of
from bondcalc.wording.number import fixed, rounded, trimmed, with_unit
from bondcalc.wording.terms import Language, Unit

if TYPE_CHECKING:
    from bondcalc.inputs.sheets.settings import Settings

DECIMALS = 6
"""Decimals of figures that are not money; one with more is shown rounded."""
LEAST = {"ratio": 4, "yuan": 2, "interest_cover": 4, "disclosed": 4, "quantity": 2, "accrued": 2}
PLAIN = ("count", "flag", "year", "years", "months", "days", "day")
UNITS = {
    "ratio": ("倍", "x"),
    "interest_cover": ("倍", "x"),
    "disclosed": ("亿元", "CNY 100m"),
    "yuan": ("元", "CNY"),
    "years": ("年", "years"),
    "months": ("个月", "months"),
    "days": ("天", "days"),
    "yuan_per_square_metre": ("元/平方米", "CNY/m²"),
}


class Numbers:
    """Writes figures by unit, in a project's money unit and quantum."""

    def __init__(self, settings: "Settings", language: Language) -> None:
        self._places, self._money, self.language = places_of(settings.quantum), settings.money_unit, language

    def text(self, value: Value, unit: str) -> str:
        """Write a figure without its unit (per cent excepted); a real minus sign, thousands apart."""
        zh = self.language == "zh"
        if value is None:
            return "不适用" if zh else "n/a"
        if isinstance(value, bool):
            return ("是" if value else "否") if zh else ("yes" if value else "no")
        number = Decimal(value)
        if unit == Unit.DAY:
            return day_of(number).isoformat()
        if unit == Unit.FRACTION:
            return _signed(trimmed(number * 100, 2, DECIMALS, grouped=True)) + "%"
        if unit == Unit.MONEY:
            return _signed(fixed(number, self._places, grouped=True))
        plain = unit in PLAIN
        least = 0 if plain else LEAST.get(unit, 0)
        return _signed(trimmed(number, least, DECIMALS, grouped=not plain))

    def whole(self, value: Value, unit: str) -> str:
        """Write a figure with its unit."""
        text = self.text(value, unit)
        return text if value is None else with_unit(text, self.unit(unit), self.language)

    def unit(self, unit: str) -> str:
        """Name a unit of money, of a ratio or as the field states it; an empty text for counts and shares."""
        if unit in {Unit.MONEY, Unit.ACCRUED}:
            return self._money
        if unit in UNITS:
            return UNITS[unit][0 if self.language == "zh" else 1]
        return (
            "" if unit in {*PLAIN, "fraction", "quantity", "per_unit", "rule"} else unit.replace("money", self._money)
        )

    def rounded(self, value: Value, unit: str) -> bool:
        """Tell whether a figure is shown with fewer digits than it has."""
        if value is None or isinstance(value, bool):
            return False
        places = self._places if unit == Unit.MONEY else DECIMALS + 2 * (unit == Unit.FRACTION)
        return rounded(Decimal(value), places) != value


def _signed(text: str) -> str:
    """Write a minus as a minus sign, not as a hyphen: it stands among signs of arithmetic."""
    return text.replace("-", "−")


class InNumbers(Naming):
    """The reading of a statement with figures in place of names; terms of a sum that are zero are counted at its end."""

    def __init__(self, trace: Trace, numbers: Numbers, most: int | None = None) -> None:
        super().__init__(numbers.language, most)
        self._trace, self._numbers = trace, numbers

    def text(self, part: Expression) -> str:
        """Write the figure of a part."""
        unit = part.line.unit if isinstance(part, At) else part.unit if isinstance(part, Leaf) else "quantity"
        if isinstance(part, Constant):
            return str(part.value).replace("-", "−")
        if isinstance(part, At | Leaf | Given):
            return self._numbers.text(self._trace.evaluated(part), unit)
        return super().text(part)

    def live(self, terms: tuple[Expression, ...]) -> tuple[Expression, ...]:
        """Give the terms that are not zero."""
        return self._trace.live(terms)
