"""When each verdict on limits and capital holds: the balance, the room of the year, quotas, own money."""

from collections.abc import Iterator

from bondcalc.algebra.line import Expression, add, total
from bondcalc.checks.verdicts.verdict_case import ALWAYS, VerdictCase, fails, not_concerned, nothing
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.region import Region
from bondcalc.schedules import bonds, coverage, disclosure, funding
from bondcalc.schedules.book import Book
from bondcalc.wording.terms import Verdict

LAND_RESERVE = "land_reserve"


def _sector(book: Book) -> str | None:
    return book.project.form(Particulars).sector


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
    yield from fails(after > region.cell(Region.debt_limit))


def room(book: Book) -> Iterator[VerdictCase]:
    """L02: the issue fits the new limit and what was left of the last one, where that may be used."""
    region, stated = book.form(Region), book.project.form(Region)
    new, prior, used = (region.cell(cell) for cell in (Region.new_limit, Region.prior_limit, Region.prior_balance))
    approved = book.project.form(Compliance).prior_room_approved
    unused = (stated.prior_limit or 0) > (stated.prior_balance or 0)
    if unused and not approved:
        yield VerdictCase(Verdict.NEEDS_INPUT if approved is None else Verdict.FAIL, _planned(book) > new)
    yield from fails(_planned(book) > (new + prior - used if unused else new))


def type_quota(book: Book) -> Iterator[VerdictCase]:
    """L03: the issue fits the quota of its type."""
    yield from fails(_planned(book) > book.form(Compliance).cell(Compliance.type_quota))


def capital_held(book: Book) -> Expression:
    """Project capital (项目资本金): what is paid in and not borrowed in truth, and bonds that serve as capital."""
    raised, capital = book.use(funding.schedule), book.use(coverage.schedule).basis.capital
    own = capital - borrowed_capital(book) if raised.debt_like else capital
    return own + total(raised.bond_as_capital)


def borrowed_capital(book: Book) -> Expression:
    """Debt in disguise (债务性资金): entered as capital, stated to be a loan."""
    return add([total(line) for line in book.use(funding.schedule).debt_like])


def own_capital(book: Book) -> Iterator[VerdictCase]:
    """K01: capital, bonds that serve as such included and debt in disguise not, is the least share of the investment."""
    if _sector(book) != LAND_RESERVE:
        basis, least = book.use(coverage.schedule).basis, book.rule("minimum_capital_share")
        held = capital_held(book)
        lowered = least - book.rule("minimum_capital_reduction")
        yield nothing(basis.investment)
        yield VerdictCase(Verdict.FAIL, lowered * basis.investment > held)
        yield VerdictCase(Verdict.WARN, least * basis.investment > held)
        yield VerdictCase(Verdict.PASS, ALWAYS)
    yield from not_concerned()


def room_for_loans(book: Book) -> Iterator[VerdictCase]:
    """K05: where bonds serve as capital, what E leaves after them pays the loans."""
    basis = book.use(coverage.schedule).basis
    if any(bond.used_as_capital for bond in book.project.rows(Bond)):
        yield nothing(basis.service - basis.bond_service)
        yield from fails(basis.service > basis.revenue)
    yield from not_concerned()
