"""What scripts of a page know of every line: its names, its formula in words and as data, its cell, what it rests on."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from bondcalc.algebra.axis import Axis, Key
from bondcalc.algebra.line import Constant, Expression, Line, Structure
from bondcalc.algebra.script import Script, Tree, exact_text
from bondcalc.algebra.words import sentence
from bondcalc.explain.page import escaped
from bondcalc.explain.tree import Explanation
from bondcalc.result.result import Result
from bondcalc.wording.terms import LANGUAGES
from bondcalc.workbook.assemble import laid_out

LINE_TEXTS, CELL_TEXTS = 6, 7
"""How many values of a line, and of a cell of the input, are texts; they stand first."""


class LineData:
    """Collects the lines and the cells below them; a text that recurs stands once, by number."""

    def __init__(self, result: Result) -> None:
        self.script = Script(result.book.program())
        self._result, self._places = result, laid_out(result)
        self._told = [Explanation(result, language) for language in LANGUAGES]
        tables = result.book.tables
        self._names = (
            {line: table.zh for table in tables for line in table.lines},
            {line: table.en for table in tables for line in table.lines},
        )
        self._axes: dict[Axis, int] = {}
        self._lines = [(self._line(line), list(dict.fromkeys(_rests(line)))) for line in self.script.lines]

    def data(self) -> dict[str, object]:
        """Give the data for JSON; the script may have written more than the lines by now."""
        leaves = {leaf.key: exact_text(leaf.value) for leaf in self.script.leaves}
        # The cells that lines read as numbers come first and in the order of the script, so that one number names both.
        order = list(dict.fromkeys([*leaves, *(key for _, rests in self._lines for key in rests)]))
        numbers = {key: number for number, key in enumerate(order)}
        lines = [[*line, [numbers[key] for key in rests]] for line, rests in self._lines]
        ends = [[*self._end(key), leaves.get(key, "")] for key in order]
        said = Counter(text for row in lines for text in row[:LINE_TEXTS])
        said.update(text for row in ends for text in row[:CELL_TEXTS])
        texts = {text: number for number, text in enumerate(text for text, times in said.items() if times > 1)}
        return {
            "axes": [_columns(axis) for axis in self._axes],
            "lines": [_numbered(row, LINE_TEXTS, texts) for row in lines],
            "leaves": [_numbered(row, CELL_TEXTS, texts) for row in ends],
            "texts": list(texts),
        }

    def _line(self, line: Line) -> list[object]:
        spot = self._places.lines[line]
        said = [sentence(line, language, names) for language, names in zip(LANGUAGES, self._names, strict=True)]
        texts = [line.zh, line.en, *said, line.source, spot.sheet]
        formulas: tuple[Tree, Tree] = self.script.formula(line), self.script.opening(line)
        return [
            *texts,
            str(line.unit),
            self._axes.setdefault(line.axis, len(self._axes)),
            [spot.row, spot.column, int(spot.down)],
            *formulas,
        ]

    def _end(self, key: Key) -> list[object]:
        zh, en = (explanation.node(key) for explanation in self._told)
        return [zh.kind, zh.label, en.label, zh.value, en.value, zh.source, zh.place]


def _numbered(row: list[object], width: int, texts: Mapping[object, int]) -> list[object]:
    """Put numbers in the place of texts that have one."""
    return [*(texts.get(text, text) for text in row[:width]), *row[width:]]


def _columns(axis: Axis) -> list[object]:
    return [column.isoformat() if isinstance(column, date) else column for column in axis.columns]


def _rests(line: Line) -> Iterator[Key]:
    """Name the cells that a line rests on without reading a number from them."""
    waiting: list[Expression] = [line.definition, line.opening]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Structure | Constant):
            yield from part.rests_on
        elif not isinstance(part, Line):
            waiting += part.parts
    yield from line.rests_on


def block(data: object) -> str:
    """Write data as JSON that no sign of can end the block it stands in."""
    return escaped(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
