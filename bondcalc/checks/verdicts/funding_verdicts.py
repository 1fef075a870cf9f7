"""When each verdict on money raised and spent holds: sources and uses, the forms, approval, capital, what is paid ahead."""

from collections.abc import Iterator

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Constant, Expression, Line, add, both, if_, largest, running, total
from bondcalc.checks.verdicts.verdict_case import (
    ALWAYS,
    VerdictCase,
    apart,
    aside,
    below_the_form,
    fails,
    not_concerned,
    nothing,
    same,
    totals,
    value_in,
    warns,
)
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.last_disclosure import Disclosed
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.project_capital import CapitalSource
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.sub_projects import SubProject
from bondcalc.schedules import approval, bonds, bundle, coverage, debt_system, disclosure, funding, investment, land
from bondcalc.schedules.asset_values import LAND, asset_class
from bondcalc.schedules.book import Book, Row
from bondcalc.wording.terms import Verdict

UNITS_COMPARED = ("investment", "special_bonds", "market_loans", "revenue", "service", "principal", "bond_service")
"""Figures that both forms show; capital is what is left of these (F02)."""
HUNDRED_MILLION = 10_000


def _tied(book: Book, gap: Expression) -> Iterator[VerdictCase]:
    """No gap passes, cents warn, more fails."""
    yield VerdictCase(Verdict.PASS, same(gap, Constant(0)))
    yield VerdictCase(Verdict.WARN, below_the_form(book, gap))
    yield VerdictCase(Verdict.FAIL, ALWAYS)


def sources_cover_uses(book: Book) -> Iterator[VerdictCase]:
    """F01: each year's uses have a source; in total sources are the uses, or the whole investment that was approved.

    Without a row of the estimate only interest and fees would be held against the sources: it asks.
    """
    lines, whole = book.use(funding.schedule), book.use(approval.schedule).investment
    uses, sources = total(lines.uses), total(lines.sources)
    short = total(aside(book.years, largest(lines.shortfall, 0)))
    yield nothing(uses)
    yield VerdictCase(Verdict.WARN, both(short > 0, below_the_form(book, short)))
    yield VerdictCase(Verdict.FAIL, short > 0)
    agreed = Verdict.PASS if book.project.rows(InvestmentItem) else Verdict.NEEDS_INPUT
    yield VerdictCase(agreed, same(sources, uses))
    yield VerdictCase(agreed, same(sources, whole))
    yield from _tied(book, sources - whole)


def investment_identity(book: Book) -> Iterator[VerdictCase]:
    """F02: A = B + C + D."""
    basis = book.use(coverage.schedule).basis
    yield nothing(basis.investment)
    yield from _tied(book, basis.investment - basis.capital - basis.special_bonds - basis.market_loans)


def financing_plan(book: Book) -> Iterator[VerdictCase]:
    """F03: the columns of the financing plan add up to C and D."""
    made = book.use(disclosure.schedule)
    for which, what in (("bonds", "special_bonds"), ("other", "market_loans")):
        yield VerdictCase(Verdict.FAIL, apart(add(made.buckets[which]), made.totals[what]))
    yield VerdictCase(Verdict.PASS, ALWAYS)


def yearly_revenue(book: Book) -> Iterator[VerdictCase]:
    """F04: the years disclosed add up to E disclosed."""
    made = book.use(disclosure.schedule)
    yield from fails(apart(total(made.yearly["revenue"]), made.totals["revenue"]))


def stated_amounts(book: Book) -> dict[str, Line]:
    """The amounts behind the form, by the ids of its totals: revenue and service of the period that it counts."""
    basis, period = book.use(coverage.schedule).basis, book.use(disclosure.schedule).period
    counted = {"revenue": period.revenue, "service": period.service, "bond_service": period.bond_service}
    return {id_: counted.get(id_) or getattr(basis, id_) for id_ in UNITS_COMPARED}


def units_agree(book: Book) -> Iterator[VerdictCase]:
    """F05: 亿元 of the form and the project's unit differ by less than one 万元."""
    yield from fails(book.use(largest_unit_gap) >= 1)


def largest_unit_gap(book: Book) -> Line:
    """The most by which 亿元 of the form and the project's unit differ, in 万元."""
    amounts, shown = stated_amounts(book), book.use(disclosure.schedule).totals
    yuan = book.form(Settings).cell(Settings.yuan_per_unit)
    gaps = [shown[id_] * HUNDRED_MILLION - amount * yuan / HUNDRED_MILLION for id_, amount in amounts.items()]
    return aside(SCALAR, largest(*gaps, *(Constant(0) - gap for gap in gaps)))


def left_for_principal(book: Book) -> Iterator[VerdictCase]:
    """F08: in Liaoning principal of bonds is within what the system has left."""
    if (book.project.form(Particulars).region or "").startswith("辽宁"):
        table = book.use(debt_system.schedule).table
        left = total(table["row_02"]) + total(table["row_01"]) - total(table["row_04"]) - total(table["row_03"])
        yield from fails(total(book.use(bonds.schedule).principal) > left)
    yield from not_concerned()


def each_part_funded(book: Book) -> Iterator[VerdictCase]:
    """F10: each sub-project's A is its B, C and D."""
    if not book.project.rows(SubProject):
        yield from not_concerned()
    for part in book.use(bundle.schedule).parts:
        yield VerdictCase(Verdict.WARN, if_(below_the_form(book, part.gap), 0, 1) > 0)
    yield VerdictCase(Verdict.PASS, ALWAYS)


