"""When each verdict on stressed runs holds: lines as they are under further changes of drivers."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bondcalc.algebra.line import Constant, Expression, Line, add, both, largest
from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.stress.sensitivity import present
from bondcalc.analysis.stress.stressed import steps
from bondcalc.checks.verdicts.coverage_verdicts import floor
from bondcalc.checks.verdicts.verdict_case import VerdictCase, elsewhere, not_concerned, nothing, warns
from bondcalc.inputs.sheets.firms import Firm
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import cash, coverage, firm_chain, late_costs
from bondcalc.schedules.book import Book
from bondcalc.schedules.firm_chain import NoChain
from bondcalc.wording.terms import Verdict

Moves = Mapping[str, Decimal]


def _under(line: Line, moves: Moves) -> Line:
    return elsewhere(line, tuple(sorted(moves.items())))


def _cover(book: Book, moves: Moves) -> tuple[Line, Line]:
    """E and F under changes."""
    basis = book.use(coverage.schedule).basis
    return _under(basis.revenue, moves), _under(basis.service, moves)


def _late_cover(book: Book, moves: Moves) -> Iterator[tuple[Line, Line]]:
    """E less costs paid after the last maturity, and F, under changes; none where no cost is stated for then."""
    late = book.use(late_costs.schedule).late
    if late is not None:
        yield _under(late.revenue, moves), _under(book.use(coverage.schedule).basis.service, moves)


def level_runs(level: Decimal) -> tuple[Moves, ...]:
    """Revenue down, costs of operation and of land up by a level, apart and together."""
    dearer = {"costs": level, "land_costs": level}
    return {"revenue": -level}, dearer, {"revenue": -level, **dearer}


def at_the_level(book: Book) -> Iterator[VerdictCase]:
    """C10: E/F stays at the floor or above in each of the runs; it warns where only without costs paid after the last maturity."""
    level = book.project.form(Settings).stress_level or Decimal(0)
    runs = [_cover(book, moves) for moves in level_runs(level)]
    for earned, owed in runs:
        yield VerdictCase(Verdict.FAIL, both(owed > 0, floor(book) * owed > earned))
    for earned, owed in (cover for moves in level_runs(level) for cover in _late_cover(book, moves)):
        yield VerdictCase(Verdict.WARN, both(owed > 0, floor(book) * owed > earned))
    for _, owed in runs:
        yield VerdictCase(Verdict.PASS, owed > 0)
    yield from not_concerned()


def adverse_steps(book: Book) -> list[tuple[str, Decimal]]:
    """Revenue down, costs up, interest rates up, by the steps of the data."""
    shares, rises = book.rules.value("stress_steps").numbers, book.rules.value("stress_rate_rises").numbers
    moved = [factor for factor in ("revenue", "costs", "land_costs") if factor in present(book.project)]
    single = [(factor, step * DRIVERS[factor].adverse) for factor in moved for step in shares]
    return [*single, *(("rate_rise", rise) for rise in rises)]


def at_every_step(book: Book) -> Iterator[VerdictCase]:
    """C11: E/F stays at the floor or above as it is and at every step, also with costs paid after the last maturity."""
    basis, least = book.use(coverage.schedule).basis, floor(book)
    yield nothing(basis.service)
    signs = [least * basis.service > basis.revenue, *(least * owed > earned for earned, owed in _late_cover(book, {}))]
    for driver, change in adverse_steps(book):
        earned, owed = _cover(book, {driver: change})
        signs += [least * owed > earned, Constant(0) >= owed]
        signs += [least * owed > late for late, owed in _late_cover(book, {driver: change})]
    yield from warns(*signs)


def without_the_leader(book: Book) -> Iterator[VerdictCase]:
    """W64: E does not hang on one firm, and the bonds are served where it is late, at half or does not come."""
    chain = book.use(firm_chain.schedule)
    if isinstance(chain, NoChain):
        yield from not_concerned()
    elif chain.leader is None:
        yield VerdictCase(Verdict.WARN, one_firm_makes_much(book))
        yield from not_concerned()
    else:
        yield from _leader_gone(book)


def one_firm_makes_much(book: Book) -> Expression:
    """The output of a firm is more than the limit of that of all: it leads, marked or not."""
    outputs = [row.cell(Firm.output) for row in book.rows(Firm)]
    return largest(0, *outputs) > book.rule("one_firm_share") * add(outputs)


def _leader_gone(book: Book) -> Iterator[VerdictCase]:
    earned = book.use(coverage.schedule).basis.revenue
    gone, _ = _cover(book, {"anchor": Decimal(-1)})
    yield VerdictCase(Verdict.NOT_APPLICABLE, Constant(0) >= earned)
    yield VerdictCase(Verdict.WARN, earned - gone > book.rule("one_firm_share") * earned)
    yield from warns(*_hurt(book))


def _hurt(book: Book) -> Iterator[Expression]:
    """State that E/F or cash no longer does in a case of the leading firm."""
    closing = book.use(cash.schedule).closing
    for driver in ("anchor_delay", "anchor"):
        for change in steps(book.rules, driver):
            moves = {driver: change}
            for earned, owed in (_cover(book, moves), *_late_cover(book, moves)):
                yield both(owed > 0, floor(book) * owed > earned)
            yield Constant(0) > _under(closing, {driver: change})
