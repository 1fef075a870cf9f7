"""The schedules as tables of a page: a row a line, its name a button that tells where its figures come from."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from html import escape

from bondcalc.algebra.exact import Figures, Value
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table, is_blank
from bondcalc.page.bilingual import both
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import NONE, Medium
from bondcalc.wording.terms import Unit


class ScheduleTables:
    """Writes schedules; `numbers` are those of their lines, by which scripts know them."""

    def __init__(self, figures: Figures, notation: Notation, numbers: Mapping[Line, int]) -> None:
        self._figures, self._numbers = figures, numbers
        self._zh = notation
        self._en = Notation(notation.quantum, notation.money_unit, "en")
        self._texts: dict[tuple[type[object], Value, str], str] = {}

    def every(self, tables: Iterable[Table]) -> str:
        """Write schedules, each folded."""
        return "".join(part for table in tables for part in self._written(table))

    def figure(self, value: Value, unit: str) -> str:
        """Write a figure as tables have it; a dash where there is none to give."""
        if value is None:
            return escape(NONE.said("zh", Medium.BOOK))
        # Most figures of hundreds of bonds are alike; a figure and a flag may be equal and yet read otherwise.
        alike = (type(value), value, unit)
        if alike not in self._texts:
            self._texts[alike] = both(self._zh.text(value, unit), self._en.text(value, unit))
        return self._texts[alike]

    def _written(self, table: Table) -> Iterator[str]:
        yield f'<details class="schedule" id="{table.id}"><summary>{both(table.zh, table.en)}</summary>'
        yield f'<div class="wide" tabindex="0" role="group"><table><caption>{both(table.zh, table.en)}</caption>'
        scalar, width = table.axis.kind == "scalar", table.axis.size + 4
        heads = [both("项目", "line"), both("单位", "unit")]
        heads += [both("数值", "value")] if scalar else [both("合计", "total"), both("期初", "opening")]
        heads += [] if scalar else [str(column) for column in table.axis.columns]
        named = "".join(f'<th scope="col">{head}</th>' for head in heads)
        yield f"<thead><tr>{named}</tr></thead><tbody>"
        for line in table.lines:
            if line in table.headings:
                heading = both(*table.headings[line])
                yield f'<tr class="group"><th colspan="{3 if scalar else width}" scope="colgroup">{heading}</th></tr>'
            yield self._row(line)
        yield "</tbody></table></div></details>\n"

    def _row(self, line: Line) -> str:
        number, values = self._numbers[line], self._figures[line]
        unit = Unit(line.unit)
        named = both(self._zh.heading(unit), self._en.heading(unit))
        head = f'<th scope="row"><button type="button" data-line="{number}">{both(line.zh, line.en)}</button></th>'
        cells = [f'<td class="unit">{named}</td>']
        if line.axis.kind == "scalar":
            shown = [self.figure(values[1], unit)]
        else:
            total = sum((Decimal(value) for value in values[1:] if value is not None), Decimal(0))
            opening = "" if is_blank(line.opening) else self.figure(values[0], unit)
            columns = [self.figure(value, unit) for value in values[1:]]
            shown = [self.figure(total, unit) if line.total else "", opening, *columns]
        cells += [f"<td>{text}</td>" for text in shown]
        strong = ' class="strong"' if line.strong else ""
        return f'<tr data-row="{number}"{strong}>{head}{"".join(cells)}</tr>'
