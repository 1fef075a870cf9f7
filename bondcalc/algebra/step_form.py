"""The form of a line: its formula with a slot for every line, leaf and number in it, so that lines of one form share a function.

One walk over a line gives all that compiling asks: its form, what stands in the slots, and which lines it reads.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import AlgebraError
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Series, Structure
from bondcalc.algebra.step_places import Numbering, columns_read

SIZE = 1
"""The slot of how many columns the line has; slot 0 is the line itself."""
ZERO, QUANTIZED, WEIGHTED = "0", "quantized", "weighted"
"""Signs that are no names of operations or readings: a plain zero, a rounding to a quantum, a total of products."""


class Form(NamedTuple):
    """How a line is made, whatever it reads: whether it is a single figure, its opening and formula, what kind stands in each slot.

    A sign stands before what it is of. A number alone is a slot, read in the column that is computed; after the name of an
    operation comes how many arguments it has, after any other sign but ZERO the slots it reads. Kinds: `own`, `size`, a `line`,
    one of a `single` figure, a `leaf`, a `row` of leaves, a row `fixed` by dates, a `constant` of the formula.
    """

    single: bool
    signs: tuple[int | str, ...]
    kinds: tuple[str, ...]


class LineForm:
    """A line taken apart: its `form`, and by slot the `numbers` of what stands there (lines and givens by number, else as it is).

    `read` and `given` are the numbers of the lines and givens it reads, `slots` where a line or leaf stands.
    """

    __slots__ = (
        "_kinds",
        "_numbering",
        "_quantum",
        "_signs",
        "form",
        "given",
        "line",
        "number",
        "numbers",
        "read",
        "slots",
    )

    def __init__(self, line: Line, numbering: Numbering, quantum: Decimal) -> None:
        self.line, self._numbering, self._quantum = line, numbering, quantum
        self.number = numbering.lines[line]
        self.numbers: list[object] = [self.number, line.axis.size]
        self.read: list[int] = []
        self.given: list[int] = []
        self.slots: dict[object, int] = {}
        self._kinds, self._signs = ["own", "size"], list[int | str]()
        self._spell(line.opening)
        self._spell(line.definition)
        self.form = Form(line.axis.kind == "scalar", tuple(self._signs), tuple(self._kinds))

    def _spell(self, formula: Expression) -> None:
        signs, slots, waiting = self._signs, self.slots, [formula]
        while waiting:
            part = waiting.pop()
            # These have no kinds of their own, so that their type is asked for, which is quicker; the most frequent come first.
            if type(part) is Operation:
                waiting += self._operation(part)
            elif type(part) is Line:
                slot = slots.get(part)
                signs.append(self._of_line(part) if slot is None else slot)
            elif type(part) is Constant:
                signs.append(self._new("constant", Decimal(part.value)) if part.value else ZERO)
            elif type(part) is Leaf:
                slot = slots.get(part.key)
                signs.append(self._of_leaf(part) if slot is None else slot)
            else:
                waiting += self._reading(part)

    def _operation(self, part: Operation) -> Sequence[Expression]:
        """Write the name of an operation; give its arguments, the last one first."""
        if part.name == "money":
            self._signs += (QUANTIZED, self._new("constant", self._quantum))
            return part.arguments
        if part.name == "round":
            value, decimals = part.arguments
            assert isinstance(decimals, Constant)  # noqa: S101 - rounded() puts it there
            self._signs += (QUANTIZED, self._new("constant", Decimal(1).scaleb(-decimals.value)))
            return (value,)
        self._signs += (part.name, len(part.arguments))
        return part.arguments[::-1]

    def _reading(self, part: Expression) -> Sequence[Expression]:
        """Write what reads more than one column or leaf; give what is left to write of it."""
        if isinstance(part, Series):
            self._signs.append(self._row(part.leaves))
        elif isinstance(part, Previous):
            self._signs += ("previous", self._elsewhere(part.line))
        elif isinstance(part, Pick):
            self._signs += ("pick", self._row(part.leaves))
            return (part.number,)
        elif isinstance(part, Gather):
            self._gather(part)
        elif isinstance(part, Structure) and part is self.line.definition:
            self._signs.append(self._new("fixed", self._given(self.line, part.values)))
        else:
            raise TypeError(f"{type(part).__name__} stands only as a whole line")
        return ()

    def _gather(self, part: Gather) -> None:
        name, slot = part.name, self._elsewhere(part.line)
        if part.weight is not None:
            self._signs += (WEIGHTED, slot, self._elsewhere(part.weight))
        elif name in {"total", "lowest", "running"}:
            self._signs += (name, slot)
        else:
            self._signs += (name, slot, self._new("constant", columns_read(part, self.line.axis)))

    def _elsewhere(self, line: Line) -> int:
        """Read a line in other columns than the one that is computed."""
        slot = self.slots.get(line)
        return self._of_line(line) if slot is None else slot

    def _of_line(self, line: Line) -> int:
        number = self._numbering.lines.get(line)
        if number is None:
            raise AlgebraError(f"line {self.line.id} reads {line.id}, which stands in no schedule")
        self.read.append(number)
        slot = self.slots[line] = self._new("single" if line.axis.kind == "scalar" else "line", number)
        return slot

    def _of_leaf(self, leaf: Leaf) -> int:
        slot = self.slots[leaf.key] = self._new("leaf", self._given(leaf.key, leaf.value))
        return slot

    def _row(self, leaves: Sequence[Leaf]) -> int:
        return self._new("row", [self._given(leaf.key, leaf.value) for leaf in leaves])

    def _given(self, key: object, value: object) -> int:
        number = self._numbering.given(key, value)
        self.given.append(number)
        return number

    def _new(self, kind: str, number: object) -> int:
        self._kinds.append(kind)
        self.numbers.append(number)
        return len(self._kinds) - 1
