"""The same lines built from another project: which rows fixed by dates and which leaves have other values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from bondcalc.algebra.axis import Axis, Key
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Structure
from bondcalc.algebra.table import Table


@dataclass(frozen=True)
class Variant:
    """What differs from the lines compared with: values of leaves by key, of structure rows by line."""

    leaves: dict[Key, Decimal]
    structures: dict[Line, tuple[Decimal, ...]]


def variant(base: Sequence[Table], other: Sequence[Table]) -> Variant | None:
    """Compare lines by the ids of table and line; None when a line, an axis or a formula is another one.

    Only then can one compiled program compute both.
    """
    pairs = list(_lines(base, other))
    if any(line is None or other_line is None for line, other_line in pairs):
        return None
    return _compared({other_line: line for line, other_line in pairs if line and other_line})


def _lines(base: Sequence[Table], other: Sequence[Table]) -> Iterator[tuple[Line | None, Line | None]]:
    for one, two in zip_longest(base, other):
        if one is None or two is None or one.id != two.id or not _same(one.axis, two.axis):
            yield None, None
            return
        for line, another in zip_longest(one.lines, two.lines):
            same = line is not None and another is not None and line.id == another.id
            yield (line, another) if same else (None, None)


def _same(one: Axis, two: Axis) -> bool:
    return (one.kind, one.columns, one.years, one.opening) == (two.kind, two.columns, two.years, two.opening)


def _compared(known: dict[Line, Line]) -> Variant | None:
    found = Variant({}, {})
    for other_line, line in known.items():
        if isinstance(line.definition, Structure) and isinstance(other_line.definition, Structure):
            if line.definition.values != other_line.definition.values:
                found.structures[line] = other_line.definition.values
        elif not _alike(line.definition, other_line.definition, known, found):
            return None
        if not _alike(line.opening, other_line.opening, known, found):
            return None
    return found


def _alike(one: Expression, two: Expression, known: dict[Line, Line], found: Variant) -> bool:
    """Tell whether two expressions are the same but for values of leaves, which are noted."""
    if type(one) is not type(two):
        return False
    if isinstance(one, Line) and isinstance(two, Line):
        return known.get(two) is one
    if isinstance(one, Leaf) and isinstance(two, Leaf):
        if one.value != two.value:
            found.leaves[one.key] = two.value
        return one.key == two.key
    if isinstance(one, Constant) and isinstance(two, Constant):
        return one.value == two.value
    if isinstance(one, Operation | Gather) and isinstance(two, Operation | Gather) and one.name != two.name:
        return False
    pairs = list(zip_longest(_read(one), _read(two)))
    return all(left is not None and right is not None and _alike(left, right, known, found) for left, right in pairs)


def _read(part: Expression) -> tuple[Expression, ...]:
    if isinstance(part, Previous):
        return (part.line,)
    if isinstance(part, Gather):
        return (part.line,) if part.weight is None else (part.line, part.weight)
    return (*part.leaves, part.number) if isinstance(part, Pick) else part.parts
