"""Level repayment on paper: the closed form, and the same payments rounded one by one, without the program."""

from decimal import Decimal
from fractions import Fraction


def annuity(rate: Fraction, payments: int) -> Fraction:
    """Present value of 1 at each payment: (1 - (1 + i)^-n) / i."""
    return (1 - 1 / (1 + rate) ** payments) / rate


def largest_face(earned: Fraction, threshold: Fraction, rate: Fraction, payments: int) -> Fraction:
    """E / (k n) is the level payment that the revenue carries k times; times the annuity factor, the face."""
    return earned / (threshold * payments) * annuity(rate, payments)


def service(face: Decimal, rate: Fraction, payments: int, quantum: Decimal) -> Decimal:
    """What the holder is paid in all: every payment and its interest rounded to the quantum, the last one the rest."""

    def rounded(value: Fraction) -> Decimal:
        scaled = value / Fraction(quantum)
        return Decimal(scaled.numerator * 2 // scaled.denominator + 1) // 2 * quantum

    level, left, paid = rounded(Fraction(face) / annuity(rate, payments)), face, Decimal(0)
    for number in range(1, payments + 1):
        interest = rounded(Fraction(left) * rate)
        principal = left if number == payments else min(left, level - interest)
        left, paid = left - principal, paid + interest + principal
    return paid
