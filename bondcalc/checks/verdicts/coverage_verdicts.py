"""When each verdict on coverage holds: E against F and H, year by year, of pools and of sub-projects."""

from collections.abc import Callable, Iterator

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Constant, Expression, add, both, in_year, largest, rounded, running, total
from bondcalc.checks.verdicts.life_readings import to_maturities
from bondcalc.checks.verdicts.part_year_reading import readings
from bondcalc.checks.verdicts.verdict_case import (
    ALWAYS,
    Stating,
    VerdictCase,
    apart,
    aside,
    not_concerned,
    nothing,
    warns,
)
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.pool_members import Member
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.sub_projects import SubProject
from bondcalc.schedules import (
    bundle,
    cash,
    coverage,
    late_costs,
    payment_day_cash,
    refinancing,
    surplus,
    timing,
    told_years,
)
from bondcalc.schedules.book import Book
from bondcalc.wording.terms import Verdict


def covered(id_: str, limit: Callable[[Book], Expression]) -> Stating:
    """State that E reaches a limit times F, or H, also less costs of its own income that are paid after the maturity.

    It warns where E does so only with refinancing, without other costs that are paid after the maturity, or by what was
    planned of years whose 收益 is known by now.
    """

    def state(book: Book) -> Iterator[VerdictCase]:
        """Multiply, so that nothing is divided by zero."""
        special, basis = id_ == "bond_service", book.use(coverage.schedule).basis
        alone = book.use(refinancing.schedule)
        below = basis.bond_service if special else basis.service
        yield nothing(below)
        yield VerdictCase(Verdict.FAIL, limit(book) * below > basis.revenue)
        late = book.use(late_costs.schedule).late
        if late is not None:
            yield VerdictCase(Verdict.FAIL, limit(book) * below > late.revenue_less_own)
            yield VerdictCase(Verdict.WARN, limit(book) * below > late.revenue)
        alone_below = alone.bond_service if special else alone.service
        if alone.revenue is not None and alone_below is not None:
            yield VerdictCase(Verdict.WARN, both(alone_below > 0, limit(book) * alone_below > alone.revenue))
        with_actuals = book.use(told_years.schedule).revenue
        if with_actuals is not None:
            yield VerdictCase(Verdict.WARN, limit(book) * below > with_actuals)
        yield VerdictCase(Verdict.PASS, ALWAYS)

    return state


def floor(book: Book) -> Expression:
    """The multiple that every project has to reach."""
    return book.rule("coverage_floor")


def own(book: Book) -> Expression:
    """The multiple that the province asks for."""
    return book.form(Settings).cell(Settings.coverage_threshold)


def limits(book: Book) -> list[Expression]:
    """Every level E/F is tested on."""
    stated = book.project.form(Settings).coverage_threshold is not None
    return [floor(book), *([own(book)] if stated else [])]


def upper(book: Book) -> Iterator[VerdictCase]:
    """C04: E/F is not above what is usual."""
    ratio, upmost = book.use(coverage.schedule).ratios["coverage_total_debt"], Settings.coverage_upper
    yield nothing(book.use(coverage.schedule).basis.service)
    yield from warns(ratio > book.form(Settings).cell(upmost))


def rounding(book: Book) -> Iterator[VerdictCase]:
    """C06: two printed decimals show the verdict of the exact ratio."""
    basis, shown = book.use(coverage.schedule).basis, book.use(coverage.schedule).ratios["coverage_total_debt"]
    yield nothing(basis.service)
    for limit in limits(book):
        reached, seen = basis.revenue >= limit * basis.service, rounded(shown, 2) >= limit
        yield VerdictCase(Verdict.WARN, both(seen, limit * basis.service > basis.revenue))
        yield VerdictCase(Verdict.WARN, both(reached, limit > rounded(shown, 2)))
    yield VerdictCase(Verdict.PASS, ALWAYS)


def enough_cash(book: Book) -> Iterator[VerdictCase]:
    """C07: closing cash below zero fails; it warns where a payment lacks its money on the day, or a year or day lacks it without what construction leaves."""
    without, margin = book.use(surplus.schedule), book.use(payment_day_cash.schedule).margin
    yield VerdictCase(Verdict.FAIL, Constant(0) > book.use(cash.schedule).closing)
    yield from warns(
        Constant(0) > margin, Constant(0) > without.closing, aside(margin.axis, in_year(without.opening)) > margin
    )


def each_year(book: Book) -> Iterator[VerdictCase]:
    """C09: opening cash and revenue of each year are more than its service; it warns where they are not without what construction leaves."""
    cover = book.use(coverage.schedule).cash_cover
    yield VerdictCase(Verdict.FAIL, Constant(1) >= cover)
    yield VerdictCase(Verdict.WARN, Constant(1) >= book.use(surplus.schedule).cash_cover)
    yield VerdictCase(Verdict.PASS, cover > 1)
    yield from not_concerned()


