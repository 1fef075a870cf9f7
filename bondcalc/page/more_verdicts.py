"""Verdicts that a page finds again: limits, capital, debts that tie, revenue that is there; stated like those on coverage."""

from collections.abc import Iterator

from bondcalc.algebra.line import Constant, Expression, add, both, total
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.pool_members import Member
from bondcalc.inputs.sheets.region import Region
from bondcalc.page.verdict_case import ALWAYS, VerdictCase, nothing
from bondcalc.schedules import bonds, costs, coverage, debt_system, disclosure, funding, loans, repayable, revenue
from bondcalc.schedules.book import Book
from bondcalc.wording.terms import Verdict

LAND_RESERVE = "land_reserve"


def _sector(book: Book) -> str | None:
    return book.project.form(Particulars).sector


def _fails(holds: Expression) -> Iterator[VerdictCase]:
    """It fails where this holds anywhere, and passes else."""
    yield VerdictCase(Verdict.FAIL, holds)
    yield VerdictCase(Verdict.PASS, ALWAYS)


def _planned(book: Book) -> Expression:
    """What is still to be issued in the year of the application, at face."""
    year = disclosure.issue_year(book.project.rows(Bond))
    return add(
        [
            tranche.closing.opening
            for tranche in book.use(bonds.schedule).tranches
            if tranche.row.data.status == "planned" and tranche.row.data.refinances is None
            if tranche.row.data.value_date.year <= year
        ]
    )


def balance_limit(book: Book) -> Iterator[VerdictCase]:
    """L01: the balance after the issue stays inside the limit."""
    region = book.form(Region)
    after = region.cell(Region.debt_balance) + _planned(book) - region.cell(Region.repaid_this_year)
    yield from _fails(after > region.cell(Region.debt_limit))


def room(book: Book) -> Iterator[VerdictCase]:
    """L02: the issue fits the new limit and what was left of the last one, where that may be used."""
    region, stated = book.form(Region), book.project.form(Region)
    new, prior, used = (region.cell(cell) for cell in (Region.new_limit, Region.prior_limit, Region.prior_balance))
    approved = book.project.form(Compliance).prior_room_approved
    unused = (stated.prior_limit or 0) > (stated.prior_balance or 0)
    if unused and not approved:
        yield VerdictCase(Verdict.NEEDS_INPUT if approved is None else Verdict.FAIL, _planned(book) > new)
    yield from _fails(_planned(book) > (new + prior - used if unused else new))


def type_quota(book: Book) -> Iterator[VerdictCase]:
    """L03: the issue fits the quota of its type."""
    yield from _fails(_planned(book) > book.form(Compliance).cell(Compliance.type_quota))


def own_capital(book: Book) -> Iterator[VerdictCase]:
    """K01: capital, bonds that serve as such included, is the least share of the investment."""
    if _sector(book) != LAND_RESERVE:
        basis, least = book.use(coverage.schedule).basis, book.rule("minimum_capital_share")
        held = basis.capital + total(book.use(funding.schedule).bond_as_capital)
        lowered = least - book.rule("minimum_capital_reduction")
        yield nothing(basis.investment)
        yield VerdictCase(Verdict.FAIL, lowered * basis.investment > held)
        yield VerdictCase(Verdict.WARN, least * basis.investment > held)
        yield VerdictCase(Verdict.PASS, ALWAYS)
    yield VerdictCase(Verdict.NOT_APPLICABLE, ALWAYS)


def room_for_loans(book: Book) -> Iterator[VerdictCase]:
    """K05: where bonds serve as capital, what E leaves after them pays the loans."""
    basis = book.use(coverage.schedule).basis
    if any(bond.used_as_capital for bond in book.project.rows(Bond)):
        yield nothing(basis.service - basis.bond_service)
        yield from _fails(basis.service > basis.revenue)
    yield VerdictCase(Verdict.NOT_APPLICABLE, ALWAYS)


