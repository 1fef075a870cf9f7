"""Changes between the inputs of two projects, and how they are made one at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from bondcalc.compare.row_pairs import Name, NamedRows, merged, named
from bondcalc.inputs.cell import InputRow, Sheet
from bondcalc.inputs.project import Project, sheets

ChangeKind = Literal["field", "added", "removed", "order"]


@dataclass(frozen=True)
class Change:
    """One change: a field (of one year) of a row, a row more or less, or other rows in another order.

    `before` and `after` are values, whole rows, or the names of all rows in their order.
    """

    kind: ChangeKind
    sheet: Sheet
    row: Name
    before: Any
    after: Any
    field: str = ""
    index: int | None = None


def changes(before: Project, after: Project) -> list[Change]:
    """Find every change in the order of sheets, rows and fields."""
    return [change for sheet in sheets() for change in _of_sheet(sheet, *_rows(sheet, before, after))]


@dataclass(frozen=True)
class Way:
    """A project on the way from one version to the other.

    Rows keep the names they have in the versions, however many of the same name are gone already or not yet there.
    `rows` and `order` are by sheet id; `order` has the names of both versions.
    """

    project: Project
    rows: Mapping[str, Mapping[Name, InputRow]]
    order: Mapping[str, tuple[Name, ...]]

    def changed(self, change: Change) -> "Way":
        """Make one change."""
        id_ = change.sheet.id
        rows, order = dict(self.rows[id_]), self.order[id_]
        if change.kind == "field":
            rows[change.row] = _with_field(rows[change.row], change)
        elif change.kind == "added":
            rows[change.row] = change.after
        elif change.kind == "removed":
            del rows[change.row]
        else:
            order = (*change.after, *(name for name in order if name not in change.after))
        table = tuple(rows[name] for name in order if name in rows)
        project = replace(self.project, tables={**self.project.tables, id_: table})
        return Way(project, {**self.rows, id_: rows}, {**self.order, id_: order})


def way(before: Project, after: Project) -> Way:
    """Stand at the earlier version: new rows come behind what stands before them, until the order is changed."""
    both = {sheet.id: _rows(sheet, before, after) for sheet in sheets()}
    rows = {id_: earlier for id_, (earlier, _) in both.items()}
    return Way(before, rows, {id_: tuple(merged(list(old), list(new))) for id_, (old, new) in both.items()})


def _with_field(row: InputRow, change: Change) -> InputRow:
    value = change.after
    if change.index is not None:
        value = _with(getattr(row, change.field), change.index, change.after)
    return replace(row, **{change.field: value})


def _of_sheet(sheet: Sheet, before: NamedRows, after: NamedRows) -> Iterator[Change]:
    for name, row in before.items():
        if name in after:
            yield from _of_row(sheet, name, row, after[name])
        else:
            yield Change("removed", sheet, name, row, None)
    yield from (Change("added", sheet, name, None, row) for name, row in after.items() if name not in before)
    made = [name for name in merged(list(before), list(after)) if name in after]
    if made != list(after):
        yield Change("order", sheet, ("", 0), tuple(made), tuple(after))


def _of_row(sheet: Sheet, name: Name, before: InputRow, after: InputRow) -> Iterator[Change]:
    for cell in sheet.cells:
        old, new = getattr(before, cell.id), getattr(after, cell.id)
        if cell.kind == "indexed":
            for index in sorted({*old, *new}):
                if old.get(index) != new.get(index):
                    yield Change(
                        kind="field",
                        sheet=sheet,
                        row=name,
                        before=old.get(index),
                        after=new.get(index),
                        field=cell.id,
                        index=index,
                    )
        elif old != new:
            yield Change(kind="field", sheet=sheet, row=name, before=old, after=new, field=cell.id)


def _rows(sheet: Sheet, before: Project, after: Project) -> tuple[NamedRows, NamedRows]:
    return named(sheet, before.tables.get(sheet.id, ()), after.tables.get(sheet.id, ()))


def _with(values: dict[int, object], index: int, value: object) -> dict[int, object]:
    kept = {**values, index: value}
    return {key: one for key, one in sorted(kept.items()) if one is not None}


def together(found: Sequence[Change], *, by_row: bool) -> list[tuple[Change, ...]]:
    """Put together what is one step: a row with another code and the references that follow it, or all changes of a row."""
    codes = {
        (change.sheet.id, change.before, change.after): number for number, change in enumerate(found) if _codes(change)
    }
    groups: dict[object, list[Change]] = {}
    for number, change in enumerate(found):
        own = codes.get(_followed(change, codes), number)
        row = (found[own].sheet.id, found[own].row)
        groups.setdefault(row if by_row else own, []).append(change)
    return [tuple(group) for group in groups.values()]


def _codes(change: Change) -> bool:
    """Tell whether a row has another code."""
    return change.kind == "field" and change.field == "id"


def _followed(change: Change, codes: Mapping[tuple[str, object, object], int]) -> tuple[str, object, object]:
    """Name the other code that a changed reference follows; the change itself where it follows none."""
    sheets_named = change.sheet.cell(change.field).refers if change.kind == "field" else ()
    follows = [(sheet, change.before, change.after) for sheet in sheets_named]
    return next((code for code in follows if code in codes), ("", None, None))
