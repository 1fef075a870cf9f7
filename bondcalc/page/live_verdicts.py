"""Verdicts that a page finds again: for each rule what must hold for a verdict, over the lines, the first that holds counts.

A condition holds where it does in any column. Of rules that read what drivers move and have no conditions here a page says
that it does not judge them. Seeded settings hold every verdict found so against the check itself.
"""

from collections.abc import Callable, Collection, Iterator

from bondcalc.algebra.line import Constant, Expression, Line, both, rounded, total
from bondcalc.explain.finding import lines_read
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.page import more_verdicts
from bondcalc.page.verdict_case import ALWAYS, Stating, VerdictCase, nothing
from bondcalc.result.result import Result
from bondcalc.schedules import cash, coverage, investment, refinancing, timing
from bondcalc.schedules.book import Book
from bondcalc.wording.terms import Verdict


def conditions(book: Book) -> dict[str, list[VerdictCase]]:
    """State every rule that can be judged again, by id."""
    return {id_: list(state(book)) for id_, state in STATED.items()}


def followers(result: Result, moved: Collection[Line]) -> list[str]:
    """Name the rules whose check reads a line that moves, or runs the model again."""
    named, lines = [], set(moved)
    for finding in result.findings:
        read, stressed = lines_read(result, finding)
        if stressed or not lines.isdisjoint(read):
            named.append(finding.rule.id)
    return named


def covered(id_: str, limit: Callable[[Book], Expression]) -> Stating:
    """State that E reaches a limit times F, or H; only with refinancing it warns."""

    def state(book: Book) -> Iterator[VerdictCase]:
        """Multiply, so that nothing is divided by zero."""
        special, basis = id_ == "bond_service", book.use(coverage.schedule).basis
        alone = book.use(refinancing.schedule)
        below = basis.bond_service if special else basis.service
        yield nothing(below)
        yield VerdictCase(Verdict.FAIL, limit(book) * below > basis.revenue)
        alone_below = alone.bond_service if special else alone.service
        if alone.revenue is not None and alone_below is not None:
            yield VerdictCase(Verdict.WARN, both(alone_below > 0, limit(book) * alone_below > alone.revenue))
        yield VerdictCase(Verdict.PASS, ALWAYS)

    return state


def _floor(book: Book) -> Expression:
    return book.rule("coverage_floor")


def _own(book: Book) -> Expression:
    return book.form(Settings).cell(Settings.coverage_threshold)


def _limits(book: Book) -> list[Expression]:
    """Every level E/F is tested on."""
    stated = book.project.form(Settings).coverage_threshold is not None
    return [_floor(book), *([_own(book)] if stated else [])]


def _upper(book: Book) -> Iterator[VerdictCase]:
    ratio, upper = book.use(coverage.schedule).ratios["coverage_total_debt"], Settings.coverage_upper
    yield nothing(book.use(coverage.schedule).basis.service)
    yield VerdictCase(Verdict.WARN, ratio > book.form(Settings).cell(upper))
    yield VerdictCase(Verdict.PASS, ALWAYS)


def _rounding(book: Book) -> Iterator[VerdictCase]:
    basis, shown = book.use(coverage.schedule).basis, book.use(coverage.schedule).ratios["coverage_total_debt"]
    yield nothing(basis.service)
    for limit in _limits(book):
        reached, seen = basis.revenue >= limit * basis.service, rounded(shown, 2) >= limit
        yield VerdictCase(Verdict.WARN, both(seen, limit * basis.service > basis.revenue))
        yield VerdictCase(Verdict.WARN, both(reached, limit > rounded(shown, 2)))
    yield VerdictCase(Verdict.PASS, ALWAYS)


