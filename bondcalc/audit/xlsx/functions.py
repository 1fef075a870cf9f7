"""The dozen functions and operators of our formulas, on stored values, as spreadsheets work them out."""

import math
from collections.abc import Callable

from bondcalc.audit.xlsx.audited_sheet import StoredValue

NUDGE = 1e-14
"""Lifts what binary arithmetic leaves a hair below a half, as spreadsheets do."""

Argument = StoredValue | list[StoredValue]


class UnknownFormulaError(Exception):
    """A formula that cannot be worked out here: another function, an error among its cells."""


def number(value: Argument) -> float:
    """Take a value as a number, a blank cell as zero."""
    if value is None:
        return 0.0
    if isinstance(value, str | list):
        raise UnknownFormulaError(str(value))
    return float(value)


def operate(sign: str, left: Argument, right: Argument) -> StoredValue:
    """Work out an operator."""
    if sign == "&":
        return f"{_shown(left)}{_shown(right)}"
    if sign in {"=", "<>"} and (isinstance(left, str) or isinstance(right, str)):
        return (left == right) == (sign == "=")
    one, other = number(left), number(right)
    if sign == "/" and other == 0:
        return math.nan  # The branch of an IF that is not taken may divide by nothing.
    results: dict[str, Callable[[], float | bool]] = {
        "+": lambda: one + other,
        "-": lambda: one - other,
        "*": lambda: one * other,
        "/": lambda: one / other,
        "^": lambda: float(one**other),
        ">=": lambda: one >= other,
        "<=": lambda: one <= other,
        ">": lambda: one > other,
        "<": lambda: one < other,
        "=": lambda: one == other,
        "<>": lambda: one != other,
    }
    return results[sign]()


def _shown(value: Argument) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def called(name: str, given: list[Argument]) -> Argument:
    """Work out a function. Raises UnknownFormulaError for one we never write."""
    if name not in _FUNCTIONS:
        raise UnknownFormulaError(name)
    return _FUNCTIONS[name](*given)


def _numbers(*given: Argument) -> list[float]:
    values = [value for one in given for value in (one if isinstance(one, list) else [one])]
    return [float(value) for value in values if isinstance(value, float) and not isinstance(value, bool)]


def _round(value: Argument, places: Argument) -> float:
    scale = 10.0 ** number(places)
    plain = number(value)
    if math.isnan(plain):
        return plain
    return math.copysign(math.floor(abs(plain) * scale * (1 + NUDGE) + 0.5) / scale, plain)


def _sum_if(keys: Argument, wanted: Argument, values: Argument) -> float:
    return _sum_ifs(values, keys, wanted)


def _sum_ifs(values: Argument, *conditions: Argument) -> float:
    rows = _list(values)
    kept = [
        all(_meets(_list(keys)[index], wanted) for keys, wanted in zip(conditions[::2], conditions[1::2], strict=True))
        for index in range(len(rows))
    ]
    return math.fsum(_numbers([value for value, keep in zip(rows, kept, strict=True) if keep]))


def _meets(value: StoredValue, wanted: Argument) -> bool:
    if isinstance(wanted, str) and wanted[:1] in {"<", ">", "="}:
        sign = wanted[: 2 if wanted[1:2] in {"=", ">"} else 1]
        return isinstance(value, float) and bool(operate(sign, value, float(wanted[len(sign) :])))
    return value == wanted


def _list(value: Argument) -> list[StoredValue]:
    return value if isinstance(value, list) else [value]


def _product(one: Argument, other: Argument) -> float:
    return math.fsum(
        number(a) * number(b)
        for a, b in zip(_list(one), _list(other), strict=True)
        if not isinstance(a, str) and not isinstance(b, str)
    )


_FUNCTIONS: dict[str, Callable[..., Argument]] = {
    "SUM": lambda *given: math.fsum(_numbers(*given)),
    "MIN": lambda *given: min(_numbers(*given), default=0.0),
    "MAX": lambda *given: max(_numbers(*given), default=0.0),
    "COUNT": lambda *given: float(len(_numbers(*given))),
    "AND": lambda *given: all(number(one) for one in given),
    "IF": lambda condition, then, otherwise=False: then if number(condition) else otherwise,
    "INDEX": lambda values, place: _list(values)[int(number(place)) - 1],
    "ROUND": _round,
    "SUMIF": _sum_if,
    "SUMIFS": _sum_ifs,
    "SUMPRODUCT": _product,
}
