"""Does a stored value follow from its formula? Works out the formulas we write, on the values a workbook holds."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bondcalc.audit.xlsx.audited_sheet import StoredValue, Workbook
from bondcalc.audit.xlsx.functions import Argument, UnknownFormulaError, called, number, operate
from bondcalc.audit.xlsx.spots import spot_of
from bondcalc.inputs.files.stored import Spot

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w!]))
    |(?P<area>(?:'(?:[^']|'')*'!|[^\W\d][\w.]*!)?\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?(?![\w(!]))
    |(?P<name>[A-Za-z_][\w.]*)(?=\()|(?P<sign>>=|<=|<>|[-+*/^&<>=(),]))""",
    re.VERBOSE,
)
_LEVELS = ((">=", "<=", "<>", ">", "<", "="), ("&",), ("+", "-"), ("*", "/"), ("^",))


@dataclass(frozen=True)
class SheetArea:
    """The cells a formula reads at one place: a sheet and a rectangle."""

    sheet: str
    first: Spot
    last: Spot

    def spots(self) -> Iterator[Spot]:
        """Give every cell, row by row."""
        for row in range(self.first[0], self.last[0] + 1):
            for column in range(self.first[1], self.last[1] + 1):
                yield row, column


def areas(formula: str, sheet: str) -> list[SheetArea]:
    """Give what a formula reads; `sheet` is the one it stands on."""
    return [_area(text, sheet) for kind, text in _tokens(formula) if kind == "area"]


def evaluate(formula: str, sheet: str, book: Workbook) -> StoredValue:
    """Work a formula out on stored values. Raises UnknownFormulaError when it holds something we never write."""
    try:
        value = _Parser(list(_tokens(formula)), sheet, book).whole()
    except (RecursionError, TypeError, IndexError, ValueError, OverflowError, ZeroDivisionError) as error:
        raise UnknownFormulaError(formula) from error
    if isinstance(value, list) or (isinstance(value, float) and math.isnan(value)):
        raise UnknownFormulaError(formula)
    return value


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    index = 0
    while index < len(formula.rstrip()):
        match = _TOKEN.match(formula, index)
        if match is None or match.lastgroup is None:
            raise UnknownFormulaError(formula)
        yield match.lastgroup, match[match.lastgroup]
        index = match.end()


def _area(text: str, sheet: str) -> SheetArea:
    title, mark, cells = text.rpartition("!")
    if title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    first, _, last = cells.upper().partition(":")
    return SheetArea(title if mark else sheet, spot_of(first), spot_of(last or first))


class _Parser:
    """Reads tokens by precedence and computes as it goes."""

    def __init__(self, tokens: list[tuple[str, str]], sheet: str, book: Workbook) -> None:
        self._tokens, self._place, self._sheet, self._book = tokens, 0, sheet, book

    def whole(self) -> Argument:
        """Compute the formula; UnknownFormulaError where something is left over behind it."""
        value = self._level(0)
        if self._place != len(self._tokens):
            raise UnknownFormulaError(self._tokens[self._place][1])
        return value

    def _level(self, level: int) -> Argument:
        if level == len(_LEVELS):
            return self._signed()
        value = self._level(level + 1)
        while self._next() in _LEVELS[level]:
            sign = self._take()
            value = operate(sign, value, self._level(level + 1))
        return value

    def _signed(self) -> Argument:
        if self._next() in {"-", "+"}:
            sign = self._take()
            value = number(self._signed())
            return -value if sign == "-" else value
        return self._single()

    def _single(self) -> Argument:
        kind, text = self._tokens[self._place] if self._place < len(self._tokens) else ("", "")
        self._place += 1
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "number":
            return float(text)
        if kind == "area":
            return self._read(_area(text, self._sheet), single=":" not in text)
        if kind == "name":
            return called(text.upper(), self._arguments())
        if text != "(":
            raise UnknownFormulaError(text)
        value = self._level(0)
        self._expect(")")
        return value

    def _arguments(self) -> list[Argument]:
        self._expect("(")
        values = [self._level(0)]
        while self._next() == ",":
            self._take()
            values.append(self._level(0))
        self._expect(")")
        return values

    def _read(self, area: SheetArea, *, single: bool) -> Argument:
        page = self._book.pages.get(area.sheet)
        if page is None:
            raise UnknownFormulaError(area.sheet)
        values = [page.cells[spot].value if spot in page.cells else None for spot in area.spots()]
        return values[0] if single else values

    def _next(self) -> str:
        kind, text = self._tokens[self._place] if self._place < len(self._tokens) else ("", "")
        return text if kind == "sign" else ""

    def _take(self) -> str:
        self._place += 1
        return self._tokens[self._place - 1][1]

    def _expect(self, sign: str) -> None:
        if self._next() != sign:
            raise UnknownFormulaError(sign)
        self._place += 1
