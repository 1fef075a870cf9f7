"""What a total is made of, read from its formula: a printed list of terms can leave none out."""

from collections.abc import Container, Iterator

from bondcalc.algebra.line import Constant, Expression, Gather, Line, Operation, Previous


def terms(line: Line, keep: Container[Line] = (), through: Container[Line] = ()) -> dict[Line, int]:
    """Take a sum of lines apart, sums within it too: each term with how often it is added (less than zero: deducted).

    A line is a term itself where its formula is more than a sum, where it copies another line (`copied`) and `through`
    does not have it, or where `keep` has it. Terms that cancel out are left out.
    """
    counted: dict[Line, int] = {}
    for part, sign in _summands(line.definition) or ():
        apart = part not in keep and (part in through or not _is_term(part))
        inner = terms(part, keep, through) if apart else {part: 1}
        for term, times in inner.items():
            counted[term] = counted.get(term, 0) + sign * times
    return {term: times for term, times in counted.items() if times}


def _is_term(line: Line) -> bool:
    return _summands(line.definition) is None or _copies(line.definition)


def _copies(part: Expression) -> bool:
    """Tell whether a formula is that of `copied`, which gives a line a name of its own in another table."""
    return (
        isinstance(part, Operation)
        and part.name == "+"
        and isinstance(part.arguments[0], Line)
        and isinstance(part.arguments[1], Constant)
    )


def _summands(part: Expression, sign: int = 1) -> list[tuple[Line, int]] | None:
    """Read lines added and deducted; None for a formula that is anything else."""
    if isinstance(part, Line):
        return [(part, sign)]
    if isinstance(part, Constant):
        return [] if part.value == 0 else None
    if not isinstance(part, Operation) or part.name not in {"+", "-", "sum"}:
        return None
    summands: list[tuple[Line, int]] = []
    for index, argument in enumerate(part.arguments):
        inner = _summands(argument, -sign if part.name == "-" and index else sign)
        if inner is None:
            return None
        summands += inner
    return summands


def carried(line: Line) -> tuple[Line, dict[Line, int]] | None:
    """Take a balance apart: the line whose value of the column before it goes on from, and what is added to it.

    A running total goes on from itself. None for a line that is no such balance.
    """
    formula = line.definition
    if isinstance(formula, Gather) and formula.name == "running" and formula.weight is None:
        return line, {formula.line: 1}
    before: list[Line] = []
    added: dict[Line, int] = {}
    for part, sign in _pieces(formula, 1):
        if isinstance(part, Previous) and sign > 0:
            before.append(part.line)
        elif isinstance(part, Line):
            added[part] = added.get(part, 0) + sign
        elif not (isinstance(part, Constant) and part.value == 0):
            return None
    return (before[0], added) if len(before) == 1 else None


def _pieces(part: Expression, sign: int) -> Iterator[tuple[Expression, int]]:
    """Take sums and differences apart, down to what is neither."""
    if isinstance(part, Operation) and part.name in {"+", "-", "sum"} and not isinstance(part, Line):
        for index, argument in enumerate(part.arguments):
            yield from _pieces(argument, -sign if part.name == "-" and index else sign)
    else:
        yield part, sign
