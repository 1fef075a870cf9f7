"""When each verdict on revenue and costs holds: whether the project earns, how much hangs on what, what is left out."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Constant, Expression, Line, add, both, if_, largest, previous, rounded, running, total
from bondcalc.checks.verdicts.coverage_verdicts import limits
from bondcalc.checks.verdicts.verdict_case import (
    ALWAYS,
    VerdictCase,
    any_positive,
    apart,
    aside,
    counted,
    fails,
    marked,
    not_concerned,
    nothing,
    same,
    warns,
)
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.buildings import Building
from bondcalc.inputs.sheets.credit_refunds import CreditRefund
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.inputs.sheets.volume_lines import price_worth
from bondcalc.schedules import bonds, cash_flows, costs, coverage, income_tax, land, late_costs, repayable, revenue, vat
from bondcalc.schedules.book import Book
from bondcalc.wording.terms import Verdict

LAND_RESERVE = "land_reserve"
KINDS: tuple[type[Drivers], ...] = (RevenueLine, NodeLine)
QUOTED_DECIMALS, QUOTED_DIGITS = 2, 6
SMALL_DECIMALS = 4
"""Decimals of a price below one yuan: a kilowatt-hour at 0.4153, an identifier at 0.015."""


def claimed_lines(project: Project) -> list[Drivers]:
    """Give revenue and node lines listed as repayment sources."""
    return [line for kind in KINDS for line in project.rows(kind) if line.claimed]


def _sector(book: Book) -> str | None:
    return book.project.form(Particulars).sector


def some_revenue(book: Book) -> Iterator[VerdictCase]:
    """L08: something repays."""
    yield from fails(Constant(0) >= total(book.use(repayable.schedule).revenue))


def own_revenue(book: Book) -> Iterator[VerdictCase]:
    """R09: the project earns by operation; land reserve by land alone."""
    if _sector(book) != LAND_RESERVE:
        yield from fails(Constant(0) >= total(book.use(revenue.schedule).claimed))
    yield from not_concerned()


def operating_cost(book: Book) -> Iterator[VerdictCase]:
    """R10: no year earns without cost."""
    earned = book.use(revenue.schedule).total
    if book.project.form(Particulars).operation_start is not None:
        yield VerdictCase(Verdict.FAIL, earned_without_cost(book))
    else:
        yield VerdictCase(Verdict.NEEDS_INPUT, earned > 0)
    yield VerdictCase(Verdict.PASS, earned > 0)
    yield from not_concerned()


def earned_without_cost(book: Book) -> Expression:
    """A year earns and costs nothing."""
    return both(book.use(revenue.schedule).total > 0, same(book.use(costs.schedule).costs, Constant(0)))


def profit_taxed(book: Book) -> Iterator[VerdictCase]:
    """R15: where a company earns a profit once its losses are made good, income tax is computed or entered."""
    form, tax = book.project.form(Taxation), total(book.use(income_tax.schedule).tax)
    yield nothing(book.use(taxable_profit))
    if form.taxpayer != "company":
        yield from not_concerned()
    if form.method == "computed":
        yield VerdictCase(Verdict.PASS, ALWAYS)
    yield VerdictCase(Verdict.PASS, apart(tax, Constant(0)))
    entered = any(line.kind == "income_tax" for line in book.project.rows(TaxLine))
    yield VerdictCase(Verdict.WARN if entered else Verdict.NEEDS_INPUT, ALWAYS)


def taxable_profit(book: Book) -> Line:
    """Profit of all years once earlier losses are made good, however old: no more than what the law would tax."""
    profit, losses = book.use(income_tax.schedule).before_tax, aside(book.years, Constant(0))
    losses.formula = largest(0, previous(losses) - profit)
    return aside(SCALAR, total(aside(book.years, largest(0, profit - previous(losses)))))


def land_share(book: Book) -> Iterator[VerdictCase]:
    """W03: not too much of E is land; of land reserve it is all."""
    stated = book.use(coverage.schedule)
    if _sector(book) == LAND_RESERVE:
        yield from not_concerned()
    yield VerdictCase(Verdict.NOT_APPLICABLE, Constant(0) >= stated.basis.revenue)
    yield from warns(stated.memos.land > book.rule("land_share_warning") * stated.basis.revenue)


def fitted(book: Book) -> Iterator[VerdictCase]:
    """W04: E/F is not just above the standard, no year nor the last fifth of them carries too much, prices are not odd."""
    basis, yearly = book.use(coverage.schedule).basis, book.use(repayable.schedule).counted
    standard = largest(book.form(Settings).cell(Settings.coverage_threshold), 1)
    much = book.rule("one_year_share") * basis.revenue
    yield nothing(basis.service)
    yield VerdictCase(Verdict.NOT_APPLICABLE, Constant(0) >= basis.revenue)
    if odd_prices(book.project):
        yield VerdictCase(Verdict.WARN, ALWAYS)
    near = both(
        basis.revenue >= standard * basis.service,
        (standard + book.rule("reverse_margin")) * basis.service >= basis.revenue,
    )
    yield from warns(near, yearly > much, _last_fifth(yearly) > much)


def _last_fifth(yearly: Line) -> Expression:
    """Add the last fifth of the years that have an amount, at least one."""
    inside = aside(yearly.axis, if_(largest(yearly, Constant(0) - yearly) > 0, 1, 0))
    until, number = aside(yearly.axis, running(inside)), total(inside)
    # Half is taken off before rounding, so that a fifth is cut and not rounded up.
    fifth = largest(1, rounded((number * 2 - 4) / 10, 0))
    return total(aside(yearly.axis, if_(fifth > number - until, yearly, 0)))


def odd_prices(project: Project) -> list[str]:
    """Name lines whose price a sum seems to have been divided into: finer or of more digits than a market quotes."""
    unit = project.form(Settings).yuan_per_unit
    return [line.name for line in claimed_lines(project) if _divided(line.price * price_worth(line.price_unit, unit))]


def _divided(price: Decimal) -> bool:
    """Tell it of a price in yuan, so that the unit it was stated in changes nothing."""
    _, digits, exponent = price.normalize().as_tuple()
    quoted = SMALL_DECIMALS if price < 1 else QUOTED_DECIMALS
    return -int(exponent) > quoted or len(digits) > QUOTED_DIGITS


def costs_complete(book: Book) -> Iterator[VerdictCase]:
    """W09: cost is a usual share of revenue, and no kind of it is missing."""
    earned, spent = total(book.use(revenue.schedule).total), total(book.use(costs.schedule).costs)
    yield nothing(earned)
    if left_out(book.project):
        yield VerdictCase(Verdict.WARN, ALWAYS)
    yield from warns(book.rule("cost_share_floor") * earned > spent)


def left_out(project: Project) -> list[str]:
    """Say which kinds of cost are not there."""
    kinds = {line.kind for line in project.rows(CostLine)}
    rented = any("租" in line.name for line in claimed_lines(project))
    entered = any(tax.kind == "property_tax" for tax in project.rows(TaxLine))
    taxed = entered or any(building.rent for building in project.rows(Building))
    signs = [] if "repair" in kinds else ["未列修理费"]
    return [*signs, "有租金收入，未列房产税"] if rented and not taxed else signs


def first_own_year(project: Project) -> int | None:
    """Give the first year whose revenue is of what the project builds: not that of its start where operation began before it."""
    form = project.form(Particulars)
    start, opened = form.construction_start, form.operation_start
    return None if start is None else start.year + (opened is not None and opened < start)


def earned_by_what_is_built(book: Book) -> Iterator[VerdictCase]:
    """W11: nothing is earned before construction starts, or before what is built operates."""
    opened = book.project.form(Particulars).operation_start
    first = max(first_own_year(book.project) or 0, 0 if opened is None else opened.year)
    before = marked(book.years, lambda year: isinstance(year, int) and year < first)
    yield from warns(both(before > 0, any_positive([line for _, line in book.use(revenue.schedule).claimed_lines])))


def paid_back(book: Book) -> Iterator[VerdictCase]:
    """W12: the last bond matures no earlier than the project pays back."""
    flows = book.use(cash_flows.schedule).after_tax
    last = max(tranche.last_day.year for tranche in book.use(bonds.schedule).tranches)
    so_far = aside(book.years, running(flows))
    late = marked(book.years, lambda year: isinstance(year, int) and year >= last)
    yield nothing(counted(book.years, Constant(0) > flows))
    # Below zero at the end of that year, or of the one before and just made good: it is paid back in the next.
    made_good = both(late > 0, Constant(0) > aside(book.years, previous(so_far)), same(so_far, Constant(0)))
    yield from warns(Constant(0) > total(flows), both(late > 0, Constant(0) > so_far), made_good)


def outlays(book: Book) -> list[Line]:
    """Give the line of every outlay stated by calendar year, what is paid for claimed land among them."""
    accounts = book.use(land.schedule).accounts.values()
    paid = [account.paid for account in accounts if account.row.data.claimed and account.paid is not None]
    return [*(line for _, line in book.use(costs.schedule).by_year), *paid]


def paid_after_maturity(book: Book) -> Iterator[VerdictCase]:
    """W23: no outlay is put behind the last maturity; one that later income pays may lie there where its date decides nothing."""
    late, service = book.use(late_costs.schedule).late, book.use(coverage.schedule).basis.service
    if late is not None:
        yield VerdictCase(Verdict.WARN, late.total > 0)
        for limit in limits(book):
            reached = [late.by_income > 0, service > 0, late.revenue >= limit * service]
            yield VerdictCase(Verdict.WARN, both(*reached, limit * service > late.revenue - late.by_income))
    yield VerdictCase(Verdict.PASS, any_positive(outlays(book)))
    yield from not_concerned()


def refund_within_credit(book: Book) -> Iterator[VerdictCase]:
    """W33: no year states a refund larger than the credit there is."""
    line = vat.paid_back(book)
    if line is None:
        yield from not_concerned()
    else:
        yield from warns(add([row.yearly(CreditRefund.by_year) for row in book.rows(CreditRefund)]) > line)
