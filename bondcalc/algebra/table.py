"""A schedule: a titled table of lines over one axis."""

from dataclasses import dataclass, field
from decimal import Decimal

from bondcalc.algebra.axis import SCALAR, AlgebraError, Axis, Key
from bondcalc.algebra.inspection import check
from bondcalc.algebra.line import Constant, Expression, Line, Operand, Operation, Structure, copied, expression
from bondcalc.algebra.solved import Solved
from bondcalc.wording.terms import Unit

LONGEST_SUM = 150
"""Cells that one formula adds up; more would pass the 8,192 characters that spreadsheets read."""
UNITS = (
    Unit.MONEY,
    Unit.ACCRUED,
    Unit.RATIO,
    Unit.FRACTION,
    Unit.SHARE_POINTS,
    Unit.QUANTITY,
    Unit.COUNT,
    Unit.FLAG,
    Unit.YEAR,
    Unit.DISCLOSED,
    Unit.YUAN,
    Unit.DAY,
    Unit.INTEREST_COVER,
)
"""What a line may be counted in: money is rounded to the quantum, accrued is money before that, disclosed is 亿元."""
_UNITS = {name: unit for unit in UNITS for name in (unit, unit.value)}
"""The units of lines, by themselves and by the words they are stated with."""


@dataclass(eq=False)
class Table:
    """Lines over one axis, in printing order.

    `id` is the key in JSON, `sheet` the tab it stands on (several tables may share one), `number` orders the tabs.
    `notes` stand under the title in print.
    """

    id: str
    zh: str
    en: str
    axis: Axis = SCALAR
    sheet: str = ""
    number: int = 0
    lines: list[Line] = field(default_factory=list)
    headings: dict[Line, tuple[str, str]] = field(default_factory=dict)
    _heading: tuple[str, str] | None = None
    _ids: set[str] = field(default_factory=set, repr=False)

    def heading(self, zh: str, en: str) -> None:
        """Set a group heading before the next line."""
        self._heading = (zh, en)

    def line(
        self,
        id_: str,
        formula: Operand,
        zh: str,
        en: str,
        source: str = "",
        *,
        unit: str = "money",
        opening: Operand = 0,
        total: bool = False,
        strong: bool = False,
        rests_on: tuple[Key, ...] = (),
    ) -> Line:
        """Add a line with its names and its formula in words; `rests_on` are cells that chose it or that it found empty."""
        declared = self.declare(id_, zh, en, source, unit=unit, opening=opening, total=total, rests_on=rests_on)
        declared.strong = strong
        return self.define(declared, formula)

    def copy(
        self,
        id_: str,
        line: Expression,
        zh: str,
        en: str,
        source: str = "",
        *,
        unit: str = "money",
        total: bool = False,
        strong: bool = False,
        rests_on: tuple[Key, ...] = (),
    ) -> Line:
        """Show a line of another table here, under the name it has here."""
        return self.line(id_, copied(line), zh, en, source, unit=unit, total=total, strong=strong, rests_on=rests_on)

    def declare(
        self,
        id_: str,
        zh: str,
        en: str,
        source: str = "",
        *,
        unit: str = "money",
        opening: Operand = 0,
        total: bool = False,
        rests_on: tuple[Key, ...] = (),
    ) -> Line:
        """Name a line whose formula follows (the closing balance of a corkscrew); it is printed where it is defined."""
        if unit not in _UNITS:
            raise AlgebraError(f"line {id_}: unknown unit {unit}")
        return Line(
            axis=self.axis,
            id=id_,
            zh=zh,
            en=en,
            unit=_UNITS[unit],
            source=source,
            opening=expression(opening),
            total=total,
            rests_on=rests_on,
        )

    def define(self, line: Line, formula: Operand) -> Line:
        """Define a declared line and print it here."""
        if line.id in self._ids:
            raise AlgebraError(f"line {line.id} stands twice in {self.id}")
        self._ids.add(line.id)
        formula = expression(formula)
        if check(line, formula) > LONGEST_SUM:
            # Subtotals stand before the line that adds them up: a workbook reads from top to bottom.
            formula = self._parted(line, formula)
        self.lines.append(line)
        if self._heading is not None:
            self.headings[line] = self._heading
            self._heading = None
        return line.define(formula)

    def _parted(self, line: Line, part: Expression) -> Expression:
        """Put subtotals before a line whose sum has more terms than a spreadsheet's formula holds."""
        if not isinstance(part, Operation) or _read_by(part) <= LONGEST_SUM:
            return part
        arguments = tuple(self._parted(line, inner) for inner in part.arguments)
        if part.name == "sum" and sum(map(_read_by, arguments)) > LONGEST_SUM and len(arguments) > 1:
            arguments = tuple(self._subtotal(line, terms) for terms in _lots(arguments))
        return part if arguments == part.arguments else Operation(part.name, arguments)

    def _subtotal(self, line: Line, terms: tuple[Expression, ...]) -> Line:
        number = 1 + sum(other.id.startswith(f"{line.id}.part.") for other in self.lines)
        return self.line(
            f"{line.id}.part.{number}",
            Operation("sum", terms),
            f"{line.zh}（小计{number}）",
            f"{line.en}, part {number}",
            "行数较多，分段小计",
            unit=line.unit,
            total=line.total,
        )

    def structure(
        self,
        id_: str,
        values: list[Decimal],
        zh: str,
        en: str,
        source: str = "",
        *,
        unit: str = "fraction",
        rests_on: tuple[Key, ...] = (),
    ) -> Line:
        """Add a row of values fixed at build time by the cells they rest on."""
        if len(values) != self.axis.size:
            raise AlgebraError(f"line {id_}: {len(values)} values for {self.axis.size} columns")
        return self.line(id_, Structure(tuple(values), rests_on), zh, en, source, unit=unit)

    def solved(
        self,
        id_: str,
        value: Decimal,
        zh: str,
        en: str,
        source: str = "",
        *,
        unit: str = "ratio",
        rests_on: tuple[Key, ...] = (),
    ) -> Line:
        """Add a single figure that was solved for at build time from the cells it rests on."""
        return self.line(id_, Solved((value,), rests_on), zh, en, source, unit=unit)

    def __getitem__(self, id_: str) -> Line:
        """Find a line by id (for the edges: JSON, texts); KeyError when there is none."""
        for line in self.lines:
            if line.id == id_:
                return line
        raise KeyError(f"{self.id}.{id_}")


def is_blank(part: Expression) -> bool:
    """Tell whether an expression is the plain zero."""
    return isinstance(part, Constant) and part.value == 0


def _read_by(part: Expression) -> int:
    """Count the cells a term names, one at least: an amount times a flag names two."""
    if not isinstance(part, Operation):
        return 1
    cells, waiting = 0, [part]
    while waiting:
        for inner in waiting.pop().arguments:
            if isinstance(inner, Operation):
                waiting.append(inner)
            else:
                cells += 1
    return cells


def _lots(terms: tuple[Expression, ...]) -> list[tuple[Expression, ...]]:
    """Part terms, in order, into lots that a formula holds."""
    lots: list[list[Expression]] = [[]]
    room = LONGEST_SUM
    for term in terms:
        if _read_by(term) > room and lots[-1]:
            lots.append([])
            room = LONGEST_SUM
        lots[-1].append(term)
        room -= _read_by(term)
    return [tuple(lot) for lot in lots]
