"""What the form of a pooled bond is written with: its texts, figures by id, and the name of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from bondcalc.data import data_path, own_toml
from bondcalc.filings.parts.form_tables import FUNDING, RATIOS, TOTALS, Printed, bucket_heads
from bondcalc.portfolio.pooled.form_figures import FormFigures
from bondcalc.typeset.document import Paragraph, PrintedFigure, Text
from bondcalc.wording.notation import Notation
from bondcalc.wording.terms import Unit

ROWS = {"bonds": "special_bonds", "other": "market_loans"}
"""Yearly figures behind the rows of the financing plan."""
_MARK = re.compile(r"\{([^{}]+)\}")


@dataclass
class PoolWriter:
    """Fills texts with words and figures; `named` collects what each figure is called in a Word file."""

    words: dict[str, Text] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _texts(self) -> Mapping[str, list[str]]:
        return own_toml(data_path("templates", "filings", "pooled.toml"))

    def paragraphs(self, section: str) -> list[Paragraph]:
        """Give the paragraphs of a section of the text file; KeyError for an unknown word in it."""
        return [Paragraph(self._fill(text), f"{section}.{number}") for number, text in enumerate(self._texts[section])]

    def _fill(self, text: str) -> Text:
        parts: list[str | PrintedFigure] = []
        for index, piece in enumerate(_MARK.split(text)):
            words = self.words[piece] if index % 2 else piece
            parts += (words,) if isinstance(words, str) else words
        return tuple(part for part in parts if part != "")

    def amount(self, id_: str, value: Decimal, name: str) -> PrintedFigure:
        """Print an amount of 亿元."""
        return self.printed(id_, Notation().text(value, Unit.DISCLOSED), name)

    def ratio(self, id_: str, value: Fraction | None, name: str) -> PrintedFigure:
        """Print a ratio with four decimals."""
        return self.printed(id_, self.ratio_text(value), name)

    def ratio_text(self, value: Fraction | None) -> str:
        """Write a ratio with four decimals."""
        return Notation().text(value, Unit.RATIO)

    def printed(self, id_: str, text: str, name: str) -> PrintedFigure:
        """Print a figure and note what it is called."""
        self.named[id_] = name
        return PrintedFigure(id_, text)

    def totals(self, prefix: str, form: FormFigures) -> Printed:
        """Print totals of a form by their ids."""
        names = {id_: label.strip("　") for label, id_ in TOTALS}
        return lambda id_: self.amount(f"{prefix}.{id_}", form.totals[id_], names[id_])

    def ratios(self, prefix: str, form: FormFigures) -> Printed:
        """Print ratios of a form by their ids."""
        names = {id_: label for label, id_ in RATIOS}
        return lambda id_: self.ratio(f"{prefix}.{id_}", form.ratio(id_), names[id_])

    def frame(self, prefix: str, form: FormFigures, issued: int) -> Printed:
        """Print the nine columns of the financing plan by row and place."""
        columns, heads = {row: form.frame(line, issued) for row, line in ROWS.items()}, bucket_heads(issued)

        def cell(id_: str) -> PrintedFigure:
            """Print one column of a row."""
            row, _, number = id_.partition(".")
            at = int(number) - 1
            return self.amount(f"{prefix}.{id_}", columns[row][at], f"{FUNDING[row]}{heads[at]}")

        return cell

    def revenue(self, prefix: str, form: FormFigures, issued: int, last: int) -> dict[int, PrintedFigure]:
        """Print the revenue by year, from the issue (or its first year, if that is before) to the last maturity."""
        amounts = form.years["revenue"]
        first = min([issued, *(year for year, amount in amounts.items() if amount)])
        return {
            year: self.amount(f"{prefix}.revenue@{year}", amounts.get(year, Decimal(0)), f"分年收益{year}年")
            for year in range(first, last + 1)
        }
