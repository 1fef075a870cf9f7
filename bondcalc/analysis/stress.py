"""压力测试: the same lines run again with other factors, and the change at which the debt is no longer covered."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bondcalc.algebra.exact import Figures, Program
from bondcalc.inputs.stress import StressFactors
from bondcalc.rules.load import Rules
from bondcalc.schedules import cash, coverage
from bondcalc.schedules.book import Book

STEP = Decimal("0.0001")
"""How finely a break-even is found: a hundredth of one per cent; one basis point for interest rates."""


@dataclass(frozen=True)
class Factor:
    """What is stressed: the input cells that move together, the direction that hurts, how far it is looked for."""

    cells: tuple[str, ...]
    zh: str
    en: str
    adverse: int
    furthest: Decimal = Decimal(1)


FACTORS = {
    "revenue": Factor(("operating_revenue", "land_price"), "全部收入", "All revenue", -1),
    "operating_revenue": Factor(("operating_revenue",), "经营收入", "Operating revenue", -1),
    "land_price": Factor(("land_price",), "土地单价", "Land price", -1),
    "costs": Factor(("costs",), "运营成本", "Costs", 1, Decimal(9)),
    "investment": Factor(("investment",), "建设投资", "Investment", 1, Decimal(9)),
    "rate_rise": Factor(("rate_rise",), "利率", "Interest rates", 1, Decimal("0.1")),
}


def steps(rules: Rules, factor: str) -> list[Decimal]:
    """Steps of a factor from the rule data, falls before rises; interest rates have steps of their own."""
    shares, rises = rules.value("stress_steps").numbers, rules.value("stress_rate_rises").numbers
    sizes = rises if factor == "rate_rise" else shares
    return [*(-size for size in reversed(sizes)), *sizes]


def signed(factor: str, change: Decimal) -> str:
    """Write a change with its sign: per cent, basis points for interest rates."""
    return f"{change * 10000:+.0f}个基点" if factor == "rate_rise" else f"{change * 100:+.0f}%"


@dataclass(frozen=True)
class Point:
    """What a stressed run gives: E/F, E/F with the 2024 overlay (None without debt), lowest closing cash, margin E - F."""

    ratio: Fraction | None
    overlay: Fraction | None
    lowest_cash: Decimal
    margin: Decimal


class Stress:
    """Runs of one project under other factors; each is computed once."""

    def __init__(self, book: Book, program: Program) -> None:
        self._book, self._program = book, program
        self._base = book.project.form(StressFactors)
        self._known: dict[tuple[tuple[str, Decimal], ...], Point] = {}

    def at(self, changes: Mapping[str, Decimal]) -> Point:
        """Run with changes by factor: -0.1 is ten per cent less, for interest rates 0.005 is 50 basis points more."""
        key = tuple(sorted(changes.items()))
        if key not in self._known:
            self._known[key] = self._point(self._program.run(self._leaves(changes)))
        return self._known[key]

    def break_even(self, factor: str, threshold: Decimal) -> Decimal | None:
        """Return the smallest adverse change at which E < threshold x F, 0 when that is so already; None when none does.

        Found between two neighbouring steps that were both run, by false position with halving as the fallback.
        """
        stated = FACTORS[factor]
        low, high = 0, int(stated.furthest / STEP)
        left, right = (self._excess(factor, place, threshold) for place in (low, high))
        if left < 0:
            return Decimal(0)
        if right >= 0:
            return None
        halve = False
        while high - low > 1:
            guess = (low + high) // 2 if halve else low + int((high - low) * left / (left - right))
            place = min(max(guess, low + 1), high - 1)
            excess = self._excess(factor, place, threshold)
            halve = not halve
            if excess >= 0:
                low, left = place, excess
            else:
                high, right = place, excess
        return high * STEP * stated.adverse

    def _excess(self, factor: str, place: int, threshold: Decimal) -> Fraction:
        point = self.at({factor: place * STEP * FACTORS[factor].adverse})
        if point.ratio is None:
            return Fraction(0)
        return point.ratio - Fraction(threshold)

    def _leaves(self, changes: Mapping[str, Decimal]) -> dict[tuple[str, ...], Decimal]:
        values: dict[str, Decimal] = {}
        for factor, change in changes.items():
            for cell in FACTORS[factor].cells:
                before: Decimal = values.get(cell, getattr(self._base, cell))
                values[cell] = before + change if cell == "rate_rise" else before * (1 + change)
        return {("stress", "0", cell): value for cell, value in values.items()}

    def _point(self, figures: Figures) -> Point:
        basis = self._book.use(coverage.schedule).basis
        revenue, service = figures.amount(basis.revenue), figures.amount(basis.service)
        lowest = min(figures.amounts(self._book.use(cash.schedule).closing))

        def over(above: Decimal) -> Fraction | None:
            return Fraction(above) / Fraction(service) if service else None

        return Point(over(revenue), over(revenue + figures.amount(basis.overlay)), lowest, revenue - service)
