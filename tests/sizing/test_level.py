"""The largest level-repayment bond is the closed form E / (k n) x annuity factor, where only the total test binds.

Two comparisons on random projects. With payments in hundredths of a cent of the money unit and finer, what is found is
the closed form itself to a cent. With payments in cents, the answer is the largest face whose payments, rounded one by
one without the program, the revenue still carries: equal to the cent; rounding moves it from the closed form by no more
than the stated bound.
"""

import random
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.schedules import coverage
from bondcalc.sizing.answer import Answer
from tests.sizing.closed_form import annuity, largest_face, service
from tests.sizing.test_sizing import sized

NEAR = 200
"""Quanta around the closed form in which the rounded payments are gone through one by one."""


@dataclass(frozen=True)
class Drawn:
    """One random project: rate a payment, number of payments, threshold, and its file."""

    rate: Fraction
    payments: int
    threshold: Decimal
    text: str


def drawn(seed: int, quantum: str) -> Drawn:
    """A bond repaid by level payments out of one rent; an investment far larger than what it can carry."""
    dice = random.Random(seed)
    years, times = dice.choice([5, 7, 10, 15, 20]), dice.choice([1, 2])
    basis_points = dice.randint(150, 600)
    threshold = Decimal(dice.choice(["1.00", "1.10", "1.20", "1.30"]))
    rent = Decimal(dice.randint(10_000, 900_000)) / 100
    text = f"""[project]
name = "等额本息"
rule_date = 2021-05-01
operation_start = 2021-01-01
forecast_end = 2045
[settings]
coverage_threshold = {threshold}
quantum = {quantum}
capital = "plug"
[[investment]]
id = "works"
category = "construction"
name = "工程"
amount = 9000000
by_year = {{ 2021 = 1 }}
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = {dice.randint(100, 9000)}
coupon = {Decimal(basis_points) / 10000}
term_years = {years}
payments_a_year = {times}
repayment = "level"
[[revenue]]
id = "rent"
name = "租金"
budget_class = "project_special"
claimed = true
price = {rent}
quantity = 1
"""
    return Drawn(Fraction(basis_points, 10000 * times), years * times, threshold, text)


@cache
def found(one: Drawn) -> tuple[Answer, Fraction]:
    """The answer of the program, and the revenue inside the life of the bond."""
    result = compute(read_bytes("project.toml", one.text.encode()))
    return sized(result, "bond", ("C03",)), Fraction(
        result.figures.amount(result.book.use(coverage.schedule).basis.revenue)
    )


@pytest.mark.slow
@pytest.mark.parametrize("fine", ["0.000001"])
def test_the_largest_bond_is_the_closed_form(count: int, fine: str) -> None:
    for seed in range(count):
        one = drawn(seed, fine)
        answer, earned = found(one)
        assert answer.value is not None
        exact = largest_face(earned, Fraction(one.threshold), one.rate, one.payments)
        assert abs(Fraction(answer.value) - exact) < Fraction(1, 100), seed
        assert [test.rule.id for test in answer.binding] == ["C03"]


@pytest.mark.slow
def test_in_cents_it_is_the_largest_face_whose_rounded_payments_are_carried(count: int) -> None:
    for seed in range(count):
        one, cent = drawn(seed, "0.01"), Decimal("0.01")
        answer, earned = found(one)
        exact = largest_face(earned, Fraction(one.threshold), one.rate, one.payments)
        middle = int(exact * 100)
        carried = [
            place
            for place in range(middle - NEAR, middle + NEAR)
            if Fraction(one.threshold) * Fraction(service(place * cent, one.rate, one.payments, cent)) <= earned
        ]
        assert answer.value == max(carried) * cent, seed
        # Half a cent on the level payment and on every interest, grown to the last payment: no more than a cent times
        # n (1 + i)^n of debt service, and n / a of debt service is one of face; and a cent, as faces are whole cents.
        bound = (annuity(one.rate, one.payments) * (1 + one.rate) ** one.payments + 1) / 100
        assert abs(Fraction(answer.value) - exact) <= bound, seed


@pytest.mark.slow
def test_the_answer_passes_and_one_quantum_more_fails(count: int) -> None:
    for seed in range(count):
        one = drawn(seed, "0.01")
        answer, _ = found(one)
        assert answer.value is not None
        assert answer.beyond == answer.value + Decimal("0.01")
        for face, verdict in ((answer.value, "pass"), (answer.beyond, "fail")):
            rows = [f"face = {face}" if row.startswith("face = ") else row for row in one.text.splitlines()]
            result: Result = compute(read_bytes("project.toml", "\n".join(rows).encode()))
            assert [test.verdict for test in result.findings if test.rule.id == "C03"] == [verdict]
