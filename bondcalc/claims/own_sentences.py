"""Names as the filings' own sentences use them: 应付利息15,288.00万元 is the bonds' interest, whatever else is called so."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bondcalc.claims.computed import ComputedProject
from bondcalc.claims.named_figures import NamedFigure, NamedFigures
from bondcalc.claims.naming import meant
from bondcalc.claims.quantities import Quantity
from bondcalc.claims.sentences import Sentence, sentences
from bondcalc.claims.table_names import name_by_tables
from bondcalc.claims.vocabulary import only_fills
from bondcalc.typeset.document import Document, Paragraph, PrintedFigure


def named_figures(result: ComputedProject, filings: Sequence[Document]) -> NamedFigures:
    """Name the figures of a project: lines, tables of the filings, and what their sentences call a figure."""
    named = NamedFigures(result)
    name_by_tables(named, filings)
    for filing in filings:
        for block in filing.blocks:
            if isinstance(block, Paragraph) and not isinstance(block.text, str):
                _learn(named, block.text)
    return named


def _learn(named: NamedFigures, text: Sequence[str | PrintedFigure]) -> None:
    figures = {quantity.text: quantity for quantity in text if isinstance(quantity, PrintedFigure)}
    for sentence in sentences("".join(map(str, text)), named):
        for quantity, figure in _printed(sentence.quantities, figures):
            meaning = meant(sentence, quantity, named)
            if meaning is None or not meaning.direct or any(other.value == quantity.value for other in meaning.figures):
                continue
            if not any(quantity.covers(other.value, other.slack) for other in meaning.figures):
                _name(named, _in_full(sentence, quantity, meaning.name), figure, quantity)


def _name(named: NamedFigures, name: str, figure: PrintedFigure, quantity: Quantity) -> None:
    """Take what a filing's own sentence calls one of its figures for a name of that figure."""
    exact = named.exact(figure.id)
    value, slack = (quantity.value, quantity.step / 2) if exact is None else (exact, Decimal(0))
    named.add(name, NamedFigure(figure.id, name, quantity.dimension, value, slack=slack, printed=quantity.text))


def _in_full(sentence: Sentence, quantity: Quantity, name: str) -> str:
    """Give a name with what qualifies it before it: 不计土地净收益的覆盖倍数 is not any 覆盖倍数."""
    start = sentence.clause(sentence.said.rfind(name, 0, quantity.start))[0]
    at = sentence.said.rfind(name, 0, quantity.start)
    lead = sentence.said[max([start, *(other.end for other in sentence.quantities if other.end <= at)]) : at]
    return name if only_fills(lead) else lead + name


def _printed(
    meaning: Sequence[Quantity], figures: dict[str, PrintedFigure]
) -> Iterator[tuple[Quantity, PrintedFigure]]:
    """Pair the numbers of a sentence with the figures they are."""
    for quantity in meaning:
        figure = next((figures[text] for text in figures if text and quantity.text.startswith(text)), None)
        if figure is not None:
            yield quantity, figure
