"""When each verdict on debt service holds: interest, principal, fees, refinancing, and the years that bear them."""

from collections.abc import Iterator

from bondcalc.algebra.line import Constant, Expression, Line, add, both, if_, largest, money, previous, smallest, total
from bondcalc.checks.verdicts.verdict_case import (
    ALWAYS,
    VerdictCase,
    any_amount,
    apart,
    aside,
    counted,
    fails,
    last_of,
    marked,
    not_concerned,
    nothing,
    same,
    value_in,
    warns,
)
from bondcalc.dates import working_day_from
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import bonds, cash, coverage, debt_system, funding, loans, repayable, repayment_reserve, surplus
from bondcalc.schedules.book import Book
from bondcalc.schedules.rates import raised
from bondcalc.schedules.tranche import Tranche
from bondcalc.wording.terms import Verdict


def _zero() -> Constant:
    return Constant(0)


def principal_repaid(book: Book) -> Iterator[VerdictCase]:
    """D01: of each bond as much is repaid as was issued."""
    for tranche in book.use(bonds.schedule).tranches:
        yield VerdictCase(Verdict.FAIL, apart(total(tranche.principal), tranche.closing.opening))
    yield VerdictCase(Verdict.PASS, ALWAYS)


def loans_repaid(book: Book) -> Iterator[VerdictCase]:
    """D02: of loans as much is repaid as was drawn."""
    lines = book.use(loans.schedule)
    drawn = add([total(line) for line in (lines.drawn, lines.working) if line is not None])
    yield nothing(drawn)
    yield from fails(apart(drawn, total(lines.principal)))


def interest_recomputed(book: Book) -> Iterator[VerdictCase]:
    """D03: each payment of interest is the balance times the coupon, by the payments a year."""
    for tranche in book.use(bonds.schedule).tranches:
        row = tranche.row
        coupon: Expression = row.cell(Bond.coupon)
        rate = raised(book, coupon) if row.data.status == "planned" else coupon
        balance = aside(tranche.closing.axis, previous(tranche.closing))
        yield VerdictCase(Verdict.FAIL, apart(money(balance * rate / row.data.times()), tranche.interest))
    yield VerdictCase(Verdict.PASS, ALWAYS)


def no_negative_interest(book: Book) -> Iterator[VerdictCase]:
    """D05: no debt bears interest below zero."""
    for line in (
        *(tranche.interest for tranche in book.use(bonds.schedule).tranches),
        book.use(loans.schedule).interest,
    ):
        yield VerdictCase(Verdict.FAIL, _zero() > line)
    yield VerdictCase(Verdict.PASS, ALWAYS)


def no_interest_from_bonds(book: Book) -> Iterator[VerdictCase]:
    """D07: in no year is bond money needed to pay interest."""
    lines = book.use(funding.schedule)
    yield nothing(any_amount(lines.drawn))
    yield nothing(any_amount(lines.uses))
    yield from fails(interest_from_bonds(book) > 0)


def interest_from_bonds(book: Book) -> Expression:
    """The interest of a year that only unspent bond money is left to pay; zero or less where other cash pays all of it."""
    held = book.use(cash.schedule)
    unspent = aside(book.years, book.use(funding.schedule).bond_cash + _refinancing_kept(book))
    return smallest(held.interest, unspent, unspent - held.closing)


def _refinancing_kept(book: Book) -> Expression:
    """Money of refinancing bonds at each year-end that has repaid no principal, nor was paid back out of the project's own."""
    debt = book.use(bonds.schedule)
    gone = [debt.table[f"principal.{tranche.row.data.id}"] for tranche in debt.tranches if tranche.row.data.refinances]
    if not gone:
        return _zero()
    kept = aside(book.years, _zero())
    kept.formula = largest(0, previous(kept) + debt.refinanced - debt.rolled - add(gone))
    return kept


def interest_inside_outlay(book: Book) -> Iterator[VerdictCase]:
    """D08: interest of construction lies within the outlay of its year."""
    yield from fails(interest_beyond_outlay(book))


def interest_beyond_outlay(book: Book) -> Expression:
    """Interest of construction is more than the outlay of its year."""
    table = book.use(debt_system.schedule).table
    return table["row_0301"] + table["row_0302"] > table["row_03"]


def principal_rolled(book: Book) -> Iterator[VerdictCase]:
    """D09: refinancing repays principal that falls due in its year, no more of it; it always warns."""
    known = {tranche.row.data.id: tranche for tranche in book.use(bonds.schedule).tranches}
    rolled = [tranche for tranche in known.values() if tranche.row.data.refinances is not None]
    if not rolled:
        yield from not_concerned()
    for new in rolled:
        there, old = new.row.data.value_date, known[new.row.data.refinances or ""]
        days = {day for day in old.dates if working_day_from(day).year == there.year and working_day_from(day) >= there}
        due = value_in(old.principal, days)
        yield VerdictCase(Verdict.FAIL, same(due, _zero()))
        yield VerdictCase(Verdict.FAIL, add([other.closing.opening for other in _beside(rolled, new)]) > due)
    yield VerdictCase(Verdict.WARN, ALWAYS)


def _beside(rolled: list[Tranche], new: Tranche) -> list[Tranche]:
    """Give the bonds for the same principal that come no earlier in the same year."""
    bond = new.row.data
    return [
        other
        for other in rolled
        if other.row.data.refinances == bond.refinances
        and other.row.data.value_date.year == bond.value_date.year
        and other.row.data.value_date >= bond.value_date
    ]


