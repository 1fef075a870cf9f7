"""What the cells of a sheet hold as they are stored: text, number, day, error, the result of a formula."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from bondcalc.inputs.bounds import CELLS, COLUMN_WIDTHS, DEPTH, FILLED, LAST_ROW, MERGED, STYLES, hold
from bondcalc.inputs.files.cell_looks import CellLook, looks_of
from bondcalc.inputs.files.package import Listed, Package, children, local, true
from bondcalc.inputs.files.serial_days import formats_of_days, moment_of
from bondcalc.inputs.raw import Computed, Serial, Spoilt
from bondcalc.inputs.values import DIGITS, FIRST_YEAR, LAST_YEAR

CHINESE_DATES = frozenset([*range(27, 37), *range(50, 59)])
"""Number formats that a file need not spell out: dates and times in Chinese, Japanese and Korean programs."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")

LOWEST, NARROWEST = 3.0, 0.5
"""Points of a row and letters of a column below which nothing in it can be read."""

Spot = tuple[int, int]
"""Row and column of a cell, from 1."""
MergedBlock = tuple[int, int, int, int]
"""A merged block: top, left, bottom, right."""


@dataclass
class StoredSheet:
    """The cells of a sheet that hold something, its merged blocks, and the rows and columns that are not shown.

    `units` are those that number formats show, `struck` the cells whose text is struck through, `unseen` those whose text nobody sees.
    """

    cells: dict[Spot, object] = field(default_factory=dict)
    merged: list[MergedBlock] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    units: dict[Spot, str] = field(default_factory=dict)
    struck: set[Spot] = field(default_factory=set)
    unseen: set[Spot] = field(default_factory=set)


class TooManyError(Exception):
    """A sheet holds more cells, or something further down, than is read."""


class Stock:
    """What the sheets of a workbook share: texts, number formats, the day dates are counted from.

    Raises ParseError, KeyError, ValueError and the like for damaged parts.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._texts = list(_texts(package, package.single("sharedStrings")))
        styles = _styles(package, package.single("styles"))
        self._dated = [] if styles is None else _dated(styles)
        self._looks = {} if styles is None else looks_of(styles)

    def sheet(self, listed: Listed, deepest: int | None = None) -> StoredSheet:
        """Read one sheet, to the `deepest` row that is wanted. TooManyError for one that is far too long."""
        stored = StoredSheet()
        number = stated = 0
        room = CELLS.most
        for part, element in _walked(self._package, listed.part):
            kind = local(element.tag)
            if (part, kind) == ("sheetData", "row"):
                number = int(element.get("r", number + 1))
                room -= len(element)
                if room < 0:
                    raise TooManyError
                if deepest is not None and number > deepest:
                    break
                self._row(stored, number, element)
                hold(FILLED, len(stored.cells), self._package.name, listed.title)
            elif (part, kind) == ("mergeCells", "mergeCell"):
                stored.merged.append(_block(element.get("ref", "")))
                hold(MERGED, len(stored.merged), self._package.name, listed.title)
            elif (part, kind) == ("cols", "col") and _is_hidden(element, "width", NARROWEST):
                hidden = range(max(int(element.attrib["min"]), 1), min(int(element.attrib["max"]), 16384) + 1)
                stated += len(hidden)
                hold(COLUMN_WIDTHS, stated, self._package.name, listed.title)
                stored.hidden_columns.update(hidden)
        return stored

    def _row(self, stored: StoredSheet, number: int, element: Element) -> None:
        if _is_hidden(element, "ht", LOWEST):
            stored.hidden_rows.add(number)
        column = 0
        for one in element:
            if local(one.tag) != "c":
                continue
            row, column = spot_of(address) if (address := one.get("r")) else (number, column + 1)
            value = self._value(one) if len(one) else None
            if row != number or (row, column) in stored.cells:
                raise ValueError(one.get("r"))
            if value is not None and value != "":
                if row > LAST_ROW.most:
                    raise TooManyError
                stored.cells[row, column] = value
                look = self._looks.get(one.get("s", "0"))
                if look is not None:
                    _looked(stored, (row, column), look)

    def _value(self, element: Element) -> object:
        """Give the value of a cell: an error and a formula without a stored result stand as what they are."""
        held = {local(one.tag): one for one in element}
        text = held["v"].text or "" if "v" in held else ""
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return joined(held["is"]) if "is" in held else None
        if kind == "e":
            return Spoilt("error_cell", {"found": text})
        if kind == "str":
            # Type `str` without a value is a text of no characters: the formula was calculated, the cell is blank.
            return unescaped(text)
        if not text.strip():
            return Spoilt("formula_without_value") if "f" in held else None
        if kind == "s":
            return self._texts[int(text)]
        return text.strip() == "1" if kind == "b" else self._counted(element, kind, text.strip(), computed="f" in held)

    def _counted(self, element: Element, kind: str, text: str, *, computed: bool) -> object:
        """Give a number or, where the cell shows one, a day."""
        if kind == "d":
            return _day(datetime.fromisoformat(text), 0.0)
        try:
            number = float(text)
        except ValueError:
            return Spoilt("bad_number", {"found": text})
        if self._dated and self._dated[int(element.get("s", "0"))]:
            return self._dated_number(number)
        whole = number.is_integer() and abs(number) < 10**DIGITS
        return Computed(number) if computed else int(number) if whole else number

    def _dated_number(self, number: float) -> object:
        if number < 0:
            return Serial(number, None)
        try:
            moment = moment_of(number, since_1904=self._package.since_1904)
        except (ValueError, OverflowError):
            return Serial(number, None)
        return Serial(number, None) if moment is None else _day(moment, number)


def _is_hidden(element: Element, size: str, least: float) -> bool:
    """Tell whether a row or column is hidden, or so small that nobody sees what stands in it."""
    return true(element.get("hidden")) or float(element.get(size, least)) < least


def _looked(stored: StoredSheet, spot: Spot, look: CellLook) -> None:
    """Keep what the look of a cell says; of a text no number format shows."""
    if look.unit and isinstance(stored.cells[spot], int | float):
        stored.units[spot] = look.unit
    if look.struck:
        stored.struck.add(spot)
    if look.unseen:
        stored.unseen.add(spot)


def _day(moment: datetime, number: float) -> object:
    """Give the day of a moment: the time of day behind it, as banks have it, says nothing else."""
    moment = moment.replace(tzinfo=None)
    usual = FIRST_YEAR <= moment.year <= LAST_YEAR
    return moment.date() if usual else Serial(number, moment)


@lru_cache(maxsize=20_000)
def spot_of(address: str) -> Spot:
    """Give row and column of an address such as D7; ValueError for another text."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def unescaped(text: str) -> str:
    """Read `_xHHHH_`, by which workbooks write signs that XML has no place for, as Excel does."""
    if "_x" not in text:
        return text
    signs = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # A sign beyond the first plane is written as two halves.
    return signs.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass") if _halved(signs) else signs


