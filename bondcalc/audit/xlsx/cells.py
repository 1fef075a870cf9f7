"""A workbook as it is stored: every value, every formula, what is hidden; read from its XML, whoever saved it."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from bondcalc.audit.xlsx.formula import normal
from bondcalc.audit.xlsx.package import charted, children, followed, link_of, main, tree, usual
from bondcalc.inputs.files import archive
from bondcalc.wording.messages import file_error

MOST_CELLS = 3_000_000
"""Cells of a workbook that are read; the largest of ours has some fifty thousand."""
NARROW = 2.0
"""Width in characters, or height in points, below which a column or row counts as hidden."""
_RULES = "conditionalFormatting"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
DAMAGED = (
    ET.ParseError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    KeyError,
    ValueError,
    IndexError,
    AttributeError,
    TypeError,
    OverflowError,
    RecursionError,
    StopIteration,
    RuntimeError,
)
"""What a damaged part makes the libraries raise."""

_PLACES = {"row": ("worksheet", "sheetData", "row"), "c": ("worksheet", "sheetData", "row", "c")}
"""Where rows and cells stand; anywhere else programs pass over them, or do not open the file."""

Spot = tuple[int, int]
"""Row and column of a cell, from 1."""
Value = float | str | bool | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What one cell holds: its stored value (None: nothing), its formula without the equals sign, how it is shown."""

    value: Value
    formula: str | None = None
    shown_as: str = "general"


@dataclass
class Page:
    """One sheet: what its cells hold (blank ones left out), whether it or some of its rows and columns are hidden.

    `merged` are the areas of which one cell alone is seen; `views` the settings that put figures out of sight.
    """

    title: str
    hidden: bool
    cells: dict[Spot, Stored] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: set[str] = field(default_factory=set)
    views: set[str] = field(default_factory=set)


@dataclass
class Workbook:
    """Sheets in tab order, defined names (print settings left out), the day dates count from, parts that are not ours.

    `names` are by name and the sheet that alone knows them, by number (empty: all); `charts` are the cells that charts draw; `floating` the texts that float over sheets.
    """

    pages: dict[str, Page]
    names: dict[tuple[str, str], str]
    since_1904: bool
    foreign: tuple[str, ...]
    charts: tuple[str, ...] = ()
    floating: tuple[str, ...] = ()


