"""How the figures of one project are written: by unit, in its money unit, to its quantum."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from bondcalc.dates import day_of
from bondcalc.money import places_of
from bondcalc.wording import number
from bondcalc.wording.number import Number
from bondcalc.wording.terms import Language, Unit

NOT_APPLICABLE = {"zh": "不适用", "en": "n/a"}
NEGATIVE = {"zh": "为负", "en": "negative"}
"""A negative interest cover: how far below zero a ratio to interest is says nothing."""
YES_NO = {"zh": ("是", "否"), "en": ("yes", "no")}
WHOLE = frozenset({Unit.COUNT, Unit.FLAG, Unit.YEAR, Unit.YEARS, Unit.MONTHS, Unit.DAYS})
"""Units whose figures are counted: no decimals are added and no thousands parted (2026)."""
PERCENT = frozenset({Unit.FRACTION, Unit.SHARE})
FOUR = frozenset({Unit.RATIO, Unit.INTEREST_COVER, Unit.DISCLOSED})
"""Units printed with four decimals: ratios in tables, 亿元 on the official form."""
UNNAMED = frozenset({*WHOLE, *PERCENT, Unit.NONE, Unit.QUANTITY, Unit.PER_UNIT, Unit.SECTORS, Unit.WORDS, Unit.DAY}) - {
    Unit.YEARS,
    Unit.MONTHS,
    Unit.DAYS,
}
"""Units that are not named behind a figure."""
PERCENT_POINTS = 100
"""Percentage points in one: what the difference of two shares is multiplied with where it is a figure of its own (SHARE_POINTS)."""
AMOUNTS = frozenset({Unit.MONEY, Unit.ACCRUED, Unit.DISCLOSED, Unit.YUAN})
"""Units whose figures are amounts of money."""
MOST = 6
"""Decimals of a figure that is neither money nor printed to fixed decimals."""
COARSE = Decimal("0.01")
"""The finest quantum at which an axis in whole units still says something; below it amounts lie under one."""
PROGRAMS = 12
"""Decimals of ratios and shares in data for programs."""
SHORT = 20
"""A figure whose first digit stands no further from the point has no more digits with these decimals than an amount may have."""


@dataclass(frozen=True)
class Notation:
    """Writes figures for people; `quantum` is the last place of money, `money_unit` its name."""

    quantum: Decimal = Decimal("0.01")
    money_unit: str = "万元"
    language: Language = "zh"

    @cached_property
    def places(self) -> int:
        """Decimals of money."""
        return places_of(self.quantum)

    def money(self, value: Number) -> str:
        """Write an amount: thousands apart, the decimals of the quantum."""
        return number.fixed(value, self.places, grouped=True)

    def text(self, value: Number | bool | None, unit: str) -> str:
        """Write a figure as filings, workbook and terminal print it, without its unit (per cent excepted)."""
        if value is None:
            return NOT_APPLICABLE[self.language]
        if isinstance(value, bool):
            return YES_NO[self.language][0 if value else 1]
        if unit == Unit.MONEY:
            return self.money(value)
        if unit == Unit.INTEREST_COVER and value < 0:
            return NEGATIVE[self.language]
        if unit in FOUR:
            return number.fixed(value, 4)
        if unit == Unit.YUAN:
            return number.fixed(value, 2, grouped=True)
        if unit == Unit.DAY:
            return day_of(value).isoformat()
        return self._other(value, Unit(unit))

    def whole(self, value: Number | bool | None, unit: str) -> str:
        """Write a figure with its unit: 16,000.00万元, 1.3092倍."""
        text = self.text(value, unit)
        return text if value is None else number.with_unit(text, self.unit(unit), self.language)

    def amount(self, value: Number) -> str:
        """Write an amount with the unit of money."""
        return number.with_unit(self.money(value), self.money_unit, self.language)

    def unit(self, unit: str) -> str:
        """Name the unit that stands behind a figure; an empty text for counts, shares and plain quantities."""
        known = Unit(unit)
        if known in {Unit.MONEY, Unit.ACCRUED}:
            return self.money_unit
        if known is Unit.MONEY_PER_AREA:
            return f"{self.money_unit}/{Unit.AREA.said(self.language)}"
        return "" if known in UNNAMED else known.said(self.language)

    def heading(self, unit: str) -> str:
        """Name a unit in a column of units: counts and quantities too."""
        return self.unit(unit) or Unit(unit).said(self.language)

    def amounts_in(self, units: Iterable[str]) -> str:
        """Say above a table in which unit the amounts among figures of these units are: nothing where there are none."""
        names = {self.unit(unit) for unit in units if unit in AMOUNTS}
        if len(names) > 1:
            return "金额单位见各栏" if self.language == "zh" else "amounts in the unit of each column"
        return "".join(f"金额单位：{name}" if self.language == "zh" else f"amounts in {name}" for name in names)

    def beside(self, value: Number, limit: Number, unit: str = Unit.MONEY) -> tuple[str, str]:
        """Write a figure and the limit it is held against, so that they read as they compare."""
        if unit in PERCENT:
            return number.percent_beside(value, limit)
        money = unit == Unit.MONEY
        return number.beside(value, limit, self.places if money else 2, grouped=money)

    def plain(self, value: Number | bool | None, unit: str) -> str | None:
        """Write a figure for programs: no thousands, money at the quantum, ratios half-up to 12 decimals, counts as they are."""
        return self.plain_all((value,), unit)[0]

    def plain_all(self, values: Sequence[Number | bool | None], unit: str) -> list[str | None]:
        """Write the figures of a line for programs."""
        write = self._plainly(unit)
        return [
            None if value is None else write(Decimal(value) if isinstance(value, bool) else value) for value in values
        ]

    def _plainly(self, unit: str) -> Callable[[Number], str]:
        if unit in {Unit.MONEY, Unit.YUAN}:
            places = self.places if unit == Unit.MONEY else 2
            return lambda figure: number.fixed(figure, places)
        if unit == Unit.DAY:
            return lambda figure: day_of(figure).isoformat()
        return number.exact if unit in WHOLE else _for_programs

    def number_format(self, unit: str, places: int = 0) -> str:
        """Give the number format of a workbook cell; empty for text. `places` are the decimals of a share or ratio that has its own."""
        decimals = "0" * places or "00##"
        if unit in {Unit.MONEY, Unit.ACCRUED}:
            decimals = "0" * self.places + "##" * (unit == Unit.ACCRUED and self.places > 0)
            return "#,##0" + ("." + decimals if decimals else "")
        if unit in {Unit.YUAN, Unit.DAY}:
            return "#,##0.00" if unit == Unit.YUAN else "yyyy-mm-dd"
        if unit in PERCENT:
            return f"0.{decimals}%"
        if unit == Unit.SHARE_POINTS:
            return f'0.{decimals}"{number.in_points("", self.language)}"'
        if unit == Unit.RATIO and places:
            return f"0.{decimals}"
        if unit in FOUR:
            negative = f';"{NEGATIVE["zh"]}"' if unit == Unit.INTEREST_COVER else ""
            return "#,##0.0000" if unit == Unit.DISCLOSED else f"0.0000{negative}"
        return "0" if unit in WHOLE else "#,##0.00##"

    def axis_format(self) -> str:
        """Give the number format of a chart's axis of money: whole units, or decimals where the quantum is fine."""
        return "#,##0" if self.quantum >= COARSE else "General"

    def _other(self, value: Number, unit: Unit) -> str:
        if unit in PERCENT:
            return number.rate(value)
        if unit in WHOLE:
            return number.trimmed(value, 0, MOST)
        if unit is Unit.ACCRUED:
            return number.trimmed(value, self.places, self.places + 2, grouped=True)
        return number.trimmed(value, 2 if unit is Unit.QUANTITY else 0, MOST, grouped=True)


def _for_programs(figure: Number) -> str:
    """Write a share or a ratio; what has more digits than the arithmetic of amounts is rounded as a fraction."""
    short = isinstance(figure, Decimal) and figure.adjusted() < SHORT
    return number.fixed(figure if short else Fraction(figure), PROGRAMS)