def _halved(text: str) -> bool:
    return any("\ud800" <= sign <= "\udbff" for sign in text)


def _walked(package: Package, part: str) -> Iterator[tuple[str, Element]]:
    """Give the elements two steps below the root, each with the name of what holds it; they are dropped when used."""
    with package.open(part) as stream:
        depth = deepest = 0
        holder = Element("")
        for event, element in ET.iterparse(stream, ("start", "end")):  # noqa: S314 - entities are refused before
            if event == "start":
                depth += 1
                if depth == 2:
                    holder = element
                if depth > deepest:
                    deepest = depth
                    hold(DEPTH, deepest, package.name, part)
                continue
            depth -= 1
            if depth == 2:
                yield local(holder.tag), element
                holder.remove(element)


def _block(reference: str) -> MergedBlock:
    first, _, last = reference.partition(":")
    top, left = spot_of(first)
    return top, left, *spot_of(last or first)


def _texts(package: Package, part: str | None) -> Iterator[str]:
    if part is not None:
        yield from (joined(element) for element in package.tree(part) if local(element.tag) == "si")


def joined(element: Element) -> str:
    """Join the runs of a text; readings printed above characters are no part of it."""
    runs = [
        inner
        for one in element
        if local(one.tag) in {"t", "r"}
        for inner in ([one] if local(one.tag) == "t" else one)
        if local(inner.tag) == "t"
    ]
    return unescaped("".join(run.text or "" for run in runs))


def _styles(package: Package, part: str | None) -> Element | None:
    if part is None:
        return None
    root = package.tree(part)
    hold(STYLES, max((len(element) for element in root), default=0), package.name, part)
    return root


def _dated(root: Element) -> Sequence[bool]:
    """Tell of every cell style whether it shows numbers as dates or times."""
    own = {element.get("numFmtId", ""): element.get("formatCode", "") for element in children(root, "numFmts")}
    dates = formats_of_days(own) | {str(number) for number in CHINESE_DATES} - own.keys()
    return [element.get("numFmtId", "0") in dates for element in children(root, "cellXfs")]
