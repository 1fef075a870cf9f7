"""Every payment of 200 random tranches beside QuantLib: dates, interest, principal, in every mode it can express."""

import random
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest
import QuantLib

from bondcalc.result.result import Result
from tests.schedules.stated import amounts, computed, tranche_of

QUANTUM = 1e-9
SETTINGS = "[settings]\nquantum = 0.000000001\n"
PROJECTS, TRANCHES = 20, 10
MODES = ("bullet", "instalments", "equal_principal", "level", "custom")


class Stated(NamedTuple):
    """One tranche as drawn; `repaid` is the share of face repaid at the end of each bond year, for two of the modes."""

    id: str
    mode: str
    start: date
    face: int
    coupon: float
    years: int
    times: int
    grace: int
    repaid: dict[int, float]

    def text(self) -> str:
        """The tranche in TOML."""
        rows = [
            f'[[bonds]]\nid = "{self.id}"\nstatus = "planned"\nvalue_date = {self.start}\nface = {self.face}',
            f'coupon = {self.coupon}\nterm_years = {self.years}\npayments_a_year = {self.times}\nrepayment = "{self.mode}"',
            f"grace_years = {self.grace}" if self.grace else "",
        ]
        if self.mode == "instalments":
            rows.append(
                "by_bond_year = { " + ", ".join(f"{year} = {share}" for year, share in self.repaid.items()) + " }"
            )
        if self.mode == "custom":
            rows += [
                f'[[principal]]\nbond = "{self.id}"\nday = {anniversary(self.start, year)}\nkind = "agreed"\n'
                f"amount = {share * self.face:.2f}"
                for year, share in self.repaid.items()
            ]
        return "\n".join(rows) + "\n"


def anniversary(start: date, years: int) -> date:
    return date(start.year + years, start.month, start.day)


def drawn(draw: random.Random, number: int) -> Stated:
    mode, years = MODES[number % len(MODES)], draw.choice([3, 5, 7, 10, 15, 20, 30])
    times, grace = draw.choice([1, 2]), draw.randrange(years // 2 + 1) if mode in {"equal_principal", "level"} else 0
    quarters = sorted({draw.randrange(1, years + 1) for _ in range(3)} | {years})
    repaid = {year: 0.25 if place else 1 - 0.25 * (len(quarters) - 1) for place, year in enumerate(quarters)}
    # Coupons start at the first day that lies in every month: QuantLib and the issue notices treat ends of months apart.
    start = date(2018 + draw.randrange(6), draw.randrange(1, 13), draw.randrange(1, 29))
    return Stated(
        f"T{number}",
        mode,
        start,
        draw.randrange(1000, 90000),
        draw.randrange(100, 600) / 10000,
        years,
        times,
        grace,
        repaid,
    )


def notionals(one: Stated) -> list[float]:
    """Balance at the start of every period, from the terms alone; level payments by QuantLib's own table."""
    count = one.years * one.times
    waiting = [float(one.face)] * (one.grace * one.times)
    left = count - len(waiting)
    if one.mode == "level":
        period, frequency = (
            QuantLib.Period(12 * left // one.times, QuantLib.Months),
            {1: QuantLib.Annual, 2: QuantLib.Semiannual},
        )
        return (
            waiting + list(QuantLib.sinkingNotionals(period, frequency[one.times], one.coupon, float(one.face)))[:left]
        )
    balance, found = float(one.face), []
    for k in range(1, count + 1):
        found.append(balance)
        if k % one.times == 0:
            balance -= one.face * PAID[one.mode](one, k // one.times)
    return found


PAID: dict[str, Callable[[Stated, int], float]] = {
    "bullet": lambda one, year: 0.0,
    "instalments": lambda one, year: one.repaid.get(year, 0.0),
    "custom": lambda one, year: one.repaid.get(year, 0.0),
    "equal_principal": lambda one, year: 1 / (one.years - one.grace) if year > one.grace else 0.0,
}


def quantlib(one: Stated) -> list[tuple[date, float, float]]:
    """Day, interest and principal of every payment, as QuantLib's amortising bond pays them."""
    first, last = (
        QuantLib.Date(day.day, day.month, day.year) for day in (one.start, anniversary(one.start, one.years))
    )
    schedule = QuantLib.Schedule(
        first,
        last,
        QuantLib.Period(12 // one.times, QuantLib.Months),
        QuantLib.NullCalendar(),
        QuantLib.Unadjusted,
        QuantLib.Unadjusted,
        QuantLib.DateGeneration.Forward,
        False,
    )
    basis = QuantLib.ActualActual(QuantLib.ActualActual.ISMA, schedule)
    bond = QuantLib.AmortizingFixedRateBond(0, notionals(one), schedule, [one.coupon], basis)
    days: dict[date, list[float]] = {}
    for flow in bond.cashflows():
        when = flow.date()
        paid = days.setdefault(date(when.year(), when.month(), when.dayOfMonth()), [0.0, 0.0])
        paid[0 if QuantLib.as_coupon(flow) else 1] += flow.amount()
    return [(day, *paid) for day, paid in sorted(days.items())]  # type: ignore[misc]


def ours(result: Result, id_: str) -> list[tuple[date, float, float]]:
    found = tranche_of(result, id_)
    interest, principal = (
        [float(amount) for amount in amounts(result, line)] for line in (found.interest, found.principal)
    )
    return list(zip(found.dates, interest, principal, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(PROJECTS))
def test_every_payment_is_quantlibs(seed: int) -> None:
    draw = random.Random(seed)
    stated = [drawn(draw, number) for number in range(TRANCHES)]
    result = computed(SETTINGS + "".join(one.text() for one in stated))
    for one in stated:
        expected, found = quantlib(one), ours(result, one.id)
        # Each of our payments is rounded once; a balance carries the roundings of all before it, and doubles hold 90,000 to 1e-11.
        slack = (len(expected) + 1) * QUANTUM
        assert [day for day, *_ in found] == [day for day, *_ in expected], one
        for (_, *mine), (_, *theirs) in zip(found, expected, strict=True):
            assert mine == pytest.approx(theirs, rel=0, abs=slack), one


def test_a_wrong_coupon_would_be_seen() -> None:
    one = drawn(random.Random(0), 3)
    result = computed(SETTINGS + one.text())
    wrong = quantlib(one._replace(coupon=one.coupon + 1e-9))
    assert max(abs(mine[1] - theirs[1]) for mine, theirs in zip(ours(result, one.id), wrong, strict=True)) > 1e-6
