"""The excel reading: a line as a live cell formula."""

from collections.abc import Callable
from typing import Protocol

from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Series
from bondcalc.wording.terms import Unit

NOT_APPLICABLE = "不适用"
NOTHING = 10
"""Decimals at which a denominator is zero: binary sums of cents leave 1e-13 where the exact sum is zero."""

_BETWEEN = {"+": "+", "-": "-", "*": "*", "/": "/", "^": "^", ">=": ">=", ">": ">"}
_FUNCTIONS = {"min": "MIN", "max": "MAX", "and": "AND", "if": "IF", "round": "ROUND"}
_COMPARED = {">=", ">"}
_LEVEL = {">=": 0, ">": 0, "+": 1, "-": 1, "sum": 1, "*": 2, "/": 2, "^": 3}


class Addresses(Protocol):
    """Where lines and leaves stand in the workbook; columns are counted from 1, the opening is 0.

    `sheet` is the one being written.
    """

    sheet: str

    def cell(self, line: Line, column: int) -> str:
        """Address of one value of a line, as seen from the sheet of the formula."""

    def along(self, line: Line, ahead: int) -> Callable[[int], str]:
        """Addresses of the values of a line that has columns, by the column of the formula: `ahead` of it."""

    def span(self, line: Line) -> str:
        """Address of all column values of a line."""

    def leaf(self, leaf: Leaf) -> str:
        """Absolute address of an input or rule value."""

    def moving(self, series: Series, column: int) -> str:
        """Relative address of an input that stands in a row of years, so that every cell of a row has one formula."""

    def years(self, line: Line) -> str:
        """Address of the calendar years of a line's columns."""

    def dates(self, line: Line) -> str:
        """Address of the payment dates of a line."""

    def date(self, line: Line, column: int) -> str:
        """Address of one payment date of the line being written."""

    def year(self, line: Line, column: int) -> str:
        """Address of the calendar year of one column of the line being written."""


HERE = 1 << 20
"""Stands for the column of a formula while the formula of a whole row is written."""
OPEN = "\x01"
"""Stands before and behind the number of an address that is left open; no formula has such a sign."""


class MovingAddresses:
    """Addresses in which those that go with the column are left open: `open` gives each for a column."""

    def __init__(self, places: Addresses) -> None:
        self._places, self.open, self.sheet = places, list[Callable[[int], str]](), places.sheet
        self.span, self.leaf, self.years, self.dates = places.span, places.leaf, places.years, places.dates

    def cell(self, line: Line, column: int) -> str:
        """Leave a value open that goes with the column; a single figure does not."""
        ahead = column - HERE
        return self._places.cell(line, column) if ahead < -1 else self._opened(self._places.along(line, ahead))

    def along(self, line: Line, ahead: int) -> Callable[[int], str]:
        """Addresses that are left open are not asked for."""
        return self._places.along(line, ahead)

    def moving(self, series: Series, column: int) -> str:
        """Leave an input in a row of years open."""
        return self._left(lambda here, column: here.moving(series, column), column)

    def date(self, line: Line, column: int) -> str:
        """Leave a payment date open."""
        return self._left(lambda here, column: here.date(line, column), column)

    def year(self, line: Line, column: int) -> str:
        """Leave a calendar year open."""
        return self._left(lambda here, column: here.year(line, column), column)

    def _left(self, address: Callable[[Addresses, int], str], column: int) -> str:
        places, ahead = self._places, column - HERE
        if ahead < -1:
            return address(places, column)
        return self._opened(lambda here: address(places, here + ahead))

    def _opened(self, address: Callable[[int], str]) -> str:
        self.open.append(address)
        return f"{OPEN}{len(self.open) - 1}{OPEN}"


