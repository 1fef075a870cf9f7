"""The whole of what a figure rests on: figures and ends by reference, each described once."""

from decimal import Decimal

from bondcalc.algebra.axis import Key
from bondcalc.algebra.inspection import leaves_of
from bondcalc.algebra.line import Constant, Expression, Leaf, Line, Operation
from bondcalc.algebra.trace import At, Trace
from bondcalc.algebra.words import Naming, bare, formula, label
from bondcalc.explain.addition import Addend, addends, in_pairs, zeros
from bondcalc.explain.cut_years import cut_years
from bondcalc.explain.node import Node, place
from bondcalc.explain.numbers import InNumbers, Numbers
from bondcalc.explain.origin import Origins
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.wording.terms import Language
from bondcalc.workbook.assemble import laid_out

PAIRS = 32
"""Pairs of a sum that are written out where formulas are cut: a whole life of years."""
Reference = At | Key
"""A figure, or the key of an input cell or rule value."""


class Explanation:
    """Explains the figures of one result; `most` terms of a list are written out in a formula."""

    def __init__(self, result: Result, language: Language = "zh", most: int | None = None) -> None:
        settings = result.project.form(Settings)
        lines = frozenset(line for table in result.book.tables for line in table.lines)
        self.trace = Trace(result.figures, lines, settings.quantum)
        self.language, self.numbers = language, Numbers(settings, language)
        self._places, self._most = laid_out(result), most
        self._tables = {line: table for table in result.book.tables for line in table.lines}
        read = frozenset(
            leaf.key for line in lines for part in (line.definition, line.opening) for leaf in leaves_of(part)
        )
        self._origins = Origins(result, self._places, self.numbers, read)
        self._cut = cut_years(result, language)
        self._nodes: dict[Reference, Node] = {}

    def node(self, reference: Reference) -> Node:
        """Describe a figure or an end."""
        if reference not in self._nodes:
            self._nodes[reference] = (
                self._figure(reference) if isinstance(reference, At) else self._origins.node(reference)
            )
        return self._nodes[reference]

    def parts(self, reference: Reference) -> tuple[Reference, ...]:
        """Give what a figure is made of, terms of a sum that are zero left out; empty below an end."""
        if not isinstance(reference, At):
            return ()
        # Cells that fix dates or choose a formula are shown too: changing one changes the figure as surely as an amount does.
        return tuple(dict.fromkeys([*map(_reference, self.trace.parts(reference)), *self.trace.keys(reference)]))

    def idle(self, reference: Reference) -> tuple[Reference, ...]:
        """Give what stands in terms of sums that are zero beside others that are not."""
        return tuple(map(_reference, self.trace.idle(reference))) if isinstance(reference, At) else ()

    def terms(self, reference: Reference, name: str) -> list[At]:
        """Give the figures of a plain sum (`sum`) or of the smallest of many (`min`); none for any other formula."""
        stated = self.trace.statement(reference) if isinstance(reference, At) else None
        plain = isinstance(stated, Operation) and stated.name == name
        references = [part for part in (stated.parts if stated is not None and plain else ()) if isinstance(part, At)]
        return references if stated is not None and len(references) == len(stated.parts) else []

    def amount(self, at: At) -> Decimal:
        """Give a figure as a number; zero where there is none."""
        return Decimal(self.trace.value(at) or 0)

    def addends(self, reference: Reference) -> list[Addend]:
        """Give the terms of a sum as pairs of name and number; none for any other formula."""
        if not isinstance(reference, At):
            return []
        return addends(self.trace, reference, self.trace.statement(reference), self.language, self.when)

    def _figure(self, at: At) -> Node:
        line, value = at.line, self.trace.value(at)
        return Node(
            kind="figure",
            label=label(line, self.language),
            when=self.when(at),
            value=self.numbers.whole(value, line.unit),
            words=self._words(at),
            numbers=self._worked_out(at),
            source=self._source(line),
            place=self._cell(at),
            amount=value,
            unit=line.unit,
        )

    def _source(self, line: Line) -> str:
        """Give the source of a line, and which of its years count in part."""
        cut = self._cut.get(line)
        return f"{line.source}{'；' if self.language == 'zh' else '; '}{cut}" if cut else line.source

    def _words(self, at: At) -> str:
        """Say the formula in words; of a copy where it is taken from, of a sum whose pairs name every term nothing more."""
        line, stated = at.line, self.trace.statement(at)
        if is_copy(stated) and (origin := next(iter(self.trace.parts(at)), None)) and isinstance(origin, At):
            return self._taken(at, origin)
        pairs = self.addends(at)
        if pairs and len({term.name for term in pairs}) == len(pairs):
            return ""
        return formula(line.definition if at.column else line.opening, Naming(self.language, self._most))

    def _taken(self, at: At, origin: At) -> str:
        """Say where a copy is taken from: its schedule where that is another, its year where that is another."""
        home, other = self._tables.get(at.line), self._tables.get(origin.line)
        moved = origin.line.axis.kind != "scalar" and (origin.column != at.column or origin.line.axis != at.line.axis)
        when = self.when(origin) if moved else ""
        name = bare(origin.line, self.language)
        if self.language == "zh":
            table = f"{other.zh}的" if other is not None and other is not home else ""
            return f"取自{when}{table}“{name}”"
        table = f" in {other.en}" if other is not None and other is not home else ""
        return f"taken from {name}{table}{f', {when}' if when else ''}"

    def _worked_out(self, at: At) -> str:
        """Write the formula in numbers: a sum as pairs of name and number, its zeros behind it."""
        line, value, stated = at.line, self.trace.value(at), self.trace.statement(at)
        if is_copy(stated):
            return ""
        pairs = self.addends(at)
        numbers = in_pairs(pairs, self.numbers, self._most and PAIRS) or (
            "" if pairs else formula(stated, InNumbers(self.trace, self.numbers, self._most))
        )
        # An equals sign before a shortened figure would be wrong, and a reviewer recomputes it.
        sign = "≈" if self.numbers.rounded(value, line.unit) else "="
        idle = zeros(pairs, self.language)
        shown = f"{numbers} {sign} {self.numbers.text(value, line.unit)}" if numbers else ""
        return ("；" if self.language == "zh" else "; ").join(text for text in (shown, idle) if text)

    def when(self, at: At) -> str:
        """Say the year or payment date of a figure; blank for a single one."""
        if at.line.axis.kind == "scalar":
            return ""
        if not at.column:
            return "期初" if self.language == "zh" else "opening"
        column = at.line.axis.columns[at.column - 1]
        return (
            column.isoformat()
            if not isinstance(column, int)
            else f"{column}年"
            if self.language == "zh"
            else str(column)
        )

    def _cell(self, at: At) -> str:
        spot = self._places.lines.get(at.line)
        if spot is None:
            return ""
        return place(spot.sheet, *spot.at(at.column if at.line.axis.kind != "scalar" else 0))


def _reference(part: At | Leaf) -> Reference:
    return part.key if isinstance(part, Leaf) else part


def is_copy(stated: Expression) -> bool:
    """Tell whether a figure only repeats another, with or without a plus zero; its formula in numbers says nothing."""
    plus = isinstance(stated, Operation) and stated.name == "+"
    return not stated.parts or (plus and isinstance(stated.parts[1], Constant) and stated.parts[1].value == 0)