def edges(book: Book) -> Iterator[VerdictCase]:
    """C14: nothing is owed after the window, and readings of its edges agree.

    They are those of its first and last year, of months of receipt, of part years of operation, of outlays in the year of issue, of costs paid after it, of its end
    at an earlier maturity.
    """
    made, end = book.use(coverage.schedule), book.project.form(Particulars).forecast_end
    late = book.use(late_costs.schedule).late
    basis = made.basis
    yield VerdictCase(Verdict.FAIL, made.outstanding_after > 0)
    if end is not None and end < book.use(timing.schedule).window.last.year:
        yield VerdictCase(Verdict.FAIL, ALWAYS)
    yield nothing(basis.service)
    months, whole = basis.revenue_prorated, basis.revenue_whole
    otherwise = [reading for reading in book.use(readings) if reading is not None]
    for limit in limits(book):
        least = limit * basis.service
        yield VerdictCase(Verdict.WARN, both(months >= least, least > whole))
        yield VerdictCase(Verdict.WARN, both(whole >= least, least > months))
        if late is not None:
            yield VerdictCase(Verdict.WARN, both(basis.revenue >= least, least > late.revenue))
        for reading in otherwise:
            yield VerdictCase(Verdict.WARN, both(basis.revenue >= least, least > reading))
        for until in book.use(to_maturities):
            yield VerdictCase(Verdict.WARN, both(basis.revenue >= least, limit * until.owed > until.earned))
    yield VerdictCase(Verdict.PASS, ALWAYS)


def every_member(book: Book) -> Iterator[VerdictCase]:
    """C13: each member of a pool covers its own debt, and so does the pool; it warns where only without costs paid after the last maturity."""
    members, basis, least = book.rows(Member), book.use(coverage.schedule).basis, floor(book)
    if not members:
        yield from not_concerned()
    yield nothing(basis.service)
    revenue, service = ([row.cell(cell) for row in members] for cell in (Member.revenue, Member.service))
    own_debt = [(basis.revenue, basis.service)]
    whole = (add([basis.revenue, *revenue]), add([basis.service, *service]))
    for earned, owed in (*own_debt, *zip(revenue, service, strict=True), whole):
        yield VerdictCase(Verdict.FAIL, both(owed > 0, least * owed > earned))
    if any(member.data.supported for member in members):
        yield VerdictCase(Verdict.FAIL, ALWAYS)
    late = book.use(late_costs.schedule).late
    for earned, owed in () if late is None else ((late.revenue, basis.service), (whole[0] - late.total, whole[1])):
        yield VerdictCase(Verdict.WARN, both(owed > 0, least * owed > earned))
    computed = all(member.data.computed for member in members)
    yield VerdictCase(Verdict.PASS if computed else Verdict.WARN, ALWAYS)


def each_part(book: Book) -> Iterator[VerdictCase]:
    """C17: each sub-project covers its own debt."""
    parts = [(part.basis["revenue"], part.basis["service"]) for part in book.use(bundle.schedule).parts]
    for earned, owed in parts:
        yield VerdictCase(Verdict.WARN, both(apart(owed, Constant(0)), floor(book) * owed > earned))
    for _, owed in parts:
        yield VerdictCase(Verdict.PASS, apart(owed, Constant(0)))
    yield from not_concerned()


def cash_of_each_part(book: Book) -> Iterator[VerdictCase]:
    """C18: no sub-project runs out of cash, also without what its construction leaves over."""
    if not book.project.rows(SubProject):
        yield from not_concerned()
    parts = book.use(bundle.schedule).parts
    yield from warns(
        *(Constant(0) > part.cash_min for part in parts), *(Constant(0) > cash_of_part(book, part) for part in parts)
    )


def cash_of_part(book: Book, part: bundle.BundlePart) -> Expression:
    """Closing cash of a sub-project without the construction money that it leaves over in the end."""
    raised = aside(book.years, part.raised)
    to_date, spent = (aside(book.years, running(line)) for line in (raised, part.spent))
    left = aside(SCALAR, largest(total(raised) - total(part.spent), 0))
    return part.closing - surplus.left_by_year(to_date, spent, left)


def forecast_again(book: Book) -> Iterator[VerdictCase]:
    """P05: what was earned and what is still forecast cover F."""
    basis = book.use(coverage.schedule).basis
    service = basis.service
    earned = book.use(told_years.schedule).revenue or basis.revenue
    if not book.project.rows(Actual):
        yield from not_concerned()
    yield nothing(service)
    yield VerdictCase(Verdict.FAIL, floor(book) * service > earned)
    for limit in limits(book):
        yield VerdictCase(Verdict.WARN, limit * service > earned)
    yield VerdictCase(Verdict.PASS, ALWAYS)
