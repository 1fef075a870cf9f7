"""Rows whose amount is the sum of rows before or after them in their list."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bondcalc.inputs.row_sizes import Size, Sizes

NOTHING = Decimal(0)
CLOSE = Decimal("0.01")
"""How far a total may lie from the sum, as a share of it: totals are typed rounded, and grow stale by a line."""
ROUGH = Decimal("0.05")
"""The same of one year's total beside amounts of no year, which ramps and growth move."""
FEWEST = 3
"""Rows with an amount among which one that is all others is looked for; of two each is."""


def is_sum(sizes: Sizes, rows: Sequence[Sizes]) -> bool:
    """Tell whether some rows, from the first on, add up to a row in any of its sizes."""
    for name, size in sizes.items():
        summed: dict[int | None, Decimal] = {}
        for row in rows:
            part = row.get(name, {})
            for year, amount in part.items():
                summed[year] = summed.get(year, NOTHING) + amount
            if part and _agree(size, summed):
                return True
    return False


def equal_the_others(rows: Sequence[Sizes]) -> Iterator[int]:
    """Give the numbers of the rows that are all others together, to the last place and in every year, in a size that several have."""
    holders = Counter(name for row in rows for name in row)
    summed: dict[str, dict[int | None, Decimal]] = {}
    for row in rows:
        for name, size in row.items():
            total = summed.setdefault(name, {})
            for year, amount in size.items():
                total[year] = total.get(year, NOTHING) + amount
    for number, row in enumerate(rows):
        several = {name: size for name, size in row.items() if holders[name] >= FEWEST}
        if any({year: 2 * amount for year, amount in size.items()} == summed[name] for name, size in several.items()):
            yield number


def whole(size: Size) -> Decimal:
    """Give the amount of all years."""
    return sum(size.values(), NOTHING)


def around(number: int, rows: Sequence[int]) -> Iterator[list[int]]:
    """Give the other rows as a sum may run over them: upwards from a row, downwards from it, and all."""
    above, below = [row for row in reversed(rows) if row < number], [row for row in rows if row > number]
    yield from (run for run in (above, below) if run)
    if above and below:
        yield [*above, *below]


def _agree(size: Size, summed: Size) -> bool:
    """Tell whether two amounts are one in every year, or in any year where only one of them has years."""
    years = {*size, *summed}
    if (None in size) == (None in summed) or years == {None}:
        apart = sum((abs(size.get(year, NOTHING) - summed.get(year, NOTHING)) for year in years), NOTHING)
        return apart <= CLOSE * whole(size)
    return any(_near(size, summed, year) for year in years - {None})


def _near(size: Size, summed: Size, year: int | None) -> bool:
    own, other = (amount.get(None, NOTHING) + amount.get(year, NOTHING) for amount in (size, summed))
    return own > 0 and abs(own - other) <= ROUGH * own
