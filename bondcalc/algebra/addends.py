"""What a total is made of, read from its formula: a printed list of terms can leave none out."""

from collections.abc import Container

from bondcalc.algebra.line import Constant, Expression, Line, Operation


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
