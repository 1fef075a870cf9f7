"""The same lines built from another project: which rows fixed by dates and which leaves have other values."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from bondcalc.algebra.axis import Axis, Key
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Structure
from bondcalc.algebra.table import Table


class Variant(NamedTuple):
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
    return _compared([(line, other_line) for line, other_line in pairs if line and other_line])


def variant_of(wanted: Collection[Line], base: Sequence[Table], other: Sequence[Table]) -> Variant | None:
    """Compare some lines, among them all that they read, with those of the same ids in tables of another project.

    None when one is missing there, or an axis or a formula is another one.
    """
    there = {table.id: table for table in other}
    pairs: list[tuple[Line, Line]] = []
    for table in base:
        lines = [line for line in table.lines if line in wanted]
        if lines:
            others = {line.id: line for line in there[table.id].lines} if table.id in there else {}
            if not all(line.id in others for line in lines) or not _same(table.axis, there[table.id].axis):
                return None
            pairs += [(line, others[line.id]) for line in lines]
    return _compared(pairs)


def _lines(base: Sequence[Table], other: Sequence[Table]) -> Iterator[tuple[Line | None, Line | None]]:
    for table, other_table in zip_longest(base, other):
        if (
            table is None
            or other_table is None
            or table.id != other_table.id
            or not _same(table.axis, other_table.axis)
        ):
            yield None, None
            return
        for line, another in zip_longest(table.lines, other_table.lines):
            same = line is not None and another is not None and line.id == another.id
            yield (line, another) if same else (None, None)


def _same(axis: Axis, other: Axis) -> bool:
    return (axis.kind, axis.columns, axis.years, axis.opening) == (
        other.kind,
        other.columns,
        other.years,
        other.opening,
    )


def _compared(pairs: Sequence[tuple[Line, Line]]) -> Variant | None:
    variant = Variant({}, {})
    known: dict[Expression, Line] = {other_line: line for line, other_line in pairs}
    for line, other_line in pairs:
        formula, other = line.definition, other_line.definition
        if isinstance(formula, Structure) and isinstance(other, Structure):
            if formula.values != other.values:
                variant.structures[line] = other.values
        elif not _all_alike((line.opening, formula), (other_line.opening, other), known, variant):
            return None
    return variant


def _all_alike(
    parts: Sequence[Expression], others: Sequence[Expression], known: dict[Expression, Line], variant: Variant
) -> bool:
    """Tell whether expressions are the same, one by one, but for values of leaves, which are noted."""
    if len(parts) != len(others):
        return False
    for part, other in zip(parts, others, strict=True):
        # These have no kinds of their own, so that their type is asked for, which is quicker. Most parts are no others.
        if type(part) is Line:
            same = known.get(other) is part
        elif part is other:
            continue
        elif type(part) is Operation and type(other) is Operation:
            same = part.name == other.name and _all_alike(part.arguments, other.arguments, known, variant)
        else:
            same = _alike(part, other, known, variant)
        if not same:
            return False
    return True


def _alike(part: Expression, other: Expression, known: dict[Expression, Line], variant: Variant) -> bool:
    if isinstance(part, Leaf) and isinstance(other, Leaf):
        if part.value != other.value:
            variant.leaves[part.key] = other.value
        return part.key == other.key
    if isinstance(part, Constant) and isinstance(other, Constant):
        return part.value == other.value
    if type(part) is not type(other):
        return False
    if isinstance(part, Gather) and isinstance(other, Gather) and part.name != other.name:
        return False
    return _all_alike(_read(part), _read(other), known, variant)


def _read(part: Expression) -> tuple[Expression, ...]:
    if isinstance(part, Previous):
        return (part.line,)
    if isinstance(part, Gather):
        return (part.line,) if part.weight is None else (part.line, part.weight)
    return (*part.leaves, part.number) if isinstance(part, Pick) else part.parts