@lru_cache(maxsize=3)
def read_cells(name: str, data: bytes) -> Workbook:
    """Read a workbook, once for all who ask in a row; FileError for what is none, is damaged or would do harm."""
    if not archive.is_zip(data):
        archive.refuse_other_kinds(name, data)
    archive.refuse_harmful(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _read(parts)
    except DAMAGED:
        raise file_error("damaged", name=name) from None


def _read(parts: zipfile.ZipFile) -> Workbook:
    package = followed(parts)
    root = tree(parts, package.workbook)
    texts, formats = _texts(parts, package.kinds.get("sharedStrings")), _formats(parts, package.kinds.get("styles"))
    pages: dict[str, Page] = {}
    room = MOST_CELLS
    for sheet in children(root, "sheets"):
        page = Page(sheet.get("name", ""), sheet.get("state", "visible") != "visible")
        _fill(page, parts, package.targets[link_of(sheet)], texts, formats, room)
        room -= len(page.cells)
        pages[page.title] = page
    names = {
        (one.get("name", "").lower(), one.get("localSheetId", "")): one.text or ""
        for one in children(root, "definedNames")
        if not one.get("name", "").startswith("_xlnm.")
    }
    settings = next((one for one in root if main(one.tag) == "workbookPr"), None)
    since_1904 = settings is not None and _true(settings.get("date1904"))
    foreign = tuple(sorted(part for part in parts.namelist() if not usual(part)))
    charts = (text for text in _inside(parts, "xl/charts/chart", "f", charted) if not text.startswith('"'))
    floating = sorted(_inside(parts, "xl/drawings/drawing", "t", _plain))
    return Workbook(pages, names, since_1904, foreign, tuple(sorted(map(normal, charts))), tuple(floating))


def _inside(parts: zipfile.ZipFile, start: str, kind: str, named: Callable[[str], str]) -> Iterator[str]:
    """Give the texts of one kind of element in all parts of a kind."""
    for name in parts.namelist():
        if name.startswith(start) and name.endswith(".xml"):
            yield from (one.text or "" for one in tree(parts, name).iter() if named(str(one.tag)) == kind)


def _fill(page: Page, parts: zipfile.ZipFile, target: str, texts: list[str], formats: list[str], room: int) -> None:
    shared: dict[str, tuple[str, str]] = {}
    for path, element in _walked(parts, target):
        kind = path[-1]
        if kind in _PLACES and path != _PLACES[kind]:
            raise ValueError(page.title)
        if kind == "row":
            _row(page, element)
            element.clear()
        elif kind == "col":
            _column(page, element)
        elif kind == "mergeCell":
            page.merged.add(element.get("ref", ""))
        elif kind == _RULES:
            page.views.add(f"{_RULES} {element.get('sqref', '')}".rstrip())
        elif kind == "sheetView":
            _view(page, element)
        elif kind == "c" and len(element):
            stored, spot = _cell(element, texts, formats, shared), spot_of(element.get("r", ""))
            if spot in page.cells or len(page.cells) >= room:
                raise ValueError(page.title)
            if stored.value is not None or stored.formula is not None:
                page.cells[spot] = stored
            element.clear()


def _walked(parts: zipfile.ZipFile, target: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every element of sheets of a part as it ends, with the names from the root down to it."""
    path: list[str] = []
    with parts.open(target) as part:
        for event, element in ET.iterparse(part, ("start", "end")):  # noqa: S314 - entities are refused before
            if event == "start":
                # Newer rules stand in an extension of their own, and hide figures just as well.
                path.append(_RULES if _plain(str(element.tag)) == _RULES else main(str(element.tag)))
            else:
                if path[-1]:
                    yield tuple(path), element
                path.pop()


def _row(page: Page, element: Any) -> None:
    if _true(element.get("hidden")) or float(element.get("ht", NARROW)) < NARROW:
        page.hidden_rows.add(int(element.get("r")))


def _column(page: Page, element: Any) -> None:
    if _true(element.get("hidden")) or float(element.get("width", NARROW)) < NARROW:
        first, last = max(1, int(element.get("min"))), min(int(element.get("max")), 16384)
        page.hidden_columns.update(range(first, last + 1))


def _view(page: Page, element: Any) -> None:
    if _true(element.get("showFormulas")):
        page.views.add("showFormulas=1")
    if not _true(element.get("showZeros", "1")):
        page.views.add("showZeros=0")


def _cell(element: Any, texts: list[str], formats: list[str], shared: dict[str, tuple[str, str]]) -> Stored:
    found = {main(one.tag): one for one in element if main(one.tag)}
    if len(found) != sum(main(one.tag) != "" for one in element):
        raise ValueError(element.get("r", ""))
    formula = _formula(found.get("f"), element.get("r", ""), shared)
    shown_as = formats[int(element.get("s", "0"))] if formats else "general"
    return Stored(_value(element.get("t", "n"), found, texts), formula, shown_as)


def _value(kind: str, found: dict[str, Any], texts: list[str]) -> Value:
    raw = (found["v"].text or "") if "v" in found else ""
    if kind == "inlineStr":
        return (_text(found["is"]) or None) if "is" in found else None
    if kind == "s":
        return (texts[int(raw)] or None) if raw else None
    if kind in {"str", "e", "d"}:
        return _unescaped(raw) or None
    if not raw.strip():
        return None
    return raw.strip() == "1" if kind == "b" else float(raw)


def _formula(element: Any, cell: str, shared: dict[str, tuple[str, str]]) -> str | None:
    """Give the formula; the cells of a shared one only name it, and read theirs moved from where it stands."""
    if element is None:
        return None
    text = element.text or ""
    if element.get("t") != "shared":
        return f"{{{text}}}" if element.get("t") == "array" else text
    number = element.get("si", "")
    if text:
        shared[number] = (text, cell)
        return text
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    origin, start = shared[number]
    try:
        return str(Translator(f"={origin}", start).translate_formula(cell))[1:]
    except (TokenizerError, TranslatorError) as error:
        raise ValueError(origin) from error


def _formats(parts: zipfile.ZipFile, target: str | None) -> list[str]:
    """Give the number format of every cell style, without what programs write as they like: case, a mark before a minus."""
    if target is None:
        return []
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    root = tree(parts, target)
    known = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    known |= {one.get("numFmtId", ""): one.get("formatCode", "") for one in children(root, "numFmts")}
    return [
        known.get(one.get("numFmtId", "0"), "general").lower().replace("\\-", "-") for one in children(root, "cellXfs")
    ]


def _texts(parts: zipfile.ZipFile, target: str | None) -> list[str]:
    if target is None:
        return []
    return [_text(one) for one in tree(parts, target) if main(one.tag) == "si"]


def _text(element: Any) -> str:
    """Join the runs of a text; readings printed above characters are no part of it."""
    runs = [
        inner
        for one in element
        if main(one.tag) in {"t", "r"}
        for inner in ([one] if main(one.tag) == "t" else one)
        if main(inner.tag) == "t"
    ]
    return _unescaped("".join(run.text or "" for run in runs))


def _unescaped(text: str) -> str:
    unescaped = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    return unescaped.replace("\r\n", "\n")


def spot_of(address: str) -> Spot:
    """Give row and column of an address such as D7; ValueError for another text."""
    found = _ADDRESS.fullmatch(address.replace("$", ""))
    if found is None:
        raise ValueError(address)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _true(text: str | None) -> bool:
    return text in {"1", "true"}
