"""What a stressed run reads, and what it gives."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bondcalc.algebra.exact import Figures
from bondcalc.algebra.line import Line
from bondcalc.schedules import cash, coverage_basis, late_costs, surplus
from bondcalc.schedules.book import Book


@dataclass(frozen=True)
class StressPoint:
    """What a stressed run gives: E/F (None without debt), lowest closing cash, margin E - F.

    `short` is the first year whose closing cash is negative, None when there is none. `dscr` is the lowest DSCR of a year
    (偿债备付率, without opening cash), None without debt service; `uncovered` are the years in which it is below 1.
    `revenue` is E, `beside` what the 2024 overlay would add to it, `service` F, `closing` the closing cash by year. `left_over`
    is the construction money left over, which is in the cash, `lowest_without` the lowest closing cash without it. `late_revenue`
    is E less costs paid after the last maturity, None where no cost is stated for then.
    """

    ratio: Fraction | None
    lowest_cash: Decimal
    margin: Decimal
    short: int | None
    dscr: Fraction | None
    uncovered: tuple[int, ...]
    revenue: Decimal
    beside: Decimal
    service: Decimal
    closing: Mapping[int, Decimal]
    left_over: Decimal
    lowest_without: Decimal
    late_revenue: Decimal | None = None

    @property
    def late_ratio(self) -> Fraction | None:
        """E/F with costs paid after the last maturity; None where none is stated for then, or without debt."""
        return None if self.late_revenue is None else _over(self.late_revenue, self.service)

    @property
    def late_costs(self) -> Decimal:
        """Costs paid after the last maturity, by which `late_ratio` is lower."""
        return Decimal(0) if self.late_revenue is None else self.revenue - self.late_revenue

    @property
    def overlay(self) -> Fraction | None:
        """E/F with the 2024 overlay; None without debt."""
        return _over(self.revenue + self.beside, self.service)


def has_late(points: Iterable[StressPoint]) -> bool:
    """Tell whether a cost is paid after the last maturity in any of some runs."""
    return any(point.late_costs for point in points)


CoverRead = Callable[[StressPoint], Fraction | None]
"""Which coverage of a stressed run a break-even looks at."""
CashRead = Callable[[StressPoint], Decimal]
"""Which cash of a stressed run a break-even looks at."""


def coverage_inside(point: StressPoint) -> Fraction | None:
    """Read E/F, which counts what is paid inside the bonds' life."""
    return point.ratio


def coverage_with_late(point: StressPoint) -> Fraction | None:
    """Read E/F with costs paid after the last maturity."""
    return point.late_ratio


def closing_lowest(point: StressPoint) -> Decimal:
    """Read the lowest closing cash, with what construction leaves over."""
    return point.lowest_cash


def without_left_over(point: StressPoint) -> Decimal:
    """Read the lowest closing cash without what construction leaves over."""
    return point.lowest_without


class Read(NamedTuple):
    """The lines that a stressed run reads."""

    years: tuple[int, ...]
    revenue: Line
    service: Line
    overlay: Line
    dscr: Line
    closing: Line
    without: Line
    late_revenue: Line | None = None

    @staticmethod
    def of(book: Book) -> "Read":
        """Build them where they are not built yet."""
        made, late = book.use(coverage_basis.schedule), book.use(late_costs.schedule).late
        basis = made.basis
        return Read(
            years=book.years.years,
            revenue=basis.revenue,
            service=basis.service,
            overlay=basis.overlay,
            dscr=made.able.dscr,
            closing=book.use(cash.schedule).closing,
            without=book.use(surplus.schedule).closing,
            late_revenue=None if late is None else late.revenue,
        )

    @property
    def all(self) -> tuple[Line, ...]:
        """The lines themselves."""
        late = () if self.late_revenue is None else (self.late_revenue,)
        return self.revenue, self.service, self.overlay, self.dscr, self.closing, self.without, *late

    def point(self, figures: Figures) -> StressPoint:
        """Tell what figures give."""
        revenue, service = figures.amount(self.revenue), figures.amount(self.service)
        closing, without = figures.amounts(self.closing), figures.amounts(self.without)
        short = next((year for year, left in zip(self.years, closing, strict=True) if left < 0), None)
        covers = zip(self.years, figures.columns(self.dscr), strict=True)
        by_year = {year: cover for year, cover in covers if cover is not None}
        return StressPoint(
            ratio=_over(revenue, service),
            lowest_cash=min(closing),
            margin=revenue - service,
            short=short,
            dscr=Fraction(min(by_year.values())) if by_year else None,
            uncovered=tuple(year for year, cover in by_year.items() if cover < 1),
            revenue=revenue,
            beside=figures.amount(self.overlay),
            service=service,
            closing=dict(zip(self.years, closing, strict=True)),
            left_over=closing[-1] - without[-1],
            lowest_without=min(without),
            late_revenue=None if self.late_revenue is None else figures.amount(self.late_revenue),
        )


def _over(revenue: Decimal, service: Decimal) -> Fraction | None:
    """Divide; None without debt service."""
    return Fraction(revenue) / Fraction(service) if service else None