class FormulaWriter:
    """Writes the formulas of a line."""

    def __init__(self, places: Addresses, decimals: int) -> None:
        self._places = places
        self._decimals = decimals

    def formula(self, line: Line, column: int) -> str:
        """The formula of a line in one column, with the leading equals sign."""
        return "=" + self._text(line.definition if column else line.opening, line, column)

    def row(self, line: Line) -> list[str]:
        """The formulas of a line in all its columns: one is written, the others are it with what names their columns."""
        part, columns = line.definition, range(1, line.axis.size + 1)
        if line.axis.kind == "scalar" or (isinstance(part, Gather) and part.name == "running"):
            return [self.formula(line, column) for column in columns]
        moving = MovingAddresses(self._places)
        text = "=" + FormulaWriter(moving, self._decimals)._text(part, line, HERE)  # noqa: SLF001 - its own kind
        pieces = text.split(OPEN)
        named = [[address(column) for column in columns] for address in moving.open]
        rows = [named[int(piece)] if number % 2 else [piece] * len(columns) for number, piece in enumerate(pieces)]
        return list(map("".join, zip(*rows, strict=True)))

    def total(self, line: Line) -> str:
        """The sum of a line's columns."""
        return f"=SUM({self._places.span(line)})"

    def _text(self, part: Expression, line: Line, column: int, *, factor: bool = False) -> str:
        """Write an expression; an amount that is a `factor` of a rounded product (to the quantum or to given decimals) is freed of binary dust first."""
        text = self._plain(part, line, column, factor=factor)
        return f"ROUND({text},{self._decimals})" if factor and _is_sum(part) else text

    def _plain(self, part: Expression, line: Line, column: int, *, factor: bool) -> str:
        if isinstance(part, Constant):
            return str(part.value)
        if isinstance(part, Leaf):
            return self._places.leaf(part)
        if isinstance(part, Series):
            return self._places.moving(part, column)
        if isinstance(part, Pick):
            first, last = self._places.leaf(part.leaves[0]), self._places.leaf(part.leaves[-1])
            number = self._places.cell(part.number, column)
            return f"IF({number}=0,0,INDEX({first}:{last.rsplit('!', 1)[-1]},{number}))"
        if isinstance(part, Line):
            return self._places.cell(part, 1 if part.axis.kind == "scalar" else column)
        if isinstance(part, Previous):
            return self._places.cell(part.line, column - 1)
        if isinstance(part, Gather):
            return self._gather(part, line, column)
        if isinstance(part, Operation):
            return self._operation(part, line, column, factor=factor)
        raise TypeError(f"{type(part).__name__} has no formula")

    def _operation(self, part: Operation, line: Line, column: int, *, factor: bool) -> str:
        name = part.name
        factors = factor or (name in {"money", "round"} and any(_multiplies(inner) for inner in part.arguments))
        texts = [self._text(inner, line, column, factor=factors) for inner in part.arguments]
        if name in _COMPARED:
            # A sum that is zero in cents may be 1e-13 above it in binary, and a flag would turn.
            texts = [
                f"ROUND({text},{NOTHING})" if _is_sum(inner) or _adds(inner) else text
                for inner, text in zip(part.arguments, texts, strict=True)
            ]
        if name in _BETWEEN:
            left, right = part.arguments
            return _wrap(left, texts[0], name, right=False) + _BETWEEN[name] + _wrap(right, texts[1], name, right=True)
        if name == "sum":
            return "+".join(
                _wrap(inner, text, "+", right=False) for inner, text in zip(part.arguments, texts, strict=True)
            )
        if name == "money":
            return f"ROUND({texts[0]},{self._decimals})"
        if name == "ratio":
            nothing = f'"{NOT_APPLICABLE}"' if line.axis.kind == "scalar" else '""'
            below = _wrap(part.arguments[1], texts[1], "/", right=True)
            return f"IF(ROUND({texts[1]},{NOTHING})=0,{nothing},{_wrap(part.arguments[0], texts[0], '/', right=False)}/{below})"
        if name in {"min", "max"}:
            # MIN and MAX pass over a blank cell, which stands for zero here.
            texts = [
                f"{text}+0" if _is_blank(inner) else text for inner, text in zip(part.arguments, texts, strict=True)
            ]
        return f"{_FUNCTIONS[name]}({','.join(texts)})"

    def _gather(self, part: Gather, line: Line, column: int) -> str:
        span = self._places.span(part.line)
        if part.name == "total" and part.weight is not None:
            return f"SUMPRODUCT({span},{self._places.span(part.weight)})"
        if part.name == "running":
            first, here = self._places.cell(part.line, 1), self._places.cell(part.line, column)
            return f"SUM({_column_fixed(first)}:{here.rsplit('!', 1)[-1]})"
        if part.name in {"by_year", "in_year"}:
            return f"SUMIF({self._places.years(part.line)},{self._places.year(line, column)},{span})"
        if part.name == "to_date":
            years, day = self._places.years(part.line), self._places.date(line, column)
            return (
                f'SUMIFS({span},{years},{self._places.year(line, column)},{self._places.dates(part.line)},"<="&{day})'
            )
        if part.name == "on_day":
            return f"SUMIF({self._places.dates(part.line)},{self._places.date(line, column)},{span})"
        if part.name == "lowest":
            return f'IF(COUNT({span})=0,"{NOT_APPLICABLE}",MIN({span}))'
        return f"SUM({span})"


def _is_blank(part: Expression) -> bool:
    """Tell whether an input that nobody filled in stands here by itself, or a row of them with some left blank."""
    leaves = part.leaves if isinstance(part, Series) else (part,)
    return any(isinstance(leaf, Leaf) and leaf.blank for leaf in leaves)


def _is_sum(part: Expression) -> bool:
    """Tell whether an amount is a sum of rounded ones: exact in cents, off by 1e-13 or more in binary."""
    line = part.line if isinstance(part, Previous) else part
    if not isinstance(line, Line) or line.unit != Unit.MONEY:
        return False
    formula = line.definition
    return not (isinstance(formula, Leaf) or (isinstance(formula, Operation) and formula.name == "money"))


def _adds(part: Expression) -> bool:
    """Tell whether an expression is a sum or a difference."""
    return isinstance(part, Operation) and part.name in {"+", "-", "sum"}


def _multiplies(part: Expression) -> bool:
    """Tell whether an expression holds a product or a quotient, whose result may end on half a cent."""
    if not isinstance(part, Operation):
        return False
    return part.name in {"*", "/"} or any(_multiplies(inner) for inner in part.arguments)


def _wrap(part: Expression, text: str, outer: str, *, right: bool) -> str:
    """Put brackets round an operand that binds less than the operator outside."""
    level = _LEVEL.get(part.name, 4) if isinstance(part, Operation) else 4
    below = level < _LEVEL[outer] or (right and level == _LEVEL[outer])
    return f"({text})" if below else text


def _column_fixed(address: str) -> str:
    sheet, _, cell = address.rpartition("!")
    return (sheet + "!" if sheet else "") + "$" + cell.lstrip("$")
