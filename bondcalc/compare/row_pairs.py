"""Which rows of two versions are one row: by code, by content, by what it is called, by what most of its fields say."""

from collections.abc import Callable, Sequence
from itertools import product

from bondcalc.inputs.cell import InputRow, Sheet

Name = tuple[str, int]
"""How a row is known in both versions: its id or first field in the earlier one, and the number of its occurrence there."""
NamedRows = dict[Name, InputRow]
HALF = 0.5
"""Share of the fields filled in that must be alike for two rows to be taken for one under another code."""

_Likeness = Callable[[InputRow, InputRow], float]


def named(sheet: Sheet, before: Sequence[InputRow], after: Sequence[InputRow]) -> tuple[NamedRows, NamedRows]:
    """Name the rows of a sheet in both versions, each in its order; rows taken for one have one name."""
    pairs = _pairs(sheet, before, after)
    earlier = _numbered([_key(sheet, row) for row in before], set())
    news = [_key(sheet, row) for number, row in enumerate(after) if number not in pairs]
    later = iter(_numbered(news, set(earlier)))
    names = [earlier[pairs[number]] if number in pairs else next(later) for number in range(len(after))]
    return dict(zip(earlier, before, strict=True)), dict(zip(names, after, strict=True))


def merged(before: Sequence[Name], after: Sequence[Name]) -> list[Name]:
    """Put the names of both versions in one order: that of the earlier, new ones behind what stands before them."""
    order, known, last = list(before), set(before), -1
    for name in after:
        if name in known:
            last = order.index(name)
        else:
            last += 1
            order.insert(last, name)
    return order


def _pairs(sheet: Sheet, before: Sequence[InputRow], after: Sequence[InputRow]) -> dict[int, int]:
    """Pair places of the later version with places of the earlier: the surest likeness first, the most alike of each."""
    pairs: dict[int, int] = {}

    def same_key(former: InputRow, other: InputRow) -> float:
        """Tell how alike two rows of one code are; a little more than nothing in any case."""
        return 0.01 + _alike(sheet, former, other) if _key(sheet, former) == _key(sheet, other) else 0

    def same_name(former: InputRow, other: InputRow) -> float:
        """Tell how alike two rows of one name are."""
        called = getattr(former, "name", None)
        return 0.01 + _alike(sheet, former, other) if called and called == getattr(other, "name", None) else 0

    def most_fields(former: InputRow, other: InputRow) -> float:
        """Tell how alike two rows are of which more than half of the fields agree."""
        share = _alike(sheet, former, other)
        return share if share > HALF else 0

    for likeness in (same_key, same_name, most_fields):
        _pair(before, after, likeness, pairs)
    return pairs


def _pair(before: Sequence[InputRow], after: Sequence[InputRow], likeness: _Likeness, pairs: dict[int, int]) -> None:
    taken = set(pairs.values())
    left = product(
        (number for number in range(len(after)) if number not in pairs),
        [number for number in range(len(before)) if number not in taken],
    )
    found = [(likeness(before[old], after[new]), new, old) for new, old in left]
    for share, new, old in sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if share and new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)


def _alike(sheet: Sheet, former: InputRow, other: InputRow) -> float:
    """Return the share of fields that agree, of those filled in in either row; what names the row is not counted."""
    filled = [
        (getattr(former, field.id), getattr(other, field.id))
        for field in sheet.cells[0 if sheet.form else 1 :]
        if not getattr(former, field.id) == getattr(other, field.id) == field.default
    ]
    return sum(old == new for old, new in filled) / len(filled) if filled else 1.0


def _key(sheet: Sheet, row: InputRow) -> str:
    """Give what a row is called by: its code or first field; of a form there is one, whatever stands in it."""
    return "" if sheet.form else str(getattr(row, sheet.cells[0].id))


def _numbered(keys: Sequence[str], known: set[Name]) -> list[Name]:
    """Number the occurrences of each key, past the names that are taken already."""
    names: list[Name] = []
    for key in keys:
        number = 0
        while (key, number) in known:
            number += 1
        known.add((key, number))
        names.append((key, number))
    return names
