"""Ids that nobody has to invent: a blank one is made of the row's name, and a row is referred to by id or by name."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bondcalc.inputs.cell import Cell
from bondcalc.inputs.raw import RawCell, RawFile, RawRow, RawSheet
from bondcalc.inputs.values import LONGEST_ID, is_blank

NAMES = ("name", "lender", "group")
"""Fields that hold what people call a row."""
HALVES = "——"
"""Stands between the halves of a bond's full name: the kind of its projects, and what names the bond."""
LARGEST_CODE = 10**15
"""Numbers below it are codes typed without an apostrophe."""
COUNTED = {"bonds": "第{}期", "land": "第{}宗"}
"""Sheets whose rows are counted: a bond's full name is longer than an id, a parcel has none."""


def coded(raw: RawFile, others: Mapping[str, Sequence[object]] = MappingProxyType({})) -> None:
    """Make the blank ids of every list, then take references by name as references by id.

    `others` are rows of another file by sheet, of which rows of this one speak.
    """
    for id_, given in raw.sheets.items():
        if not given.unread and any(cell.id == "id" and not cell.required for cell in given.sheet.cells):
            raw.sheets[id_] = replace(given, rows=tuple(_rows(given)))
    named = {id_: _names_of(rows) for id_, rows in others.items()}
    named |= {id_: _ids_by_name(given) for id_, given in raw.sheets.items()}
    ids = {
        id_: {_text(row, "id"): row.cells["id"] for row in given.rows if _text(row, "id")}
        for id_, given in raw.sheets.items()
    }
    for id_, given in raw.sheets.items():
        refer = [cell for cell in given.sheet.cells if cell.refers]
        if refer:
            raw.sheets[id_] = replace(given, rows=tuple(_referring(refer, row, named, ids) for row in given.rows))


def _rows(given: RawSheet) -> Iterator[RawRow]:
    """Give the rows with an id each; one that is made takes neither an id that stands nor a name two rows share."""
    taken = {text for row in given.rows if (text := _text(row, "id"))}
    taken |= {name for name, rows in Counter(name for name, _ in _names(given)).items() if rows > 1}
    tried = Counter[str]()
    for number, row in enumerate(given.rows, 1):
        if "id" in row.unclear or _text(row, "id"):
            yield row
            continue
        made = _made(given, row, number, taken, tried)
        taken.add(made)
        yield replace(row, cells={**row.cells, "id": RawCell(made, row.where, "id")})


def _made(given: RawSheet, row: RawRow, number: int, taken: set[str], tried: Counter[str]) -> str:
    """Make an id; `tried` keeps the last number behind each, since what is taken stays so."""
    counted = COUNTED.get(given.sheet.id)
    named = None if counted else next((text for name in NAMES if (text := _text(row, name))), None)
    wanted = (named or (counted or given.sheet.zh + "{}").format(number))[:LONGEST_ID]
    made = wanted
    while made in taken:
        tried[wanted] += 1
        more = str(tried[wanted])
        made = f"{wanted[: LONGEST_ID - len(more) - 1]}-{more}"
    return made


def _text(row: RawRow, field: str) -> str:
    """Give what stands in a field as one line of text; a number too long to be a code is none, and judged later."""
    stands = row.cells.get(field)
    value = None if stands is None or is_blank(stands.value) else stands.value
    if isinstance(value, int | float) and not abs(value) < LARGEST_CODE:
        return ""
    return "" if value is None else " ".join(str(value).split())


def _ids_by_name(given: RawSheet) -> Mapping[str, str]:
    """Give the id of each row that has a name no other row has."""
    names = _names(given)
    counted = Counter(name for name, _ in names)
    return {name: _text(row, "id") for name, row in names if counted[name] == 1}


def _names_of(rows: Sequence[object]) -> Mapping[str, str]:
    """Give the id of each row of another file by a name that no other row has, and no row as its id."""
    stated = [(str(getattr(row, field, None) or ""), str(getattr(row, "id", ""))) for row in rows for field in NAMES]
    names = [(name, id_) for text, id_ in stated for name in _called(text)]
    counted = Counter(name for name, id_ in names if name and id_)
    taken = {id_ for _, id_ in names}
    return {name: id_ for name, id_ in names if counted[name] == 1 and id_ and name not in taken}


def _names(given: RawSheet) -> list[tuple[str, RawRow]]:
    """Give the names of all rows, each with its row."""
    fields = [cell.id for cell in given.sheet.cells if cell.id in NAMES]
    return [(name, row) for row in given.rows for field in fields for name in _called(_text(row, field))]


def _called(name: str) -> Iterator[str]:
    """Give a name, and of a bond's full name the half that tables print."""
    short = short_half(name).strip()
    yield from dict.fromkeys(text for text in (name, short) if text)


def short_half(name: str) -> str:
    """Give of a bond's full name the half behind the dash that tables print (债券简称); any other name is whole."""
    return name.rpartition(HALVES)[2]


def _referring(
    refer: Sequence[Cell], row: RawRow, named: Mapping[str, Mapping[str, str]], ids: Mapping[str, Mapping[str, RawCell]]
) -> RawRow:
    """Take a name that stands in a reference for the id of that row; an id stays what it is, a doubtful name too."""
    cells: dict[str, RawCell] = {}
    for cell in refer:
        text = _text(row, cell.id)
        if not text:
            continue
        coded_so = next((ids[sheet][text] for sheet in cell.refers if text in ids.get(sheet, {})), None)
        meant = [named[sheet][text] for sheet in cell.refers if text in named.get(sheet, {})]
        if coded_so is not None:
            cells[cell.id] = row.cells[cell.id]._replace(value=coded_so.value)
        elif len(meant) == 1:
            cells[cell.id] = row.cells[cell.id]._replace(value=meant[0])
    return replace(row, cells={**row.cells, **cells}) if cells else row
