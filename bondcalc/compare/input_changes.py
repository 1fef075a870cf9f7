"""Changes between the inputs of two projects, and how they are made one at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from bondcalc.inputs.cell import InputRow, Sheet
from bondcalc.inputs.project import Project, sheets

ChangeKind = Literal["field", "added", "removed", "order"]
Name = tuple[str, int]
"""How a row is known in both versions: its id or first field, and the number of its occurrence there."""


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
    return [change for sheet in sheets() for change in _of_sheet(sheet, _rows(before, sheet), _rows(after, sheet))]


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
    """Stand at the earlier version: new rows come behind those that are there, until the order is changed."""
    rows = {sheet.id: _rows(before, sheet) for sheet in sheets()}
    order = {sheet.id: tuple({**rows[sheet.id], **_rows(after, sheet)}) for sheet in sheets()}
    return Way(before, rows, order)


def _with_field(row: InputRow, change: Change) -> InputRow:
    value = change.after
    if change.index is not None:
        value = _with(getattr(row, change.field), change.index, change.after)
    return replace(row, **{change.field: value})


def _of_sheet(sheet: Sheet, before: dict[Name, InputRow], after: dict[Name, InputRow]) -> Iterator[Change]:
    for name, row in before.items():
        if name in after:
            yield from _of_row(sheet, name, row, after[name])
        else:
            yield Change("removed", sheet, name, row, None)
    yield from (Change("added", sheet, name, None, row) for name, row in after.items() if name not in before)
    made = [*(name for name in before if name in after), *(name for name in after if name not in before)]
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


def _rows(project: Project, sheet: Sheet) -> dict[Name, InputRow]:
    """Name the rows of a sheet; of a form there is one, whatever stands in it."""
    named: dict[Name, InputRow] = {}
    for row in project.tables.get(sheet.id, ()):
        text = "" if sheet.form else str(getattr(row, sheet.cells[0].id))
        number = sum(name[0] == text for name in named)
        named[text, number] = row
    return named


def _with(values: dict[int, object], index: int, value: object) -> dict[int, object]:
    kept = {**values, index: value}
    return {key: one for key, one in sorted(kept.items()) if one is not None}


def by_row(found: Sequence[Change]) -> list[tuple[Change, ...]]:
    """Put the changes of one row together, in their order."""
    groups: dict[tuple[str, Name], list[Change]] = {}
    for change in found:
        groups.setdefault((change.sheet.id, change.row), []).append(change)
    return [tuple(group) for group in groups.values()]