def fees_budgeted(book: Book) -> Iterator[VerdictCase]:
    """D12: fees of issue and payment are there, or stated as zero."""
    debt = book.use(bonds.schedule)
    waived = any(0 in {bond.issue_fee_rate, bond.payment_fee_rate} for bond in book.project.rows(Bond))
    yield VerdictCase(Verdict.PASS, both(total(debt.issue_fees) > 0, total(debt.payment_fees) > 0))
    yield VerdictCase(Verdict.WARN if waived else Verdict.FAIL, ALWAYS)


def reserve_held(book: Book) -> Iterator[VerdictCase]:
    """D15: the reserve is not overdrawn, and closing cash holds it."""
    lines = book.use(repayment_reserve.schedule)
    if lines.balance is None or lines.free is None:
        yield from not_concerned()
    else:
        yield from warns(_zero() > lines.balance, both(lines.balance > 0, _zero() > lines.free))


def help_for_a_shortfall(book: Book) -> Iterator[VerdictCase]:
    """D17: help is planned only where the project falls short, and for no more."""
    basis = book.use(coverage.schedule).basis
    short = basis.service - basis.revenue
    yield nothing(basis.overlay)
    yield from warns(_zero() >= short, basis.overlay > short)


def interest_earned(book: Book) -> Iterator[VerdictCase]:
    """C15: each year earns its interest."""
    yield nothing(any_amount(book.use(coverage.schedule).able.service))
    yield from warns(interest_short(book))


def interest_short(book: Book) -> Expression:
    """A year bears interest and earns less."""
    able = book.use(coverage.schedule).able
    return both(able.interest > 0, able.interest > able.revenue)


def service_earned(book: Book) -> Iterator[VerdictCase]:
    """C16: each year earns its service, but for those in which a bond is repaid at once and not by other bonds."""
    yield nothing(any_amount(book.use(coverage.schedule).able.service))
    yield from warns(service_short(book))


def service_short(book: Book) -> Expression:
    """A year owes service, earns less, and is no last year of a bond that is repaid at once."""
    able, debt = book.use(coverage.schedule).able, book.use(bonds.schedule)
    at_once = aside(book.years, add([_repaid_at_once(book, debt, tranche) for tranche in debt.tranches]))
    return both(able.service > 0, able.service > able.revenue, Constant(1) > at_once)


def _repaid_at_once(book: Book, debt: bonds.DebtService, tranche: Tranche) -> Expression:
    """Mark the last year of a bond that is repaid in one payment by the project itself."""
    bond, year = tranche.row.data, tranche.last_day.year
    once: Expression = ALWAYS
    if bond.repayment != "bullet":
        once = same(counted(tranche.principal.axis, tranche.principal > 0), Constant(1))
    borne: Expression = ALWAYS
    if bond.id in {other.refinances for other in book.project.rows(Bond)}:
        borne = last_of(tranche.principal) > value_in(debt.table[f"rolled.{bond.id}"], {year})
    return marked(book.years, lambda column: column == year) * if_(both(once, borne), 1, 0)


def capital_within_bonds(book: Book) -> Iterator[VerdictCase]:
    """K02: in no year is more bond money capital than is raised."""
    if any(bond.used_as_capital for bond in book.project.rows(Bond)):
        yield from fails(more_capital(book))
    yield from not_concerned()


def more_capital(book: Book) -> Expression:
    """More bond money is designated as capital than is raised."""
    return book.use(funding.schedule).bond_as_capital > book.use(bonds.schedule).drawn


def term_fits(book: Book) -> Iterator[VerdictCase]:
    """T05: bonds mature while the project operates, and not before its first revenue."""
    end, days = (
        book.project.form(Particulars).operation_end,
        [tranche.last_day for tranche in book.use(bonds.schedule).tranches],
    )
    if end is not None and max(days) > end:
        yield VerdictCase(Verdict.FAIL, ALWAYS)
    earned, first = book.use(repayable.schedule).amount, min(days).year
    until = marked(book.years, lambda column: isinstance(column, int) and column <= first)
    yield from fails(same(counted(book.years, both(until > 0, earned > 0)), _zero()))


def own_opening(book: Book) -> Line:
    """Opening cash without the construction money that is left over."""
    return aside(book.years, book.use(cash.schedule).opening - book.use(surplus.schedule).opening)


def bullet_paid(book: Book) -> Iterator[VerdictCase]:
    """W05: opening cash, without what construction leaves over, and revenue of its last year hold the principal of a bullet."""
    opening, earned = own_opening(book), book.use(repayable.schedule).amount
    rolled = {bond.refinances for bond in book.project.rows(Bond)}
    short = [
        last_of(tranche.principal)
        > value_in(opening, {tranche.dates[-1].year}) + value_in(earned, {tranche.dates[-1].year})
        for tranche in book.use(bonds.schedule).tranches
        if tranche.row.data.repayment == "bullet" and tranche.row.data.id not in rolled
    ]
    yield from warns(*short) if short else not_concerned()


def bond_money_spent(book: Book) -> Iterator[VerdictCase]:
    """W07: bond money is used up, and not left over at more year-ends in a row than the limit has years."""
    held = book.use(funding.schedule).bond_cash
    yield VerdictCase(Verdict.FAIL, last_of(held) > 0)
    ends = max(1, int(book.rules.value("idle_months_limit").number) // 12)
    idle = aside(held.axis, if_(held > 0, 1, 0))
    row = [idle]
    for _ in range(ends):
        row.append(aside(held.axis, previous(row[-1])))
    yield from warns(add(row) > ends)
