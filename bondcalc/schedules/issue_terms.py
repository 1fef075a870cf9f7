"""What is agreed when a bond is issued: its size, coupon and payments a year, which a planned one may still change."""

from bondcalc.algebra.line import Constant, Expression, money
from bondcalc.inputs.batches import size_is_open
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.rates import raised

PAYMENT_DAYS: tuple[FieldId[object], ...] = (
    Bond.value_date,
    Bond.term_years,
    Bond.maturity_date,
    Bond.payments_a_year,
    Bond.option_date,
    Bond.option,
    Bond.first_value_date,
)
"""Fields that fix the payment dates of a bond."""


def payments_a_year(row: Row[Bond]) -> Constant:
    """Payments a year (每年付息次数), stated or by the term."""
    stated = row.data.payments_a_year is not None
    keys = row.keys(Bond.payments_a_year) if stated else row.keys(Bond.value_date, Bond.term_years, Bond.maturity_date)
    return Constant(row.data.times(), "每年付息次数", "payments a year", keys)


def face(book: Book, row: Row[Bond]) -> Expression:
    """The face (发行金额) as issued; a planned one may turn out larger or smaller (计划发行规模系数)."""
    return sized(book, row.data, row.cell(Bond.face))


def sized(book: Book, bond: Bond, amount: Expression) -> Expression:
    """An amount that goes with the face of a bond: as stated, or of the size that a planned bond turns out to have."""
    return money(amount * book.form(StressFactors).cell(StressFactors.bond_size)) if resizable(book, bond) else amount


def resizable(book: Book, bond: Bond) -> bool:
    """Tell whether the size is still open: planned, and if it refinances another bond, that one's is open too."""
    return size_is_open(bond, book.project.rows(Bond))


def coupon(book: Book, row: Row[Bond]) -> Expression:
    """The coupon as issued; a planned one may still rise or fall (票面利率＋利率变动，不低于零)."""
    stated = row.cell(Bond.coupon)
    return stated if row.data.status == "issued" else raised(book, stated)