def some_revenue(book: Book) -> Iterator[VerdictCase]:
    """L08: something repays."""
    yield from _fails(Constant(0) >= total(book.use(repayable.schedule).revenue))


def own_revenue(book: Book) -> Iterator[VerdictCase]:
    """R09: the project earns by operation; land reserve by land alone."""
    if _sector(book) != LAND_RESERVE:
        yield from _fails(Constant(0) >= total(book.use(revenue.schedule).claimed))
    yield VerdictCase(Verdict.NOT_APPLICABLE, ALWAYS)


def operating_cost(book: Book) -> Iterator[VerdictCase]:
    """R10: no year earns without cost."""
    earned, spent = book.use(revenue.schedule).total, book.use(costs.schedule).costs
    if book.project.form(Particulars).operation_start is not None:
        yield VerdictCase(Verdict.FAIL, both(earned > 0, Constant(0) >= spent, spent >= 0))
    else:
        yield VerdictCase(Verdict.NEEDS_INPUT, earned > 0)
    yield VerdictCase(Verdict.PASS, earned > 0)
    yield VerdictCase(Verdict.NOT_APPLICABLE, ALWAYS)


def principal_repaid(book: Book) -> Iterator[VerdictCase]:
    """D01: of each bond as much is repaid as was issued."""
    for tranche in book.use(bonds.schedule).tranches:
        paid, face = total(tranche.principal), tranche.closing.opening
        yield VerdictCase(Verdict.FAIL, paid > face)
        yield VerdictCase(Verdict.FAIL, face - paid > 0)
    yield VerdictCase(Verdict.PASS, ALWAYS)


def no_negative_interest(book: Book) -> Iterator[VerdictCase]:
    """D05: no debt bears interest below zero."""
    for line in (
        *(tranche.interest for tranche in book.use(bonds.schedule).tranches),
        book.use(loans.schedule).interest,
    ):
        yield VerdictCase(Verdict.FAIL, Constant(0) > line)
    yield VerdictCase(Verdict.PASS, ALWAYS)


def interest_inside_outlay(book: Book) -> Iterator[VerdictCase]:
    """D08: interest of construction lies within the outlay of its year."""
    table = book.use(debt_system.schedule).table
    yield from _fails(table["row_0301"] + table["row_0302"] > table["row_03"])


def fees_budgeted(book: Book) -> Iterator[VerdictCase]:
    """D12: fees of issue and payment are there, or stated as zero."""
    debt = book.use(bonds.schedule)
    waived = any(0 in {bond.issue_fee_rate, bond.payment_fee_rate} for bond in book.project.rows(Bond))
    yield VerdictCase(Verdict.PASS, both(total(debt.issue_fees) > 0, total(debt.payment_fees) > 0))
    yield VerdictCase(Verdict.WARN if waived else Verdict.FAIL, ALWAYS)


def help_for_a_shortfall(book: Book) -> Iterator[VerdictCase]:
    """D17: help is planned only where the project falls short, and for no more."""
    basis = book.use(coverage.schedule).basis
    short = basis.service - basis.revenue
    yield nothing(basis.overlay)
    yield VerdictCase(Verdict.WARN, Constant(0) >= short)
    yield VerdictCase(Verdict.WARN, basis.overlay > short)
    yield VerdictCase(Verdict.PASS, ALWAYS)


def yearly_revenue(book: Book) -> Iterator[VerdictCase]:
    """F04: the years disclosed add up to E disclosed."""
    made = book.use(disclosure.schedule)
    years, whole = total(made.yearly["revenue"]), made.totals["revenue"]
    yield VerdictCase(Verdict.FAIL, years > whole)
    yield VerdictCase(Verdict.FAIL, whole > years)
    yield VerdictCase(Verdict.PASS, ALWAYS)


def alone(book: Book) -> Iterator[VerdictCase]:
    """C13: a bond issued alone has no members; of a pool nothing is judged here."""
    if not book.project.rows(Member):
        yield VerdictCase(Verdict.NOT_APPLICABLE, ALWAYS)
