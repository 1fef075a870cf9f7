"""What must hold for a verdict, as a condition over lines: it holds where it does in any column."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bondcalc.algebra.line import Constant, Expression, both
from bondcalc.schedules.book import Book
from bondcalc.wording.terms import Verdict


@dataclass(frozen=True)
class VerdictCase:
    """A verdict, and what must hold for it in some column."""

    verdict: Verdict
    holds: Expression


Stating = Callable[[Book], Iterator[VerdictCase]]
ALWAYS = Constant(1) > 0


def nothing(amount: Expression) -> VerdictCase:
    """Nothing is owed, planned or given: the rule does not apply."""
    return VerdictCase(Verdict.NOT_APPLICABLE, both(Constant(0) >= amount, amount >= 0))
