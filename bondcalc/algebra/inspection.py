"""What an expression is made of, and whether it may stand on its line."""

from bondcalc.algebra.axis import SCALAR, AlgebraError, Axis
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous

_ALONE = Constant, Leaf
"""What reads nothing else."""


def axis_of(part: Expression) -> Axis | None:
    """Return the axis an expression lives on; None where any axis would do."""
    if isinstance(part, Line):
        return part.axis
    if isinstance(part, Previous):
        return part.line.axis
    if isinstance(part, Gather) and part.name in {"total", "lowest"}:
        return SCALAR
    if isinstance(part, Gather) and part.name == "running":
        return part.line.axis
    return None


def leaves_of(part: Expression) -> list[Leaf]:
    """List every leaf below an expression, lines not entered."""
    leaves, waiting = [], [part]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, Leaf):
            leaves.append(inner)
        elif not isinstance(inner, Line):
            waiting += reversed(inner.parts)
    return leaves


def references(part: Expression) -> list[tuple[Line, str]]:
    """List the lines an expression reads, with how: `same` column, `previous` column, or `whole`."""
    read, waiting = [], [part]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, Line):
            read.append((inner, "same"))
        elif isinstance(inner, Operation):
            waiting += inner.arguments[::-1]
        elif isinstance(inner, _ALONE):
            continue
        elif isinstance(inner, Previous):
            read.append((inner.line, "previous"))
        elif isinstance(inner, Gather):
            read += [(line, "whole") for line in (inner.line, inner.weight) if line is not None]
        else:
            waiting += reversed(inner.parts)
    return read


def reads(line: Line) -> list[tuple[Line, str]]:
    """List the lines that a line's formula and opening read; an opening reads the whole of a line."""
    read = references(line.definition)
    if not isinstance(line.opening, _ALONE):
        read += [(other, "whole") for other, _ in references(line.opening)]
    return read


def upstream(*lines: Line) -> set[Line]:
    """Collect every line that some lines depend on, themselves included."""
    reached, waiting = set(lines), list(lines)
    while waiting:
        new = {other for other, _ in reads(waiting.pop())} - reached
        reached |= new
        waiting += new
    return reached


def check(line: Line, formula: Expression) -> int:
    """Refuse a formula that mixes axes, or hides a reading of a whole line or a ratio inside others; count the cells it names.

    It names one at least: an amount times a flag names two.
    """
    if not isinstance(formula, Operation):
        _check_reading(line, formula, root=True)
        return 1
    cells, waiting = 0, [formula]
    while waiting:
        for part in waiting.pop().arguments:
            # These have no kinds of their own, so that their type is asked for, which is quicker.
            if type(part) is Operation:
                if part.name == "ratio":
                    raise AlgebraError(f"line {line.id}: a ratio may have no value, so it stands alone on its line")
                waiting.append(part)
                continue
            cells += 1
            if type(part) is Line:
                fits = part.axis is line.axis or part.axis is SCALAR
            else:
                fits = type(part) is Constant or type(part) is Leaf
            if not fits:
                _check_reading(line, part, root=False)
    return cells


def _check_reading(line: Line, part: Expression, *, root: bool) -> None:
    axis = part.axis if isinstance(part, Line) else axis_of(part)
    if axis is not None and axis is not SCALAR and axis is not line.axis:
        raise AlgebraError(f"line {line.id} reads a line of another axis without by_year, in_year or total")
    if isinstance(part, Gather):
        _check_gather(line, part, root=root)
    elif isinstance(part, Pick):
        _check_reading(line, part.number, root=False)


def _check_gather(line: Line, part: Gather, *, root: bool) -> None:
    """Readings of whole lines stand alone on a row, so that no column computes them again; scalars may mix them."""
    if not root and line.axis is not SCALAR:
        raise AlgebraError(f"line {line.id}: {part.name} stands alone on its line")
    wanted = {"by_year": "years", "in_year": "payments", "to_date": "payments", "on_day": "payments"}.get(
        part.name, line.axis.kind
    )
    if line.axis.kind != wanted:
        raise AlgebraError(f"line {line.id}: {part.name} belongs on a {wanted} line")
