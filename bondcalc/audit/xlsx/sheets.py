"""Whether the sheets are those we write: missing, added, moved or exchanged; what is hidden; what is not ours."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredCell, Workbook
from bondcalc.audit.xlsx.formula import normal
from bondcalc.wording.messages import word
from bondcalc.workbook.places import cell_name

EXCHANGED = 0.9
"""Share of equal cells from which a sheet is taken for another one under its name."""
DOUBTFUL = 0.5
"""Share of equal cells below which it is asked whether a sheet is another one."""


def standing(name: str, filed: Workbook, fresh: Workbook) -> tuple[list[Difference], dict[str, str]]:
    """Tell what is wrong with the sheets as such, and which sheet of ours each filed sheet is to be compared with."""
    missing = [title for title in fresh.pages if title not in filed.pages]
    added = [title for title in filed.pages if title not in fresh.pages]
    pairs = {title: _same(title, page, fresh) for title, page in filed.pages.items() if title in fresh.pages}
    differences = [_sheet(name, title, word("missing"), _size(fresh.pages[title])) for title in missing]
    differences += [_sheet(name, title, _size(filed.pages[title]), "") for title in added]
    differences += [_sheet(name, title, other, title) for title, other in pairs.items() if other != title]
    if not any(other != title for title, other in pairs.items()):
        differences += list(_moved(name, list(pairs), [title for title in fresh.pages if title in pairs]))
    return differences, pairs


def _same(title: str, page: AuditedSheet, fresh: Workbook) -> str:
    """Find the sheet of ours that a filed one is: the one of its name, unless it holds what another should hold."""
    if _likeness(page, fresh.pages[title]) >= DOUBTFUL:
        return title
    others = [other for other in fresh.pages if _likeness(page, fresh.pages[other]) >= EXCHANGED]
    return others[0] if others else title


def _likeness(page: AuditedSheet, other: AuditedSheet) -> float:
    spots = page.cells.keys() | other.cells.keys()
    equal = sum(alike(page.cells.get(spot), other.cells.get(spot)) for spot in spots)
    return equal / max(1, len(spots))


def alike(one: StoredCell | None, other: StoredCell | None) -> bool:
    """Tell whether two cells say the same: the same formula, or where there is none the same value."""
    if one is None or other is None or (one.formula is None) != (other.formula is None):
        return False
    if one.formula is not None and other.formula is not None:
        return one.formula == other.formula or normal(one.formula) == normal(other.formula)
    return one.value == other.value


def _moved(name: str, filed: list[str], fresh: list[str]) -> Iterator[Difference]:
    astray = [title for title, other in zip(filed, fresh, strict=True) if title != other]
    if len(astray) > 2:
        blocks = SequenceMatcher(None, filed, fresh, autojunk=False).get_matching_blocks()
        kept = {title for block in blocks for title in filed[block.a : block.a + block.size]}
        astray = [title for title in filed if title not in kept]
    for title in astray:
        yield _sheet(name, title, _ordinal(filed, title), _ordinal(fresh, title))


def _ordinal(titles: list[str], title: str) -> str:
    return word("position", number=titles.index(title) + 1, count=len(titles))


def _size(page: AuditedSheet) -> str:
    return word("cells", count=len(page.cells))


def _sheet(name: str, title: str, filed: str, recomputed: str) -> Difference:
    return Difference(name, title, title, "", filed, recomputed, Cause.SHEETS)


def hidden(name: str, filed: AuditedSheet, fresh: AuditedSheet) -> Iterator[Difference]:
    """Tell what is hidden that we show, as whole rows (5:7) and columns (C:C), and what puts figures out of sight."""
    if filed.hidden and not fresh.hidden:
        yield _hidden(name, filed, filed.title)
    rows, columns = filed.hidden_rows - fresh.hidden_rows, filed.hidden_columns - fresh.hidden_columns
    for first, last in _runs(rows):
        yield _hidden(name, filed, f"{first}:{last}")
    for first, last in _runs(columns):
        yield _hidden(name, filed, f"{letters(first)}:{letters(last)}")
    for place in sorted((filed.merged - fresh.merged) | (filed.views - fresh.views)):
        yield _hidden(name, filed, place)


def letters(column: int) -> str:
    """Name a column: 28 is AB."""
    return cell_name(0, column - 1).removesuffix("1")


def _hidden(name: str, page: AuditedSheet, place: str) -> Difference:
    return Difference(name, page.title, place, "", word("hidden"), "", Cause.HIDDEN)


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = 0
    for number in sorted(numbers):
        if number != last + 1 or not first:
            if first:
                yield first, last
            first = number
        last = number
    if first:
        yield first, last


def besides(name: str, filed: Workbook, fresh: Workbook) -> Iterator[Difference]:
    """Tell what differs outside the sheets: defined names, parts that we never write."""
    for key in sorted(filed.names.keys() | fresh.names.keys()):
        one, other = filed.names.get(key, ""), fresh.names.get(key, "")
        if normal(one) != normal(other):
            yield Difference(name, "", key[0], "", one, other, Cause.FORMULA)
    if filed.since_1904 != fresh.since_1904:
        yield Difference(name, "", "date1904", "", str(filed.since_1904), str(fresh.since_1904), Cause.VALUE)
    for part in filed.foreign:
        if part not in fresh.foreign:
            yield Difference(name, "", part, "", part.rpartition("/")[2], "", Cause.UNKNOWN)
