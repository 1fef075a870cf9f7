"""What every draw of a project shares: rows, the frame they are drawn around, amounts and shares."""

from collections.abc import Iterable
from decimal import Decimal
from random import Random
from typing import NamedTuple

Row = dict[str, object]
Tables = dict[str, list[Row]]


class Frame(NamedTuple):
    """What all rows of a project are drawn around: first year, year of opening, last year, whether it operates and computes taxes."""

    first: int
    opens: int
    last: int
    operates: bool
    taxed: bool


def cents(draw: Random, least: int, most: int) -> Decimal:
    """An amount with cents."""
    return Decimal(draw.randint(100 * least, 100 * most)) / 100


def pick(draw: Random, *values: object) -> object:
    """One of some values."""
    return draw.choice(values)


def parted(draw: Random, years: Iterable[int]) -> dict[int, Decimal]:
    """Shares of years that total 100 %, in steps of 5 %."""
    spread = sorted(set(years))
    cuts = sorted(draw.sample(range(1, 20), len(spread) - 1))
    return {year: Decimal(end - start) / 20 for year, start, end in zip(spread, [0, *cuts], [*cuts, 20], strict=True)}
