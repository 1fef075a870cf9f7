"""What the smallest unit of money does to a debt: how far its interest and instalments are rounded away (舍入)."""

from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import NamedTuple

from bondcalc.inputs.fault import UnclearError
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.money import CONTEXT, half_up

REFUSED = Decimal("0.01")
"""Share of an amount beyond which its rounding is a mistake: the multiple would be another one."""
NOTICED = Decimal("0.001")
"""Share beyond which it is said."""


class Due(NamedTuple):
    """One regular amount of a debt: where its figure stands, what it is, and how much it would be unrounded."""

    sheet: str
    row: int
    field: str
    what: str
    exact: Decimal


class Lost(NamedTuple):
    """An amount, what the smallest unit makes of it, by what share, and a unit that would do."""

    due: Due
    rounded: Decimal
    share: Decimal
    finer: Decimal


def lost(project: Project) -> Iterator[Lost]:
    """Give every regular amount of a bond or loan whose rounding is worth a word; fees are too small to matter."""
    try:
        quantum = project.form(Settings).quantum * 1
    except UnclearError:
        return
    with localcontext(CONTEXT):
        for due in _dues(project):
            rounded = half_up(due.exact, quantum)
            share = abs(rounded - due.exact) / due.exact if due.exact else Decimal(0)
            if share > NOTICED:
                yield Lost(due, rounded, share, _finer(due.exact))


def _finer(amount: Decimal) -> Decimal:
    """Give the decimal place at which half a step is less than a thousandth of an amount."""
    return Decimal(1).scaleb((amount * NOTICED).adjusted())


def _dues(project: Project) -> Iterator[Due]:
    for number, bond in enumerate(project.rows(Bond)):
        yield from _clear(_of_bond(bond, number))
    for number, loan in enumerate(project.rows(Loan)):
        yield from _clear(_of_loan(loan, number))


def _clear(dues: Iterator[Due]) -> Iterator[Due]:
    """Pass over a row in which something cannot be read: that is reported already."""
    try:
        yield from dues
    except UnclearError:
        return


def _of_bond(bond: Bond, row: int) -> Iterator[Due]:
    """Interest on the face, and the principal that every instalment repays."""
    times, count = bond.times(), len(bond.agreed_days())
    rate = bond.coupon / times
    yield Due("bonds", row, "coupon", "interest", bond.face * rate)
    left = count - bond.grace_years * times
    if bond.repayment == "level" and left > 0:
        yield Due("bonds", row, "repayment", "payment", _level(bond.face, rate, left))
    if bond.repayment == "equal_principal" and left >= times:
        yield Due("bonds", row, "repayment", "instalment", bond.face / (left // times))
    if bond.repayment == "instalments":
        for share in bond.by_bond_year.values():
            yield Due("bonds", row, "repayment", "instalment", bond.face * share)


def _of_loan(loan: Loan, row: int) -> Iterator[Due]:
    """Interest of a whole year on all that is drawn, and the yearly instalment."""
    drawn, years = sum(loan.by_year.values(), Decimal(0)), loan.last_repayment - loan.first_repayment + 1
    yield Due("loans", row, "rate", "interest", drawn * loan.rate)
    if loan.repayment == "level" and years > 0:
        yield Due("loans", row, "repayment", "payment", _level(drawn, loan.rate, years))
    if loan.repayment == "equal_principal" and years > 0:
        yield Due("loans", row, "repayment", "instalment", drawn / years)


def _level(amount: Decimal, rate: Decimal, count: int) -> Decimal:
    """A level payment (等额本息): amount x rate / (1 - (1 + rate)^-count)."""
    return amount * rate / (1 - (1 + rate) ** -count) if rate else amount / count
