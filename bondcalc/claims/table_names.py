"""Names that the tables of filings give figures: by their rows and their columns."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bondcalc.claims.named_figures import SAYS_NOTHING, NamedFigure, NamedFigures, spoken
from bondcalc.claims.quantities import Dimension, quantities
from bondcalc.claims.vocabulary import also
from bondcalc.typeset.document import Document, PageTable, PrintedFigure, printed

SIMULATED = ("stress.", "risk.")
"""Figures of cases that are assumed; a name in a sentence means the case that is planned."""
WHOLE = frozenset(("合计", "总计", "存续期合计", "预测期合计"))
_YEAR = re.compile(r"((?:19|20)\d{2})年?")


def name_by_tables(named: NamedFigures, filings: Sequence[Document]) -> None:
    """Name the figures of printed tables by their row and their column."""
    for filing in filings:
        for block in filing.blocks:
            if isinstance(block, PageTable):
                _name_all(named, block)


def _name_all(named: NamedFigures, table: PageTable) -> None:
    full = [printed(head) for head in table.heading[-1]]
    heads = [re.sub(r"（[^（）]*）$", "", head) for head in full]
    units = [_unit(head) or _unit(table.unit) or _unit(table.title) for head in full]
    for row in table.rows:
        words = [printed(cell) for cell in row if not isinstance(cell, PrintedFigure)]
        label = words[0].strip() if words else ""
        year = _YEAR.fullmatch(label)
        for cell, head, unit in zip(row, heads, units, strict=False):
            if isinstance(cell, PrintedFigure) and not cell.id.startswith(SIMULATED):
                figure = _figure(named, cell, unit)
                if figure is not None:
                    _name(named, figure, label, head, int(year[1]) if year else None)


def _name(named: NamedFigures, figure: NamedFigure, label: str, head: str, year: int | None) -> None:
    figure = figure._replace(label=label if year is None else head, year=year)
    if year is not None or label in WHOLE:
        _add(named, head, figure)
    elif head in SAYS_NOTHING:
        _add(named, label, figure)
    else:
        for name, within in (
            *((name, head) for name in spoken(label) if len(name) > 1),
            (head, label.split(maxsplit=1)[0] if label.split() else ""),
        ):
            if name not in also():
                named.add(name, figure._replace(label=f"{label}{head}", within=within))


def _add(named: NamedFigures, name: str, figure: NamedFigure) -> None:
    for spelling in spoken(name):
        if spelling not in SAYS_NOTHING:
            named.add(spelling, figure)


def _figure(named: NamedFigures, cell: PrintedFigure, unit: str) -> NamedFigure | None:
    """Take a printed cell as a figure: exact where it is a line's, else as printed."""
    amounts = quantities(f"{cell.text}{'' if cell.text.endswith('%') else unit}")
    if len(amounts) != 1 or amounts[0].dimension is Dimension.OTHER:
        return None
    written = amounts[0]
    value, slack = named.exact(cell.id), Decimal(0)
    if value is None:
        value, slack = written.value, written.step / 2
    return NamedFigure(cell.id, "", written.dimension, value, slack=slack, printed=written.text)


def _unit(text: str) -> str:
    """Find the unit a head or a unit line states."""
    match = re.search(r"(?:单位：|（)\s*(万元|亿元|千元|元|倍|%|年|亩)\s*）?$", text)
    return match[1] if match else ""
