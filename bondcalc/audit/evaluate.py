"""Does a stored value follow from its formula? Works out the formulas we write, on the values a workbook holds."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bondcalc.audit.cells import Spot, Value, Workbook, spot_of

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w!]))
    |(?P<area>(?:'(?:[^']|'')*'!|[^\W\d][\w.]*!)?\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?(?![\w(!]))
    |(?P<name>[A-Za-z_][\w.]*)(?=\()|(?P<sign>>=|<=|<>|[-+*/^&<>=(),]))""",
    re.VERBOSE,
)
_LEVELS = ((">=", "<=", "<>", ">", "<", "="), ("&",), ("+", "-"), ("*", "/"), ("^",))
NUDGE = 1e-14
"""Lifts what binary arithmetic leaves a hair below a half, as spreadsheets do."""

Operand = Value | list[Value]


class UnknownFormulaError(Exception):
    """A formula that cannot be worked out here: another function, an error among its cells."""


@dataclass(frozen=True)
class Area:
    """The cells a formula reads at one place: a sheet and a rectangle."""

    sheet: str
    first: Spot
    last: Spot

    def spots(self) -> Iterator[Spot]:
        """Give every cell, row by row."""
        for row in range(self.first[0], self.last[0] + 1):
            for column in range(self.first[1], self.last[1] + 1):
                yield row, column


def areas(formula: str, sheet: str) -> list[Area]:
    """Give what a formula reads; `sheet` is the one it stands on."""
    return [_area(text, sheet) for kind, text in _tokens(formula) if kind == "area"]


def evaluate(formula: str, sheet: str, book: Workbook) -> Value:
    """Work a formula out on stored values. Raises UnknownFormulaError when it holds something we never write."""
    try:
        value = _Parser(list(_tokens(formula)), sheet, book).whole()
    except RecursionError as error:
        raise UnknownFormulaError(formula) from error
    if isinstance(value, list) or (isinstance(value, float) and math.isnan(value)):
        raise UnknownFormulaError(formula)
    return value


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(formula.rstrip()):
        found = _TOKEN.match(formula, place)
        if found is None or found.lastgroup is None:
            raise UnknownFormulaError(formula)
        yield found.lastgroup, found[found.lastgroup]
        place = found.end()


def _area(text: str, sheet: str) -> Area:
    title, mark, cells = text.rpartition("!")
    if title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    first, _, last = cells.upper().partition(":")
    return Area(title if mark else sheet, spot_of(first), spot_of(last or first))


class _Parser:
    """Reads tokens by precedence and computes as it goes."""

    def __init__(self, tokens: list[tuple[str, str]], sheet: str, book: Workbook) -> None:
        self._tokens, self._place, self._sheet, self._book = tokens, 0, sheet, book

    def whole(self) -> Operand:
        value = self._level(0)
        if self._place != len(self._tokens):
            raise UnknownFormulaError(self._tokens[self._place][1])
        return value

    def _level(self, level: int) -> Operand:
        if level == len(_LEVELS):
            return self._signed()
        value = self._level(level + 1)
        while self._next() in _LEVELS[level]:
            sign = self._take()
            value = _operate(sign, value, self._level(level + 1))
        return value

    def _signed(self) -> Operand:
        if self._next() in {"-", "+"}:
            sign = self._take()
            value = _number(self._signed())
            return -value if sign == "-" else value
        return self._single()

    def _single(self) -> Operand:
        kind, text = self._tokens[self._place] if self._place < len(self._tokens) else ("", "")
        self._place += 1
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "number":
            return float(text)
        if kind == "area":
            return self._read(_area(text, self._sheet), single=":" not in text)
        if kind == "name":
            return _call(text.upper(), self._arguments())
        if text != "(":
            raise UnknownFormulaError(text)
        value = self._level(0)
        self._expect(")")
        return value

    def _arguments(self) -> list[Operand]:
        self._expect("(")
        values = [self._level(0)]
        while self._next() == ",":
            self._take()
            values.append(self._level(0))
        self._expect(")")
        return values

    def _read(self, area: Area, *, single: bool) -> Operand:
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