def approved_total(book: Book) -> Iterator[VerdictCase]:
    """W01: the computed total is the approved one, or not far from it."""
    computed = book.use(approval.schedule).computed
    given = book.form(Particulars).cell(Particulars.approved_total)
    gap = computed - given
    yield nothing(computed)
    yield VerdictCase(Verdict.PASS, same(gap, Constant(0)))
    yield VerdictCase(Verdict.FAIL, same(given, Constant(0)))
    far = largest(gap, Constant(0) - gap) > book.rule("approved_total_tolerance") * given
    yield VerdictCase(Verdict.FAIL, far)
    yield VerdictCase(Verdict.WARN, ALWAYS)


def land_reserve_balances(book: Book) -> Iterator[VerdictCase]:
    """C08: income of the parcels that repay covers all spending, and each year's funds what is spent until then."""
    if book.project.form(Particulars).sector != "land_reserve":
        yield from not_concerned()
    income, spent = reserve_totals(book)
    yield VerdictCase(Verdict.FAIL, spent > income)
    yield from fails(spent_beyond_raised(book))


def reserve_totals(book: Book) -> tuple[Expression, Expression]:
    """Income of the parcels that repay, and the investment with what they cost beside it: income of others is none of the bonds'."""
    lines = book.use(land.schedule)
    return total(lines.claimed_gross), total(book.use(investment.schedule).total) + total(lines.claimed_paid)


def spent_beyond_raised(book: Book) -> Expression:
    """More is spent until a year than was raised until then."""
    lines = book.use(funding.schedule)
    raised, spent = (aside(book.years, running(line)) for line in (lines.sources, lines.uses))
    return spent > raised


def bonds_needed(book: Book) -> Iterator[VerdictCase]:
    """N01: bonds are not more than what bond money may pay for."""
    basis, payable = book.use(coverage.schedule).basis, book.use(investment.schedule).payable_by_bond
    yield nothing(basis.investment)
    yield from fails(basis.special_bonds > total(payable))


def gap_explained(book: Book) -> Iterator[VerdictCase]:
    """X03: what moved since the last disclosure carries a remark."""
    last, amounts = book.form(Disclosed), stated_amounts(book)
    compared = (Disclosed.investment, Disclosed.special_bonds, Disclosed.revenue, Disclosed.service)
    known = [field for field in compared if field.of(last.data)]
    if not known:
        yield from not_concerned()
    for field in known if not last.data.remark else ():
        before, now = last.cell(field), amounts[field.name]
        moved = largest(now - before, before - now) > book.rule("disclosure_gap") * before
        yield VerdictCase(Verdict.FAIL, moved)
    whole = all(field.of(last.data) is not None for field in compared)
    yield VerdictCase(Verdict.PASS if whole else Verdict.NEEDS_INPUT, ALWAYS)


def paid_ahead(book: Book) -> Iterator[VerdictCase]:
    """W13: money paid for works does not run ahead of what stands there; both are of the works, as in a monitoring."""
    whole, rows = total(book.use(investment.schedule).works), _actuals(book)
    if not any(row.data.works_paid for row in rows):
        yield from not_concerned()
    yield nothing(whole)
    for at, row in enumerate(rows):
        if row.data.progress is not None:
            paid = add([earlier.cell(Actual.works_paid) for earlier in rows[: at + 1]])
            allowed = row.cell(Actual.progress) + book.rule("payment_ahead")
            yield VerdictCase(Verdict.WARN, paid > allowed * whole)
    measured = all(row.data.progress is not None for row in rows)
    yield VerdictCase(Verdict.PASS if measured else Verdict.NEEDS_INPUT, ALWAYS)


def capital_arrived(book: Book) -> Iterator[VerdictCase]:
    """W14: capital is no debt and arrives as planned."""
    if not book.project.rows(CapitalSource):
        yield from not_concerned()
    if any(source.debt_like for source in book.project.rows(CapitalSource)):
        yield VerdictCase(Verdict.FAIL, ALWAYS)
    planned, rows = book.use(funding.schedule).capital, _actuals(book)
    for at, row in enumerate(rows):
        due = value_in(planned, {year for year in book.years.years if year <= row.data.year})
        yield VerdictCase(Verdict.WARN, due > add([earlier.cell(Actual.capital) for earlier in rows[: at + 1]]))
    yield VerdictCase(Verdict.PASS, ALWAYS)


def _actuals(book: Book) -> list[Row[Actual]]:
    return sorted(book.rows(Actual), key=lambda row: row.data.year)


def land_costs_stated(book: Book) -> Iterator[VerdictCase]:
    """W24: each parcel states its cost, and what is said to stand in the investment stands there."""
    parcels = book.project.rows(Parcel)
    if not parcels:
        yield from not_concerned()
    if any(not parcel.compensation + parcel.development + parcel.social_security for parcel in parcels):
        yield VerdictCase(Verdict.WARN, ALWAYS)
    items = book.use(investment.schedule).items
    held = [items[item.id] for item in book.project.rows(InvestmentItem) if asset_class(book, item) == LAND]
    yield from warns(total(book.use(land.schedule).transferred) > totals(held))
