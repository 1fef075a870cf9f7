"""When each verdict on what the firms of the park bear out holds: occupancy, customers of the node."""

from collections.abc import Iterator

from bondcalc.algebra.line import Constant, Expression, largest, lowest
from bondcalc.checks.verdicts.verdict_case import ALWAYS, VerdictCase, aside, not_concerned
from bondcalc.inputs.sheets.firms import Firm
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.schedules import chain_shares
from bondcalc.schedules.book import Book
from bondcalc.schedules.chain_shares import HeldRow
from bondcalc.wording.terms import Verdict


def occupancy_implied(book: Book) -> Iterator[VerdictCase]:
    """W60: occupancy as typed is not above what the listed firms take, by more than the margin."""
    rents = [held for held in _held(book) if isinstance(held.row.data, RevenueLine)]
    if not rents:
        yield from not_concerned()
    for held in rents:
        yield VerdictCase(Verdict.WARN, held.typed - held.implied > book.rule("occupancy_margin") * _whole(held))
    yield VerdictCase(Verdict.PASS, ALWAYS)


def _whole(held: HeldRow) -> Expression:
    """What is let at most: the quantity that is stated, or the most that was typed."""
    if held.row.data.quantity:
        return held.row.cell(Drivers.quantity)
    less = aside(held.typed.axis, Constant(0) - held.typed)
    return largest(0, Constant(0) - lowest(less))


def node_implied(book: Book) -> Iterator[VerdictCase]:
    """W61: the node has no more firms and identifiers than the listed firms imply."""
    counting = [line for line in book.project.rows(NodeLine) if line.counts is not None]
    held = {row.row.data.id: row for row in _held(book)}
    if not counting or not book.project.rows(Firm):
        yield from not_concerned()
    for line in counting:
        row = held.get(line.id)
        yield VerdictCase(Verdict.WARN, ALWAYS if row is None else row.typed > row.implied)
    yield VerdictCase(Verdict.PASS, ALWAYS)


def _held(book: Book) -> list[HeldRow]:
    return [*book.use(chain_shares.schedule).taken.values()]