def _number(value: Operand) -> float:
    if value is None:
        return 0.0
    if isinstance(value, str | list):
        raise UnknownFormulaError(str(value))
    return float(value)


def _operate(sign: str, left: Operand, right: Operand) -> Value:
    if sign == "&":
        return f"{_shown(left)}{_shown(right)}"
    if sign in {"=", "<>"} and (isinstance(left, str) or isinstance(right, str)):
        return (left == right) == (sign == "=")
    one, other = _number(left), _number(right)
    if sign == "/" and other == 0:
        return math.nan  # The branch of an IF that is not taken may divide by nothing.
    results: dict[str, Callable[[], float | bool]] = {
        "+": lambda: one + other, "-": lambda: one - other, "*": lambda: one * other, "/": lambda: one / other,
        "^": lambda: float(one**other), ">=": lambda: one >= other, "<=": lambda: one <= other,
        ">": lambda: one > other, "<": lambda: one < other, "=": lambda: one == other, "<>": lambda: one != other,
    }  # fmt: skip
    return results[sign]()


def _shown(value: Operand) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _call(name: str, given: list[Operand]) -> Operand:
    if name not in _FUNCTIONS:
        raise UnknownFormulaError(name)
    try:
        return _FUNCTIONS[name](*given)
    except (TypeError, IndexError, OverflowError) as error:
        raise UnknownFormulaError(name) from error


def _numbers(*given: Operand) -> list[float]:
    values = [value for one in given for value in (one if isinstance(one, list) else [one])]
    return [float(value) for value in values if isinstance(value, float) and not isinstance(value, bool)]


def _round(value: Operand, places: Operand) -> float:
    scale = 10.0 ** _number(places)
    number = _number(value)
    return math.copysign(math.floor(abs(number) * scale * (1 + NUDGE) + 0.5) / scale, number)


def _sum_if(keys: Operand, wanted: Operand, values: Operand) -> float:
    return _sum_ifs(values, keys, wanted)


def _sum_ifs(values: Operand, *conditions: Operand) -> float:
    rows = _list(values)
    kept = [all(_meets(_list(keys)[place], wanted) for keys, wanted in zip(conditions[::2], conditions[1::2], strict=True))
            for place in range(len(rows))]  # fmt: skip
    return math.fsum(_numbers([value for value, keep in zip(rows, kept, strict=True) if keep]))


def _meets(value: Value, wanted: Operand) -> bool:
    if isinstance(wanted, str) and wanted[:1] in {"<", ">", "="}:
        sign = wanted[: 2 if wanted[1:2] in {"=", ">"} else 1]
        return isinstance(value, float) and bool(_operate(sign, value, float(wanted[len(sign) :])))
    return value == wanted


def _list(value: Operand) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _product(one: Operand, other: Operand) -> float:
    return math.fsum(_number(a) * _number(b) for a, b in zip(_list(one), _list(other), strict=True)
                     if not isinstance(a, str) and not isinstance(b, str))  # fmt: skip


_FUNCTIONS: dict[str, Callable[..., Operand]] = {
    "SUM": lambda *given: math.fsum(_numbers(*given)),
    "MIN": lambda *given: min(_numbers(*given), default=0.0),
    "MAX": lambda *given: max(_numbers(*given), default=0.0),
    "COUNT": lambda *given: float(len(_numbers(*given))),
    "AND": lambda *given: all(_number(one) for one in given),
    "IF": lambda condition, then, otherwise=False: then if _number(condition) else otherwise,
    "INDEX": lambda values, number: _list(values)[int(_number(number)) - 1],
    "ROUND": _round,
    "SUMIF": _sum_if,
    "SUMIFS": _sum_ifs,
    "SUMPRODUCT": _product,
}
