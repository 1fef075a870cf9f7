"""One step of the exact reading as the text of a function: a line, or lines that read one another's previous value.

The text is written from forms alone, so that steps of one form share a function, and a second project compiles hardly anything.
"""

from collections.abc import Sequence
from itertools import chain

from bondcalc.algebra.step_form import QUANTIZED, SIZE, WEIGHTED, ZERO, Form

LONG_SUM = 100
"""Terms from which a sum is a call: the compiler nests one level a plus sign."""
WHOLE = {"by_year", "running", "in_year", "to_date", "on_day"}
"""Readings that give all columns of a line at once."""
_BETWEEN = {
    "+": " + ",
    "-": " - ",
    "*": " * ",
    "/": " / ",
    "^": " ** ",
    ">=": " >= ",
    ">": " > ",
    "and": " and ",
    "sum": " + ",
}
_READ = {
    "total": "SUM({0}[1:], Z)",
    WEIGHTED: "SUM((a * b for a, b in zip({0}[1:], {1}[1:])), Z)",
    "lowest": "min((a for a in {0}[1:] if a is not None), default=None)",
    "running": "RUN({0})",
    "by_year": "BY({0}, {1}, {size})",
    "in_year": "[{0}[column] for column in {1}]",
    "to_date": "[SUM([{0}[column] for column in row], Z) for row in {1}]",
    "on_day": "[SUM([{0}[column] for column in row], Z) for row in {1}]",
}
"""Readings of whole lines, over the slots that come after their signs."""
_FETCHED = {
    "line": "V[{0}]",
    "single": "V[{0}]",
    "leaf": "L[{0}]",
    "fixed": "L[{0}]",
    "row": "[L[number] for number in {0}]",
}
"""How what stands in a slot is found, by its kind; what is not here is handed over as it is."""

Own = tuple[tuple[int, int], ...]
"""The slots of a form in which lines of its own group stand, each with its number in the group."""


def text_of_line(form: Form) -> str:
    """Write `step(V, L, ...)` of a line by itself, which reads values `V` and givens `L` by number and puts its own into `V`."""
    line = _FormText(form, 0, (), by_column=False)
    return _function([line], f"V[{line.names[0]}] = {line.row()}")


def text_of_group(forms: Sequence[Form], own: Sequence[Own]) -> str:
    """Write the step of lines that read one another's previous value: column by column, which takes longer."""
    lines = [
        _FormText(form, number, its, by_column=True) for number, (form, its) in enumerate(zip(forms, own, strict=True))
    ]
    size = lines[0].names[SIZE]
    rows = [f"v{number} = [{line.text()}] + [Z] * {size}" for number, line in enumerate(lines)]
    loop = [f" v{number}[t] = {line.text()}" for number, line in enumerate(lines)]
    ends = [f"V[{line.names[0]}] = tuple(v{number})" for number, line in enumerate(lines)]
    return _function(lines, "\n ".join([*rows, f"for t in range(1, {size} + 1):", *loop, *ends]))


def _function(lines: "Sequence[_FormText]", body: str) -> str:
    names = ", ".join(chain.from_iterable(line.names for line in lines))
    return f"def step(V, L, {names}):\n{''.join(line.fetched for line in lines)} {body}\n"


class _FormText:
    """Writes what a form says, sign by sign. `s3_1` is what stands in slot 3 of the second line, `v1` the second line itself."""

    def __init__(self, form: Form, number: int, own: Own, *, by_column: bool) -> None:
        self._form, self._by_column, self._next = form, by_column, 0
        self._columns: dict[str, str] = {}
        self.names = [f"s{slot}_{number}" for slot in range(len(form.kinds))]
        self._read = list(self.names)
        for slot, member in own:
            self._read[slot] = f"v{member}"
        self.fetched = "".join(
            f" {name} = {_FETCHED[kind].format(name)}\n"
            for name, read, kind in zip(self.names, self._read, form.kinds, strict=True)
            if kind in _FETCHED and name == read
        )

    def row(self) -> str:
        """Write opening and columns of a line that stands by itself."""
        opening, first = self.text(), self._form.signs[self._next]
        if isinstance(first, int) and self._form.kinds[first] in {"row", "fixed"}:
            return f"({opening}, *{self._read[first]})"
        text = self.text()
        if first in WHOLE:
            return f"({opening}, *{text})"
        if self._form.single:
            return f"({opening}, {text})"
        if not self._columns:
            return f"({opening}, *[{text} for _ in range({self.names[SIZE]})])"
        names, rows = ", ".join(self._columns.values()), ", ".join(self._columns)
        walked = f"zip({rows}, strict=True)" if len(self._columns) > 1 else rows
        return f"({opening}, *[{text} for {names} in {walked}])"

    def text(self) -> str:
        """Write the next expression."""
        sign = self._sign()
        if isinstance(sign, int):
            return self._in_column(self._form.kinds[sign], self._read[sign])
        if sign == ZERO:
            return "Z"
        if sign == QUANTIZED:
            quantum = self._slot()
            return f"({self.text()}).quantize({quantum})"
        if sign == "previous":
            name = self._slot()
            return f"{name}[t-1]" if self._by_column else self._column(f"{name}[:-1]")
        if sign == "pick":
            row = self._slot()
            return f"(Z, *{row})[int({self.text()})]"
        if sign in _READ:
            slots = [self._slot() for number in (0, 1) if f"{{{number}}}" in _READ[sign]]
            return _READ[sign].format(*slots, size=self.names[SIZE])
        return self._operation(sign, int(self._sign()))

    def _operation(self, name: str, count: int) -> str:
        texts = [self.text() for _ in range(count)]
        if name == "sum" and count > LONG_SUM:
            return f"SUM(({', '.join(texts)}), Z)"
        if name in _BETWEEN:
            return f"({_BETWEEN[name].join(texts)})"
        if name == "if":
            return f"({texts[1]} if {texts[0]} else {texts[2]})"
        if name == "ratio":
            return f"(None if ({texts[1]}) == 0 else {texts[0]} / {texts[1]})"
        return f"{name}({', '.join(texts)})"

    def _in_column(self, kind: str, name: str) -> str:
        """Read what stands in a slot in the column that is computed; of a single figure there is one."""
        if kind == "single":
            return f"{name}[1]"
        if kind == "line":
            return f"{name}[t]" if self._by_column else self._column(f"{name}[1:]")
        if kind == "row":
            return f"{name}[t-1]" if self._by_column else self._column(name)
        return name

    def _sign(self) -> int | str:
        self._next += 1
        return self._form.signs[self._next - 1]

    def _slot(self) -> str:
        """Name what stands in the slot that comes next."""
        return self._read[int(self._sign())]

    def _column(self, row: str) -> str:
        """Name the value in the column that is computed of a row that is walked."""
        return self._columns.setdefault(row, f"x{len(self._columns)}")
