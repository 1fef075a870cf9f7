"""财务内部收益率 and 投资回收期: every root there is, or the reason why there is none."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from bondcalc.wording.number import rounded

LOWEST, HIGHEST = -0.99, 10.0
STEPS = 2_200
"""Points at which the present value is looked at: a change of sign between two of them is a root."""
PLACES = 12


class Rates(NamedTuple):
    """All internal rates of return of a row of flows, as fractions, and what to say when there is not exactly one."""

    rates: tuple[Decimal, ...]
    zh: str = ""
    en: str = ""


def internal_rates(flows: Sequence[Decimal]) -> Rates:
    """Find every rate between -99 % and 1000 % at which the present value of yearly flows is zero.

    Proved by tests/functions/test_functions.py: test_our_rates_hold_the_published_one, test_no_change_of_sign_has_no_rate.
    """
    amounts = [float(flow) for flow in flows]
    if not any(amount > 0 for amount in amounts) or not any(amount < 0 for amount in amounts):
        return Rates((), "无解：净现金流量不变号", "no root: the flows never change sign")
    rates = tuple(rounded(_bisected(amounts, low, high), PLACES) for low, high in _changes_of_sign(amounts))
    if not rates:
        return Rates((), "无解：在 -99%至1000%之间净现值不为零", "no root between -99% and 1000%")
    # Flows that turn negative again (renewal, repayment) have several roots; showing one of them would flatter or scare.
    if len(rates) > 1:
        return Rates(rates, f"有{len(rates)}个解，不宜采用内部收益率", f"{len(rates)} roots: not a measure to rely on")
    return Rates(rates)


def _changes_of_sign(amounts: Sequence[float]) -> list[tuple[float, float]]:
    """Give the pairs of neighbouring points between which the present value changes its sign, or of which one is a root."""
    flowing = [amount for amount in amounts if amount]
    if sum(before * after < 0 for before, after in pairwise(flowing)) == 1:
        # Flows that change their sign once have one rate at most (Descartes): halving finds where it lies.
        first = present(amounts, LOWEST)
        place = bisect_left(range(STEPS + 1), True, key=lambda step: present(amounts, _point(step)) * first <= 0)
        return [(_point(place - 1), _point(place))] if 0 < place <= STEPS else []
    values = [(rate, present(amounts, rate)) for rate in map(_point, range(STEPS + 1))]
    return [(low, high) for (low, value), (high, other) in pairwise(values) if value == 0 or value * other < 0]


def _point(step: int) -> float:
    """Finer towards the low end: rates of public works lie within some per cent of 0, not near 1000 %."""
    return LOWEST + (HIGHEST - LOWEST) * (step / STEPS) ** 3


def nearest_rate(flows: Sequence[Decimal], low: float, high: float) -> Decimal | None:
    """Find the rate between two rates at which the present value changes its sign; None where it does not."""
    amounts = [float(flow) for flow in flows]
    if present(amounts, low) * present(amounts, high) > 0:
        return None
    return rounded(_bisected(amounts, low, high), PLACES)


def present(flows: Sequence[float], rate: float) -> float:
    """Present value times (1 + rate) to the last year: no division, so that rates near -100 % behave.

    Proved by tests/functions/test_functions.py: test_published_net_present_value.
    """
    value = 0.0
    for flow in flows:
        value = value * (1 + rate) + flow
    return value


def _bisected(flows: Sequence[float], low: float, high: float) -> float:
    below = present(flows, low)
    if below == 0:
        return low
    for _ in range(200):
        middle = (low + high) / 2
        value = present(flows, middle)
        if value == 0 or high - low < 1e-15:
            return middle
        if below * value < 0:
            high = middle
        else:
            low, below = middle, value
    return (low + high) / 2


def payback(flows: Sequence[Decimal]) -> Decimal | None:
    """Years from the start of the first until the running total stays positive, the last by its share; None if never."""
    so_far, totals = Decimal(0), []
    for flow in flows:
        so_far += flow
        totals.append(so_far)
    if so_far < 0:
        return None
    # The last year below zero, not the first above it: a renewal may take the total down again.
    last = max((index for index, amount in enumerate(totals) if amount < 0), default=-1)
    if last < 0:
        return Decimal(0)
    return Decimal(last + 1) + -totals[last] / flows[last + 1]
