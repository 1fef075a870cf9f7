"""专项债券优先偿付: what one account has for debt service by year, which the special bonds take first and loans after them."""

from typing import NamedTuple

from bondcalc.algebra.line import Line, largest, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import bonds, cash, loans
from bondcalc.schedules.book import Book, settings


class ServiceOrder(NamedTuple):
    """What bonds and loans lack in each year when the bonds are served first; None where no order is chosen or no loan is there."""

    bonds_unpaid: Line | None = None
    loans_unpaid: Line | None = None


def schedule(book: Book) -> ServiceOrder:
    """Build the table (专项债券优先偿付表), from the money that the cash table leaves for debt service.

    By hand in tests/schedules/test_service_order.py: test_bonds_take_first_what_there_is.
    """
    if settings(book).service_order != "bonds_first" or not book.rows(Loan):
        return ServiceOrder()
    title = "专项债券优先偿付表"
    table = book.table("service_order", title, "Special bonds served first", 50, sheet="资金测算平衡表")
    bond, loan = book.use(bonds.schedule), book.use(loans.schedule)
    stated = (
        ("bond_service", bond.interest + bond.principal, "专项债券应付本息", "Service of special bonds", "付息＋还本"),
        ("loan_service", loan.interest + loan.principal, "市场化融资应付本息", "Service of loans", "付息＋还本"),
    )
    of_bonds, of_loans = (table.line(*row, total=True) for row in stated)
    to_bonds, to_loans = _shared(book, table, of_bonds, of_loans)
    unpaid = (
        ("bonds_unpaid", of_bonds - to_bonds, "专项债券本息不足", "Bonds unpaid", "应付－偿付"),
        ("loans_unpaid", of_loans - to_loans, "市场化融资本息不足", "Loans unpaid", "应付－偿付"),
    )
    return ServiceOrder(*(table.line(*row, total=True, strong=True) for row in unpaid))


def _shared(book: Book, table: Table, of_bonds: Line, of_loans: Line) -> tuple[Line, Line]:
    """Share the money of a year: the bonds have what they are due as far as it goes, the loans what is left."""
    available = table.line(
        "available",
        book.use(cash.schedule).closing + of_bonds + of_loans,
        "可用于还本付息的资金",
        "Money for debt service",
        "期末资金余额＋当年应付本息",
        rests_on=book.keys(Settings, Settings.service_order),
    )
    to_bonds = table.line(
        "to_bonds",
        smallest(of_bonds, largest(0, available)),
        "偿付专项债券",
        "Paid to special bonds",
        "专项债券应付本息，不超过可用资金",
        total=True,
    )
    to_loans = table.line(
        "to_loans",
        smallest(of_loans, largest(0, available - to_bonds)),
        "偿付市场化融资",
        "Paid to loans",
        "市场化融资应付本息，不超过偿付专项债券后的资金",
        total=True,
    )
    return to_bonds, to_loans