def _cash(book: Book) -> Iterator[VerdictCase]:
    """Closing cash below zero fails; a large payment without its money on the day warns."""
    lines = book.use(cash.schedule)
    yield VerdictCase(Verdict.FAIL, Constant(0) > lines.closing)
    for dated in lines.checks:
        short = both(dated.tranche.principal > dated.limit, Constant(0) > dated.margin)
        yield VerdictCase(Verdict.WARN, short)
    yield VerdictCase(Verdict.PASS, ALWAYS)


def _yearly(book: Book) -> Iterator[VerdictCase]:
    cover = book.use(coverage.schedule).cash_cover
    yield VerdictCase(Verdict.FAIL, Constant(1) >= cover)
    yield VerdictCase(Verdict.PASS, cover > 1)
    yield VerdictCase(Verdict.NOT_APPLICABLE, ALWAYS)


def _edges(book: Book) -> Iterator[VerdictCase]:
    made, end = book.use(coverage.schedule), book.project.form(Particulars).forecast_end
    basis = made.basis
    yield VerdictCase(Verdict.FAIL, made.outstanding_after > 0)
    if end is not None and end < book.use(timing.schedule).window.last.year:
        yield VerdictCase(Verdict.FAIL, ALWAYS)
    yield nothing(basis.service)
    months, whole = basis.revenue_prorated, basis.revenue_whole
    for limit in _limits(book):
        least = limit * basis.service
        yield VerdictCase(Verdict.WARN, both(months >= least, least > whole))
        yield VerdictCase(Verdict.WARN, both(whole >= least, least > months))
    yield VerdictCase(Verdict.PASS, ALWAYS)


def _interest(book: Book) -> Iterator[VerdictCase]:
    able = book.use(coverage.schedule).able
    yield VerdictCase(Verdict.WARN, both(able.interest > 0, able.interest > able.revenue))
    for owed in (able.service > 0, Constant(0) > able.service):
        yield VerdictCase(Verdict.PASS, owed)
    yield VerdictCase(Verdict.NOT_APPLICABLE, ALWAYS)


def _need(book: Book) -> Iterator[VerdictCase]:
    basis, payable = book.use(coverage.schedule).basis, book.use(investment.schedule).payable_by_bond
    yield nothing(basis.investment)
    yield VerdictCase(Verdict.FAIL, basis.special_bonds > total(payable))
    yield VerdictCase(Verdict.PASS, ALWAYS)


def _land(book: Book) -> Iterator[VerdictCase]:
    basis = book.use(coverage.schedule).basis
    if book.project.form(Particulars).sector != "land_reserve":
        yield VerdictCase(Verdict.NOT_APPLICABLE, Constant(0) >= basis.revenue)
        yield VerdictCase(Verdict.WARN, basis.land > book.rule("land_share_warning") * basis.revenue)
        yield VerdictCase(Verdict.PASS, ALWAYS)
    yield VerdictCase(Verdict.NOT_APPLICABLE, ALWAYS)


STATED: dict[str, Stating] = {
    "C01": covered("bond_service", _floor),
    "C02": covered("service", _floor),
    "C03": covered("service", _own),
    "C04": _upper,
    "C06": _rounding,
    "C07": _cash,
    "C09": _yearly,
    "C14": _edges,
    "C15": _interest,
    "C13": more_verdicts.alone,
    "D01": more_verdicts.principal_repaid,
    "D05": more_verdicts.no_negative_interest,
    "D08": more_verdicts.interest_inside_outlay,
    "D12": more_verdicts.fees_budgeted,
    "D17": more_verdicts.help_for_a_shortfall,
    "F04": more_verdicts.yearly_revenue,
    "K01": more_verdicts.own_capital,
    "K05": more_verdicts.room_for_loans,
    "L01": more_verdicts.balance_limit,
    "L02": more_verdicts.room,
    "L03": more_verdicts.type_quota,
    "L08": more_verdicts.some_revenue,
    "N01": _need,
    "R09": more_verdicts.own_revenue,
    "R10": more_verdicts.operating_cost,
    "W03": _land,
}
"""By rule id. A rule asked for input that is missing reads no line and is not judged again."""
